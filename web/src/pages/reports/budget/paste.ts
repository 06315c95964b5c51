/** Cells copied from a spreadsheet, read into rows of a budget. What cannot be read is named, never guessed. */
import type { Account } from "@/api/contract";
import { parseSum } from "@/numbers/arithmetic";
import { isZero } from "@/numbers/decimal";
import { MONTHS } from "./amounts";

/** `account`, `department`, the months `0` to `11`, `year`. */
export type Column = string;
export const columnsOf = (departments: boolean): Column[] => [
  "account",
  ...(departments ? ["department"] : []),
  ...Array.from({ length: MONTHS }, (_, at) => String(at)),
  "year",
];

export interface PastedRow {
  account?: Account;
  department?: string;
  /** By month; a month that is not there stays as it was. */
  months: Record<number, string>;
  /** Given when the line has a year and no months. */
  year?: string;
}
export interface Pasted {
  rows: PastedRow[];
  /** What was left out, in the person's own words. */
  left: string[];
}

export function readPaste(text: string, start: Column, accounts: Account[], currency: string): Pasted {
  const result: Pasted = { rows: [], left: [] };
  for (const line of text.replace(/\r?\n$/, "").split(/\r?\n/)) {
    const cells = line.split("\t").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
    if (start === "account") readLine(cells, accounts, currency, result);
    else result.rows.push(readCells(cells, start, currency, result.left));
  }
  return result;
}

/** The amount of a cell, "" for an empty one or a dash, null for something else. */
function amountOf(cell: string, currency: string): string | null {
  if (/^[-–—]?$/.test(cell)) return "";
  const parsed = parseSum(cell, currency);
  return parsed.ok ? (isZero(parsed.value) ? "" : parsed.value) : null;
}

const isWord = (cell: string, currency: string): boolean => cell !== "" && amountOf(cell, currency) === null;

/** A whole line: the account by number or name, perhaps its name again, perhaps a department, then amounts. */
function readLine(cells: string[], accounts: Account[], currency: string, result: Pasted): void {
  const [first = "", ...rest] = cells;
  const account = accountOf(first, accounts);
  if (!account) {
    // a line without amounts is a heading or a gap
    if (rest.some((cell) => cell !== "" && !isWord(cell, currency))) result.left.push(first || "a line without an account");
    return;
  }
  const repeated = new Set([account.name.toLowerCase(), account.type, currency.toLowerCase()]);
  while (rest[0] !== undefined && repeated.has(rest[0].toLowerCase())) rest.shift();
  const blankDepartment = rest[0] === "" && rest.length > MONTHS + 1;
  const department = blankDepartment || isWord(rest[0] ?? "", currency) ? rest.shift() : undefined;
  const start = rest.length === 1 ? "year" : "0";
  result.rows.push({ ...readCells(rest, start, currency, result.left), account, ...(department === undefined ? {} : { department }) });
}

function readCells(cells: string[], start: Column, currency: string, left: string[]): PastedRow {
  const row: PastedRow = { months: {} };
  let rest = cells;
  if (start === "department") [row.department, ...rest] = [cells[0] ?? "", ...cells.slice(1)];
  const first = start === "year" ? MONTHS : start === "department" ? 0 : Number(start);
  rest.forEach((cell, offset) => {
    const at = first + offset;
    const amount = amountOf(cell, currency);
    if (amount === null) left.push(cell);
    else if (at < MONTHS) row.months[at] = amount;
    else if (at === MONTHS && first === MONTHS) row.year = amount; // beside its months a year says nothing new
  });
  return row;
}

function accountOf(cell: string, accounts: Account[]): Account | undefined {
  const wanted = cell.toLowerCase();
  const code = wanted.split(/\s/)[0];
  const usable = accounts.filter(({ postable, type }) => postable && (type === "income" || type === "expense"));
  return usable.find((account) => account.code.toLowerCase() === code) ?? usable.find((account) => account.name.toLowerCase() === wanted);
}
