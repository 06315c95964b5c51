/** The reports and the home page's figures; every one of them is asked for at a date. */
import { queryOptions } from "@tanstack/react-query";
import { API, client, dataOf } from "./client";
import type { Id, IsoDate } from "./contract";

export const trialBalanceQuery = (b: Id, as_of: IsoDate) =>
  queryOptions({
    queryKey: ["report", b, "trial-balance", as_of],
    queryFn: () =>
      dataOf(client.GET("/api/v1/businesses/{business}/reports/trial-balance", { params: { path: { business: b }, query: { as_of } } })),
  });

export const balanceSheetQuery = (b: Id, as_of: IsoDate, compare?: IsoDate) =>
  queryOptions({
    queryKey: ["report", b, "balance-sheet", as_of, compare ?? null],
    queryFn: () =>
      dataOf(
        client.GET("/api/v1/businesses/{business}/reports/balance-sheet", { params: { path: { business: b }, query: { as_of, compare } } }),
      ),
  });

export interface Span {
  from: IsoDate;
  to: IsoDate;
}
export const profitLossQuery = (b: Id, { from, to }: Span, compare?: Span) =>
  queryOptions({
    queryKey: ["report", b, "profit-loss", from, to, compare ?? null],
    queryFn: () => {
      const query = { from, to, compare_from: compare?.from, compare_to: compare?.to };
      const params = { path: { business: b }, query };
      return dataOf(client.GET("/api/v1/businesses/{business}/reports/profit-loss", { params }));
    },
  });

/** What a total is made of: the accounts of a part of the books. */
export const partQuery = (b: Id, part: string, { from, to }: { from?: IsoDate; to: IsoDate }) =>
  queryOptions({
    queryKey: ["report", b, "part", part, from ?? null, to],
    queryFn: () =>
      dataOf(client.GET("/api/v1/businesses/{business}/reports/part", { params: { path: { business: b }, query: { part, from, to } } })),
  });

export const dashboardQuery = (b: Id) =>
  queryOptions({
    queryKey: ["dashboard", b],
    queryFn: () => dataOf(client.GET("/api/v1/businesses/{business}/dashboard", { params: { path: { business: b } } })),
  });

/** The address of a report as a CSV file. */
export function csvOf(b: Id, report: string, query: Record<string, string | undefined>): string {
  const search = new URLSearchParams({ format: "csv" });
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
  return `${API}/businesses/${b}/reports/${report}?${search}`;
}
