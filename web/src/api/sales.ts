/**
 * Quotes, invoices and credit notes written here. Amounts are decimal strings in the currency named beside them;
 * quantities, prices, per cents and shares are decimal strings too.
 */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { API, client, dataOf } from "./client";
import type { Id, IsoDate } from "./contract";
import type { components } from "./schema";

type S = components["schemas"];

export const KINDS = ["quote", "invoice", "credit_note"] as const;
export type SaleKind = (typeof KINDS)[number];
export const STATES = ["draft", "waiting", "issued", "cancelled", "accepted", "declined", "expired"] as const;
export type SaleState = (typeof STATES)[number];
export type Prices = "net" | "gross";
export type Supply = "goods" | "services";

export type SalesLine = Required<Omit<S["SalesLine"], "supply">> & { supply: Supply | null };
export type SalesInstalment = Required<S["SalesInstalment"]>;
export type SalesTerms = Required<Omit<S["SalesTerms"], "instalments">> & { instalments: SalesInstalment[] };
/** What an editor writes: the whole of it with every save. */
export type SalesContent = Required<Omit<S["SalesContent"], "kind" | "prices" | "terms" | "lines">> & {
  kind: SaleKind;
  prices: Prices;
  terms: SalesTerms;
  lines: SalesLine[];
};
/** What a document comes to, what should be looked at, and what stands against issuing it. */
export type SalesTotals = S["SalesTotals"];
export type SalesRemark = S["SalesRemark"];
export type SalesSuggestion = S["SalesSuggestion"];
export type SalesRow = Omit<S["SalesRow"], "kind" | "state"> & { kind: SaleKind; state: SaleState };
export type SalesLink = S["SalesLink"];
export type SalesEvent = S["SalesEvent"];
export type SaleVerb = "edit" | "delete" | "issue" | "approve" | "reject" | "withdraw" | "credit" | "accept" | "decline" | "invoice" | "copy";
export type SalesDocument = Omit<S["SalesDocument"], "kind" | "state" | "content" | "can"> &
  SalesRow & { content: SalesContent; can: Partial<Record<SaleVerb, S["Can"]>> };
/** What the business says of itself on papers. Version 0: it has said nothing yet. */
export type SalesProfile = S["SalesProfile"];

/** The first word of every key below: what writing and issuing make stale. */
export const SALES = "sales";

export interface SalesFilter {
  kind?: SaleKind;
  state?: SaleState;
  party?: Id;
  currency?: string;
  from?: IsoDate;
  to?: IsoDate;
  /** A part by what is owed: open, overdue, paid. */
  only?: string;
  q?: string;
}
interface Page {
  items: SalesRow[];
  next_cursor?: string | null;
}

export const salesQuery = (b: Id, filter: SalesFilter) =>
  infiniteQueryOptions({
    queryKey: [SALES, b, "list", filter],
    queryFn: async ({ pageParam }) => {
      const query = { ...filter, cursor: pageParam, limit: 100 };
      return (await dataOf(client.GET("/api/v1/businesses/{business}/sales", { params: { path: { business: b }, query } }))) as Page;
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** A few documents for a choice, such as the deposits that an invoice can take off. */
export const someSalesQuery = (b: Id, filter: SalesFilter) =>
  queryOptions({
    queryKey: [SALES, b, "some", filter],
    queryFn: async () => {
      const params = { path: { business: b }, query: { ...filter, limit: 200 } };
      return ((await dataOf(client.GET("/api/v1/businesses/{business}/sales", { params }))) as Page).items;
    },
  });

export const saleQuery = (b: Id, id: Id) =>
  queryOptions({
    queryKey: [SALES, b, "one", id],
    queryFn: async () =>
      (await dataOf(client.GET("/api/v1/businesses/{business}/sales/{id}", { params: { path: { business: b, id } } }))) as SalesDocument,
  });

/** What a content comes to; nothing is stored. `id` is the draft that is being edited; the content as its JSON. */
export const salesTotalsQuery = (b: Id, content: string, id?: Id) =>
  queryOptions({
    queryKey: [SALES, b, "totals", id ?? null, content],
    queryFn: ({ signal }) =>
      dataOf(
        client.POST("/api/v1/businesses/{business}/sales/totals", {
          params: { path: { business: b }, query: { id } },
          body: JSON.parse(content) as SalesContent,
          signal,
        }),
      ),
    // while the next sum is worked out the one before it stays in sight
    placeholderData: (old) => old,
  });

/** Writes a draft; the same key writes it once, however often it is sent. */
export const addSale = async (b: Id, body: SalesContent, key: string): Promise<SalesDocument> => {
  const params = { path: { business: b }, header: { "Idempotency-Key": key } };
  return (await dataOf(client.POST("/api/v1/businesses/{business}/sales", { params: params as never, body }))) as SalesDocument;
};
export const changeSale = async (b: Id, id: Id, body: { version: number; content: SalesContent }): Promise<SalesDocument> =>
  (await dataOf(client.PUT("/api/v1/businesses/{business}/sales/{id}", { params: { path: { business: b, id } }, body }))) as SalesDocument;
export const deleteSale = (b: Id, id: Id, version: number) =>
  dataOf(client.DELETE("/api/v1/businesses/{business}/sales/{id}", { params: { path: { business: b, id }, query: { version } } }));

const at = (b: Id, id: Id) => ({ path: { business: b, id } });
/** Issues a draft, or hands it in for a second person. Asked for again, an issued document is answered as it is. */
export const issueSale = async (b: Id, id: Id, version: number): Promise<SalesDocument> =>
  (await dataOf(client.POST("/api/v1/businesses/{business}/sales/{id}/issue", { params: at(b, id), body: { version } }))) as SalesDocument;
export const approveSale = async (b: Id, id: Id, version: number): Promise<{ outcome: string; document: SalesDocument }> => {
  const answer = await dataOf(client.POST("/api/v1/businesses/{business}/sales/{id}/approve", { params: at(b, id), body: { version } }));
  return answer as unknown as { outcome: string; document: SalesDocument };
};
export const rejectSale = async (b: Id, id: Id, version: number, reason: string): Promise<SalesDocument> =>
  (await dataOf(client.POST("/api/v1/businesses/{business}/sales/{id}/reject", { params: at(b, id), body: { version, reason } }))) as SalesDocument;
export const withdrawSale = async (b: Id, id: Id, version: number): Promise<SalesDocument> =>
  (await dataOf(client.POST("/api/v1/businesses/{business}/sales/{id}/withdraw", { params: at(b, id), body: { version } }))) as SalesDocument;

export interface QuoteAnswer {
  version: number;
  answer: "accepted" | "declined";
  note: string | null;
}
export const answerQuote = async (b: Id, id: Id, body: QuoteAnswer): Promise<SalesDocument> =>
  (await dataOf(client.POST("/api/v1/businesses/{business}/sales/{id}/answer", { params: at(b, id), body }))) as SalesDocument;
export const invoiceOfQuote = async (b: Id, id: Id): Promise<SalesDocument> =>
  (await dataOf(client.POST("/api/v1/businesses/{business}/sales/{id}/invoice", { params: at(b, id) }))) as SalesDocument;
export const copySale = async (b: Id, id: Id): Promise<SalesDocument> =>
  (await dataOf(client.POST("/api/v1/businesses/{business}/sales/{id}/copy", { params: at(b, id) }))) as SalesDocument;

/** A line of an invoice, from 1, and how much of it; all that is left when null. */
export interface CreditedLine {
  line: number;
  quantity: string | null;
}
/** A draft credit note of these lines, or of all that is not credited yet. */
export const creditSale = async (b: Id, id: Id, lines: CreditedLine[] | null): Promise<SalesDocument> =>
  (await dataOf(client.POST("/api/v1/businesses/{business}/sales/{id}/credit-note", { params: at(b, id), body: { lines: lines ?? undefined } }))) as SalesDocument;

// ---- papers ------------------------------------------------------------------------------------------------------
export const FORMATS = ["peppol", "xrechnung", "xrechnung-cii", "factur-x", "fatturapa", "fatturapa-public"] as const;
export type EInvoiceFormat = (typeof FORMATS)[number];
/** Something that must be filled in before an e-invoice can leave. */
export interface Obstacle {
  code: string;
  field: string;
  message: string;
}
export const pdfOfSale = (b: Id, id: Id): string => `${API}/businesses/${b}/sales/${id}/pdf`;
export const eInvoiceOfSale = (b: Id, id: Id, format: EInvoiceFormat): string => `${API}/businesses/${b}/sales/${id}/e-invoice?format=${format}`;
export const missingForQuery = (b: Id, id: Id, format: EInvoiceFormat) =>
  queryOptions({
    queryKey: [SALES, b, "missing", id, format],
    staleTime: 0, // what was missing a moment ago may have been filled in on another page
    queryFn: async () => {
      const path = "/api/v1/businesses/{business}/sales/{id}/e-invoice/missing" as never;
      return (await dataOf<{ missing: Obstacle[] }>(client.GET(path, { params: { ...at(b, id), query: { format } } } as never))).missing;
    },
  });

export const salesProfileQuery = (b: Id) =>
  queryOptions({
    queryKey: [SALES, b, "profile"],
    queryFn: () => dataOf(client.GET("/api/v1/businesses/{business}/sales/profile", { params: { path: { business: b } } })),
  });
export const changeSalesProfile = (b: Id, body: SalesProfile) =>
  dataOf(client.PUT("/api/v1/businesses/{business}/sales/profile", { params: { path: { business: b } }, body }));
