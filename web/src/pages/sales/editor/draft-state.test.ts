import { describe, expect, it, test } from "vitest";
import type { Account, TaxCode } from "@/api/contract";
import type { SalesContent, SalesLine } from "@/api/sales";
import { type DraftState, contentOf, draft, draftOf, emptyContent, isBlank } from "./draft-state";

const line = (text: string, more: Partial<SalesLine> = {}): SalesLine => ({
  text,
  quantity: "1",
  unit: null,
  unit_price: "10",
  discount: null,
  account_id: null,
  tax_code: null,
  supply: null,
  of_line: null,
  ...more,
});
const invoice = (lines: SalesLine[], more: Partial<SalesContent> = {}): SalesContent => emptyContent("invoice", { lines, ...more });
const texts = ({ rows }: DraftState) => rows.map(({ text }) => text);

test("what was loaded is what is sent, but for nothing that was typed", () => {
  const content = invoice([line("Advice", { quantity: "2.5", unit: "HUR", discount: "3", of_line: 1, supply: "services" })], { title: "March" });
  expect(contentOf(draftOf(content))).toEqual(content);
});

describe("the lines", () => {
  it("end in a blank one to go on in, which is never sent", () => {
    const state = draftOf(invoice([]));
    expect(state.rows.length).toBe(1);
    const typed = draft(state, { type: "set", row: 0, change: { text: "Advice", price: "90" } });
    expect(texts(typed)).toEqual(["Advice", ""]);
    expect(contentOf(typed).lines).toEqual([line("Advice", { unit_price: "90" })]);
  });
  it("count one of what has no quantity", () => {
    const state = draft(draftOf(invoice([])), { type: "set", row: 0, change: { text: "Advice" } });
    expect(contentOf(state).lines[0]).toMatchObject({ quantity: "1", unit_price: "0" });
  });
  it("of a credit note are those of its invoice and no more", () => {
    const state = draftOf(emptyContent("credit_note", { lines: [line("Advice", { of_line: 1 })] }));
    expect(state.rows.length).toBe(1);
    expect(contentOf(state).lines[0]?.of_line).toBe(1);
  });
  it("can be removed, and copied from above cell by cell", () => {
    let state = draftOf(invoice([line("One", { tax_code: "UST19" }), line("Two")]));
    state = draft(state, { type: "copy-above", row: 1, column: "tax" });
    expect(state.rows[1]).toMatchObject({ text: "Two", taxCode: "UST19" });
    expect(texts(draft(state, { type: "remove", row: 0 }))).toEqual(["Two", ""]);
  });
});

test("a paste fills cells to the right and rows below, and leaves out what it cannot read", () => {
  const accounts = [{ id: "a", code: "8400", name: "Sales", postable: true }] as Account[];
  const codes = [{ code: "UST19" }] as TaxCode[];
  const cells = [
    ["Advice", "1,5", "h", "90.00", "", "ust19", "8400 Sales"],
    ["Travel", "many", "Piece", "12.5"],
  ];
  const state = draft(draftOf(invoice([])), { type: "paste", row: 0, column: "text", cells, accounts, codes, currency: "EUR" });
  expect(state.rows[0]).toMatchObject({ text: "Advice", quantity: "1.5", unit: "HUR", price: "90", taxCode: "UST19", accountId: "a" });
  expect(state.rows[1]).toMatchObject({ text: "Travel", quantity: "", unit: "C62", price: "12.5" });
  expect(isBlank(state.rows[2] as never)).toBe(true);
});

test("what is suggested is taken by its lines, also behind a blank one", () => {
  let state = draftOf(invoice([line("One"), line("Two"), line("Three")]));
  state = draft(state, { type: "set", row: 1, change: { text: "", price: "", quantity: "" } });
  state = draft(state, { type: "take", lines: [1], change: { taxCode: "RC" } });
  expect(state.rows.map(({ taxCode }) => taxCode)).toEqual(["", "", "RC", ""]);
});

describe("deposits", () => {
  const state = draftOf(invoice([], { customer_id: "c", currency: "EUR", deposits: ["d"] }));
  it("are those of one customer and one currency", () => {
    expect(draft(state, { type: "head", change: { customer_id: "other" } }).head.deposits).toEqual([]);
    expect(draft(state, { type: "head", change: { currency: "USD" } }).head.deposits).toEqual([]);
  });
  it("stay when something else changes", () => {
    expect(draft(state, { type: "head", change: { title: "March" } }).head.deposits).toEqual(["d"]);
    expect(draft(state, { type: "head", change: { customer_id: "c" } }).head.deposits).toEqual(["d"]);
  });
});
