/** The rows of a budget being written, as a pure state machine with a way back. Amounts are decimal strings. */
import type { Account, Budget, BudgetRowInput, Id, ProfitLoss } from "@/api/contract";
import { differenceOf, isZero, sumOf } from "@/numbers/decimal";
import { MONTHS, type Months, NO_MONTHS, raised, spread, yearOf } from "./amounts";
import type { PastedRow } from "./paste";

export type BudgetAccount = Pick<Account, "id" | "code" | "name"> & { type: string };
export interface BudgetRow {
  key: number;
  account: BudgetAccount | null;
  department: string;
  months: Months;
}
export interface BudgetState {
  rows: BudgetRow[];
  nextKey: number;
  /** The rows before each change, the latest last. */
  past: BudgetRow[][];
}
type Change = Partial<Pick<BudgetRow, "account" | "department">>;
export type BudgetAction =
  | { type: "set"; row: number; change: Change }
  | { type: "month"; row: number; month: number; amount: string }
  | { type: "year"; row: number; amount: string; currency: string }
  | { type: "fill"; row: number; month: number; amount: string }
  | { type: "copy-above"; row: number; month: number }
  | { type: "remove"; row: number }
  | { type: "paste"; row: number; pasted: PastedRow[]; merge: boolean; currency: string }
  | { type: "raise"; percent: string; currency: string }
  | { type: "start"; rows: Omit<BudgetRow, "key">[] }
  | { type: "load"; budget: Budget | null }
  | { type: "undo" };

const KEPT = 100;
const blank = (key: number): BudgetRow => ({ key, account: null, department: "", months: NO_MONTHS });
export const emptyBudget: BudgetState = { rows: [blank(1)], nextKey: 2, past: [] };
export const isBlank = (row: BudgetRow): boolean =>
  row.account === null && row.department === "" && row.months.every((month) => month === "");
export const usedRows = (rows: BudgetRow[]): BudgetRow[] => rows.filter((row) => !isBlank(row));

export function budgetRows(state: BudgetState, action: BudgetAction): BudgetState {
  if (action.type === "load") return loaded(action.budget);
  if (action.type === "undo") {
    const rows = state.past.at(-1);
    return rows ? { ...state, rows, past: state.past.slice(0, -1) } : state;
  }
  const next = changed(state, action);
  return { ...next, past: [...state.past, state.rows].slice(-KEPT) };
}

function changed(state: BudgetState, action: Exclude<BudgetAction, { type: "load" | "undo" }>): BudgetState {
  const { rows } = state;
  const months = (at: number, change: (old: Months) => Months) =>
    withSpare(state, rows.map((row, index) => (index === at ? { ...row, months: change(row.months) } : row)));
  switch (action.type) {
    case "set":
      return withSpare(state, rows.map((row, at) => (at === action.row ? { ...row, ...action.change } : row)));
    case "month":
      return months(action.row, (old) => old.map((amount, at) => (at === action.month ? action.amount : amount)));
    case "year":
      return months(action.row, () => (action.amount === "" ? NO_MONTHS : spread(action.amount, action.currency)));
    case "fill":
      return months(action.row, (old) => old.map((amount, at) => (at >= action.month ? action.amount : amount)));
    case "copy-above":
      return months(action.row, (old) =>
        old.map((amount, at) => (at === action.month ? (rows[action.row - 1]?.months[at] ?? amount) : amount)),
      );
    case "remove":
      return withSpare(state, rows.filter((_, at) => at !== action.row));
    case "raise":
      return withSpare(
        state,
        rows.map((row) => ({ ...row, months: row.months.map((amount) => raised(amount, action.percent, action.currency)) })),
      );
    case "paste":
      return pasted(state, action);
    case "start":
      return withSpare({ ...state, nextKey: state.nextKey + action.rows.length }, keyed(action.rows, state.nextKey));
  }
}

const keyed = (rows: Omit<BudgetRow, "key">[], from: number): BudgetRow[] => rows.map((row, at) => ({ ...row, key: from + at }));

/** There is always one blank row at the end to go on in. */
function withSpare(state: BudgetState, rows: BudgetRow[]): BudgetState {
  const last = rows.at(-1);
  if (last && isBlank(last)) return { ...state, rows };
  return { ...state, rows: [...rows, blank(state.nextKey)], nextKey: state.nextKey + 1 };
}

const partOf = (row: { account: BudgetAccount | null; department: string }): string =>
  `${row.account?.id ?? ""} ${row.department.trim()}`;

/** Whole rows replace those of the same account and department; amounts alone go into the rows from the cell on. */
function pasted(state: BudgetState, { row, pasted: list, merge, currency }: Extract<BudgetAction, { type: "paste" }>): BudgetState {
  const rows = [...state.rows];
  let { nextKey } = state;
  list.forEach((one, index) => {
    const account = one.account ?? null;
    const wanted = partOf({ account, department: one.department ?? "" });
    const twin = merge ? rows.findIndex((old) => partOf(old) === wanted) : row + index;
    const spare = rows.findIndex(isBlank);
    const at = twin >= 0 ? twin : spare >= 0 ? spare : rows.length;
    const old = rows[at] ?? blank(nextKey++);
    const months = one.year === undefined ? old.months.map((amount, month) => one.months[month] ?? amount) : yearly(one.year, currency);
    rows[at] = { ...old, account: account ?? old.account, department: one.department ?? old.department, months };
  });
  return withSpare({ ...state, nextKey }, rows);
}
const yearly = (year: string, currency: string): Months => (year === "" ? NO_MONTHS : spread(year, currency));

/** The rows of a budget, without the cells' state: to start another one from. */
export const rowsOf = (budget: Budget): Omit<BudgetRow, "key">[] =>
  budget.rows.map((row) => ({
    account: row.account,
    department: row.department ?? "",
    months: row.months.map((amount) => (isZero(amount) ? "" : amount)),
  }));

function loaded(budget: Budget | null): BudgetState {
  const rows = budget ? keyed(rowsOf(budget), 1) : [];
  return withSpare({ rows, nextKey: rows.length + 1, past: [] }, rows);
}

/** Rows out of the twelve statements of a year, one a month: what each account earned or spent. */
export function rowsOfActuals(statements: ProfitLoss[]): Omit<BudgetRow, "key">[] {
  const found = new Map<Id, { account: BudgetAccount; months: string[] }>();
  statements.forEach((statement, month) => {
    for (const { account, heading, figure } of statement.sections.flatMap((section) => section.rows)) {
      if (!account || heading || isZero(figure.amount)) continue;
      const row = found.get(account.id) ?? { account, months: Array.from({ length: MONTHS }, () => "") };
      row.months[month] = figure.amount;
      found.set(account.id, row);
    }
  });
  const rows = [...found.values()].sort((a, b) => a.account.code.localeCompare(b.account.code));
  return rows.map((row) => ({ ...row, department: "" }));
}

export interface Sums {
  /** Twelve months and, last, the year. */
  income: string[];
  expense: string[];
  result: string[];
}
export function sumsOf(rows: BudgetRow[], currency: string): Sums {
  const of = (type: string) => {
    const mine = rows.filter((row) => row.account?.type === type);
    const months = NO_MONTHS.map((_, at) => sumOf(mine.map((row) => row.months[at] ?? "").filter(Boolean), currency));
    return [...months, sumOf(months, currency)];
  };
  const [income, expense] = [of("income"), of("expense")];
  return { income, expense, result: income.map((amount, at) => differenceOf(amount, expense[at] ?? "0", currency)) };
}

/** Why the budget cannot be saved yet, or null. */
export function obstacle(rows: BudgetRow[]): string | null {
  const seen = new Map<string, number>();
  for (const [at, row] of rows.entries()) {
    if (isBlank(row)) continue;
    if (!row.account) return `Row ${at + 1} needs an account.`;
    const part = partOf(row);
    const earlier = seen.get(part);
    if (earlier !== undefined) {
      const who = row.department.trim() ? ` for ${row.department.trim()}` : "";
      return `${row.account.code} ${row.account.name}${who} stands in rows ${earlier} and ${at + 1}: add the two together.`;
    }
    seen.set(part, at + 1);
  }
  return null;
}

/** The rows as the server takes them; an empty month is a zero. */
export const inputOf = (rows: BudgetRow[]): BudgetRowInput[] =>
  usedRows(rows).map(({ account, department, months }) => ({
    account_id: account?.id ?? "",
    ...(department.trim() ? { department: department.trim() } : {}),
    months: months.map((amount) => amount || "0"),
  }));

/** Whether a row's months differ by more than what spreading leaves: then a typed year takes a pattern away. */
export function isPatterned(months: Months, currency: string): boolean {
  const year = yearOf(months, currency);
  return year !== "" && spread(year, currency).some((amount, at) => !isZero(differenceOf(amount, months[at] || "0", currency)));
}
