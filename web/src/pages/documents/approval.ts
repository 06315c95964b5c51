/** How far the approval of a document has come, in words. */
import type { Approval, Colleague, Id } from "@/api/contract";

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
