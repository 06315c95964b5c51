import { describe, expect, it } from "vitest";
import { parseSum } from "./arithmetic";
import { changeInPercent, differenceOf, fromMinor, sumOf, toMinor } from "./decimal";
import { amountText, decimalText } from "./format";
import { parseAmount, parseDecimal, parseRate } from "./parse";

const NNBSP = "\u202f";
const NBSP = "\u00a0";

describe("an amount as typed or printed", () => {
  it.each([
    // text, currency, style of the person, what it means
    ["1234.5", "EUR", "en-US", "1234.50"],
    ["1,234.50", "EUR", "en-US", "1234.50"],
    ["1.234,50", "EUR", "en-US", "1234.50"],
    ["1.234,50", "EUR", "de-DE", "1234.50"],
    ["1.234", "EUR", "de-DE", "1234.00"],
    ["1,234", "EUR", "en-US", "1234.00"],
    ["12,5", "EUR", "en-US", "12.50"],
    ["1'234'567.05", "CHF", "de-CH", "1234567.05"],
    ["1’234.05", "CHF", "en-US", "1234.05"],
    [`1${NNBSP}234,05`, "EUR", "fr-FR", "1234.05"],
    [`1${NBSP}234,05`, "EUR", "de-DE", "1234.05"],
    ["12 345 678,9", "EUR", "fr-FR", "12345678.90"],
    ["€ 19,90", "EUR", "de-DE", "19.90"],
    ["19.90 EUR", "EUR", "de-DE", "19.90"],
    ["(50.00)", "EUR", "en-US", "-50.00"],
    ["50,00-", "EUR", "de-DE", "-50.00"],
    ["−3", "EUR", "en-US", "-3.00"],
    ["-0,00", "EUR", "de-DE", "0.00"],
    [",5", "EUR", "de-DE", "0.50"],
    ["1500", "JPY", "en-US", "1500"],
    ["1.234", "KWD", "en-US", "1.234"],
    ["0.125", "KWD", "en-US", "0.125"],
    ["٢٥٠٫٥", "EUR", "en-US", "250.50"],
    ["90071992547409931.07", "EUR", "en-US", "90071992547409931.07"],
  ])("%s in %s (%s) is %s", (text, currency, style, value) => {
    expect(parseAmount(text, currency, style)).toEqual({ ok: true, value });
  });

  it.each([
    ["1.234", "EUR", "en-US", "1234 or 1.234"], // a point with three digits: a German thousand or a slip
    ["1,234", "EUR", "de-DE", "1234 or 1.234"],
    ["12.345", "EUR", "en-US", "12345 or 12.345"],
    ["1.2345", "EUR", "en-US", "EUR has 2 decimals"],
    ["15.5", "JPY", "en-US", "JPY has no decimals"],
    ["1,23,456", "EUR", "en-US", "groups of digits"],
    ["1,234.56,7", "EUR", "en-US", "do not fit together"],
    ["12a3", "EUR", "en-US", "not an amount"],
    ["", "EUR", "en-US", "Type an amount"],
  ])("%s in %s (%s) is refused: %s", (text, currency, style, why) => {
    const parsed = parseAmount(text, currency, style);
    expect(parsed.ok).toBe(false);
    expect(!parsed.ok && parsed.why).toContain(why);
  });

  it("reads back whatever it writes, in every style", () => {
    for (const style of ["en-US", "de-DE", "fr-FR", "de-CH"]) {
      for (const value of ["0.00", "7.05", "-12.30", "1234.50", "-9876543.21", "12345678901234.99"]) {
        const text = amountText(value, "EUR", style);
        expect(parseAmount(text, "EUR", style), `${style} ${text}`).toEqual({ ok: true, value });
      }
    }
  });
});

describe("a sum in an amount cell", () => {
  it.each([
    ["100*1.19", "119.00"],
    ["=1200/12*5", "500.00"],
    ["(19.90+4)*3", "71.70"],
    ["250+19%", "297.50"],
    ["250-10%", "225.00"],
    ["10-2-3", "5.00"],
    ["-(4+1)", "-5.00"],
    ["10/3", "3.33"],
    ["0.05/2", "0.03"], // half a cent goes away from zero
    ["-0.05/2", "-0.03"],
    ["0.1+0.2", "0.30"],
    ["12.50", "12.50"],
  ])("%s comes to %s", (text, value) => {
    expect(parseSum(text, "EUR", "en-US")).toEqual({ ok: true, value });
  });

  it.each([["10/0"], ["(1+2"], ["3+*4"], ["2+x"]])("%s is refused", (text) => {
    expect(parseSum(text, "EUR", "en-US").ok).toBe(false);
  });
});

describe("exact arithmetic", () => {
  it("keeps cents that floats would lose", () => {
    expect(sumOf(["0.10", "0.20"], "EUR")).toBe("0.30");
    expect(sumOf(["90071992547409.93", "0.01"], "EUR")).toBe("90071992547409.94");
    expect(differenceOf("1.00", "1.10", "EUR")).toBe("-0.10");
    expect(fromMinor(-5n, 2)).toBe("-0.05");
    expect(fromMinor(1500n, 0)).toBe("1500");
    expect(toMinor("-0.05", 2)).toBe(-5n);
  });

  it("refuses decimals that the currency does not have", () => {
    expect(() => toMinor("1.005", 2)).toThrow("more than 2 decimals");
  });

  it("compares in per cent", () => {
    expect(changeInPercent("100.00", "119.00", "EUR")).toBe("19.0");
    expect(changeInPercent("-100.00", "-50.00", "EUR")).toBe("50.0");
    expect(changeInPercent("0.00", "5.00", "EUR")).toBeNull();
  });

  it("writes amounts in the chosen style", () => {
    expect(amountText("1234.5", "EUR", "en-US")).toBe("1,234.50");
    expect(amountText("-1234.5", "EUR", "de-DE")).toBe("−1.234,50");
    expect(amountText("1234", "JPY", "en-US")).toBe("1,234");
    expect(amountText("-0.00", "EUR", "en-US")).toBe("0.00");
  });
});

describe("a rate or a percentage", () => {
  it.each(["en-US", "de-DE", "fr-FR", "de-CH"])("is read as it was shown, with three decimals too (%s)", (style) => {
    for (const value of ["1.125", "9.975", "0.9387", "19", "0"]) expect(parseDecimal(decimalText(value, 0, style))).toBe(value);
  });
  it("has at least the decimals asked for", () => {
    expect(decimalText("0.937", 4, "en-US")).toBe("0.9370");
    expect(decimalText("0.93875", 4, "de-DE")).toBe("0,93875");
    expect(decimalText("not a number", 4)).toBe("not a number");
  });
  it("of exchange is above zero", () => {
    expect(parseRate("0,00")).toBeNull();
    expect(parseRate("1.125")).toBe("1.125");
    expect(parseDecimal("1.125,5")).toBeNull();
  });
});
