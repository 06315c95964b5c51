/** The account of one customer or supplier: what was booked to and fro, with the balance after each line. */
import { queryOptions } from "@tanstack/react-query";
import { client, dataOf } from "./client";
import type { Id, IsoDate } from "./contract";
import type { components } from "./schema";
import { type ItemRef, type Side, TRADE, csv } from "./trade";

type S = components["schemas"];

/** A line of a statement: positive is what they owe, negative what is owed to them. */
export interface StatementLine extends ItemRef {
  date: IsoDate;
  number: string;
  reference?: string | null;
  text: string;
  due?: IsoDate | null;
  side: Side;
  amount: string;
  balance: string;
  /** What is open of it on the last day. */
  open: string;
}
export type StatementCurrency = Omit<S["StatementInCurrency"], "lines"> & { lines: StatementLine[] };
export type PartyStatement = Omit<S["StatementView"], "currencies"> & { currencies: StatementCurrency[] };

export interface StatementSpan {
  from?: IsoDate;
  to?: IsoDate;
}
export const statementQuery = (b: Id, party: Id, span: StatementSpan) =>
  queryOptions({
    queryKey: [TRADE, b, "statement", party, span],
    queryFn: async () => {
      const params = { path: { business: b, id: party }, query: { ...span } };
      const answer: unknown = await dataOf(client.GET("/api/v1/businesses/{business}/parties/{id}/statement", { params }));
      return answer as PartyStatement;
    },
  });
export const csvOfStatement = (b: Id, party: Id, span: StatementSpan): string => csv(b, `/parties/${party}/statement`, span);
