import { describe, expect, it } from "vitest";
import { addMonths, agoText, dateText, daysBetween, endOfMonth, endOfYear, isIsoDate, startOfYear } from "./dates";
import { parseDate } from "./parse";

const now = "2026-11-22";

describe("a date as typed or printed", () => {
  it.each([
    ["2026-02-28", "2026-02-28"],
    ["28.02.2026", "2026-02-28"],
    ["28.2.26", "2026-02-28"],
    ["28/02/2026", "2026-02-28"],
    ["3/4/2026", "2026-04-03"],
    ["12/31/2026", "2026-12-31"],
    ["31.12", "2026-12-31"],
    ["31.12.", "2026-12-31"],
    ["311226", "2026-12-31"],
    ["31122026", "2026-12-31"],
    ["15 March 2026", "2026-03-15"],
    ["15. März 2026", "2026-03-15"],
    ["Mar 5, 2026", "2026-03-05"],
    ["1er août 2025", "2025-08-01"],
    ["1 août 2025", "2025-08-01"],
    ["5 de enero 2026", "2026-01-05"],
    ["5 dic 26", "2026-12-05"],
    ["t", "2026-11-22"],
    ["yesterday", "2026-11-21"],
    ["+10", "2026-12-02"],
    ["-22", "2026-10-31"],
    ["30.02.2026", null],
    ["13/13/2026", null],
    ["soon", null],
    ["", null],
  ])("%s is %s", (text, value) => {
    const parsed = parseDate(text, { now });
    expect(parsed.ok ? parsed.value : null).toBe(value);
  });

  it("puts the month first for those who do", () => {
    expect(parseDate("3/4/2026", { now, monthFirst: true })).toEqual({ ok: true, value: "2026-03-04" });
    expect(parseDate("3.4.2026", { now, monthFirst: true })).toEqual({ ok: true, value: "2026-04-03" });
  });
});

describe("the calendar", () => {
  it("knows months and fiscal years", () => {
    expect(endOfMonth("2028-02-10")).toBe("2028-02-29");
    expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
    expect(addMonths("2026-01-15", -2)).toBe("2025-11-15");
    expect(startOfYear("2026-03-31", 4)).toBe("2025-04-01");
    expect(endOfYear("2026-03-31", 4)).toBe("2026-03-31");
    expect(endOfYear("2026-11-22")).toBe("2026-12-31");
    expect(isIsoDate("2026-02-29")).toBe(false);
  });

  it("counts days over summer time and leap days", () => {
    expect(daysBetween("2026-03-28", "2026-03-30")).toBe(2);
    expect(daysBetween("2028-02-28", "2028-03-01")).toBe(2);
    expect(daysBetween("2026-11-27", "2026-11-07")).toBe(-20);
  });

  it("shows dates that no country misreads", () => {
    expect(dateText("2026-03-04")).toBe("4 Mar 2026");
    expect(agoText("2026-11-22T10:00:00Z", Date.parse("2026-11-22T10:05:00Z"))).toBe("5 minutes ago");
    expect(agoText("2026-09-01T10:00:00Z", Date.parse("2026-11-22T10:05:00Z"))).toBe("1 Sep 2026");
  });
});
