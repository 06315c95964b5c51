/** The documents of a queue in the order a person wants them; the list and the walk through the review both use it. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import type { DocumentGroup } from "@/api/contract";
import { type QueueFilter, documentsQuery } from "@/api/documents";
import { useBusiness } from "@/shell/business";
import { inOrder } from "./order";

export interface QueueView extends QueueFilter {
  order?: string;
}

export function useQueue({ order, ...filter }: QueueView) {
  const { id: b } = useBusiness();
  const query = useInfiniteQuery(documentsQuery(b, filter));
  const { hasNextPage, isFetching, fetchNextPage, isError } = query;
  const whole = order !== undefined; // an order of its own needs all of them
  useEffect(() => {
    if (whole && hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [whole, hasNextPage, isFetching, isError, fetchNextPage]);
  const rows = useMemo(() => inOrder(query.data?.pages.flatMap((page) => page.items) ?? [], order), [query.data, order]);
  return { query, rows, counts: query.data?.pages[0]?.counts };
}

/** The address of a queue as a document under review remembers it. */
export const queueSearch = ({ group, q, order }: QueueView): never => ({ queue: group, q, order }) as never;

/** The queue that the address of a document names. */
export const queueOf = (filters: { queue?: string; q?: string; order?: string }): QueueView => ({
  group: (filters.queue as DocumentGroup | undefined) ?? "waiting",
  q: filters.q,
  order: filters.order,
});
