/** Entries by hand that wait for a second person. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { client, dataOf } from "./client";
import type { Entry, Id, Instant, IsoDate, Money } from "./contract";

export interface PendingEntryRow {
  id: Id;
  kind: string;
  /** waiting, posted, rejected, withdrawn. */
  state: string;
  date: IsoDate;
  memo: string;
  total: Money;
  written_by: string;
  written_by_id: Id;
  written_at: Instant;
  settled_by?: string | null;
  settled_at?: Instant | null;
  reason?: string | null;
  version: number;
}
export interface PendingEntry extends PendingEntryRow {
  journal: string;
  reference?: string | null;
  lines: {
    account?: { id: Id; code: string; name: string } | null;
    debit?: Money | null;
    credit?: Money | null;
    tax_code?: string | null;
    memo: string;
    department?: string | null;
  }[];
  document_id?: Id | null;
  reverses?: Id | null;
  approval: {
    approved: { user_id?: Id | null; name: string; at: Instant }[];
    waits_for: { rule: string; asked: number; given: number; roles: string[]; user_ids: Id[] }[];
  };
  decisions: { decision: string; by: string; at: Instant; reason?: string | null }[];
  can: Record<string, { allowed: boolean; why?: string | null }>;
}
export interface PendingDecision {
  outcome: string;
  entry?: Entry | null;
  pending: PendingEntry;
}
interface Page {
  items: PendingEntryRow[];
  next_cursor?: string | null;
}

const LIST = "/api/v1/businesses/{business}/pending-entries" as never;
const ONE = "/api/v1/businesses/{business}/pending-entries/{id}" as never;
const verb = (name: string) => `/api/v1/businesses/{business}/pending-entries/{id}/${name}` as never;

export const pendingEntriesQuery = (b: Id, state?: string) =>
  infiniteQueryOptions({
    queryKey: ["pending-entries", b, state ?? null],
    queryFn: ({ pageParam }): Promise<Page> => {
      const query = { state, cursor: pageParam, limit: 100 };
      return dataOf<Page>(client.GET(LIST, { params: { path: { business: b }, query } } as never));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const pendingEntryQuery = (b: Id, id: Id) =>
  queryOptions({
    queryKey: ["pending-entry", b, id],
    queryFn: () => dataOf<PendingEntry>(client.GET(ONE, { params: { path: { business: b, id } } } as never)),
  });

const decided = <T>(name: string, b: Id, id: Id, body: object): Promise<T> =>
  dataOf<T>(client.POST(verb(name), { params: { path: { business: b, id } }, body } as never));
export const approvePending = (b: Id, id: Id, version: number) => decided<PendingDecision>("approve", b, id, { version });
export const rejectPending = (b: Id, id: Id, version: number, reason: string) =>
  decided<PendingEntry>("reject", b, id, { version, reason });
export const withdrawPending = (b: Id, id: Id, version: number) => decided<PendingEntry>("withdraw", b, id, { version });

/** The page of what a posting or a reversal made: the entry, or the one that waits for somebody else instead. */
export function pageOfMade({ entry, pending }: { entry?: { id: Id } | null; pending?: { id: Id } | null }): string {
  if (pending) return `/ledger/pending/${pending.id}`;
  return entry ? `/ledger/entries/${entry.id}` : "/ledger/entries";
}
