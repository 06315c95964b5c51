/** Quantities, prices and per cents as a person types them. */
import { parseSum } from "@/numbers/arithmetic";
import { type Parsed, parseNumber } from "@/numbers/parse";

export type NumberColumn = "quantity" | "price" | "discount";

/** The most decimals of each, as the server takes them. */
const DECIMALS: Record<NumberColumn, number> = { quantity: 6, price: 6, discount: 4 };
const IS_SUM = /[+*/×÷%()]|\d\s*[-−]\s*\d/;

const trimmed = (value: string): string => (value.includes(".") ? value.replace(/0+$/, "").replace(/\.$/, "") : value);

/** A number in one of these columns; a price may be a sum, which comes to the cent. "" when nothing is typed. */
export function numberOf(column: NumberColumn, text: string, currency: string, locale?: string): Parsed {
  const body = column === "discount" ? text.trim().replace(/\s*%$/, "") : text.trim();
  if (body === "") return { ok: true, value: "" };
  if (column === "price" && IS_SUM.test(body)) {
    const sum = parseSum(body, currency, locale);
    return sum.ok ? { ok: true, value: trimmed(sum.value) } : sum;
  }
  // a quantity of three decimals is usual (1.250 kg), a price of a thousand typed in another habit is, too
  const number = parseNumber(body, locale, column === "price" ? 2 : 3);
  if (!number.ok) return number.why === "Type an amount" ? { ok: false, why: "Type a number" } : number;
  const value = trimmed(number.value);
  const decimals = value.split(".")[1]?.length ?? 0;
  if (decimals > DECIMALS[column]) return { ok: false, why: `At most ${DECIMALS[column]} decimals` };
  if (column === "discount" && (value.startsWith("-") || Number(value) > 100)) return { ok: false, why: "Between 0 and 100" };
  return { ok: true, value };
}
