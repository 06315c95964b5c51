/** Figures and dates inside sentences of the server, written as the reader wants them. */
import { dateText, isIsoDate } from "@/dates/dates";
import { decimalsOf } from "./decimal";
import { amountText, numberStyle, separatorsOf } from "./format";

/** A date as the wire writes it, or a decimal number that is no part of a longer word or number. */
const FIGURE = /(?<![\w.,/-])(?:(\d{4}-\d\d-\d\d)|(-?\d+)\.(\d+))(?![\w/-]|[.,]\d)/g;

/** With a capital letter and in the reader's formats, for what the server says in half sentences. */
export const sentence = (text: string): string => inOwnFormats(text).replace(/^./, (letter) => letter.toUpperCase());

/** `the 2026-03-05 sum of 1088.5` becomes `the 5 Mar 2026 sum of 1,088.50`, or `1.088,50` for those who write it so. */
export function inOwnFormats(text: string): string {
  return text.replace(FIGURE, (all: string, date?: string, whole?: string, part = "") => {
    if (date) return isIsoDate(date) ? dateText(date) : all;
    // two decimals are an amount; others, such as a rate, keep every digit
    if (part.length === decimalsOf("EUR")) return amountText(`${whole}.${part}`, "EUR");
    return `${whole?.replace("-", "−")}${separatorsOf(numberStyle()).decimal}${part}`;
  });
}
