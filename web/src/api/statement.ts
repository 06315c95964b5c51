/** The account of one customer or supplier: what was booked to and fro, with the balance after each line. */
import { queryOptions } from "@tanstack/react-query";
import { client, dataOf } from "./client";
import type { Id, IsoDate } from "./contract";
import type { components } from "./schema";
import { TRADE, csv } from "./trade";

type S = components["schemas"];

/** A line of a statement: positive is what they owe, negative what is owed to them. */
export type StatementLine = S["ContactStatementRow"];
export type StatementCurrency = S["StatementInCurrency"];
export type PartyStatement = S["StatementView"];

export interface StatementSpan {
  from?: IsoDate;
  to?: IsoDate;
}
export const statementQuery = (b: Id, party: Id, span: StatementSpan) =>
  queryOptions({
    queryKey: [TRADE, b, "statement", party, span],
    queryFn: () => {
      const params = { path: { business: b, id: party }, query: { ...span } };
      return dataOf(client.GET("/api/v1/businesses/{business}/parties/{id}/statement", { params }));
    },
  });
export const csvOfStatement = (b: Id, party: Id, span: StatementSpan): string => csv(b, `/parties/${party}/statement`, span);
