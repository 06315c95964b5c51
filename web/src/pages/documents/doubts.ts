/** What deserves a look: only what the server gives a reason for, and accounts that were little more than guessed. */
import type { Document, Field, FieldStatus, IsoDate, ProposalLine, Reason } from "@/api/contract";
import { isIsoDate } from "@/dates/dates";
import type { ReviewState } from "./review-state";

/** Below this an account is a suggestion, and a person should say yes or choose another. */
const ACCOUNT_SURE_MIN = 0.6;
const CHOSEN_ROLES = new Set(["expense", "income", "asset"]);

/**
 * The document with every field that is merely less than sure, and of which nothing depends on it, shown as likely: an
 * alarm on nearly every field is none.
 */
export function withDoubts(document: Document): Document {
  const doubted = new Set(document.reasons.filter(({ severity }) => severity !== "info").map(({ field }) => field));
  const fields = document.fields.map((field): Field => {
    const status = field.status as FieldStatus;
    return status === "check" && !doubted.has(field.name) ? { ...field, status: "likely" } : field;
  });
  return { ...document, fields };
}

/** Whether the account of a line should be looked at. */
export function isGuessed(line: ProposalLine, state: Pick<ReviewState, "lines">): boolean {
  if (!CHOSEN_ROLES.has(line.role) || state.lines[line.id]?.account_id) return false;
  return !line.account || line.confidence < ACCOUNT_SURE_MIN;
}

/** The next line with a guessed account after one (`null`: the first); null when there is none. */
export function nextGuessed(lines: ProposalLine[], state: Pick<ReviewState, "lines">, after: number | null): number | null {
  const at = after === null ? -1 : lines.findIndex((line) => line.id === after);
  return lines.slice(at + 1).find((line) => isGuessed(line, state))?.id ?? null;
}

/** The line whose account one most likely wants to change: a guessed one, else the first that was chosen at all. */
export function lineToChange(lines: ProposalLine[], state: Pick<ReviewState, "lines">): number | null {
  return nextGuessed(lines, state, null) ?? lines.find(({ role }) => CHOSEN_ROLES.has(role))?.id ?? lines[0]?.id ?? null;
}

/** The day that a closed period gives way to, as its reason names it last; null for every other reason. */
export function openDayOf({ code, message }: Pick<Reason, "code" | "message">): IsoDate | null {
  if (!code.endsWith("period_closed")) return null;
  return message.match(/\d{4}-\d\d-\d\d/g)?.findLast(isIsoDate) ?? null;
}
