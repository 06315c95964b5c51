import { expect, test } from "vitest";
import type { TaxCode } from "@/api/contract";
import type { SalesTotals } from "@/api/sales";
import { type DraftRow, draftOf, emptyContent } from "./draft-state";
import { linesText, offersOf, takeable } from "./offers";

const CODES = [
  { code: "UST19", treatment: "standard" },
  { code: "UST7", treatment: "reduced" },
  { code: "RC", treatment: "reverse_charge" },
] as TaxCode[];
const row = (change: Partial<DraftRow> = {}): DraftRow => ({ ...(draftOf(emptyContent("invoice")).rows[0] as DraftRow), text: "Advice", ...change });
const totals = (now: string[], suggestions: SalesTotals["suggestions"]) => ({ lines: now.map((tax_code) => ({ net: "0", tax: "0", gross: "0", tax_code })), suggestions });
const suggested = (line: number, tax_code: string | null, treatment: string | null) => ({ line, tax_code, treatment, reason: "the customer is in France" });

test("lines that are taxed against the places are put together and taken at once", () => {
  const both = [suggested(1, "RC", "reverse_charge"), suggested(2, "RC", "reverse_charge")];
  const offers = offersOf([row({ taxCode: "UST19" }), row()], totals(["UST19", "UST19"], both), CODES);
  expect(offers.length).toBe(1);
  expect(takeable(offers)).toEqual([{ lines: [0, 1], taxCode: "RC" }]);
});

test("a line that has what is suggested is left alone, and so is another rate at home", () => {
  expect(offersOf([row()], totals(["RC"], [suggested(1, "RC", "reverse_charge")]), CODES)).toEqual([]);
  expect(offersOf([row({ taxCode: "UST7" })], totals(["UST7"], [suggested(1, "UST19", "standard")]), CODES)).toEqual([]);
});

test("where it hangs on goods or services that is asked, unless the line says so", () => {
  const open = totals([""], [suggested(1, null, null)]);
  expect(offersOf([row()], open, CODES)).toMatchObject([{ taxCode: null, lines: [0] }]);
  expect(takeable(offersOf([row()], open, CODES))).toEqual([]);
  expect(offersOf([row({ taxCode: "RC" })], open, CODES)).toEqual([]);
  expect(offersOf([row({ supply: "goods" })], open, CODES)).toEqual([]);
});

test.each([
  [[1], "Line 2"],
  [[0, 1], "Lines 1 and 2"],
  [[0, 1, 3], "Lines 1, 2 and 4"],
])("%j is %s", (lines, text) => {
  expect(linesText(lines)).toBe(text);
});
