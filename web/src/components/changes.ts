/** Data as it was kept, told field by field: what it was, what it is. */
import { dateText, isIsoDate, timeText } from "@/dates/dates";
import { decimalsOf, fromMinor } from "@/numbers/decimal";
import { amountText } from "@/numbers/format";

export interface Difference {
  /** The field in words, with the things it lies in: `Rules 1, approvers, count`. */
  field: string;
  before: string | null;
  after: string | null;
}

const LONGEST = 300;
/** Fields that tell nothing to a person: the program's own counters and fingerprints, places in shares of a page. */
const SILENT = new Set(
  ["version", "sha256", "blob_hash", "org_id", "entity_id", "id"].concat(["rect", "spots", "cites", "provenance", "words", "boxes"]),
);
/** Shares of one that people read in per cent. */
const SHARES = /confidence|score|likeness/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An amount in one of the shapes it is kept in, or null. */
function amountOf(value: unknown): string | null {
  if (!isRecord(value) || typeof value.currency !== "string") return null;
  const { currency, minor, amount } = value;
  if (Object.keys(value).length !== 2) return null;
  if (typeof minor === "number") return `${currency} ${amountText(fromMinor(BigInt(minor), decimalsOf(currency)), currency)}`;
  return typeof amount === "string" ? `${currency} ${amountText(amount, currency)}` : null;
}

/** One value in words; null for nothing. */
export function valueText(value: unknown): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") {
    if (isIsoDate(value)) return dateText(value);
    if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) return timeText(value);
    if (UUID.test(value)) return `…${value.slice(-6)}`;
    if (/^[a-z]+(_[a-z]+)+$/.test(value)) return value.replace(/_/g, " ");
    return value.length > LONGEST ? `${value.slice(0, LONGEST)} …` : value;
  }
  return amountOf(value);
}

const words = (name: string): string => name.replace(/[_.-]/g, " ");
const title = (text: string): string => text.replace(/^./, (letter) => letter.toUpperCase());

/** The leaves of data by the way to them, in the order they stand. */
function leaves(value: unknown, way: string[] = [], found = new Map<string, string>()): Map<string, string> {
  if (Array.isArray(value) && value.every((item) => typeof item !== "object" || item === null)) {
    const text = value.map(valueText).filter(Boolean).join(", ");
    if (text) found.set(way.join(", "), text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text);
  } else if (Array.isArray(value)) {
    value.forEach((item, at) => leaves(item, [...way, String(at + 1)], found));
  } else if (isRecord(value) && typeof value.message === "string") {
    found.set(way.join(", "), value.message); // a remark: its words say what its code and its field say
  } else if (isRecord(value) && amountOf(value) === null) {
    for (const [name, part] of Object.entries(value)) {
      if (!SILENT.has(name)) leaves(part, name === "state" && way.at(-1) === "state" ? way : [...way, words(name)], found);
    }
  } else {
    const share = typeof value === "number" && value > 0 && value <= 1 && SHARES.test(way.at(-1) ?? "");
    const text = share ? `${Math.round(value * 100)} %` : valueText(value);
    if (text !== null) found.set(way.join(", "), text);
  }
  return found;
}

/** What differs between two states of a thing; everything when there is only one of them. */
export function differencesOf(before: unknown, after: unknown): Difference[] {
  const [old, now] = [leaves(before), leaves(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((field) => ({ field: title(field) || "Value", before: old.get(field) ?? null, after: now.get(field) ?? null }))
    .filter((difference) => difference.before !== difference.after);
}
