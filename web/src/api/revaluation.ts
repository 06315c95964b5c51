/** What foreign currency is worth on a day: the positions, what each currency comes to, and posting the difference. */
import { queryOptions } from "@tanstack/react-query";
import type { Id, IsoDate } from "./contract";
import { type Made, TRADE, asked, sent } from "./trade";

export interface RevaluedPosition {
  kind: "item" | "account";
  entry_id: Id | null;
  line: number | null;
  number: string | null;
  account_id: Id;
  account_code: string;
  account_name: string;
  party_id: Id | null;
  party_name: string | null;
  currency: string;
  amount: string;
  book: string;
  rate: string | null;
  rate_day: IsoDate | null;
  value: string | null;
  difference: string | null;
  missing: boolean;
}
export interface Exposure {
  currency: string;
  receivable: string;
  /** What suppliers are owed, negative. */
  payable: string;
  money: string;
  net: string;
  book: string;
  value: string | null;
  difference: string | null;
}
export interface Revaluation {
  as_of: IsoDate;
  currency: string;
  positions: RevaluedPosition[];
  by_currency: Exposure[];
  /** What posting now would book, both not negative. */
  gain: string;
  loss: string;
  posted: { entry_id: Id; number: string; date: IsoDate; reversal_entry_id: Id | null }[];
  stale: boolean;
}

export const revaluationQuery = (b: Id, as_of: IsoDate) =>
  queryOptions({
    queryKey: [TRADE, b, "revaluation", as_of],
    queryFn: () => asked<Revaluation>("/revaluation", b, { as_of }),
  });
/** Posts what the books lack of the values of a day. */
export const postRevaluation = (b: Id, body: { as_of: IsoDate; reverse: boolean }, key: string) =>
  sent<Made>("/revaluation", b, body, {}, {}, key);
