import { expect, test } from "vitest";
import { draft, draftOf, emptyContent } from "./draft-state";
import { ofField, ofRow, placed } from "./remarks";

/** A first line, a blank one, and a second line. */
const rows = () => {
  let state = draftOf(emptyContent("invoice"));
  for (const [row, text] of [["One"], ["-"], ["Two"]].entries()) state = draft(state, { type: "set", row, change: { text: text[0] } });
  return draft(state, { type: "set", row: 1, change: { text: "" } }).rows;
};
const remark = (field: string | null) => ({ code: "sales.x", field, message: "mend it" });

test("a remark of the second line that was sent is shown in the row it came from", () => {
  const now = rows();
  const [found] = placed([remark("lines[1].tax_code")], now, true);
  expect(found).toMatchObject({ row: now[2]?.key, place: "tax", stops: true });
  expect(ofRow([found as never], now[2]?.key ?? 0).length).toBe(1);
  expect(ofRow([found as never], now[0]?.key ?? 0)).toEqual([]);
});

test("a remark of the head is found by the first word of its field", () => {
  const all = placed([remark("customer_id"), remark("terms.days"), remark(null), remark("deposits[0]")], rows(), false);
  expect(ofField(all, "terms")?.field).toBe("terms.days");
  expect(ofField(all, "deposits")?.field).toBe("deposits[0]");
  expect(ofField(all, "currency")).toBeUndefined();
});

test("what stops a line is said before what should be looked at", () => {
  const now = rows();
  const all = [...placed([remark("lines[0].tax_code")], now, false), ...placed([remark("lines[0].account_id")], now, true)];
  expect(ofRow(all, now[0]?.key ?? 0).map(({ place }) => place)).toEqual(["account", "tax"]);
});
