/**
 * What is owed: open items, ageing, payments and allocations. Amounts are signed by side: what is owed in the usual
 * direction (an invoice, a bill) is positive, what goes the other way (a payment on account, a credit note) negative.
 */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { API, client, dataOf } from "./client";
import type { Id, IsoDate } from "./contract";
import type { components } from "./schema";

export const SIDES = ["receivable", "payable"] as const;
export type Side = (typeof SIDES)[number];

type S = components["schemas"];

/** An item by the line it is. */
export type ItemRef = S["ItemKey"];
export type OpenItem = S["OpenItemView"];
/** What settled an item, or took a settlement back. */
export type Allocation = S["SettlementView"];
export type ItemWithHistory = S["OpenItemDetail"];

export type BucketId = "not_due" | "d1_30" | "d31_60" | "d61_90" | "over_90";
export type AgedBy = "due" | "date";
export type AgedParty = S["PartyAges"];
export type Ageing = Omit<S["AgeingView"], "side"> & { side: Side };

export type Suggestion = S["SuggestionView"];
export type NewPayment = Omit<S["PaymentInput"], "side"> & { side: Side };
export type PreviewLine = Omit<S["PaymentLine"], "side"> & { side: "debit" | "credit" };
export type PaymentPreview = Omit<S["PaymentPreview"], "lines"> & { lines: PreviewLine[] };
/** What became of a payment or a revaluation: an entry, or one that waits for somebody else. */
export type Made = Pick<S["PostingView"], "outcome" | "number" | "repeated"> & { entry?: { id: Id } | null; pending?: { id: Id } | null };

export type NewAllocation = S["MatchInput"];
export type Matches = S["MatchesInput"];

/** The first word of every key below: what an entry, a payment or an allocation makes stale. */
export const TRADE = "trade";
const PAGE = 200;

export interface ItemFilter {
  side: Side;
  as_of?: IsoDate;
  party?: Id;
  currency?: string;
  only?: "overdue" | "due";
  q?: string;
}
const itemsPage = (b: Id, filter: ItemFilter, cursor?: string) =>
  dataOf(client.GET("/api/v1/businesses/{business}/open-items", { params: { path: { business: b }, query: { ...filter, cursor, limit: PAGE } } }));

/** The items of a filter, the longest due first. */
export const openItemsQuery = (b: Id, filter: ItemFilter) =>
  infiniteQueryOptions({
    queryKey: [TRADE, b, "items", filter],
    queryFn: ({ pageParam }) => itemsPage(b, filter, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** All items of a filter, page after page: for sums, and for the items of one party. */
export const allItemsQuery = (b: Id, filter: ItemFilter) =>
  queryOptions({
    queryKey: [TRADE, b, "all-items", filter],
    queryFn: async () => {
      const items: OpenItem[] = [];
      let cursor: string | undefined;
      do {
        const page: Awaited<ReturnType<typeof itemsPage>> = await itemsPage(b, filter, cursor);
        items.push(...page.items);
        cursor = page.next_cursor ?? undefined;
      } while (cursor);
      return items;
    },
  });

/** The first items of a filter. */
export const firstItemsQuery = (b: Id, filter: ItemFilter) =>
  queryOptions({ queryKey: [TRADE, b, "first-items", filter], queryFn: async () => (await itemsPage(b, filter)).items });

export const itemQuery = (b: Id, { entry_id: entry, line }: ItemRef) =>
  queryOptions({
    queryKey: [TRADE, b, "item", entry, line],
    queryFn: () =>
      dataOf(client.GET("/api/v1/businesses/{business}/open-items/{entry}/{line}", { params: { path: { business: b, entry, line } } })),
  });

export const ageingQuery = (b: Id, side: Side, as_of?: IsoDate, by?: AgedBy) =>
  queryOptions({
    queryKey: [TRADE, b, "ageing", side, as_of ?? null, by ?? null],
    queryFn: async () => {
      const params = { path: { business: b }, query: { side, as_of, by } };
      return (await dataOf(client.GET("/api/v1/businesses/{business}/ageing", { params }))) as Ageing;
    },
  });

export interface SuggestionQuestion {
  side: Side;
  amount: string;
  currency: string;
  party?: Id;
  text?: string;
  /** The day of the payment. */
  on?: IsoDate;
}
export const suggestionQuery = (b: Id, question: SuggestionQuestion) =>
  queryOptions({
    queryKey: [TRADE, b, "suggestion", question],
    queryFn: () => {
      const params = { path: { business: b }, query: { ...question } };
      return dataOf(client.GET("/api/v1/businesses/{business}/payments/suggestion", { params }));
    },
  });

const payments = "/api/v1/businesses/{business}/payments";

/** What a payment would post; nothing is kept. `asked` is the payment as text, so that the same one is asked for once. */
export const paymentPreviewQuery = (b: Id, asked: string) =>
  queryOptions({
    queryKey: [TRADE, b, "preview", asked],
    retry: false,
    queryFn: async () => {
      const params = { path: { business: b }, query: { dry_run: 1 } };
      const { preview } = await dataOf(client.POST(payments, { params, body: JSON.parse(asked) as NewPayment }));
      return (preview ?? null) as PaymentPreview | null;
    },
  });

/** Posts a payment; the same key posts once, however often it is sent. */
export async function postPayment(b: Id, body: NewPayment, key: string): Promise<Made> {
  const params = { path: { business: b }, header: { "Idempotency-Key": key } };
  const { posting } = await dataOf(client.POST(payments, { params, body }));
  if (!posting) throw new Error("The server did not say what became of the payment. Look for it among the entries.");
  return posting;
}

/** Matched at once, or by an entry that books the difference of exchange between the two and may have to wait. */
export const allocate = (b: Id, body: Matches): Promise<{ ids: Id[]; posting?: Made | null }> =>
  dataOf(client.POST("/api/v1/businesses/{business}/allocations", { params: { path: { business: b } }, body }));
export const takeBack = (b: Id, id: Id, body: { on: IsoDate | null; reason: string }) =>
  dataOf(client.POST("/api/v1/businesses/{business}/allocations/{id}/undo", { params: { path: { business: b, id } }, body }));

/** The address of a list as a CSV file. */
export const csv = (b: Id, path: string, query: object): string => {
  const filled = Object.entries(query as Record<string, string | undefined>).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return `${API}/businesses/${b}${path}?${new URLSearchParams([...filled, ["format", "csv"]])}`;
};
export const csvOfItems = (b: Id, filter: ItemFilter): string => csv(b, "/open-items", filter);
export const csvOfAgeing = (b: Id, side: Side, as_of?: IsoDate, by?: AgedBy): string => csv(b, "/ageing", { side, as_of, by });
