/**
 * Exact arithmetic on amounts. An amount is a decimal string on the wire and whole minor units (BigInt) in between;
 * no floating-point number ever holds one.
 */

const decimalsCache = new Map<string, number>();

/** Decimals of a currency's minor unit: 2 for EUR, 0 for JPY, 3 for KWD. */
export function decimalsOf(currency: string): number {
  const known = decimalsCache.get(currency);
  if (known !== undefined) return known;
  let decimals = 2;
  try {
    const options = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
    decimals = options.maximumFractionDigits ?? 2;
  } catch {
    // an unknown code: two decimals is the habit of nearly all currencies
  }
  decimalsCache.set(currency, decimals);
  return decimals;
}

/** `"1234.5"` with 2 decimals becomes `123450n`. Surplus decimals must be zeros. */
export function toMinor(amount: string, decimals: number): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount.trim());
  if (!match) throw new Error(`"${amount}" is not a decimal amount`);
  const [, sign, whole = "0", part = ""] = match;
  if (/[1-9]/.test(part.slice(decimals))) throw new Error(`"${amount}" has more than ${decimals} decimals`);
  const minor = BigInt(whole + part.slice(0, decimals).padEnd(decimals, "0"));
  return sign ? -minor : minor;
}

/** `123450n` with 2 decimals becomes `"1234.50"`. */
export function fromMinor(minor: bigint, decimals: number): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const sign = minor < 0n ? "-" : "";
  return decimals === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-decimals)}`;
}

export function sumOf(amounts: readonly string[], currency: string): string {
  const decimals = decimalsOf(currency);
  return fromMinor(amounts.reduce((sum, amount) => sum + toMinor(amount, decimals), 0n), decimals);
}

export function differenceOf(a: string, b: string, currency: string): string {
  const decimals = decimalsOf(currency);
  return fromMinor(toMinor(a, decimals) - toMinor(b, decimals), decimals);
}

export const isZero = (amount: string): boolean => !/[1-9]/.test(amount);
export const isNegative = (amount: string): boolean => amount.startsWith("-") && !isZero(amount);
export const negated = (amount: string): string =>
  isZero(amount) ? amount : amount.startsWith("-") ? amount.slice(1) : `-${amount}`;
export const absolute = (amount: string): string => amount.replace(/^-/, "");

/** Change from `before` to `now` in per cent with one decimal, or null where there is nothing to compare with. */
export function changeInPercent(before: string, now: string, currency: string): string | null {
  const decimals = decimalsOf(currency);
  const from = toMinor(before, decimals);
  if (from === 0n) return null;
  const size = from < 0n ? -from : from;
  const perMille = ((toMinor(now, decimals) - from) * 1000n) / size;
  return fromMinor(perMille, 1);
}

/** A number for drawing only (the height of a bar, the x of a point); never for arithmetic on money. */
export const forDrawing = (amount: string): number => Number(amount);
