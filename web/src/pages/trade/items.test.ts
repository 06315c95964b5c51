import { describe, expect, it } from "vitest";
import { ageOf, bucketOf, byAge, dueWords, isLate, openSums, readItems, refOfKey, writeItems } from "./items";
import { item } from "./items.fixture";

describe("how an item stands", () => {
  it.each([
    ["a week before its day", item({ days_overdue: -7 }), "Due in 7 days", false],
    ["a day before it", item({ days_overdue: -1 }), "Due in 1 day", false],
    ["on its day", item(), "Due today", false],
    ["a day late", item({ days_overdue: 1 }), "1 day overdue", true],
    ["long after it", item({ days_overdue: 134 }), "134 days overdue", true],
    ["without a due day, new", item({ due: null }), "", false],
    ["without a due day, old", item({ due: null, days_overdue: 40 }), "40 days old", true],
    ["a credit note that waits", item({ open: "-50.00", days_overdue: 40 }), "40 days overdue", false],
  ])("%s", (_, given, words, late) => {
    expect(dueWords(given)).toBe(words);
    expect(isLate(given)).toBe(late);
  });

  it.each([
    [-3, "not_due"],
    [0, "not_due"],
    [1, "d1_30"],
    [30, "d1_30"],
    [31, "d31_60"],
    [60, "d31_60"],
    [61, "d61_90"],
    [90, "d61_90"],
    [91, "over_90"],
    [4000, "over_90"],
  ])("%d days are in %s", (days, bucket) => expect(bucketOf(days)).toBe(bucket));

  it("its age counts from the due day, or from its date on request", () => {
    const late = item({ date: "2026-09-01", days_overdue: 5 });
    expect(ageOf(late, undefined, "2026-10-06")).toBe(5);
    expect(ageOf(late, "date", "2026-10-06")).toBe(35);
  });
});

it("sums keep currencies apart and count credit notes against invoices, to the cent", () => {
  const items = [
    item({ open: "0.10" }),
    item({ open: "0.20" }),
    item({ currency: "JPY", open: "1500" }),
    item({ open: "-0.05" }),
  ];
  expect(openSums(items)).toEqual([
    { currency: "EUR", amount: "0.25" },
    { currency: "JPY", amount: "1500" },
  ]);
  expect(openSums([])).toEqual([]);
});

it("the oldest item comes first, by its due day or else its date", () => {
  const [a, b, c] = [item({ number: "A", due: "2026-10-05" }), item({ number: "B", due: null, date: "2026-10-02" }), item({ number: "C" })];
  expect([a, b, c].toSorted(byAge).map(({ number }) => number)).toEqual(["C", "B", "A"]);
});

describe("items in an address", () => {
  const id = "01234567-89ab-7cde-8f01-23456789abcd";
  it.each([
    [undefined, []],
    ["", []],
    [`${id}:1`, [`${id}:1`]],
    [`${id}:1,${id}:2,${id}:1`, [`${id}:1`, `${id}:2`]],
    [`${id},x:1,${id}:-1,${id}:12`, [`${id}:12`]],
  ])("%s", (text, keys) => expect(readItems(text)).toEqual(keys));

  it("are written as they are read", () => {
    const keys = [`${id}:1`, `${id}:12`];
    expect(writeItems(keys.map(refOfKey))).toBe(keys.join(","));
    expect(writeItems([])).toBeUndefined();
  });
});
