/** Open items: their names in an address, their sums, and how they stand on a day. */
import type { IsoDate, Money } from "@/api/contract";
import type { AgedBy, BucketId, ItemRef, OpenItem } from "@/api/trade";
import { daysBetween } from "@/dates/dates";
import { absolute, decimalsOf, isNegative, sumOf, toMinor } from "@/numbers/decimal";

export const keyOfItem = ({ entry_id: entry, line }: ItemRef): string => `${entry}:${line}`;

/** The items that an address names; what is no item is left out. */
export function readItems(text: string | undefined): string[] {
  const keys = (text ?? "").split(",").filter((key) => /^[0-9a-f-]{36}:\d+$/.test(key));
  return [...new Set(keys)];
}
export const refOfKey = (key: string): ItemRef => {
  const [entry = "", line = "0"] = key.split(":");
  return { entry_id: entry, line: Number(line) };
};
export const writeItems = (items: ItemRef[]): string | undefined => items.map(keyOfItem).join(",") || undefined;

/** The five ages of an item by days after its due day. */
export const BUCKETS: { id: BucketId; label: string; short: string; from: number; to: number }[] = [
  { id: "not_due", label: "Not due", short: "Not due", from: Number.NEGATIVE_INFINITY, to: 0 },
  { id: "d1_30", label: "1 to 30 days", short: "1–30", from: 1, to: 30 },
  { id: "d31_60", label: "31 to 60 days", short: "31–60", from: 31, to: 60 },
  { id: "d61_90", label: "61 to 90 days", short: "61–90", from: 61, to: 90 },
  { id: "over_90", label: "Over 90 days", short: "Over 90", from: 91, to: Number.POSITIVE_INFINITY },
];
export const bucketOf = (days: number): BucketId => BUCKETS.find(({ to }) => days <= to)?.id ?? "over_90";
export const bucketNamed = (id: string | undefined) => BUCKETS.find((bucket) => bucket.id === id);

/** What is open of the items in each currency, in the order in which the currencies come. */
export function openSums(items: Pick<OpenItem, "currency" | "open">[]): Money[] {
  const currencies = [...new Set(items.map(({ currency }) => currency))];
  return currencies.map((currency) => ({
    currency,
    amount: sumOf(items.filter((item) => item.currency === currency).map(({ open }) => open), currency),
  }));
}

/** The age that decides the bucket: days after the due day, or after the day of the entry. */
export const ageOf = (item: Pick<OpenItem, "date" | "days_overdue">, by: AgedBy | undefined, asOf: IsoDate): number =>
  by === "date" ? daysBetween(item.date, asOf) : item.days_overdue;

const daysText = (days: number): string => (days === 1 ? "1 day" : `${days} days`);

/** `Due in 5 days`, `Due today`, `3 days overdue`; without a due day an item only grows old. */
export function dueWords({ due, days_overdue: days }: Pick<OpenItem, "due" | "days_overdue">): string {
  if (due === null) return days > 0 ? `${daysText(days)} old` : "";
  if (days > 0) return `${daysText(days)} overdue`;
  return days === 0 ? "Due today" : `Due in ${daysText(-days)}`;
}

/** Late, and still to be paid: a credit note that waits is nobody's delay. */
export const isLate = ({ days_overdue: days, open }: Pick<OpenItem, "days_overdue" | "open">): boolean => days > 0 && !isNegative(open);

/** A payment on account or a credit note: it goes the other way. */
export const isCredit = ({ open }: Pick<OpenItem, "open">): boolean => isNegative(open);

/** The smaller of two sizes in the currency, both positive. */
export function smaller(a: string, b: string, currency: string): string {
  const decimals = decimalsOf(currency);
  return toMinor(absolute(a), decimals) <= toMinor(absolute(b), decimals) ? absolute(a) : absolute(b);
}

/** Oldest due day first; without one by the day of the entry. */
export const byAge = (a: OpenItem, b: OpenItem): number => (a.due ?? a.date).localeCompare(b.due ?? b.date) || a.number.localeCompare(b.number);
