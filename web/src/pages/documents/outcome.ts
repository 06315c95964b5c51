/** What came of a decision, in words, and how it is taken back. */
import type { Colleague, Document } from "@/api/contract";
import type { Decision } from "@/api/documents";
import { countOf, whomText } from "./approval";

export interface Outcome {
  said: string;
  /** The same in a count of several: `2 approved and posted, 1 waits for others`. */
  short?: string;
  /** The document has not left the desk: it stays open. */
  stays?: boolean;
  undo?: { label: string; decision: (today: string) => Decision };
}

const RESUME = { label: "Undo", decision: (): Decision => ({ kind: "resume" }) };

type Decided = Pick<Document, "state" | "entry_id" | "can" | "approval">;

/** Null for decisions after which one goes on with the same document and nothing needs to be said. */
export function outcomeOf(kind: Decision["kind"], decided: Decided, people: Colleague[] = []): Outcome | null {
  const undo = decided.can.resume?.allowed ? RESUME : undefined;
  switch (kind) {
    case "approve":
      return approved(decided, people);
    case "reject":
      return { said: "Rejected", undo };
    case "park":
      return { said: "Parked", undo };
    case "ask":
      return { said: "Question sent", undo };
    case "split":
      return { said: "Split; the parts are in the inbox" };
    default:
      return null;
  }
}

function approved({ entry_id: entry, can, approval }: Decided, people: Colleague[]): Outcome {
  if (!entry) {
    const said = `Your approval counts, ${countOf(approval) ?? "and more are needed"}; it waits for ${whomText(approval, people) || "others"}`;
    return { said, short: "waiting for others" };
  }
  const decision = (today: string): Decision => ({ kind: "reverse", date: today, reason: "Approved by mistake", rebook: true });
  return { said: "Approved and posted", undo: can.reverse?.allowed ? { label: "Undo", decision } : undefined };
}
