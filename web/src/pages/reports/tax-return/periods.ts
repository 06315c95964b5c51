/** The periods of a return in words, and how each of them stands on a day. */
import type { Filing, Interval, ReturnPeriod } from "@/api/returns";
import type { IsoDate } from "@/api/contract";
import { dateText, dayOf, daysBetween, endOfMonth, endOfYear, startOfMonth, startOfYear } from "@/dates/dates";

export const INTERVAL_NAMES: Record<Interval, string> = {
  month: "Month",
  two_months: "Two months",
  quarter: "Quarter",
  half_year: "Half-year",
  year: "Year",
};

export type PeriodState =
  | { is: "filed"; on: IsoDate }
  | { is: "running" }
  /** Over, not filed, and the form does not tell until when. */
  | { is: "open" }
  | { is: "due"; days: number }
  | { is: "overdue"; days: number };

/** The filing that holds; one that was withdrawn does not. */
export const filingOf = ({ filing }: Pick<ReturnPeriod, "filing">): Filing | null =>
  filing && !filing.withdrawn_at ? filing : null;

export function stateOf(period: ReturnPeriod, now: IsoDate): PeriodState {
  const filing = filingOf(period);
  if (filing) return { is: "filed", on: dayOf(filing.filed_at) };
  if (!period.is_over) return { is: "running" };
  if (!period.due) return { is: "open" };
  const days = daysBetween(now, period.due);
  return days >= 0 ? { is: "due", days } : { is: "overdue", days: -days };
}

const daysText = (days: number): string => (days === 1 ? "1 day" : `${days} days`);
export function stateText(state: PeriodState): string {
  switch (state.is) {
    case "filed":
      return `Filed on ${dateText(state.on)}`;
    case "running":
      return "Not over yet";
    case "open":
      return "Not filed";
    case "due":
      return state.days === 0 ? "Due today" : `Due in ${daysText(state.days)}`;
    case "overdue":
      return `Overdue by ${daysText(state.days)}`;
  }
}

const format = (options: Intl.DateTimeFormatOptions) => {
  const text = new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
  return (date: IsoDate) => text.format(new Date(`${date}T00:00:00Z`)).replace(/^Sept\b/, "Sep");
};
const longMonth = format({ month: "long", year: "numeric" });
const shortMonth = format({ month: "short" });

/** `2026`, `September 2026`, `Jul to Sep 2026`, `Nov 2025 to Jan 2026`; the days themselves where they are no whole months. */
export function periodName({ from, to }: Pick<ReturnPeriod, "from" | "to">): string {
  if (from !== startOfMonth(from) || to !== endOfMonth(to)) return `${dateText(from)} to ${dateText(to)}`;
  const [first, last] = [from.slice(0, 4), to.slice(0, 4)];
  if (from === startOfYear(from) && to === endOfYear(from)) return last;
  if (from === startOfMonth(to)) return longMonth(to);
  return first === last ? `${shortMonth(from)} to ${shortMonth(to)} ${last}` : `${shortMonth(from)} ${first} to ${shortMonth(to)} ${last}`;
}

/** The period of the address, even one the list does not have; without one the latest that is over. */
export function chosenPeriod(periods: ReturnPeriod[], asked: { from?: IsoDate; to?: IsoDate }, now: IsoDate): ReturnPeriod | undefined {
  const { from, to } = asked;
  if (!from || !to || from > to) return periods.find((period) => period.is_over) ?? periods[0];
  return periods.find((period) => period.from === from && period.to === to) ?? { from, to, is_over: to < now };
}

/** Why this return cannot be marked as filed, or null. */
export function obstacle(period: ReturnPeriod): string | null {
  const filing = filingOf(period);
  if (filing) return `This return was filed on ${dateText(dayOf(filing.filed_at))}`;
  return period.is_over ? null : `The period runs until ${dateText(period.to)}: a return is filed when it is over`;
}
