/** Returns of VAT and GST: the periods they are filed for, the boxes of the form, the lines behind a box, and filing. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { API, client, dataOf } from "./client";
import type { Id, Instant, IsoDate } from "./contract";
import { isApiError } from "./errors";

/** For how long a period a return is filed. */
export const INTERVALS = ["month", "two_months", "quarter", "half_year", "year"] as const;
export type Interval = (typeof INTERVALS)[number];

/** A return that was filed, and perhaps withdrawn. */
export interface Filing {
  id: Id;
  form: string;
  from: IsoDate;
  to: IsoDate;
  filed_at: Instant;
  filed_by: string;
  /** What the authority calls it. */
  reference?: string | null;
  withdrawn_at?: Instant | null;
  withdrawn_by?: string | null;
  withdrawn_reason?: string | null;
}
export interface ReturnPeriod {
  from: IsoDate;
  to: IsoDate;
  /** The last day to file, where the form knows it. */
  due?: IsoDate | null;
  filing?: Filing | null;
  is_over: boolean;
}
export interface TaxForm {
  key: string;
  /** Its name in the country's language. */
  title: string;
  english: string;
  country: string;
}
export interface TaxReturns {
  form: TaxForm;
  intervals: Interval[];
  every: Interval;
  /** Newest first. */
  periods: ReturnPeriod[];
}
export type BoxKind = "base" | "owed" | "deducted" | "gross" | "note" | "total" | "excess" | "entry";
/** Amounts are in the currency of the return. */
export interface ReturnBox {
  id: string;
  kind: BoxKind;
  english: string;
  local: string;
  /** What the books say. */
  exact: string;
  /** What the form shows: rounded as it asks for. */
  declared: string;
  lines: number;
  formula?: string | null;
}
export interface ReturnFigures {
  form: string;
  from: IsoDate;
  to: IsoDate;
  due?: IsoDate | null;
  currency: string;
  filing?: Filing | null;
  /** Lines whose own period was filed before them. */
  late: number;
  /** Lines of which the form does not tell where they go. */
  left_out: number;
  /** What the boxes declare beyond the books. */
  rounding: string;
  boxes: ReturnBox[];
}
export interface ReturnLine {
  entry_id: Id;
  number: string;
  line: number;
  tax_point: IsoDate;
  memo: string;
  reference?: string | null;
  account_code: string;
  account_name: string;
  code: string;
  part: "base" | "tax";
  amount: string;
  late: boolean;
  document_id?: Id | null;
}
interface ReturnLines {
  items: ReturnLine[];
  next_cursor?: string | null;
}
/** The name of the box that holds the lines the form has no box for. */
export const LEFT_OUT = "left_out";

export interface NewFiling {
  from: IsoDate;
  to: IsoDate;
  entered: { id: string; amount: string }[];
  reference: string | null;
  accept_left_out: boolean;
}
export interface ReturnSpan {
  from: IsoDate;
  to: IsoDate;
}

const ALL = "/api/v1/businesses/{business}/returns" as never;
const FIGURES = "/api/v1/businesses/{business}/returns/figures" as never;
const LINES = "/api/v1/businesses/{business}/returns/lines" as never;
const WITHDRAWAL = "/api/v1/businesses/{business}/returns/{id}/withdrawal" as never;

/** The first word of every key below: what filing makes stale. */
export const RETURNS = "returns";

export const returnsQuery = (b: Id, every?: Interval) =>
  queryOptions({
    queryKey: [RETURNS, b, "periods", every ?? null],
    queryFn: () => dataOf<TaxReturns>(client.GET(ALL, { params: { path: { business: b }, query: { every } } } as never)),
  });

/** The form filled in; `entered` as the address carries it. */
export const returnFiguresQuery = (b: Id, { from, to }: ReturnSpan, entered?: string) =>
  queryOptions({
    queryKey: [RETURNS, b, "figures", from, to, entered ?? null],
    queryFn: () =>
      dataOf<ReturnFigures>(client.GET(FIGURES, { params: { path: { business: b }, query: { from, to, entered } } } as never)),
    // while a figure that was entered is added up, the ones before it stay in sight; those of another period do not
    placeholderData: (old) => (old?.from === from && old.to === to ? old : undefined),
  });

export const returnLinesQuery = (b: Id, { from, to }: ReturnSpan, box: string) =>
  infiniteQueryOptions({
    queryKey: [RETURNS, b, "lines", from, to, box],
    queryFn: ({ pageParam }): Promise<ReturnLines> => {
      const query = { from, to, box, cursor: pageParam };
      return dataOf<ReturnLines>(client.GET(LINES, { params: { path: { business: b }, query } } as never));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** The address of a return as a CSV file. */
export function csvOfReturn(b: Id, { from, to }: ReturnSpan, entered?: string): string {
  const search = new URLSearchParams({ from, to, ...(entered ? { entered } : {}), format: "csv" });
  return `${API}/businesses/${b}/returns/figures?${search}`;
}

export const fileReturn = (b: Id, body: NewFiling): Promise<Filing> =>
  dataOf<Filing>(client.POST(ALL, { params: { path: { business: b } }, body } as never));
export const withdrawReturn = (b: Id, id: Id, reason: string): Promise<Filing> =>
  dataOf<Filing>(client.POST(WITHDRAWAL, { params: { path: { business: b, id } }, body: { reason } } as never));

export const isNoForm = (error: unknown): boolean => isApiError(error) && error.code === "returns.no_form";
