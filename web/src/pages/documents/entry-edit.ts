/**
 * The lines of the proposed entry while a person changes them: pure. All lines but the counterparty's are in hand; that
 * one takes up what the others add up to, and the server says when this is not what the document says.
 */
import type { EntryLineInput, Id, Proposal, ProposalLine } from "@/api/contract";
import { parseSum } from "@/numbers/arithmetic";
import { decimalsOf, fromMinor, isNegative, isZero, negated, sumOf, toMinor } from "@/numbers/decimal";
import type { Parsed } from "@/numbers/parse";
import type { ReviewState } from "./review-state";

export interface EntryRow {
  key: string;
  /** The proposed line it stands for; null for one that was added. */
  lineId: number | null;
  accountId: Id | null;
  taxCode: string;
  memo: string;
  /** Debit positive, credit negative; "" while empty. */
  amount: string;
}
export interface EntryEdit {
  rows: EntryRow[];
  /** The rows as they were taken in hand. */
  before: EntryRow[];
  /** What the rows must add up to for the counterparty's line to stay as it was. */
  target: string;
  currency: string;
  nextKey: number;
}
export type EntryAction =
  | { do: "set"; key: string; change: Partial<Omit<EntryRow, "key" | "lineId">> }
  | { do: "add" }
  | { do: "remove"; key: string };

const COUNTERPARTY = new Set(["payable", "receivable", "bank", "cash", "card", "clearing"]);
export const isCounterparty = ({ role }: Pick<ProposalLine, "role">): boolean => COUNTERPARTY.has(role);

/** A person has changed the lines themselves: each says so in its reason, and no longer follows the facts. */
export const wasEdited = ({ lines, edited }: Pick<Proposal, "lines" | "edited">): boolean =>
  edited ?? lines.some(({ reason }) => reason.startsWith("entered by "));

/** The amount of a proposed line, debit positive. */
export const signed = ({ debit, credit }: ProposalLine): string => (debit ? debit.amount : credit ? negated(credit.amount) : "");

/**
 * The lines as shown, with what the reviewer has chosen so far, ready to be changed. A line that the saved proposal does
 * not have, because other corrections brought it in, counts as added.
 */
export function startEdit(
  lines: ProposalLine[],
  currency: string,
  chosen: ReviewState["lines"],
  saved: ProposalLine[] = lines,
): EntryEdit {
  const own = lines.filter((line) => !isCounterparty(line));
  const rows = own.map((line): EntryRow => {
    const choice = chosen[line.id];
    return {
      key: `line-${line.id}`,
      lineId: saved.some(({ id, role }) => id === line.id && role === line.role) ? line.id : null,
      accountId: choice?.account_id ?? line.account?.id ?? null,
      taxCode: (choice && "tax_code" in choice ? choice.tax_code : line.tax_code) ?? "",
      memo: line.memo,
      amount: signed(line),
    };
  });
  return { rows, before: rows, target: sumOf(rows.map(({ amount }) => amount || "0"), currency), currency, nextKey: 1 };
}

export function editEntry(edit: EntryEdit, action: EntryAction): EntryEdit {
  switch (action.do) {
    case "set":
      return { ...edit, rows: edit.rows.map((row) => (row.key === action.key ? { ...row, ...action.change } : row)) };
    case "add": {
      const row = { key: `new-${edit.nextKey}`, lineId: null, accountId: null, taxCode: "", memo: "", amount: "" };
      return { ...edit, rows: [...edit.rows, row], nextKey: edit.nextKey + 1 };
    }
    case "remove":
      return { ...edit, rows: edit.rows.filter((row) => row.key !== action.key) };
  }
}

/** What a row must have so that all of them add up to the document. */
export function missingIn({ rows, target, currency }: EntryEdit, key: string): string {
  const others = rows.filter((row) => row.key !== key).map(({ amount }) => amount || "0");
  const decimals = decimalsOf(currency);
  return fromMinor(toMinor(target, decimals) - toMinor(sumOf(others, currency), decimals), decimals);
}

/** Typed text as the signed amount of a row: a figure, a sum such as `100+19%`, or `=` for what is missing. */
export function amountOf(text: string, side: "debit" | "credit", edit: EntryEdit, key: string): Parsed {
  const plain = text.trim();
  if (plain === "") return { ok: true, value: "" };
  if (plain === "=") return { ok: true, value: missingIn(edit, key) };
  const parsed = parseSum(plain, edit.currency);
  if (!parsed.ok) return parsed;
  if (isZero(parsed.value)) return { ok: true, value: "" };
  return { ok: true, value: side === "debit" ? parsed.value : negated(parsed.value) };
}

/** Why the lines cannot be sent yet, or null. Rows that were added and left empty do not count. */
export function obstacleOf({ rows }: EntryEdit): string | null {
  const used = usedOf(rows);
  if (used.length === 0) return "An entry needs at least one line beside the counterparty's.";
  const unfinished = used.findIndex((row) => row.accountId === null || row.amount === "");
  return unfinished < 0 ? null : `Line ${unfinished + 1} needs an account and an amount.`;
}

const usedOf = (rows: EntryRow[]): EntryRow[] =>
  rows.filter(({ lineId, accountId, amount, memo }) => lineId !== null || accountId !== null || amount !== "" || memo !== "");

/** The lines as the server takes them; null while they are not complete, or are as they were. */
export function entryInput(edit: EntryEdit): EntryLineInput[] | null {
  if (obstacleOf(edit) || JSON.stringify(usedOf(edit.rows)) === JSON.stringify(edit.before)) return null;
  return usedOf(edit.rows).map(({ lineId, accountId, taxCode, memo, amount }) => ({
    ...(lineId === null ? {} : { line_id: lineId }),
    account_id: accountId ?? "",
    ...(isNegative(amount) ? { credit: negated(amount) } : { debit: amount }),
    ...(taxCode ? { tax_code: taxCode } : {}),
    memo,
  }));
}
