/** Accounts, entries, tax codes and parties. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { API, client, dataOf } from "./client";
import type { AccountChange, Amounts, Entry, Id, IsoDate, NewAccount, NewEntry, NewEntryLine, PartyFields } from "./contract";

const LONG = 5 * 60_000;

export const accountsQuery = (b: Id, as_of?: IsoDate) =>
  queryOptions({
    queryKey: ["accounts", b, as_of ?? null],
    staleTime: 60_000,
    queryFn: async () =>
      (await dataOf(client.GET("/api/v1/businesses/{business}/accounts", { params: { path: { business: b }, query: { as_of } } }))).items,
  });

/** The tax codes in force on a day; today's when none is given. */
export const taxCodesQuery = (b: Id, on?: IsoDate) =>
  queryOptions({
    queryKey: ["tax-codes", b, on ?? null],
    staleTime: LONG,
    queryFn: async () =>
      (await dataOf(client.GET("/api/v1/businesses/{business}/tax-codes", { params: { path: { business: b }, query: { on } } }))).items,
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
  party_id?: Id;
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

/** Addresses of files: everything a list shows, not only the page of it that was fetched. */
const csv = (path: string, query: Record<string, string | undefined>): string => {
  const filled = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return `${API}${path}?${new URLSearchParams([...filled, ["format", "csv"]])}`;
};
export const csvOfEntries = (b: Id, filter: EntryFilter): string => csv(`/businesses/${b}/entries`, { ...filter });
export const csvOfLines = (b: Id, id: Id, span: Span): string => csv(`/businesses/${b}/accounts/${id}/lines`, { ...span });

export const entryQuery = (b: Id, id: Id) =>
  queryOptions({
    queryKey: ["entry", b, id],
    queryFn: () => dataOf(client.GET("/api/v1/businesses/{business}/entries/{id}", { params: { path: { business: b, id } } })),
  });

export const partiesQuery = (b: Id, q: string, role?: string) =>
  queryOptions({
    queryKey: role ? ["parties", b, q, role] : ["parties", b, q],
    staleTime: 60_000,
    queryFn: async () =>
      (await dataOf(client.GET("/api/v1/businesses/{business}/parties", { params: { path: { business: b }, query: { q, role, limit: 20 } } }))).items,
  });

export interface PartyFilter {
  q?: string;
  role?: string;
  inactive?: boolean;
}
export const partyListQuery = (b: Id, filter: PartyFilter) =>
  infiniteQueryOptions({
    queryKey: ["parties", b, filter],
    queryFn: ({ pageParam }) =>
      dataOf(
        client.GET("/api/v1/businesses/{business}/parties", {
          params: { path: { business: b }, query: { ...filter, cursor: pageParam, limit: 100 } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
export const partyQuery = (b: Id, id: Id) =>
  queryOptions({
    queryKey: ["party", b, id],
    queryFn: () => dataOf(client.GET("/api/v1/businesses/{business}/parties/{id}", { params: { path: { business: b, id } } })),
  });
export const addParty = (b: Id, body: PartyFields) =>
  dataOf(client.POST("/api/v1/businesses/{business}/parties", { params: { path: { business: b } }, body }));
export const changeParty = (b: Id, id: Id, body: PartyFields & { version: number; active: boolean }) =>
  dataOf(client.PUT("/api/v1/businesses/{business}/parties/{id}", { params: { path: { business: b, id } }, body }));

/** The lines that an entry by hand would be posted with: its tax written out. */
export const calculateEntry = (b: Id, body: { date: IsoDate; amounts: Amounts; lines: NewEntryLine[] }) =>
  dataOf(client.POST("/api/v1/businesses/{business}/entries/calculate", { params: { path: { business: b } }, body }));

/** Posts an entry by hand; the same key posts once, however often it is sent. */
export const postEntry = (b: Id, body: NewEntry, key: string) => {
  const params = { path: { business: b }, header: { "Idempotency-Key": key } };
  return dataOf(client.POST("/api/v1/businesses/{business}/entries", { params, body }));
};
export const reverseEntry = (b: Id, id: Id, body: { date: IsoDate; reason: string }) =>
  dataOf(client.POST("/api/v1/businesses/{business}/entries/{id}/reverse", { params: { path: { business: b, id } }, body }));
export const addNote = (b: Id, id: Id, text: string): Promise<Entry> =>
  dataOf(client.POST("/api/v1/businesses/{business}/entries/{id}/notes", { params: { path: { business: b, id } }, body: { text } }));
export const attachDocument = (b: Id, id: Id, document_id: Id): Promise<Entry> =>
  dataOf(client.POST("/api/v1/businesses/{business}/entries/{id}/attachments", { params: { path: { business: b, id } }, body: { document_id } }));
export const addAccount = (b: Id, body: NewAccount) =>
  dataOf(client.POST("/api/v1/businesses/{business}/accounts", { params: { path: { business: b } }, body }));
export const changeAccount = (b: Id, id: Id, body: AccountChange) =>
  dataOf(client.PATCH("/api/v1/businesses/{business}/accounts/{id}", { params: { path: { business: b, id } }, body }));
