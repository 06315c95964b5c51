/** The entry somebody has begun, kept in this browser until it is posted, thrown away, or the person signs out. */
import { readPreference, removePreferences, writePreference } from "@/preferences/preferences";
import type { GridRow } from "./grid-state";

interface Kept {
  head: { date: string | null; memo: string; reference: string };
  rows: GridRow[];
}
const PREFIX = "draft.";
const nameOf = (business: string): string => `${PREFIX}${business}`;

export const keepDraft = (business: string, draft: Kept): void => writePreference(nameOf(business), JSON.stringify(draft));
export const dropDraft = (business: string): void => removePreferences(nameOf(business));

export function keptDraft(business: string): Kept | null {
  try {
    const draft = JSON.parse(readPreference(nameOf(business), "null")) as Kept | null;
    return draft && Array.isArray(draft.rows) && draft.head ? draft : null;
  } catch {
    return null; // written by another version: nothing one could go on with
  }
}
