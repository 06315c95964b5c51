/** The words of the audit log: what was done, and from where. */
import type { AuditRow } from "@/api/contract";
import { sentence } from "@/numbers/prose";

/** What the server records, by the thing it happens to. */
const ACTIONS: Record<string, string[]> = {
  account: ["added", "changed"],
  api_key: ["created", "revoked"],
  approval: ["given"],
  business: ["founded", "changed"],
  document: ["arrived", "came_again", "read", "extracted", "classified", "proposed", "corrected", "approved", "posted"].concat(
    ["rejected", "parked", "resumed", "asked", "answered", "released", "retried", "entered_by_hand", "split", "reversed"],
  ),
  entry: ["posted", "reversed", "attached", "noted"],
  party: ["created", "changed"],
  pending_entry: ["written", "approved", "posted", "rejected", "withdrawn"],
  period: ["closed", "locked", "reopened"],
  policy: ["changed"],
  rate: ["recorded"],
  session: ["started", "ended", "revoked"],
  user: ["created", "changed", "password_changed"],
};
const ORIGINS: Record<string, string> = {
  web: "Web app",
  api: "API",
  cli: "Command line",
  worker: "Agents",
  folder: "Watched folder",
  mail: "E-mail",
};

/** `entry.posted` as words: Entry posted. */
export const actionText = (action: string): string => sentence(action.replace(/[._]/g, " ")).replace(/^Api /, "API ");
/** The name of the thing an event is about: as the server knows it now, else as it was kept with the event. */
export function subjectName({ label, before, after }: AuditRow): string | null {
  if (label) return label;
  for (const kept of [after, before] as (Record<string, unknown> | null | undefined)[]) {
    for (const name of ["number", "file_name", "name", "email", "period", "code"]) {
      if (typeof kept?.[name] === "string") return kept[name];
    }
  }
  return null;
}
const HOMES: Record<string, string> = {
  entry: "/ledger/entries/",
  document: "/documents/",
  account: "/ledger/accounts/",
  party: "/ledger/parties/",
};
/** The page of what an event is about. An entry that waits, or waited in vain, is not among the entries. */
export function homeOf({ action, subject, subject_id: id }: Pick<AuditRow, "action" | "subject" | "subject_id">): string | null {
  if (action.startsWith("pending_entry.")) return `/ledger/pending/${id}`;
  return HOMES[subject] ? HOMES[subject] + id : null;
}
export const originText = (origin: string): string => ORIGINS[origin] ?? sentence(origin.replace(/_/g, " "));

/** The actions to choose from; one that an address asks for is among them even when it is not known here. */
export function actionChoices(asked: string | undefined): { value: string; label: string }[] {
  const known = Object.entries(ACTIONS).flatMap(([thing, deeds]) => deeds.map((deed) => `${thing}.${deed}`));
  const all = asked && !known.includes(asked) ? [...known, asked] : known;
  return all.map((value) => ({ value, label: actionText(value) }));
}
