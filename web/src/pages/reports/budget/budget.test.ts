import { describe, expect, it } from "vitest";
import type { Account, ProfitLoss } from "@/api/contract";
import { sumOf } from "@/numbers/decimal";
import { NO_MONTHS, percentOf, raised, spread, yearOf } from "./amounts";
import { readPaste } from "./paste";
import { type BudgetAction, budgetRows, emptyBudget, inputOf, isPatterned, obstacle, rowsOfActuals, sumsOf } from "./rows";
import { daysOfYear } from "./BudgetPage";
import { signedText } from "./Comparison";
import { monthsFrom, spanOfYear, yearOfDay, yearText } from "./years";

const account = (id: string, code: string, name: string, type: string) =>
  ({ id, code, name, type, postable: true, active: true }) as Account;
const sales = account("a-sales", "4010", "Sales", "income");
const rent = account("a-rent", "6210", "Rent", "expense");
const bank = account("a-bank", "1610", "Bank", "asset");
const accounts = [sales, rent, bank];
const after = (...actions: BudgetAction[]) => actions.reduce(budgetRows, emptyBudget);
const set = (row: number, chosen: Account, department = ""): BudgetAction => ({ type: "set", row, change: { account: chosen, department } });
const paste = (text: string, row = 0, column = "account"): BudgetAction => ({
  type: "paste",
  row,
  pasted: readPaste(text, column, accounts, "EUR").rows,
  merge: column === "account",
  currency: "EUR",
});

describe("spreading a year", () => {
  it.each([
    ["1200.00", "EUR", "100.00", "100.00"],
    ["100.00", "EUR", "8.34", "8.33"],
    ["-0.05", "EUR", "-0.01", "0.00"],
    ["0.01", "EUR", "0.01", "0.00"],
    ["100", "JPY", "9", "8"],
    ["1.000", "KWD", "0.084", "0.083"],
    ["99999999999999.99", "EUR", "8333333333333.34", "8333333333333.33"],
  ])("%s %s", (year, currency, first, last) => {
    const months = spread(year, currency);
    expect(months).toHaveLength(12);
    expect([months[0], months[11]]).toEqual([first, last]);
    expect(sumOf(months, currency)).toBe(year);
  });

  it("an empty row has no year, and a zero is a zero", () => {
    expect(yearOf(NO_MONTHS, "EUR")).toBe("");
    expect(yearOf(["0.10", "0.20", ...NO_MONTHS.slice(2)], "EUR")).toBe("0.30");
  });
});

describe("percentages", () => {
  it.each([
    ["100.00", "3", "103.00"],
    ["0.50", "1", "0.51"], // half away from zero
    ["-0.50", "1", "-0.51"],
    ["346570.00", "2.75", "356100.68"],
    ["100.00", "-100", "0.00"],
    ["", "5", ""],
  ])("%s raised by %s", (amount, percent, expected) => expect(raised(amount, percent, "EUR")).toBe(expected));

  it("shares are cut, never rounded up", () => {
    expect(percentOf("99.99", "100.00", "EUR")).toBe(99n);
    expect(percentOf("120.00", "100.00", "EUR")).toBe(120n);
    expect(percentOf("1.00", "0.00", "EUR")).toBeNull();
  });
});

describe("pasting", () => {
  const line = (...cells: string[]) => cells.join("\t");
  const twelve = Array.from({ length: 12 }, (_, at) => `${at + 1},5`);

  it("reads an account with twelve months, and ignores the sum beside them", () => {
    const { rows, left } = readPaste(line("6210 Rent", ...twelve, "84"), "account", accounts, "EUR");
    expect(left).toEqual([]);
    expect(rows[0]?.account?.id).toBe("a-rent");
    expect(rows[0]?.months[0]).toBe("1.50");
    expect(rows[0]?.months[11]).toBe("12.50");
    expect(rows[0]?.year).toBeUndefined();
  });

  it("reads an account and a year, spread when it is taken over", () => {
    const { rows } = after(paste(`${line("4010", "1.200,00 €")}\r\n${line("Rent", "600")}\r\n`));
    expect(rows.map((row) => row.account?.code)).toEqual(["4010", "6210", undefined]);
    expect(rows[0]?.months[0]).toBe("100.00");
    expect(rows[1]?.months[11]).toBe("50.00");
  });

  it("skips a repeated name, takes a department, and dashes are nothing", () => {
    const { rows } = readPaste(line("4010", "Sales", "income", "North", ...twelve.map(() => "-")), "account", accounts, "EUR");
    expect(rows[0]?.department).toBe("North");
    expect(Object.values(rows[0]?.months ?? {})).toEqual(NO_MONTHS);
  });

  it("leaves headings alone and names what it cannot place", () => {
    const text = [line("Code", "Jan", "Feb"), line("9999", "10"), line("1610", "5"), "", line("6210", ...twelve.slice(1), "oops")].join("\n");
    const { rows, left } = readPaste(text, "account", accounts, "EUR");
    expect(rows).toHaveLength(1);
    expect(left).toEqual(["9999", "1610", "oops"]);
  });

  it("puts bare amounts in from the cell on, and no further than December", () => {
    const { rows } = after(set(0, rent), paste(line("1", "2", "3", "4"), 0, "10"));
    expect(rows[0]?.months.slice(9)).toEqual(["", "1.00", "2.00"]);
  });

  it("replaces the row of the same account and department instead of doubling it", () => {
    const { rows } = after(set(0, rent), set(1, rent, "North"), paste(line("6210", "1200")));
    expect(rows.filter((row) => row.account)).toHaveLength(2);
    expect(rows[0]?.months[5]).toBe("100.00");
    expect(rows[1]?.months[5]).toBe("");
  });
});

describe("the rows", () => {
  it("always end in a blank one, and every change can be taken back", () => {
    const state = after(set(0, rent), { type: "year", row: 0, amount: "12.00", currency: "EUR" }, { type: "month", row: 0, month: 3, amount: "9.00" });
    expect(state.rows).toHaveLength(2);
    expect(yearOf(state.rows[0]?.months ?? [], "EUR")).toBe("20.00");
    const back = budgetRows(state, { type: "undo" });
    expect(back.rows[0]?.months[3]).toBe("1.00");
    expect([back, back, back].reduce((s) => budgetRows(s, { type: "undo" }), back).rows).toEqual(emptyBudget.rows);
  });

  it("fill goes to the end of the year, copy takes the cell above", () => {
    const { rows } = after(set(0, rent), set(1, sales), { type: "fill", row: 0, month: 10, amount: "7.00" }, { type: "copy-above", row: 1, month: 11 });
    expect(rows[0]?.months.slice(9)).toEqual(["", "7.00", "7.00"]);
    expect(rows[1]?.months.slice(10)).toEqual(["", "7.00"]);
  });

  it("are added up exactly, income and expense apart", () => {
    const { rows } = after(set(0, sales), set(1, rent), { type: "fill", row: 0, month: 0, amount: "0.10" }, { type: "fill", row: 1, month: 1, amount: "0.30" });
    const sums = sumsOf(rows, "EUR");
    expect([sums.income[0], sums.income[12]]).toEqual(["0.10", "1.20"]);
    expect([sums.expense[0], sums.expense[12]]).toEqual(["0.00", "3.30"]);
    expect([sums.result[0], sums.result[1], sums.result[12]]).toEqual(["0.10", "-0.20", "-2.10"]);
  });

  it("cannot be saved without an account or with one twice", () => {
    expect(obstacle(after({ type: "month", row: 0, month: 0, amount: "5.00" }).rows)).toBe("Row 1 needs an account.");
    expect(obstacle(after(set(0, rent), set(1, sales), set(2, rent)).rows)).toMatch(/6210 Rent stands in rows 1 and 3/);
    expect(obstacle(after(set(0, rent), set(1, rent, "North")).rows)).toBeNull();
  });

  it("travel with a zero in every empty month and without the blank row", () => {
    const { rows } = after(set(0, rent, " North "), { type: "month", row: 0, month: 11, amount: "5.00" });
    expect(inputOf(rows)).toEqual([{ account_id: "a-rent", department: "North", months: [...Array.from({ length: 11 }, () => "0"), "5.00"] }]);
  });

  it("know whether typing a year would take a pattern away", () => {
    expect(isPatterned(NO_MONTHS, "EUR")).toBe(false);
    expect(isPatterned(spread("100.00", "EUR"), "EUR")).toBe(false);
    expect(isPatterned(["5.00", ...NO_MONTHS.slice(1)], "EUR")).toBe(true);
  });

  it("can start from a year's statements, headings left out", () => {
    const row = (chosen: Account, heading: boolean, amount: string) => ({ account: chosen, label: "", depth: 0, heading, figure: { amount, currency: "EUR" } });
    const month = (amount: string) => ({ sections: [{ rows: [row(sales, true, amount), row(rent, false, amount)] }] }) as unknown as ProfitLoss;
    const rows = rowsOfActuals([month("5.00"), month("0.00"), month("7.00")]);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.account?.code).toBe("6210");
    expect(rows[0]?.months.slice(0, 3)).toEqual(["5.00", "", "7.00"]);
  });
});

describe("fiscal years", () => {
  it("are named by the year they end in", () => {
    expect(yearOfDay("2026-11-22", 1)).toBe(2026);
    expect(yearOfDay("2026-11-22", 4)).toBe(2027);
    expect(spanOfYear(2027, 4)).toEqual({ from: "2026-04-01", to: "2027-03-31" });
    expect(spanOfYear(2026, 1)).toEqual({ from: "2026-01-01", to: "2026-12-31" });
    expect(yearText(2027, 4)).toBe("2026/27");
    expect(monthsFrom("2026-04-01")[11]).toBe("2027-03-01");
  });

  it("offer only days that lie in them", () => {
    const days = daysOfYear("2026-01-10", { from: "2026-01-01", to: "2026-12-31" });
    expect(days.map(([label]) => label)).toEqual(["Today", "Whole year"]);
  });
});

it("a variance says its direction by its sign", () => {
  expect([signedText("1200.00", "EUR"), signedText("-3.00", "EUR"), signedText("0.00", "EUR")].map((t) => t.charAt(0))).toEqual(["+", "−", "0"]);
});
