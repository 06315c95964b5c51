/** The lines of an entry being written, as a pure state machine. Amounts are decimal strings, "" while empty. */
import type { Account, Entry, NewEntryLine } from "@/api/contract";
import { differenceOf, fromMinor, decimalsOf, isNegative, isZero, negated, sumOf, toMinor } from "@/numbers/decimal";
import { parseSum } from "@/numbers/arithmetic";

export interface GridRow {
  key: number;
  accountId: string | null;
  memo: string;
  taxCode: string;
  /** Set on lines of a copied entry, whose tax stands on lines of its own; changing the code ends that. */
  taxPart: NonNullable<NewEntryLine["tax_part"]> | null;
  debit: string;
  credit: string;
}
export const COLUMNS = ["account", "memo", "tax", "debit", "credit"] as const;
export type Column = (typeof COLUMNS)[number];

export interface GridState {
  rows: GridRow[];
  nextKey: number;
}
export type GridAction =
  | { type: "set"; row: number; change: Partial<Omit<GridRow, "key">> }
  | { type: "remove"; row: number }
  | { type: "copy-above"; row: number; column: Column }
  | { type: "balance"; row: number; currency: string; extra?: string }
  | { type: "paste"; row: number; column: Column; cells: string[][]; accounts: Account[]; currency: string }
  | { type: "load"; entry: Entry }
  | { type: "restore"; rows: GridRow[] };

const blank = (key: number): GridRow => ({ key, accountId: null, memo: "", taxCode: "", taxPart: null, debit: "", credit: "" });
export const emptyGrid: GridState = { rows: [blank(1), blank(2)], nextKey: 3 };

export const isBlank = (row: GridRow): boolean =>
  row.accountId === null && row.memo === "" && row.taxCode === "" && row.debit === "" && row.credit === "";

export function grid(state: GridState, action: GridAction): GridState {
  switch (action.type) {
    case "set":
      return withSpare(state, state.rows.map((row, at) => (at === action.row ? changedRow(row, action.change) : row)));
    case "remove":
      return withSpare(state, state.rows.filter((_, at) => at !== action.row));
    case "copy-above":
      return copyAbove(state, action.row, action.column);
    case "balance":
      return balance(state, action.row, action.currency, action.extra);
    case "paste":
      return paste(state, action);
    case "load":
      return loaded(action.entry);
    case "restore":
      return withSpare({ rows: [], nextKey: action.rows.length + 1 }, action.rows.map((row, at) => ({ ...row, key: at + 1 })));
  }
}

/** A line that gets another tax code is a new one: what it was in the entry it was copied from no longer holds. */
function changedRow(row: GridRow, change: Partial<Omit<GridRow, "key">>): GridRow {
  const recoded = change.taxCode !== undefined && change.taxCode !== row.taxCode;
  return { ...row, ...(recoded ? { taxPart: null } : {}), ...change };
}

/** There is always one blank row at the end to go on in, and never fewer than two rows. */
function withSpare(state: GridState, rows: GridRow[]): GridState {
  let { nextKey } = state;
  const full = [...rows];
  const last = full.at(-1);
  if (!last || !isBlank(last)) full.push(blank(nextKey++));
  while (full.length < 2) full.push(blank(nextKey++));
  return { rows: full, nextKey };
}

function copyAbove(state: GridState, at: number, column: Column): GridState {
  const above = state.rows[at - 1];
  if (!above) return state;
  const change = {
    account: { accountId: above.accountId },
    memo: { memo: above.memo },
    tax: { taxCode: above.taxCode, taxPart: above.taxPart },
    debit: { debit: above.debit, credit: "" },
    credit: { credit: above.credit, debit: "" },
  }[column];
  return grid(state, { type: "set", row: at, change });
}

/** What is missing to balance the entry if it were for this row: the side and the amount. `extra` is tax put on top. */
export function missingFor(rows: GridRow[], at: number, currency: string, extra = "0"): { side: "debit" | "credit"; amount: string } | null {
  const others = rows.filter((_, index) => index !== at);
  const difference = sumOf([totalsOf(others, currency).difference, extra], currency);
  if (isZero(difference)) return null;
  return isNegative(difference) ? { side: "debit", amount: negated(difference) } : { side: "credit", amount: difference };
}

/** Puts what is missing to balance the entry into the row, on the side where it belongs. */
function balance(state: GridState, at: number, currency: string, extra?: string): GridState {
  const missing = missingFor(state.rows, at, currency, extra);
  return grid(state, { type: "set", row: at, change: { debit: "", credit: "", ...(missing && { [missing.side]: missing.amount }) } });
}

function paste(state: GridState, action: Extract<GridAction, { type: "paste" }>): GridState {
  const { row, column, cells, accounts, currency } = action;
  const start = COLUMNS.indexOf(column);
  const rows = [...state.rows];
  let { nextKey } = state;
  cells.forEach((values, index) => {
    const at = row + index;
    const target = rows[at] ?? blank(nextKey++);
    const change = Object.assign(
      {},
      ...values.map((text, offset) => cellOf(COLUMNS[start + offset], text.trim(), accounts, currency)),
    ) as Partial<GridRow>;
    rows[at] = { ...target, ...change };
  });
  return withSpare({ rows, nextKey }, rows);
}

function cellOf(column: Column | undefined, text: string, accounts: Account[], currency: string): Partial<GridRow> {
  switch (column) {
    case "account": {
      const wanted = text.toLowerCase();
      const code = wanted.split(/\s/)[0];
      const usable = accounts.filter((account) => account.postable);
      const found =
        usable.find((account) => account.code.toLowerCase() === code) ??
        usable.find((account) => account.name.toLowerCase() === wanted);
      return found ? { accountId: found.id } : {};
    }
    case "memo":
      return { memo: text };
    case "tax":
      return { taxCode: text };
    case "debit":
    case "credit": {
      const parsed = parseSum(text, currency);
      return parsed.ok && !isZero(parsed.value) ? { [column]: parsed.value } : {};
    }
    case undefined:
      return {};
  }
}

/** The lines of another entry; foreign ones in base currency, since entries by hand are written in it. */
function loaded(entry: Entry): GridState {
  const rows = entry.lines.map((line, index) => ({
    key: index + 1,
    accountId: line.account.id,
    memo: line.memo,
    taxCode: line.tax_code ?? "",
    taxPart: line.tax_part ?? null,
    debit: (line.base_debit ?? line.debit)?.amount ?? "",
    credit: (line.base_credit ?? line.credit)?.amount ?? "",
  }));
  return withSpare({ rows, nextKey: rows.length + 1 }, rows);
}

export interface Totals {
  debit: string;
  credit: string;
  /** Debits minus credits; zero when the entry balances. */
  difference: string;
}
export function totalsOf(rows: GridRow[], currency: string): Totals {
  const of = (side: "debit" | "credit") => sumOf(rows.map((row) => row[side]).filter(Boolean), currency);
  const debit = of("debit");
  const credit = of("credit");
  return { debit, credit, difference: differenceOf(debit, credit, currency) };
}

/** Lines whose tax is still to be written out. */
export const isTaxed = (row: GridRow): boolean => row.taxCode !== "" && row.taxPart === null && !isBlank(row);

/** Why the entry cannot be posted yet, or null. `extra` is tax put on top; null while it is not known. */
export function obstacle(rows: GridRow[], currency: string, extra: string | null = "0"): string | null {
  const used = rows.filter((row) => !isBlank(row));
  const unfinished = used.findIndex((row) => !row.accountId || (row.debit === "") === (row.credit === ""));
  if (used.length < 2) return "An entry has at least two lines.";
  if (unfinished >= 0) return `Line ${unfinished + 1} needs an account and either a debit or a credit.`;
  if (extra === null) return null; // the server will say
  return isZero(sumOf([totalsOf(rows, currency).difference, extra], currency)) ? null : "Debits and credits differ.";
}

/** The lines as the server takes them. A negative amount goes to the other side. */
export function linesOf(rows: GridRow[], currency: string): NewEntryLine[] {
  return rows
    .filter((row) => !isBlank(row))
    .map((row) => {
      const decimals = decimalsOf(currency);
      const minor = toMinor(row.debit || "0", decimals) - toMinor(row.credit || "0", decimals);
      const amount = fromMinor(minor < 0n ? -minor : minor, decimals);
      return {
        account_id: row.accountId ?? "",
        ...(minor > 0n ? { debit: amount } : { credit: amount }),
        ...(row.taxCode ? { tax_code: row.taxCode } : {}),
        ...(row.taxCode && row.taxPart ? { tax_part: row.taxPart } : {}),
        ...(row.memo ? { memo: row.memo } : {}),
      };
    });
}
