/** Fiscal periods in words, and what closing one of them closes too. */
import type { Period } from "@/api/contract";

const month = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

/** `March 2026`; the thirteenth is for adjustments. */
export function periodName({ number, start, year }: Pick<Period, "number" | "start" | "year">): string {
  return number > 12 ? `Adjustments ${year}` : month.format(new Date(`${start}T00:00:00Z`));
}

const before = (a: Period, b: Period): boolean => a.year < b.year || (a.year === b.year && a.number <= b.number);

/** The periods up to this one that are in a state, oldest first: closing or locking takes them all. */
export const upTo = (periods: Period[], last: Period, status: string): Period[] =>
  periods.filter((period) => before(period, last) && period.status === status).sort((a, b) => (before(a, b) ? -1 : 1));

/** `March 2026`, or `January 2026 to March 2026` with how many they are. */
export function spanName(periods: Period[]): string {
  const [first, last] = [periods[0], periods.at(-1)];
  if (!first || !last) return "nothing";
  if (first === last) return periodName(first);
  return `${periods.length} periods, ${periodName(first)} to ${periodName(last)}`;
}
