/**
 * What a reviewer has changed and not saved yet, as a pure state machine: actions in, new state out, and the questions
 * the screen asks of it. Nothing here talks to the server or to the page.
 */
import type { Correction, Document, Field, FieldStatus, LineCorrection, Permission, Rect, Spot, Word } from "@/api/contract";
import { parseDate } from "@/dates/parse";
import { parseAmount, parseNumber } from "@/numbers/parse";
import { type EntryAction, type EntryEdit, editEntry, entryInput } from "./entry-edit";
import { reasonText } from "./words";

type LineChange = Omit<LineCorrection, "line_id">;

export type TaxLine = Document["tax_breakdown"][number];

export interface ReviewState {
  /** New or confirmed values by field name. A confirmed field keeps its old value. */
  fields: Record<string, string | null>;
  /** What stands in a field while it is being typed: it counts for the preview, and is taken over on leaving the field. */
  typing: { field: string; value: string | null } | null;
  /** Where on the page a value was pointed at, by field. */
  spots: Record<string, Spot[]>;
  /** Accounts and tax codes chosen, by the position of the line. */
  lines: Record<number, LineChange>;
  /** All lines but the counterparty's, once one of them is changed in more than account or tax code. */
  entry: EntryEdit | null;
  /** The lines that a person changed earlier are given up for the proposed ones. */
  asProposed: boolean;
  /** The accounting date; "" takes the document's again, null leaves it. */
  postingDate: string | null;
  /** The text of the entry; "" takes the proposed one again, null leaves it. */
  text: string | null;
  party: { id: string; name: string } | { name: string } | null;
  direction: "purchase" | "sale" | null;
  /** Base units for one of the document's, as a decimal string. */
  rate: string | null;
  /** Tax by rate; null while it is as read. */
  taxes: TaxLine[] | null;
  /** The field that a click on the page fills. */
  active: string | null;
  /** Spots to show on the page besides the active field's, such as those a line of the entry cites. */
  cited: Spot[];
}

export type ReviewAction =
  | { type: "change"; field: string; value: string | null; spots?: Spot[] }
  | { type: "typing"; field: string; value: string | null }
  | { type: "settle" }
  | { type: "revert"; field: string }
  | { type: "activate"; field: string | null }
  | { type: "line"; id: number; change: LineChange }
  | { type: "entry"; start: EntryEdit; action: EntryAction }
  | { type: "entry-undone" }
  | { type: "entry-as-proposed" }
  | { type: "posting-date"; date: string | null }
  | { type: "text"; text: string | null }
  | { type: "party"; party: ReviewState["party"] }
  | { type: "direction"; direction: "purchase" | "sale" }
  | { type: "rate"; rate: string | null }
  | { type: "taxes"; taxes: TaxLine[] | null }
  | { type: "cite"; spots: Spot[] }
  | { type: "saved" };

export const untouched: ReviewState = {
  fields: {},
  typing: null,
  spots: {},
  lines: {},
  entry: null,
  asProposed: false,
  postingDate: null,
  text: null,
  party: null,
  direction: null,
  rate: null,
  taxes: null,
  active: null,
  cited: [],
};

export function review(state: ReviewState, action: ReviewAction): ReviewState {
  switch (action.type) {
    case "change": {
      const { [action.field]: _old, ...others } = state.spots;
      const spots = action.spots ? { ...others, [action.field]: action.spots } : others;
      return { ...state, fields: { ...state.fields, [action.field]: action.value }, typing: null, spots };
    }
    case "typing":
      return { ...state, typing: { field: action.field, value: action.value } };
    case "settle":
      return state.typing ? { ...state, typing: null } : state;
    case "revert": {
      const { [action.field]: _value, ...fields } = state.fields;
      const { [action.field]: _spots, ...spots } = state.spots;
      return { ...state, fields, typing: null, spots };
    }
    case "activate":
      return { ...state, active: action.field, cited: [] };
    case "line": {
      const line = { ...state.lines[action.id], ...action.change };
      return { ...state, lines: { ...state.lines, [action.id]: line } };
    }
    case "entry":
      return { ...state, entry: editEntry(state.entry ?? action.start, action.action), asProposed: false };
    case "entry-undone":
      return { ...state, entry: null, asProposed: false };
    case "entry-as-proposed":
      return { ...state, entry: null, asProposed: true };
    case "posting-date":
      return { ...state, postingDate: action.date };
    case "text":
      return { ...state, text: action.text };
    case "party":
      return { ...state, party: action.party };
    case "direction":
      return { ...state, direction: action.direction };
    case "rate":
      return { ...state, rate: action.rate };
    case "taxes":
      return { ...state, taxes: action.taxes };
    case "cite":
      return { ...state, cited: action.spots };
    case "saved":
      return { ...untouched, active: state.active };
  }
}

/** The request that saves (or, as a dry run, tries) what was changed; null when nothing was. A confirmation changes nothing. */
export function correctionOf(document: Pick<Document, "version" | "fields">, state: ReviewState): Correction | null {
  const asRead = new Map(document.fields.map((field) => [field.name, field.value ?? null]));
  const { typing } = state;
  const values = typing ? { ...state.fields, [typing.field]: typing.value } : state.fields;
  const changed = Object.entries(values).filter(([name, value]) => value !== (asRead.get(name) ?? null));
  const fields = Object.fromEntries(changed);
  const entry = state.asProposed ? [] : state.entry && entryInput(state.entry);
  const { postingDate, text } = state;
  const single = [state.party, state.direction, state.rate, state.taxes, entry, postingDate, text].some((part) => part !== null);
  if (!single && changed.length === 0 && Object.keys(state.lines).length === 0) return null;
  const spots = Object.fromEntries(Object.entries(state.spots).filter(([name]) => name in fields));
  // lines that are edited whole say their accounts and tax codes themselves
  const inHand = new Set(entry ? state.entry?.rows.map(({ lineId }) => lineId) : undefined);
  const lines = Object.entries(state.lines)
    .map(([id, change]) => ({ line_id: Number(id), ...change }))
    .filter(({ line_id: id }) => !inHand.has(id));
  return {
    version: document.version,
    fields,
    ...(Object.keys(spots).length > 0 ? { spots } : {}),
    ...(lines.length > 0 ? { lines } : {}),
    ...(entry ? { entry } : {}),
    ...(postingDate === null ? {} : { posting_date: postingDate }),
    ...(text === null ? {} : { text }),
    ...(state.party ? { party: state.party } : {}),
    ...(state.direction ? { direction: state.direction } : {}),
    ...(state.rate ? { rate: state.rate } : {}),
    ...(state.taxes ? { tax_breakdown: state.taxes } : {}),
  };
}

/**
 * Whether the document can be approved as it stands with the changes. While the server still works out what the last
 * change does, nothing speaks against trying: saving comes before approving, and the server has the last word.
 */
export function approvalOf(document: Pick<Document, "can">, shown: Pick<Document, "can">, pending: boolean): Permission | undefined {
  return pending && document.can.correct?.allowed ? { allowed: true } : shown.can.approve;
}

/** How a field stands with the reviewer's own changes counted in. */
export function statusOf(field: Field, state: ReviewState): FieldStatus {
  if (!(field.name in state.fields)) return field.status as FieldStatus;
  return state.fields[field.name] === null ? "missing" : "confirmed";
}

export const valueOf = (field: Field, state: ReviewState): string | null =>
  (field.name in state.fields ? state.fields[field.name] : field.value) ?? null;

/** Without these no entry can be made, so their absence is a doubt; any other field may simply not be printed. */
const ESSENTIAL = new Set(["vendor", "date", "currency", "total"]);

export function isDoubtful(field: Field, state: ReviewState): boolean {
  const status = statusOf(field, state);
  return status === "check" || status === "failed" || (status === "missing" && ESSENTIAL.has(field.name));
}

/** What the server says against a field, a sentence for each doubt; empty when nothing. */
export const doubtsAbout = (document: Pick<Document, "reasons">, field: string): string =>
  document.reasons
    .filter((reason) => reason.field === field && reason.severity !== "info")
    .map((reason) => reasonText(reason).replace(/\.$/, ""))
    .join(". ");

/** The next doubtful field after (or before) one, without going round; null at the end. */
export function nextDoubtful(fields: Field[], state: ReviewState, from: string | null, back = false): string | null {
  const order = back ? fields.toReversed() : fields;
  const at = order.findIndex((field) => field.name === from);
  return order.slice(at + 1).find((field) => isDoubtful(field, state))?.name ?? null;
}

export type Taken = { ok: true; value: string | null } | { ok: false; why: string };

/** Typed or picked text as the value of a field. */
export function takeText(type: string, text: string, currency: string): Taken {
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

/** Text taken from the page with the place it stands at. */
export interface Picked {
  text: string;
  spots: Spot[];
}

/** The words as one text with the box around them; null for none. */
export function picked(words: Word[], page: number): Picked | null {
  if (words.length === 0) return null;
  const around = (pick: (...values: number[]) => number, side: keyof Rect) => pick(...words.map(({ rect }) => rect[side]));
  const rect = {
    x0: around(Math.min, "x0"),
    y0: around(Math.min, "y0"),
    x1: around(Math.max, "x1"),
    y1: around(Math.max, "y1"),
  };
  return { text: words.map((word) => word.text).join(" "), spots: [{ page, rect }] };
}

/** What a click means: the whole box of a field where there is one, else the word under the pointer. */
export function pickAt(document: Pick<Document, "fields">, words: Word[], page: number, point: Point): Picked | null {
  const spots = document.fields.flatMap((field) => field.spots).filter((spot) => spot.page === page);
  const box = spots.find((spot) => inside(spot, point));
  const hit = box
    ? wordsBetween(words, { x: box.rect.x0, y: box.rect.y0 }, { x: box.rect.x1, y: box.rect.y1 })
    : words.filter((word) => inside(word, point)).slice(0, 1);
  return picked(hit, page);
}
