import { expect, test } from "vitest";
import { checkText } from "./check-text";

const euro = (amount: string) => ({ type: "money" as const, value: { amount, currency: "EUR" } });

test("a check is told with amounts and dates in the reader's own form", () => {
  const sum = { name: "sum", holds: true, detail: "net 915 + tax 173.85 = total 1088.85" };
  const args = { net: euro("915.00"), tax: euro("173.85"), total: euro("1088.85"), difference: euro("0.00") };
  expect(checkText({ ...sum, args })).toBe("Net EUR 915.00 and tax EUR 173.85 make EUR 1,088.85");
  const dates = { date: { type: "date" as const, value: "2026-03-14" }, due: { type: "date" as const, value: "2026-03-01" } };
  const due = { name: "due_after_issue", holds: false, detail: "issued 2026-03-14, due 2026-03-01", args: dates };
  expect(checkText(due)).toContain("before it was issued on");
  expect(checkText(due)).not.toContain("2026-03-14");
});

test("without its values, or where the server's words say more, those are told", () => {
  const check = { name: "line_sum", holds: true, detail: "3 items make 99.99, which is 100.00 but for rounding" };
  expect(checkText(check)).toMatch(/^3 items make/);
  const args = { sum: euro("99.99"), net: euro("100.00"), rounding: euro("-0.01") };
  expect(checkText({ ...check, args })).toMatch(/^3 items make/);
  expect(checkText({ name: "en16931", holds: false, detail: "BR-10: the buyer has no address" })).toContain("BR-10");
});
