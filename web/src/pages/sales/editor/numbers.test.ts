import { expect, test } from "vitest";
import { type NumberColumn, numberOf } from "./numbers";

const read = (column: NumberColumn, text: string, locale = "en-US") => {
  const parsed = numberOf(column, text, "EUR", locale);
  return parsed.ok ? parsed.value : `no: ${parsed.why}`;
};

test.each<[column: NumberColumn, text: string, locale: string, is: string]>([
  ["quantity", "", "en-US", ""],
  ["quantity", "2.50", "en-US", "2.5"],
  ["quantity", "1.250", "en-US", "1.25"], // kilograms, to the gram
  ["quantity", "1,250", "de-DE", "1.25"],
  ["quantity", "1.250", "de-DE", "1250"],
  ["quantity", "-1", "en-US", "-1"],
  ["price", "0,123456", "de-DE", "0.123456"],
  ["price", "1,234.50", "en-US", "1234.5"],
  ["price", "3*19.90", "en-US", "59.7"],
  ["price", "−20", "en-US", "-20"],
  ["discount", "3 %", "en-US", "3"],
  ["discount", "2,5", "de-DE", "2.5"],
])("%s %s in %s is %s", (column, text, locale, is) => {
  expect(read(column, text, locale)).toBe(is);
});

test("what could be read in two ways, or is none of it, is refused with the reason", () => {
  expect(read("price", "1.234")).toMatch(/^no: Is this 1234 or 1.234/);
  expect(read("quantity", "many")).toBe("no: Type a number");
  expect(read("price", "0.1234567")).toBe("no: At most 6 decimals");
  expect(read("discount", "101")).toBe("no: Between 0 and 100");
  expect(read("discount", "-1")).toBe("no: Between 0 and 100");
});
