/**
 * What a reviewer has changed and not saved yet, as a pure state machine: actions in, new state out, and the questions
 * the screen asks of it. Nothing here talks to the server or to the page.
 */
import type { Correction, Document, Field, FieldStatus, FieldType, LineCorrection, Spot, Word } from "@/api/contract";
import { parseDate } from "@/dates/parse";
import { parseAmount, parseNumber } from "@/numbers/parse";

export interface ReviewState {
  /** New or confirmed values by field name. A confirmed field keeps its old value. */
  fields: Record<string, string | null>;
  lines: Record<string, Omit<LineCorrection, "line_id">>;
  party: { id: string } | { name: string } | null;
  /** The field that a click on the page fills. */
  active: string | null;
  /** Spots to show on the page besides the active field's, such as those a line of the entry cites. */
  cited: Spot[];
}

export type ReviewAction =
  | { type: "change"; field: string; value: string | null }
  | { type: "revert"; field: string }
  | { type: "activate"; field: string | null }
  | { type: "line"; id: string; change: Omit<LineCorrection, "line_id"> }
  | { type: "party"; party: { id: string } | { name: string } | null }
  | { type: "cite"; spots: Spot[] }
  | { type: "saved" };

export const untouched: ReviewState = { fields: {}, lines: {}, party: null, active: null, cited: [] };

export function review(state: ReviewState, action: ReviewAction): ReviewState {
  switch (action.type) {
    case "change":
      return { ...state, fields: { ...state.fields, [action.field]: action.value } };
    case "revert": {
      const { [action.field]: _gone, ...fields } = state.fields;
      return { ...state, fields };
    }
    case "activate":
      return { ...state, active: action.field, cited: [] };
    case "line": {
      const line = { ...state.lines[action.id], ...action.change };
      return { ...state, lines: { ...state.lines, [action.id]: line } };
    }
    case "party":
      return { ...state, party: action.party };
    case "cite":
      return { ...state, cited: action.spots };
    case "saved":
      return { ...untouched, active: state.active };
  }
}

export function isTouched(state: ReviewState): boolean {
  return Object.keys(state.fields).length > 0 || Object.keys(state.lines).length > 0 || state.party !== null;
}

/** The request that saves (or, as a dry run, tries) what was changed; null when nothing was. */
export function correctionOf(version: number, state: ReviewState): Correction | null {
  if (!isTouched(state)) return null;
  const lines = Object.entries(state.lines).map(([line_id, change]) => ({ line_id, ...change }));
  return {
    version,
    fields: state.fields,
    ...(lines.length > 0 ? { lines } : {}),
    ...(state.party ? { party: state.party } : {}),
  };
}

/** How a field stands with the reviewer's own changes counted in. */
export function statusOf(field: Field, state: ReviewState): FieldStatus {
  if (!(field.name in state.fields)) return field.status;
  return state.fields[field.name] === null ? "missing" : "confirmed";
}

export const valueOf = (field: Field, state: ReviewState): string | null =>
  field.name in state.fields ? (state.fields[field.name] ?? null) : field.value;

/** Without these no entry can be made, so their absence is a doubt; any other field may simply not be printed. */
const ESSENTIAL = new Set(["vendor", "invoice_number", "date", "currency", "total"]);

export function isDoubtful(field: Field, state: ReviewState): boolean {
  const status = statusOf(field, state);
  return status === "check" || status === "failed" || (status === "missing" && ESSENTIAL.has(field.name));
}

/** The next doubtful field after (or before) one, without going round; null at the end. */
export function nextDoubtful(fields: Field[], state: ReviewState, from: string | null, back = false): string | null {
  const order = back ? fields.toReversed() : fields;
  const at = order.findIndex((field) => field.name === from);
  return order.slice(at + 1).find((field) => isDoubtful(field, state))?.name ?? null;
}

export type Taken = { ok: true; value: string | null } | { ok: false; why: string };

/** Typed or picked text as the value of a field. */
export function takeText(type: FieldType, text: string, currency: string): Taken {
  const plain = text.trim();
  if (plain === "") return { ok: true, value: null };
  switch (type) {
    case "date":
      return parseDate(plain);
    case "money":
      return parseAmount(plain, currency);
    case "number":
      return parseNumber(plain);
    case "iban":
      return { ok: true, value: plain.replace(/^IBAN:?/i, "").replace(/\s/g, "").toUpperCase() };
    default:
      return { ok: true, value: plain.replace(/\s+/g, " ") };
  }
}

export interface Point {
  x: number;
  y: number;
}
const inside = ({ rect }: Pick<Spot, "rect">, { x, y }: Point): boolean =>
  x >= rect.x0 && x <= rect.x1 && y >= rect.y0 && y <= rect.y1;

/** The words whose middle lies in the rectangle between two points, in reading order. */
export function wordsBetween(words: Word[], a: Point, b: Point): Word[] {
  const area = { x0: Math.min(a.x, b.x), x1: Math.max(a.x, b.x), y0: Math.min(a.y, b.y), y1: Math.max(a.y, b.y) };
  return words.filter(({ rect }) => inside({ rect: area }, { x: (rect.x0 + rect.x1) / 2, y: (rect.y0 + rect.y1) / 2 }));
}

/** What a click means: the whole box of a field where there is one, else the word under the pointer. */
export function textAt(document: Document, words: Word[], page: number, point: Point): string | null {
  const spots = document.fields.flatMap((field) => field.spots).filter((spot) => spot.page === page);
  const box = spots.find((spot) => inside(spot, point));
  const hit = box
    ? wordsBetween(words, { x: box.rect.x0, y: box.rect.y0 }, { x: box.rect.x1, y: box.rect.y1 })
    : words.filter((word) => inside(word, point)).slice(0, 1);
  return hit.length > 0 ? hit.map((word) => word.text).join(" ") : null;
}
