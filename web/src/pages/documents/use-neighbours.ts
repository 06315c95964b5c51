/** The queue that a document under review stands in. */
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import type { DocumentCounts, DocumentGroup, DocumentSummary, Id } from "@/api/contract";
import { documentQuery, pageImage } from "@/api/documents";
import { useBusiness } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { useShortcuts } from "@/shell/shortcuts";
import { type QueueView, queueOf, queueSearch, useQueue } from "../inbox/use-queue";

/** Width of page pictures at the first look; the viewer asks for the same, so that the cache answers. */
export const FIRST_LOOK_WIDTH = 1240;

export interface Neighbours {
  position: number;
  count: number;
  before: Id | null;
  after: Id | null;
  queue: QueueView;
  /** The whole queue as far as it is known. */
  ids: Id[];
}

function inGroup(counts: DocumentCounts | undefined, group: DocumentGroup): number {
  return counts && group in counts ? counts[group as keyof DocumentCounts] : 0;
}

/** The documents before and after one in its queue. The next is fetched ahead, so that it opens at once. */
export function useNeighbours(id: string): Neighbours {
  const { id: b } = useBusiness();
  const [filters] = useFilters();
  const queue = queueOf(filters);
  const { rows: items, counts } = useQueue(queue);
  const at = items.findIndex((item) => item.id === id);
  const next = at >= 0 ? items[at + 1] : items[0];
  const after = next && next.id !== id ? next : null;
  useAhead(b, after);
  return {
    position: at + 1,
    count: queue.q ? items.length : Math.max(inGroup(counts, queue.group), items.length),
    before: items[at - 1]?.id ?? null,
    after: after?.id ?? null,
    queue,
    ids: items.map((item) => item.id),
  };
}

/** j and k. Where one stands is read from the address at the moment of the press, so that fast presses all count. */
export function useNeighbourKeys({ ids, queue }: Neighbours): void {
  const router = useRouter();
  const go = (step: 1 | -1) => () => {
    const at = ids.findIndex((id) => router.latestLocation.pathname === `/documents/${id}`);
    const id = ids[at < 0 ? 0 : at + step];
    if (id) void router.navigate({ to: "/documents/$documentId", params: { documentId: id }, search: queueSearch(queue) });
  };
  useShortcuts([
    { keys: "j", label: "Next document", group: "Review", repeats: true, run: go(1) },
    { keys: "k", label: "Document before", group: "Review", repeats: true, run: go(-1) },
  ]);
}

/** Fetches a document and the picture of its first page before anybody asks. */
function useAhead(b: Id, document: DocumentSummary | null): void {
  const client = useQueryClient();
  const id = document?.id;
  const pictured = document?.thumbnail ?? false;
  useEffect(() => {
    if (!id) return;
    void client.prefetchQuery(documentQuery(b, id));
    if (pictured) new Image().src = pageImage(b, id, 1, FIRST_LOOK_WIDTH);
  }, [client, b, id, pictured]);
}
