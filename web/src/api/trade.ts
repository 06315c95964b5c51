/**
 * What is owed: open items, ageing, payments and allocations. Amounts are signed by side: what is owed in the usual
 * direction (an invoice, a bill) is positive, what goes the other way (a payment on account, a credit note) negative.
 */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { API, client, dataOf } from "./client";
import type { Id, Instant, IsoDate } from "./contract";

export const SIDES = ["receivable", "payable"] as const;
export type Side = (typeof SIDES)[number];

/** An item by the line it is. */
export interface ItemRef {
  entry_id: Id;
  line: number;
}
export interface OpenItem extends ItemRef {
  number: string;
  date: IsoDate;
  due: IsoDate | null;
  /** Below zero before the due day; 0 without one. */
  days_overdue: number;
  party_id: Id | null;
  party_name: string | null;
  reference: string | null;
  text: string;
  account_id: Id;
  account_code: string;
  account_name: string;
  currency: string;
  amount: string;
  open: string;
  open_base: string;
  document_id: Id | null;
}
export interface OtherItem extends ItemRef {
  number: string;
  date: IsoDate;
  reference: string | null;
  text: string;
}
export interface Allocation {
  id: Id;
  on: IsoDate;
  recorded_at: Instant;
  by: string;
  /** In the currency of the item; negative where it undoes. */
  amount: string;
  other: OtherItem;
  undoes: Id | null;
  undone: boolean;
  reason: string | null;
}
export interface ItemWithHistory {
  item: OpenItem;
  allocations: Allocation[];
}

export type BucketId = "not_due" | "d1_30" | "d31_60" | "d61_90" | "over_90";
export type AgedBy = "due" | "date";
export interface AgedCurrency {
  currency: string;
  buckets: string[];
  total: string;
}
export interface AgedParty {
  party_id: Id | null;
  party_name: string | null;
  items: number;
  buckets: string[];
  total: string;
  overdue: string;
  currencies: AgedCurrency[];
}
export interface Ageing {
  side: Side;
  as_of: IsoDate;
  by: AgedBy;
  currency: string;
  buckets: { id: BucketId; open: string }[];
  total: string;
  overdue: string;
  parties: AgedParty[];
  /** The accounts in the ledger: of their balance, what a revaluation added, and what no item explains. */
  control: { balance: string; valuation: string; difference: string };
}

export interface Suggestion {
  settles: { item: OpenItem; amount: string; reason: string }[];
  /** What of the amount finds no item. */
  left: string;
}
export interface NewSettlement extends ItemRef {
  /** In the item's currency: all that is taken from it, with discount and what is written off. */
  amount: string;
  discount: string | null;
  write_off: string | null;
}
export interface NewPayment {
  side: Side;
  date: IsoDate;
  account_id: Id;
  /** What moved on that account; negative when it went back. */
  amount: string;
  currency: string;
  party_id: Id | null;
  settles: NewSettlement[];
  /** The currency of those items. */
  settles_currency: string | null;
  /** Kept back from what came in, or taken beside what went out. */
  fee: string | null;
  /** Where the fee goes, and what is written off; the usual accounts when null. */
  fee_account_id: Id | null;
  write_off_account_id: Id | null;
  text: string | null;
  reference: string | null;
}
export interface PreviewLine {
  account_id: Id;
  account_code: string;
  account_name: string;
  side: "debit" | "credit";
  amount: string;
  currency: string;
  base: string;
  text: string;
}
export interface PaymentPreview {
  lines: PreviewLine[];
  exchange: { gain: string; loss: string };
  left: string;
  waits: boolean;
}
/** What became of a payment or a revaluation: an entry, or one that waits for somebody else. */
export interface Made {
  outcome: string;
  number: string;
  repeated: boolean;
  entry?: { id: Id } | null;
  pending?: { id: Id } | null;
}

interface PaymentAnswer {
  posting?: Made | null;
  preview?: PaymentPreview | null;
}

export interface NewAllocation {
  debit: ItemRef;
  credit: ItemRef;
  amount: string;
}

/** The first word of every key below: what an entry, a payment or an allocation makes stale. */
export const TRADE = "trade";
const PAGE = 200;
const at = (path: string) => `/api/v1/businesses/{business}${path}` as never;
export const asked = <T>(path: string, b: Id, query: object = {}, parts: object = {}): Promise<T> =>
  dataOf<T>(client.GET(at(path), { params: { path: { business: b, ...parts }, query } } as never));
export const sent = <T>(path: string, b: Id, body: object, parts: object = {}, query: object = {}, key?: string): Promise<T> => {
  const params = { path: { business: b, ...parts }, query, ...(key ? { header: { "Idempotency-Key": key } } : {}) };
  return dataOf<T>(client.POST(at(path), { params, body } as never));
};

export interface ItemFilter {
  side: Side;
  as_of?: IsoDate;
  party?: Id;
  currency?: string;
  only?: "overdue" | "due";
  q?: string;
}
interface ItemPage {
  items: OpenItem[];
  next_cursor?: string | null;
}
export const openItemsQuery = (b: Id, filter: ItemFilter) =>
  infiniteQueryOptions({
    queryKey: [TRADE, b, "items", filter],
    queryFn: ({ pageParam }) => asked<ItemPage>("/open-items", b, { ...filter, cursor: pageParam, limit: PAGE }),
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
        const page: ItemPage = await asked<ItemPage>("/open-items", b, { ...filter, cursor, limit: PAGE });
        items.push(...page.items);
        cursor = page.next_cursor ?? undefined;
      } while (cursor);
      return items;
    },
  });

/** The first items of a filter, the longest due first. */
export const firstItemsQuery = (b: Id, filter: ItemFilter) =>
  queryOptions({
    queryKey: [TRADE, b, "first-items", filter],
    queryFn: async () => (await asked<ItemPage>("/open-items", b, { ...filter, limit: PAGE })).items,
  });

export const itemQuery = (b: Id, { entry_id: entry, line }: ItemRef) =>
  queryOptions({
    queryKey: [TRADE, b, "item", entry, line],
    queryFn: () => asked<ItemWithHistory>("/open-items/{entry}/{line}", b, {}, { entry, line }),
  });

export const ageingQuery = (b: Id, side: Side, as_of?: IsoDate, by?: AgedBy) =>
  queryOptions({
    queryKey: [TRADE, b, "ageing", side, as_of ?? null, by ?? null],
    queryFn: () => asked<Ageing>("/ageing", b, { side, as_of, by }),
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
    queryFn: () => asked<Suggestion>("/payments/suggestion", b, question),
  });

/** What a payment would post; nothing is kept. `asked` is the payment as text, so that the same one is asked for once. */
export const paymentPreviewQuery = (b: Id, payment: string) =>
  queryOptions({
    queryKey: [TRADE, b, "preview", payment],
    retry: false,
    queryFn: async () => {
      const { preview } = await sent<PaymentAnswer>("/payments", b, JSON.parse(payment) as NewPayment, {}, { dry_run: 1 });
      return preview ?? null;
    },
  });

/** Posts a payment; the same key posts once, however often it is sent. */
export async function postPayment(b: Id, body: NewPayment, key: string): Promise<Made> {
  const { posting } = await sent<PaymentAnswer>("/payments", b, body, {}, {}, key);
  if (!posting) throw new Error("The server did not say what became of the payment. Look for it among the entries.");
  return posting;
}

export interface Matches {
  allocations: NewAllocation[];
  currency: string;
  on: IsoDate | null;
}
/** Matched at once, or by an entry that books the difference of exchange between the two and may have to wait. */
export const allocate = (b: Id, body: Matches, key: string) =>
  sent<{ ids: Id[]; posting?: Made | null }>("/allocations", b, body, {}, {}, key);
export const takeBack = (b: Id, id: Id, body: { on: IsoDate | null; reason: string }) =>
  sent<{ id: Id }>("/allocations/{id}/undo", b, body, { id });

/** The address of a list as a CSV file. */
export const csv = (b: Id, path: string, query: object): string => {
  const filled = Object.entries(query as Record<string, string | undefined>).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return `${API}/businesses/${b}${path}?${new URLSearchParams([...filled, ["format", "csv"]])}`;
};
export const csvOfItems = (b: Id, filter: ItemFilter): string => csv(b, "/open-items", filter);
export const csvOfAgeing = (b: Id, side: Side, as_of?: IsoDate, by?: AgedBy): string => csv(b, "/ageing", { side, as_of, by });
