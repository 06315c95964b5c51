/** The order of a list of documents: `total` rising, `-total` falling; newest first without any. */
import type { DocumentSummary } from "@/api/contract";
import { stateLabel } from "@/components/Badge";
import { decimalsOf, toMinor } from "@/numbers/decimal";

type Value = string | number | bigint | null | undefined;
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

const VALUES: Record<string, (row: DocumentSummary) => Value[]> = {
  document: (row) => [row.vendor ?? row.file_name, row.number],
  number: (row) => [row.number],
  date: (row) => [row.date],
  kind: (row) => [row.kind],
  total: ({ total }) => [total?.currency, total && toMinor(total.amount, decimalsOf(total.currency))],
  state: (row) => [stateLabel(row.state.name)],
  why: (row) => [row.reasons.length || null, row.reasons[0]?.message],
  sure: (row) => [row.confidence],
  source: (row) => [row.origin, row.route],
  pages: (row) => [row.pages],
  arrived: (row) => [row.arrived_at],
};

/** The order that pressing the head of a column leads to: rising, falling, and back to newest first. */
export function nextOrder(column: string, now: string | undefined): string | undefined {
  if (now === column) return `-${column}`;
  return now === `-${column}` ? undefined : column;
}

export function inOrder(rows: DocumentSummary[], order: string | undefined): DocumentSummary[] {
  const falling = order?.startsWith("-") ?? false;
  const values = VALUES[order?.replace(/^-/, "") ?? ""];
  if (!values) return rows;
  return rows.toSorted((a, b) => compared(values(a), values(b), falling));
}

/** What is not known stands last, whichever way the order goes. */
function compared(a: Value[], b: Value[], falling: boolean): number {
  for (const [at, left] of a.entries()) {
    const right = b[at];
    if (left == null || right == null) {
      if (left == null && right == null) continue;
      return left == null ? 1 : -1;
    }
    const order = typeof left === "string" ? collator.compare(left, String(right)) : Number(left > (right as number)) - Number(left < (right as number));
    if (order !== 0) return falling ? -order : order;
  }
  return 0;
}

const AT_WORK = new Set(["arrived", "read", "extracted", "classified"]);
/** The program has it; nobody can decide about it yet. */
export const isAtWork = (row: Pick<DocumentSummary, "state">): boolean => AT_WORK.has(row.state.name);
