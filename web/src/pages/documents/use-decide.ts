/** Takes a decision, says what came of it, offers to take it back, and opens the next document of the queue. */
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { Document } from "@/api/contract";
import { type Decision, decide, documentQuery } from "@/api/documents";
import { tell, tellError } from "@/components/notify";
import { today } from "@/dates/dates";
import { useBusiness } from "@/shell/business";
import { type QueueView, queueSearch } from "../inbox/use-queue";
import { outcomeOf } from "./outcome";
import { usePeople } from "./use-people";
import type { Neighbours } from "./use-neighbours";
import type { Review } from "./use-review";

export function useDecide(review: Review, neighbours: Neighbours): (decision: Decision) => Promise<void> {
  const navigate = useNavigate();
  const undo = useUndo(neighbours.queue);
  const people = usePeople(isOpenVote(review.document));
  return async (decision) => {
    const { after, before, queue } = neighbours;
    const decided = await review.decide(decision);
    if (!decided) return;
    const outcome = outcomeOf(decision.kind, decided, people);
    if (!outcome) return;
    const { undo: back } = outcome;
    tell(`${outcome.said}: ${decided.vendor ?? decided.file_name}`, back && { label: back.label, run: () => undo(decided, back.decision) });
    if (outcome.stays) return;
    const next = after ?? before;
    const search = queueSearch(queue);
    // everything is saved by now, whatever the screen still shows
    if (next) await navigate({ to: "/documents/$documentId", params: { documentId: next }, search, ignoreBlocker: true });
    else await navigate({ to: "/inbox", search: queue as never, ignoreBlocker: true });
  };
}

/** More than one person must say yes. */
const isOpenVote = ({ approval }: Document): boolean => approval?.waits_for.some(({ asked }) => asked > 1) ?? false;

/** Takes a decision back and opens the document again. */
function useUndo(queue: QueueView): (document: Document, decision: (today: string) => Decision) => void {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const navigate = useNavigate();
  return (document, decision) => {
    void decide(b, document.id, document.version, decision(today()))
      .then((back) => {
        client.setQueryData(documentQuery(b, document.id).queryKey, back);
        void client.invalidateQueries();
        if (back.outcome === "waiting") tell("The reversal waits for somebody else's approval");
        return navigate({ to: "/documents/$documentId", params: { documentId: document.id }, search: queueSearch(queue) });
      })
      .catch((error: unknown) => tellError(error, "It could not be taken back"));
  };
}
