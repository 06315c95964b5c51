/** One decision for several documents: each is decided on its own, and what came of each is told. */
import type { Document, DocumentGroup, DocumentSummary } from "@/api/contract";
import { messageOf } from "@/api/errors";
import type { Decision } from "@/api/documents";
import type { Capability } from "@/api/session";
import { type Outcome, outcomeOf } from "../documents/outcome";

export type BulkKind = "approve" | "reject" | "park" | "resume" | "release" | "retry";
export interface BulkAction {
  kind: BulkKind;
  label: string;
  needs: Capability;
}

const APPROVE: BulkAction = { kind: "approve", label: "Approve", needs: "documents-approve" };
const REJECT: BulkAction = { kind: "reject", label: "Reject", needs: "documents-approve" };
const PARK: BulkAction = { kind: "park", label: "Park", needs: "documents-review" };
const RESUME: BulkAction = { kind: "resume", label: "Take up again", needs: "documents-review" };
const RELEASE: BulkAction = { kind: "release", label: "Not duplicates", needs: "documents-review" };
const RETRY: BulkAction = { kind: "retry", label: "Read again", needs: "documents-review" };

/** What can be done with several documents of a group at once, the usual first. */
export const BULK: Partial<Record<DocumentGroup, BulkAction[]>> = {
  waiting: [APPROVE, PARK, REJECT],
  held: [RELEASE, PARK, REJECT],
  parked: [RESUME, REJECT],
  rejected: [RESUME],
  failed: [RETRY, REJECT],
};

export interface BulkResult {
  row: DocumentSummary;
  decided?: Document;
  outcome?: Outcome | null;
  error?: unknown;
}

/** Decides about one after the other, so that each sees the books as the one before left them. */
export async function decideEach(
  rows: DocumentSummary[],
  decision: Decision,
  send: (row: DocumentSummary, decision: Decision) => Promise<Document>,
  onStep: (done: number) => void,
): Promise<BulkResult[]> {
  const results: BulkResult[] = [];
  for (const row of rows) {
    try {
      const decided = await send(row, decision);
      results.push({ row, decided, outcome: outcomeOf(decision.kind, decided) });
    } catch (error) {
      results.push({ row, error });
    }
    onStep(results.length);
  }
  return results;
}

/** `2 approved and posted, 1 waits for others, 1 not`. */
export function summaryOf(results: BulkResult[], done: string): string {
  const counts = new Map<string, number>();
  for (const { outcome, error } of results) {
    const said = error ? "not decided" : (outcome?.short ?? outcome?.said ?? done).replace(/^./, (letter) => letter.toLowerCase());
    counts.set(said, (counts.get(said) ?? 0) + 1);
  }
  return [...counts].map(([said, count]) => `${count} ${said}`).join(", ");
}

/** Those that were not decided, with the reason of each. */
export const refusedOf = (results: BulkResult[]): { row: DocumentSummary; why: string }[] =>
  results.flatMap(({ row, error }) => (error ? [{ row, why: messageOf(error) }] : []));

/** A blocking reason stands against it: approving would be refused. */
export const isBlocked = (row: DocumentSummary): boolean => row.reasons.some(({ severity }) => severity === "block");
export const isWarned = (row: DocumentSummary): boolean => row.reasons.some(({ severity }) => severity === "warn");
