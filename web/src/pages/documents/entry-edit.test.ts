import { describe, expect, it } from "vitest";
import type { ProposalLine } from "@/api/contract";
import { setNumberStyle } from "@/numbers/format";
import { type EntryAction, type EntryEdit, amountOf, editEntry, entryInput, missingIn, obstacleOf, startEdit } from "./entry-edit";

setNumberStyle("en-US");
const line = (id: number, role: string, debit: string | null, credit: string | null, code = ""): ProposalLine =>
  ({
    id,
    role,
    memo: "",
    account: { id: `acc-${id}`, code: String(id), name: "" },
    tax_code: code || null,
    debit: debit ? { amount: debit, currency: "EUR" } : null,
    credit: credit ? { amount: credit, currency: "EUR" } : null,
  }) as ProposalLine;
const bill = [line(0, "expense", "100.00", null, "I19"), line(1, "input_tax", "19.00", null, "I19"), line(2, "payable", null, "119.00")];
const start = startEdit(bill, "EUR", {});
const after = (...actions: EntryAction[]): EntryEdit => actions.reduce(editEntry, start);
const set = (key: string, change: object): EntryAction => ({ do: "set", key, change });

describe("the lines of an entry in hand", () => {
  it("are all but the counterparty's, with what was chosen before", () => {
    const chosen = startEdit(bill, "EUR", { 0: { account_id: "other", tax_code: null } });
    expect(chosen.rows.map(({ accountId, taxCode, amount }) => [accountId, taxCode, amount])).toEqual([
      ["other", "", "100.00"],
      ["acc-1", "I19", "19.00"],
    ]);
  });

  it("are divided: one line gives up what another takes, which = works out", () => {
    const divided = after(set("line-0", { amount: "60.00" }), { do: "add" }, set("new-1", { accountId: "b" }));
    expect(missingIn(divided, "new-1")).toBe("40.00");
    expect(amountOf("=", "debit", divided, "new-1")).toEqual({ ok: true, value: "40.00" });
    const whole = editEntry(divided, set("new-1", { amount: "40.00" }));
    expect(entryInput(whole)).toEqual([
      { line_id: 0, account_id: "acc-0", debit: "60.00", tax_code: "I19", memo: "" },
      { line_id: 1, account_id: "acc-1", debit: "19.00", tax_code: "I19", memo: "" },
      { account_id: "b", debit: "40.00", memo: "" },
    ]);
  });

  it.each([
    ["60+40", "debit", "100.00"],
    ["=100*0.5", "debit", "50.00"],
    ["5", "credit", "-5.00"],
    ["-5", "debit", "-5.00"],
    ["", "debit", ""],
    ["0", "debit", ""],
  ] as const)("%s typed under %s is %s", (text, side, value) => {
    expect(amountOf(text, side, start, "line-0")).toEqual({ ok: true, value });
  });

  it("are sent no more once they are as they were", () => {
    const there = after(set("line-0", { amount: "1.00" }));
    expect(entryInput(there)).not.toBeNull();
    expect(entryInput(editEntry(there, set("line-0", { amount: "100.00" })))).toBeNull();
  });

  it("go over to the other side as positive amounts", () => {
    const back = after(set("line-0", { amount: "-100.00" }));
    expect(entryInput(back)?.[0]).toMatchObject({ credit: "100.00" });
  });

  it("wait until each is complete; an added line left empty does not count", () => {
    expect(obstacleOf(after({ do: "add" }))).toBeNull();
    expect(entryInput(after({ do: "add" })), "nothing is changed yet").toBeNull();
    expect(entryInput(after({ do: "add" }, set("line-0", { memo: "beans" })))).toHaveLength(2);
    expect(obstacleOf(after({ do: "add" }, set("new-1", { amount: "1.00" })))).toBe("Line 3 needs an account and an amount.");
    expect(obstacleOf(after({ do: "remove", key: "line-0" }, { do: "remove", key: "line-1" }))).toMatch(/at least one/);
    expect(entryInput(after(set("line-0", { amount: "" })))).toBeNull();
  });
});
