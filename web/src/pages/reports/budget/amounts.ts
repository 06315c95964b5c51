/** The arithmetic of budgets on decimal strings, "" while a cell is empty. Whole minor units inside, never a float. */
import { decimalsOf, fromMinor, sumOf, toMinor } from "@/numbers/decimal";
import { amountText, wholeText } from "@/numbers/format";

export const MONTHS = 12;
export type Months = readonly string[];
export const NO_MONTHS: Months = Array.from({ length: MONTHS }, () => "");

/** A year spread evenly: the months add up to it and differ by one minor unit at most, the first take what is left. */
export function spread(year: string, currency: string): Months {
  const decimals = decimalsOf(currency);
  const minor = toMinor(year, decimals);
  const each = minor / BigInt(MONTHS);
  const left = minor - each * BigInt(MONTHS);
  const unit = left < 0n ? -1n : 1n;
  return Array.from({ length: MONTHS }, (_, at) => fromMinor(BigInt(at) < left * unit ? each + unit : each, decimals));
}

/** Whether nobody planned in cents: then the grid leaves them out, and the whole year fits on a screen. */
export const areWhole = (amounts: readonly string[]): boolean => amounts.every((amount) => !/\.\d*[1-9]/.test(amount));

/** An amount of the grid as it is shown. */
export const planText = (amount: string, currency: string, whole: boolean): string =>
  amount === "" ? "" : whole ? wholeText(amount) : amountText(amount, currency);

/** What the months of a row come to; "" when all of them are empty. */
export const yearOf = (months: Months, currency: string): string =>
  months.every((month) => month === "") ? "" : sumOf(months.filter(Boolean), currency);

/** An amount raised (or lowered) by a percentage such as "3.5", rounded half away from zero. */
export function raised(amount: string, percent: string, currency: string): string {
  if (amount === "") return "";
  const decimals = decimalsOf(currency);
  const places = percent.split(".")[1]?.length ?? 0;
  const whole = 100n * 10n ** BigInt(places);
  const scaled = toMinor(amount, decimals) * (whole + toMinor(percent, places));
  const size = scaled < 0n ? -scaled : scaled;
  const minor = (size * 2n + whole) / (whole * 2n);
  return fromMinor(scaled < 0n ? -minor : minor, decimals);
}

/** How much of the whole a part is, in whole per cent towards zero; null where there is no whole. */
export function percentOf(part: string, whole: string, currency: string): bigint | null {
  const decimals = decimalsOf(currency);
  const under = toMinor(whole, decimals);
  return under === 0n ? null : (toMinor(part, decimals) * 100n) / under;
}
