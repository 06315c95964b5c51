import { expect, test } from "vitest";
import { differencesOf } from "./changes";

test("only what changed is told, in words", () => {
  const before = { name: "Miete", active: true, default_tax_code: null, version: 3, code: "6210" };
  const after = { name: "Miete und Pacht", active: false, default_tax_code: "I19", version: 4, code: "6210" };
  expect(differencesOf(before, after)).toEqual([
    { field: "Name", before: "Miete", after: "Miete und Pacht" },
    { field: "Active", before: "yes", after: "no" },
    { field: "Default tax code", before: null, after: "I19" },
  ]);
});

test("a thing that is new is told whole, with amounts and days as people write them", () => {
  const after = { date: "2026-11-27", limit: { minor: 100_000, currency: "EUR" }, when: { kinds: ["bill", "receipt"] } };
  expect(differencesOf(null, after)).toEqual([
    { field: "Date", before: null, after: "27 Nov 2026" },
    { field: "Limit", before: null, after: "EUR 1,000.00" },
    { field: "When, kinds", before: null, after: "bill, receipt" },
  ]);
});

test("remarks speak for themselves, shares are per cent, places on the page are left out", () => {
  const after = {
    confidence: 0.72,
    reasons: [{ code: "new_party", field: "vendor", severity: "info", message: "Kaufhalle Probe is new" }],
    lines: [{ amount: { minor: 119, currency: "EUR" }, spots: [{ page: 1, rect: { x0: 0.1 } }] }],
  };
  expect(differencesOf(null, after)).toEqual([
    { field: "Confidence", before: null, after: "72 %" },
    { field: "Reasons, 1", before: null, after: "Kaufhalle Probe is new" },
    { field: "Lines, 1, amount", before: null, after: "EUR 1.19" },
  ]);
});

test("states within states and lists of things keep their way", () => {
  const before = { state: { state: "in_review", reasons: [{ code: "low_confidence" }] } };
  expect(differencesOf(before, { state: { state: "posted" } })).toEqual([
    { field: "State", before: "in review", after: "posted" },
    { field: "State, reasons, 1, code", before: "low confidence", after: null },
  ]);
});
