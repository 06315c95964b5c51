/** How far the approval of a document has come, in words. */
import type { Approval, Colleague, Document, Id } from "@/api/contract";

type Waits = Approval["waits_for"][number];
const ROLES: Record<string, string> = { admin: "an administrator", accountant: "an accountant" };

/** `1 of 2` of the rule that wants most; null when nobody else is needed. */
export function countOf(approval: Approval | null | undefined): string | null {
  const [most] = (approval?.waits_for ?? []).toSorted((a, b) => b.asked - b.given - (a.asked - a.given));
  return most ? `${most.given} of ${most.asked}` : null;
}

/** Whom it waits for: `Bodo Beispiel or an administrator`. */
export function whomText(approval: Approval | null | undefined, people: Colleague[]): string {
  const all = (approval?.waits_for ?? []).map((waits) => oneText(waits, people));
  return [...new Set(all)].join(" and ");
}

function oneText({ roles, user_ids: ids, asked, given }: Waits, people: Colleague[]): string {
  const names = ids.map((id) => people.find((person) => person.id === id)?.name ?? "a person named by the rule");
  const either = [...names, ...roles.map((role) => ROLES[role] ?? role)];
  const more = asked - given;
  if (either.length === 0) return more === 1 ? "one more who may approve" : `${more} more who may approve`;
  return more === 1 ? either.join(" or ") : `${more} of ${either.join(", ")}`;
}

export const hasVoted = (approval: Approval | null | undefined, person: Id): boolean =>
  approval?.approved.some(({ user_id: id }) => id === person) ?? false;

/** Somebody has approved and others must still: nobody should take it for done, or for untouched. */
export const isOnItsWay = (approval: Approval | null | undefined): boolean =>
  approval != null && approval.approved.length > 0 && approval.waits_for.length > 0;

/**
 * Why somebody who works on a document cannot approve it though nothing speaks against the document itself: the limit
 * for own work, say. Null when a reason of the document says enough, or when the votes are told of elsewhere.
 */
export function whyNotMine(document: Pick<Document, "approval" | "can" | "reasons" | "state">): string | null {
  const { approval, can, reasons, state } = document;
  const blocked = reasons.some(({ severity }) => severity === "block");
  if (state.name !== "in_review" || blocked || isOnItsWay(approval) || !can.correct?.allowed) return null;
  return can.approve && !can.approve.allowed ? (can.approve.why ?? null) : null;
}
