import { expect, test } from "vitest";
import { filterOf, listOf } from "./lists";
import { nameOf, standingOf } from "./words";

const row = { kind: "invoice" as const, state: "issued" as const, currency: "EUR", open: "119.00", payable: "119.00", credited: "0.00", is_overdue: false };
const label = (change: object) => standingOf({ ...row, ...change })[0];

test.each([
  [{}, "Issued"],
  [{ open: "50.00" }, "Paid in part"],
  [{ open: "50.00", credited: "69.00" }, "Credited in part"],
  [{ open: "40.00", credited: "69.00" }, "Paid in part"],
  [{ open: "0.00" }, "Paid"],
  [{ is_overdue: true, open: "50.00" }, "Overdue"],
  [{ state: "draft", open: null }, "Draft"],
  [{ kind: "credit_note", open: "-119.00" }, "Issued"],
  [{ kind: "credit_note", open: "0.00" }, "Settled"],
  [{ kind: "quote", state: "expired", open: null }, "Expired"],
])("%j stands as %s", (change, standing) => {
  expect(label(change)).toBe(standing);
});

test("a document without a number is called by what it is", () => {
  expect(nameOf({ kind: "credit_note", number: null })).toBe("Draft credit note");
  expect(nameOf({ kind: "invoice", number: "INV-2026-0001" })).toBe("INV-2026-0001");
});

test("an address names a list, and what it does not know is the list of all invoices", () => {
  expect(filterOf({ kind: "quote", state: "draft", q: "tea" })).toMatchObject({ kind: "quote", state: "draft", q: "tea" });
  expect(filterOf({ state: "overdue" })).toMatchObject({ kind: "invoice", only: "overdue" });
  expect(listOf({ kind: "poem", state: "overdue" }).kind).toBe("invoice");
  expect(listOf({ kind: "quote", state: "overdue" }).part.id).toBe("all");
});
