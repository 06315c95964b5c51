/** Amounts, counts and shares as text. Formatters are costly to build (0.1 ms each), so each is built once. */
import { decimalsOf } from "./decimal";

/** How a person wants figures written; the wire never changes. */
export const NUMBER_STYLES = {
  "en-US": "1,234.56",
  "de-DE": "1.234,56",
  "fr-FR": "1 234,56",
  "de-CH": "1’234.56",
} as const;
export type NumberStyle = keyof typeof NUMBER_STYLES;
const KEY = "pacioli.numbers";

let style: NumberStyle | null = null;
export function numberStyle(): NumberStyle {
  style ??= storedStyle() ?? styleOfBrowser();
  return style;
}
export function setNumberStyle(next: NumberStyle): void {
  style = next;
  localStorage.setItem(KEY, next);
}

function storedStyle(): NumberStyle | null {
  const stored = globalThis.localStorage?.getItem(KEY);
  return stored && stored in NUMBER_STYLES ? (stored as NumberStyle) : null;
}

/** The style whose separators are those of the browser's language. */
function styleOfBrowser(): NumberStyle {
  const { group, decimal } = separatorsOf(globalThis.navigator?.language ?? "en-US");
  if (decimal === ",") return group === "." ? "de-DE" : "fr-FR";
  return group === "’" || group === "'" ? "de-CH" : "en-US";
}

const separators = new Map<string, { group: string; decimal: string }>();
export function separatorsOf(locale: string): { group: string; decimal: string } {
  let found = separators.get(locale);
  if (!found) {
    const parts = new Intl.NumberFormat(locale, { useGrouping: "always" } as Intl.NumberFormatOptions).formatToParts(
      12345.6,
    );
    const part = (type: string, otherwise: string) => parts.find((p) => p.type === type)?.value ?? otherwise;
    found = { group: part("group", ","), decimal: part("decimal", ".") };
    separators.set(locale, found);
  }
  return found;
}

const formatters = new Map<string, Intl.NumberFormat>();
function formatter(locale: string, decimals: number): Intl.NumberFormat {
  const key = `${locale}/${decimals}`;
  let found = formatters.get(key);
  if (!found) {
    const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: "always" };
    found = new Intl.NumberFormat(locale, options as Intl.NumberFormatOptions);
    formatters.set(key, found);
  }
  return found;
}

/** An amount without its currency, exact to the last digit: `1,234.50`. A true minus sign, never brackets alone. */
export function amountText(amount: string, currency: string, locale: string = numberStyle()): string {
  // Intl takes decimal strings and keeps every digit; the cast is needed because the type still says number.
  const text = formatter(locale, decimalsOf(currency)).format(amount as unknown as number);
  return text.replace("-", "−").replace(/^−(0(?:[.,]0+)?)$/, "$1");
}

/** An amount of whole units without its decimals, such as `1,234`; only for amounts that have none. */
export const wholeText = (amount: string): string =>
  formatter(numberStyle(), 0).format(amount as unknown as number).replace("-", "−").replace(/^−0$/, "0");

/** An amount with its currency code: `EUR 1,234.50`. */
export const moneyText = (money: { amount: string; currency: string }): string =>
  `${money.currency} ${amountText(money.amount, money.currency)}`;

/** A rate, a percentage or a quantity in the person's style with every digit it has, and no groups. */
export function decimalText(value: string, atLeast = 0, locale: string = numberStyle()): string {
  const [, whole, part = ""] = /^(-?\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  if (whole === undefined) return value;
  const decimals = part.padEnd(atLeast, "0");
  return decimals === "" ? whole : whole + separatorsOf(locale).decimal + decimals;
}

/** Large amounts on axes, rounded: `12.5k`. */
export function shortAmount(value: number): string {
  const size = Math.abs(value);
  const sign = value < 0 ? "−" : "";
  if (size >= 1_000_000) return `${sign}${trimmed(size / 1_000_000)}M`;
  if (size >= 1_000) return `${sign}${trimmed(size / 1_000)}k`;
  return `${sign}${trimmed(size)}`;
}
function trimmed(value: number): string {
  const text = formatter(numberStyle(), value < 10 && value % 1 !== 0 ? 1 : 0).format(value);
  return text;
}

export const countText = (count: number): string => formatter(numberStyle(), 0).format(count);

/** A share as whole per cent; never rounds up to a certainty that is not there. */
export const shareText = (share: number): string =>
  share < 1 && share > 0.99 ? "99%" : `${Math.round(share * 100)}%`;

export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} kB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function durationText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
