/** Accounts, entries, tax codes and parties. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { client, dataOf } from "./client";
import type { AccountChange, Entry, Id, IsoDate, NewAccount, NewEntry } from "./contract";

const LONG = 5 * 60_000;

export const accountsQuery = (b: Id, as_of?: IsoDate) =>
  queryOptions({
    queryKey: ["accounts", b, as_of ?? null],
    staleTime: 60_000,
    queryFn: async () =>
      (await dataOf(client.GET("/api/v1/businesses/{business}/accounts", { params: { path: { business: b }, query: { as_of } } }))).items,
  });

export const taxCodesQuery = (b: Id) =>
  queryOptions({
    queryKey: ["tax-codes", b],
    staleTime: LONG,
    queryFn: async () => (await dataOf(client.GET("/api/v1/businesses/{business}/tax-codes", { params: { path: { business: b } } }))).items,
  });

export interface Span {
  from?: IsoDate;
  to?: IsoDate;
}
export const accountLinesQuery = (b: Id, id: Id, span: Span) =>
  infiniteQueryOptions({
    queryKey: ["account-lines", b, id, span],
    queryFn: ({ pageParam }) =>
      dataOf(
        client.GET("/api/v1/businesses/{business}/accounts/{id}/lines", {
          params: { path: { business: b, id }, query: { ...span, cursor: pageParam, limit: 200 } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export interface EntryFilter extends Span {
  q?: string;
  account_id?: Id;
}
export const entriesQuery = (b: Id, filter: EntryFilter) =>
  infiniteQueryOptions({
    queryKey: ["entries", b, filter],
    queryFn: ({ pageParam }) =>
      dataOf(
        client.GET("/api/v1/businesses/{business}/entries", {
          params: { path: { business: b }, query: { ...filter, cursor: pageParam, limit: 100 } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const entryQuery = (b: Id, id: Id) =>
  queryOptions({
    queryKey: ["entry", b, id],
    queryFn: () => dataOf(client.GET("/api/v1/businesses/{business}/entries/{id}", { params: { path: { business: b, id } } })),
  });

export const partiesQuery = (b: Id, q: string) =>
  queryOptions({
    queryKey: ["parties", b, q],
    staleTime: 60_000,
    queryFn: async () =>
      (await dataOf(client.GET("/api/v1/businesses/{business}/parties", { params: { path: { business: b }, query: { q, limit: 20 } } }))).items,
  });

/** Posts an entry by hand; the same key posts once, however often it is sent. */
export const postEntry = (b: Id, body: NewEntry, key: string) => {
  const params = { path: { business: b }, header: { "Idempotency-Key": key } };
  return dataOf(client.POST("/api/v1/businesses/{business}/entries", { params, body }));
};
export const reverseEntry = (b: Id, id: Id, body: { date: IsoDate; reason: string }): Promise<Entry> =>
  dataOf(client.POST("/api/v1/businesses/{business}/entries/{id}/reverse", { params: { path: { business: b, id } }, body }));
export const addAccount = (b: Id, body: NewAccount) =>
  dataOf(client.POST("/api/v1/businesses/{business}/accounts", { params: { path: { business: b } }, body }));
export const changeAccount = (b: Id, id: Id, body: AccountChange) =>
  dataOf(client.PATCH("/api/v1/businesses/{business}/accounts/{id}", { params: { path: { business: b, id } }, body }));
