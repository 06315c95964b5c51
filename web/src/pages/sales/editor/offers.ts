/** What the places suggest for the tax of the lines, put together by what is to be done about it. */
import type { TaxCode } from "@/api/contract";
import type { SalesTotals, Supply } from "@/api/sales";
import { type DraftRow, usedRows } from "./draft-state";

export interface Offer {
  /** The code to take; null when first goods or services must be chosen. */
  taxCode: string | null;
  treatment: string | null;
  reason: string;
  /** Lines by their place among the lines that count. */
  lines: number[];
}

/** Ways of taxing at home: which of them a line has hangs on what is sold, which only a person knows. */
const AT_HOME = new Set(["standard", "reduced", "zero", "exempt"]);

type Worked = Pick<SalesTotals, "lines" | "suggestions">;
/** A line that already has what is suggested needs no offer, nor one for which the business has no code. */
export function offersOf(rows: readonly DraftRow[], totals: Worked | undefined, codes: readonly TaxCode[]): Offer[] {
  const treatmentOf = (name: string) => codes.find(({ code }) => code === name)?.treatment ?? "";
  const used = usedRows(rows);
  const offers = new Map<string, Offer>();
  for (const { line, treatment = null, tax_code: code = null, reason } of totals?.suggestions ?? []) {
    const row = used[line - 1];
    if (!row) continue;
    const now = row.taxCode || (totals?.lines[line - 1]?.tax_code ?? "");
    const asks = treatment === null && row.supply === null && row.taxCode === "";
    if (!asks && (code === null || code === now)) continue;
    if (treatment && AT_HOME.has(treatment) && AT_HOME.has(treatmentOf(now))) continue;
    const key = `${code}\n${reason}`;
    const offer = offers.get(key) ?? { taxCode: code, treatment, reason, lines: [] };
    offers.set(key, { ...offer, lines: [...offer.lines, line - 1] });
  }
  return [...offers.values()];
}

/** What one key takes: every code that is offered. What must be chosen is left. */
export const takeable = (offers: readonly Offer[]): { lines: number[]; taxCode: string }[] =>
  offers.flatMap(({ lines, taxCode }) => (taxCode === null ? [] : [{ lines, taxCode }]));

export const SUPPLIES: { value: Supply; label: string }[] = [
  { value: "goods", label: "Goods" },
  { value: "services", label: "Services" },
];

/** `Line 2`, `Lines 1, 2 and 4`. */
export function linesText(lines: readonly number[]): string {
  const numbers = lines.map((line) => String(line + 1));
  const last = numbers.pop() ?? "";
  return numbers.length === 0 ? `Line ${last}` : `Lines ${numbers.join(", ")} and ${last}`;
}
