import { expect, test } from "vitest";
import type { Period } from "@/api/contract";
import { periodName, spanName, upTo } from "./periods";

const period = (year: number, number: number, status: string): Period => {
  const month = String(Math.min(number, 12)).padStart(2, "0");
  return { id: `${year}-${number}`, year, number, start: `${year}-${month}-01`, end: `${year}-${month}-28`, status };
};
const YEARS = [period(2025, 12, "open"), period(2025, 13, "closed"), period(2026, 1, "open"), period(2026, 2, "open")];

test("periods are called by their month", () => {
  expect(periodName(period(2026, 3, "open"))).toBe("March 2026");
  expect(periodName(period(2026, 13, "open"))).toBe("Adjustments 2026");
});

test("closing a period closes the open ones before it", () => {
  const closed = upTo(YEARS, period(2026, 1, "open"), "open");
  expect(closed.map(periodName)).toEqual(["December 2025", "January 2026"]);
  expect(spanName(closed)).toBe("2 periods, December 2025 to January 2026");
  expect(spanName(closed.slice(0, 1))).toBe("December 2025");
});
