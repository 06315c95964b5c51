/** The account of one customer or supplier: what was booked to and fro, with the balance after each line. */
import { queryOptions } from "@tanstack/react-query";
import type { Id, IsoDate } from "./contract";
import { type ItemRef, type Side, TRADE, asked, csv } from "./trade";

export interface StatementLine extends ItemRef {
  date: IsoDate;
  number: string;
  reference: string | null;
  text: string;
  due: IsoDate | null;
  side: Side;
  /** They owe us: positive; we owe them: negative. */
  amount: string;
  balance: string;
  open: string;
}
export interface StatementCurrency {
  currency: string;
  opening: string;
  closing: string;
  lines: StatementLine[];
}
export interface PartyStatement {
  party_id: Id;
  party_name: string;
  from: IsoDate;
  to: IsoDate;
  currencies: StatementCurrency[];
}

export interface StatementSpan {
  from?: IsoDate;
  to?: IsoDate;
}
export const statementQuery = (b: Id, party: Id, span: StatementSpan) =>
  queryOptions({
    queryKey: [TRADE, b, "statement", party, span],
    queryFn: () => asked<PartyStatement>("/parties/{id}/statement", b, span, { id: party }),
  });

export const csvOfStatement = (b: Id, party: Id, span: StatementSpan): string => csv(b, `/parties/${party}/statement`, span);
