/** Fiscal years by name, which is the calendar year they end in. */
import { useQuery } from "@tanstack/react-query";
import { budgetsQuery } from "@/api/budgets";
import type { BudgetYear, IsoDate } from "@/api/contract";
import { businessesQuery } from "@/api/settings";
import { addMonths, endOfYear, startOfYear, today } from "@/dates/dates";
import { useBusiness } from "@/shell/business";

export const yearOfDay = (day: IsoDate, month: number): number => Number(endOfYear(day, month).slice(0, 4));

/** First and last day of a fiscal year whose first month is `month`. */
export function spanOfYear(year: number, month: number): { from: IsoDate; to: IsoDate } {
  const to = endOfYear(`${year}-${String(month === 1 ? 12 : month - 1).padStart(2, "0")}-01`, month);
  return { from: startOfYear(to, month), to };
}

/** `2026`, or `2025/26` for a year that starts in another month than January. */
export const yearText = (year: number, month: number): string =>
  month === 1 ? String(year) : `${year - 1}/${String(year % 100).padStart(2, "0")}`;

/** The first days of the twelve months of a year. */
export const monthsFrom = (from: IsoDate): IsoDate[] => Array.from({ length: 12 }, (_, at) => addMonths(from, at));

interface Years {
  /** The month a fiscal year starts in, 1 to 12. */
  month: number;
  current: number;
  budgets: BudgetYear[] | undefined;
  /** The years to choose from, newest first. */
  choices: { value: string; label: string }[];
}
/** The years that have a budget, and those around today that may get one. */
export function useYears(shown: number | undefined, ahead: number): Years {
  const { id: b } = useBusiness();
  const { data: businesses } = useQuery(businessesQuery);
  const { data: budgets } = useQuery(budgetsQuery(b));
  const month = businesses?.find(({ id }) => id === b)?.fiscal_year_start ?? 1;
  const current = yearOfDay(today(), month);
  const years = new Set([current, ...(budgets ?? []).map(({ year }) => year)]);
  for (let next = 1; next <= ahead; next += 1) years.add(current + next);
  if (shown) years.add(shown);
  const choices = [...years].sort((a, b) => b - a).map((year) => ({ value: String(year), label: yearText(year, month) }));
  return { month, current, budgets, choices };
}
