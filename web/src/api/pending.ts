/** Entries by hand that wait for a second person. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { client, dataOf } from "./client";
import type { Id, PendingDecision, PendingEntry } from "./contract";

export const pendingEntriesQuery = (b: Id, state?: string) =>
  infiniteQueryOptions({
    queryKey: ["pending-entries", b, state ?? null],
    queryFn: ({ pageParam }) =>
      dataOf(
        client.GET("/api/v1/businesses/{business}/pending-entries", {
          params: { path: { business: b }, query: { state, cursor: pageParam, limit: 100 } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const pendingEntryQuery = (b: Id, id: Id) =>
  queryOptions({
    queryKey: ["pending-entry", b, id],
    queryFn: () => dataOf(client.GET("/api/v1/businesses/{business}/pending-entries/{id}", { params: { path: { business: b, id } } })),
  });

const at = (b: Id, id: Id) => ({ params: { path: { business: b, id } } });
export const approvePending = (b: Id, id: Id, version: number): Promise<PendingDecision> =>
  dataOf(client.POST("/api/v1/businesses/{business}/pending-entries/{id}/approve", { ...at(b, id), body: { version } }));
export const rejectPending = (b: Id, id: Id, version: number, reason: string): Promise<PendingEntry> =>
  dataOf(client.POST("/api/v1/businesses/{business}/pending-entries/{id}/reject", { ...at(b, id), body: { version, reason } }));
export const withdrawPending = (b: Id, id: Id, version: number): Promise<PendingEntry> =>
  dataOf(client.POST("/api/v1/businesses/{business}/pending-entries/{id}/withdraw", { ...at(b, id), body: { version } }));
