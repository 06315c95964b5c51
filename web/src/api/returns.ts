/** Returns of VAT and GST: the periods they are filed for, the boxes of the form, the lines behind a box, and filing. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { API, client, dataOf } from "./client";
import type { Id, IsoDate } from "./contract";
import { isApiError } from "./errors";
import type { components } from "./schema";

/** For how long a period a return is filed. */
export const INTERVALS = ["month", "two_months", "quarter", "half_year", "year"] as const;
export type Interval = (typeof INTERVALS)[number];

type S = components["schemas"];

/** A return that was filed, and perhaps withdrawn. */
export type Filing = S["FilingView"];
export type ReturnPeriod = S["ReturnPeriod"];
export type TaxForm = S["ReturnFormView"];
export type TaxReturns = Omit<S["ReturnCalendar"], "intervals" | "every"> & { intervals: Interval[]; every: Interval };
export type BoxKind = "base" | "owed" | "deducted" | "gross" | "note" | "total" | "excess" | "entry";
/** Amounts are in the currency of the return. */
export type ReturnBox = Omit<S["ReturnBox"], "kind"> & { kind: BoxKind };
export type ReturnFigures = Omit<S["TaxReturnView"], "boxes"> & { boxes: ReturnBox[] };
export type ReturnLine = S["ReturnLineView"];
export type NewFiling = S["FilingInput"];

/** The name of the box that holds the lines the form has no box for. */
export const LEFT_OUT = "left_out";

/** The name under which the late lines are asked for, as if it were a box. */
export const LATE = "late";

export interface ReturnSpan {
  from: IsoDate;
  to: IsoDate;
}

/** The first word of every key below: what filing makes stale. */
export const RETURNS = "returns";

export const returnsQuery = (b: Id, every?: Interval) =>
  queryOptions({
    queryKey: [RETURNS, b, "periods", every ?? null],
    queryFn: async () =>
      (await dataOf(client.GET("/api/v1/businesses/{business}/returns", { params: { path: { business: b }, query: { every } } }))) as TaxReturns,
  });

/** The form filled in; `entered` as the address carries it. */
export const returnFiguresQuery = (b: Id, { from, to }: ReturnSpan, entered?: string) =>
  queryOptions({
    queryKey: [RETURNS, b, "figures", from, to, entered ?? null],
    queryFn: async () => {
      const params = { path: { business: b }, query: { from, to, entered } };
      return (await dataOf(client.GET("/api/v1/businesses/{business}/returns/figures", { params }))) as ReturnFigures;
    },
    // while a figure that was entered is added up, the ones before it stay in sight; those of another period do not
    placeholderData: (old) => (old?.from === from && old.to === to ? old : undefined),
  });

export const returnLinesQuery = (b: Id, { from, to }: ReturnSpan, box: string) =>
  infiniteQueryOptions({
    queryKey: [RETURNS, b, "lines", from, to, box],
    queryFn: ({ pageParam }) => {
      const query = { from, to, box, cursor: pageParam };
      return dataOf(client.GET("/api/v1/businesses/{business}/returns/lines", { params: { path: { business: b }, query } }));
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

/** The address of a return as a CSV file. */
export function csvOfReturn(b: Id, { from, to }: ReturnSpan, entered?: string): string {
  const search = new URLSearchParams({ from, to, ...(entered ? { entered } : {}), format: "csv" });
  return `${API}/businesses/${b}/returns/figures?${search}`;
}

export const fileReturn = (b: Id, body: NewFiling) =>
  dataOf(client.POST("/api/v1/businesses/{business}/returns", { params: { path: { business: b } }, body }));
export const withdrawReturn = (b: Id, id: Id, reason: string) =>
  dataOf(client.POST("/api/v1/businesses/{business}/returns/{id}/withdrawal", { params: { path: { business: b, id } }, body: { reason } }));

export const isNoForm = (error: unknown): boolean => isApiError(error) && error.code === "returns.no_form";
