/**
 * What a person types or an invoice prints, as an exact amount. Every habit of grouping is understood (comma, point,
 * apostrophe, the three kinds of space); where a text can be read in two ways it is refused, not guessed, because a
 * wrong guess multiplies an amount by a thousand.
 */
import { decimalsOf } from "./decimal";
import { numberStyle, separatorsOf } from "./format";

export type Parsed = { ok: true; value: string } | { ok: false; why: string };

const SPACES = /[\s\u00a0\u202f\u2009'’]/g;
const MINUS = /[-−–]/;
const refused = (why: string): Parsed => ({ ok: false, why });

/** Parses an amount of a currency to a decimal string with that currency's decimals. */
export function parseAmount(text: string, currency: string, locale: string = numberStyle()): Parsed {
  const decimals = decimalsOf(currency);
  const number = parseNumber(text, locale, decimals);
  if (!number.ok) return number;
  const [whole = "0", part = ""] = number.value.split(".");
  if (/[1-9]/.test(part.slice(decimals))) {
    return refused(decimals === 0 ? `${currency} has no decimals` : `${currency} has ${decimals} decimals`);
  }
  const value = decimals === 0 ? whole : `${whole}.${part.slice(0, decimals).padEnd(decimals, "0")}`;
  return { ok: true, value: /[1-9]/.test(value) ? value : value.replace("-", "") };
}

/** Parses a number with any count of decimals; `expected` decimals settle some doubtful cases. */
export function parseNumber(text: string, locale: string = numberStyle(), expected = 2): Parsed {
  let rest = westernDigits(text).replace(SPACES, "").replace(/^[A-Za-z€$£¥]+|[A-Za-z€$£¥]+$/g, "");
  const bracketed = /^\(.*\)$/.test(rest);
  if (bracketed) rest = rest.slice(1, -1);
  const minus = MINUS.test(rest.charAt(0)) || MINUS.test(rest.charAt(rest.length - 1));
  if (minus) rest = rest.replace(/^[-−–]|[-−–]$/g, "");
  if (rest === "") return refused("Type an amount");
  if (!/^[\d.,]+$/.test(rest) || !/\d/.test(rest)) return refused("This is not an amount");
  const plain = withoutGrouping(rest, locale, expected);
  if (!plain.ok) return plain;
  return { ok: true, value: (minus || bracketed ? "-" : "") + plain.value };
}

function withoutGrouping(text: string, locale: string, expected: number): Parsed {
  const marks = text.replace(/\d/g, "");
  if (marks === "") return { ok: true, value: trimZeros(text) };
  const last = marks.charAt(marks.length - 1);
  const kinds = new Set(marks).size;
  const occurrences = marks.split(last).length - 1;
  if (kinds === 2) {
    // the last mark is the decimal one, and must be alone
    if (occurrences !== 1) return refused("The points and commas do not fit together");
    return joined(text, last);
  }
  if (occurrences > 1) return grouped(text, last);
  return single(text, last, locale, expected);
}

/** One point or comma, once: decimal or grouping? */
function single(text: string, mark: string, locale: string, expected: number): Parsed {
  const [before = "", after = ""] = text.split(mark);
  const looksGrouped = after.length === 3 && /^[1-9]\d{0,2}$/.test(before);
  if (!looksGrouped) return joined(text, mark);
  const { group, decimal } = separatorsOf(locale);
  if (mark === group) return { ok: true, value: before + after };
  if (mark === decimal && expected === 3) return joined(text, mark);
  return refused(`Is this ${before}${after} or ${before}.${after}? Write it without the ${markName(mark)}`);
}

function grouped(text: string, mark: string): Parsed {
  const groups = text.split(mark);
  const fits = /^\d{1,3}$/.test(groups[0] ?? "") && groups.slice(1).every((group) => group.length === 3);
  return fits ? { ok: true, value: trimZeros(groups.join("")) } : refused("The groups of digits do not fit together");
}

function joined(text: string, mark: string): Parsed {
  const at = text.indexOf(mark);
  const whole = text.slice(0, at);
  const part = text.slice(at + 1);
  const other = mark === "," ? "." : ",";
  const plain = whole.includes(other) ? grouped(whole, other) : { ok: true as const, value: trimZeros(whole || "0") };
  if (!plain.ok) return plain;
  return { ok: true, value: part === "" ? plain.value : `${plain.value}.${part}` };
}

const markName = (mark: string): string => (mark === "," ? "comma" : "point");
const trimZeros = (digits: string): string => digits.replace(/^0+(?=\d)/, "");

/** Arabic-Indic and Persian digits to 0-9. */
function westernDigits(text: string): string {
  return text
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(/٫/g, ".")
    .replace(/٬/g, "");
}

/** A rate or a percentage as a plain decimal, or null. It has no groups: a lone point or comma is always its decimal one. */
export function parseDecimal(text: string): string | null {
  const match = /^(\d+)(?:[.,](\d+))?$/.exec(westernDigits(text).replace(SPACES, ""));
  if (!match?.[1]) return null;
  return trimZeros(match[1]) + (match[2] ? `.${match[2]}` : "");
}

/** An exchange rate above zero as a plain decimal, or null. */
export function parseRate(text: string): string | null {
  const rate = parseDecimal(text);
  return rate !== null && /[1-9]/.test(rate) ? rate : null;
}
