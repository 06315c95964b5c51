/** Plain dates (`YYYY-MM-DD`, no time zone) and instants. Dates are shown as `12 Mar 2026`: no country misreads it. */
import type { Instant, IsoDate } from "@/api/contract";

const DAY_MS = 86_400_000;

export const isIsoDate = (text: string): boolean => {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match !== null && validDate(Number(match[1]), Number(match[2]), Number(match[3])) !== null;
};

/** The date when day, month and year name a real one. */
export function validDate(year: number, month: number, day: number): IsoDate | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 1900 && year <= 2199;
  return real ? date.toISOString().slice(0, 10) : null;
}

/** Today where the person sits. */
export function today(now: Date = new Date()): IsoDate {
  return validDate(now.getFullYear(), now.getMonth() + 1, now.getDate()) ?? now.toISOString().slice(0, 10);
}

const utc = (date: IsoDate): Date => new Date(`${date}T00:00:00Z`);
export const addDays = (date: IsoDate, days: number): IsoDate =>
  new Date(utc(date).getTime() + days * DAY_MS).toISOString().slice(0, 10);

/** How many days `to` lies behind `from`; below zero when it lies before. */
export const daysBetween = (from: IsoDate, to: IsoDate): number => Math.round((utc(to).getTime() - utc(from).getTime()) / DAY_MS);

/** The day of an instant where the person sits. */
export const dayOf = (instant: Instant): IsoDate => today(new Date(instant));

/** The same day in another month, or that month's last day. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const start = utc(date);
  const first = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(start.getUTCDate(), last));
  return first.toISOString().slice(0, 10);
}

export const startOfMonth = (date: IsoDate): IsoDate => `${date.slice(0, 7)}-01`;
export const endOfMonth = (date: IsoDate): IsoDate => addDays(addMonths(startOfMonth(date), 1), -1);

/** First day of the fiscal year that holds `date`, for years starting in `month` (1-12). */
export function startOfYear(date: IsoDate, month = 1): IsoDate {
  const [year = 0, current = 1] = date.split("-").map(Number);
  const first = current >= month ? year : year - 1;
  return `${first}-${String(month).padStart(2, "0")}-01`;
}
export const endOfYear = (date: IsoDate, month = 1): IsoDate => addDays(addMonths(startOfYear(date, month), 12), -1);

const shown = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const shownMonth = new Intl.DateTimeFormat("en-GB", { month: "short", year: "2-digit", timeZone: "UTC" });
const shownTime = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

export const dateText = (date: IsoDate): string => shown.format(utc(date)).replace("Sept", "Sep");
export const monthText = (month: string): string => shownMonth.format(utc(`${month.slice(0, 7)}-01`)).replace("Sept", "Sep");
export const timeText = (instant: Instant): string => shownTime.format(new Date(instant));

/** `3 minutes ago`; older than a week becomes a date. */
export function agoText(instant: Instant, now: number = Date.now()): string {
  const seconds = Math.round((Date.parse(instant) - now) / 1000);
  const size = Math.abs(seconds);
  if (size < 45) return "just now";
  if (size < 3600) return relative.format(Math.round(seconds / 60), "minute");
  if (size < 86_400) return relative.format(Math.round(seconds / 3600), "hour");
  if (size < 7 * 86_400) return relative.format(Math.round(seconds / 86_400), "day");
  return dateText(instant.slice(0, 10));
}
