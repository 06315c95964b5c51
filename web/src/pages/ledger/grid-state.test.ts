import { describe, expect, it } from "vitest";
import type { Account } from "@/api/contract";
import { type GridAction, emptyGrid, grid, linesOf, obstacle, totalsOf } from "./grid-state";

const account = (id: string, code: string, name: string) => ({ id, code, name, postable: true, active: true }) as Account;
const accounts = [account("a-rent", "6100", "Rent"), account("a-bank", "1400", "Main bank account")];
const after = (...actions: GridAction[]) => actions.reduce(grid, emptyGrid);
const set = (row: number, change: Extract<GridAction, { type: "set" }>["change"]): GridAction => ({ type: "set", row, change });

describe("an entry being written", () => {
  it("always has a blank row to go on in", () => {
    expect(emptyGrid.rows).toHaveLength(2);
    expect(after(set(1, { memo: "Rent" })).rows).toHaveLength(3);
    expect(after(set(0, { memo: "Rent" }), { type: "remove", row: 0 }).rows).toHaveLength(2);
  });

  it("shows what is missing, and fills it in on the right side", () => {
    const rent = after(set(0, { accountId: "a-rent", debit: "2100.00" }), set(1, { accountId: "a-bank" }));
    expect(totalsOf(rent.rows, "EUR")).toEqual({ debit: "2100.00", credit: "0.00", difference: "2100.00" });
    expect(obstacle(rent.rows, "EUR")).toContain("Line 2");
    const balanced = grid(rent, { type: "balance", row: 1, currency: "EUR" });
    expect(balanced.rows[1]?.credit).toBe("2100.00");
    expect(obstacle(balanced.rows, "EUR")).toBeNull();
    expect(linesOf(balanced.rows, "EUR")).toEqual([
      { account_id: "a-rent", debit: "2100.00" },
      { account_id: "a-bank", credit: "2100.00" },
    ]);
  });

  it("balances to the debit side when credits prevail", () => {
    const state = after(set(0, { credit: "0.30" }), { type: "balance", row: 1, currency: "EUR" });
    expect(state.rows[1]).toMatchObject({ debit: "0.30", credit: "" });
  });

  it.each([
    [[set(0, { accountId: "a", debit: "1.00" })], "at least two lines"],
    [[set(0, { accountId: "a", debit: "1.00" }), set(1, { debit: "1.00" })], "Line 2 needs an account"],
    [[set(0, { accountId: "a", debit: "1.00", credit: "1.00" }), set(1, { accountId: "b", credit: "1.00" })], "Line 1"],
    [[set(0, { accountId: "a", debit: "1.00" }), set(1, { accountId: "b", credit: "2.00" })], "differ"],
  ])("is held back while it is not whole", (actions, why) => {
    expect(obstacle(after(...actions).rows, "EUR")).toContain(why);
  });

  it("turns a negative debit into a credit, exactly", () => {
    const rows = after(set(0, { accountId: "a", debit: "-0.05" })).rows;
    expect(linesOf(rows, "EUR")).toEqual([{ account_id: "a", credit: "0.05" }]);
  });

  it("takes rows from a sheet, finding accounts by number or name", () => {
    const cells = [
      ["6100 Rent", "November", "", "2.100,00", ""],
      ["Main bank account", "", "", "", "2.100,00"],
      ["9999", "unknown", "", "1+1", ""],
    ];
    const { rows } = after({ type: "paste", row: 0, column: "account", cells, accounts, currency: "EUR" });
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatchObject({ accountId: "a-rent", memo: "November", debit: "2100.00", credit: "" });
    expect(rows[1]).toMatchObject({ accountId: "a-bank", credit: "2100.00" });
    expect(rows[2]).toMatchObject({ accountId: null, memo: "unknown", debit: "2.00" });
  });

  it("copies from the row above", () => {
    const state = after(set(0, { accountId: "a-rent", memo: "Rent" }), { type: "copy-above", row: 1, column: "memo" });
    expect(state.rows[1]).toMatchObject({ memo: "Rent", accountId: null });
  });
});
