import { expect, test } from "vitest";
import { wishOf } from "./credit-wish";

test("all that is left is asked for without lines", () => {
  expect(wishOf(true, [{ on: true, quantity: "3" }])).toEqual({ ok: true, lines: null });
});

test("chosen lines are counted from one, and a quantity is asked for only where it was typed", () => {
  const chosen = [{ on: false, quantity: "9" }, { on: true, quantity: "" }, { on: true, quantity: "1,5" }];
  expect(wishOf(false, chosen)).toEqual({
    ok: true,
    lines: [
      { line: 2, quantity: null },
      { line: 3, quantity: "1.5" },
    ],
  });
});

test.each(["0", "-1", "some"])("a quantity of %s is refused with its line", (quantity) => {
  expect(wishOf(false, [{ on: true, quantity }])).toMatchObject({ ok: false, why: expect.stringContaining("line 1") });
});

test("nothing chosen is nothing to credit", () => {
  expect(wishOf(false, [{ on: false, quantity: "" }])).toMatchObject({ ok: false });
});
