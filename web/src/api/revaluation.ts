/** What foreign currency is worth on a day: the positions, what each currency comes to, and posting the difference. */
import { queryOptions } from "@tanstack/react-query";
import { client, dataOf } from "./client";
import type { Id, IsoDate } from "./contract";
import type { components } from "./schema";
import { type Made, TRADE } from "./trade";

type S = components["schemas"];

/** An item, or the balance of an account on which money moves; debit positive. */
export type RevaluedPosition = S["PositionView"];
/** What stands in one currency; what suppliers are owed is negative. */
export type Exposure = S["ExposureView"];
/** `gain` and `loss` are what posting now would book, both not negative. */
export type Revaluation = S["RevaluationView"];

const path = "/api/v1/businesses/{business}/revaluation";

export const revaluationQuery = (b: Id, as_of: IsoDate) =>
  queryOptions({
    queryKey: [TRADE, b, "revaluation", as_of],
    queryFn: () => dataOf(client.GET(path, { params: { path: { business: b }, query: { as_of } } })),
  });

/** Posts what the books lack of the values of a day; the same key posts once. */
export const postRevaluation = (b: Id, body: { as_of: IsoDate; reverse: boolean }, key: string): Promise<Made> =>
  dataOf(client.POST(path, { params: { path: { business: b }, header: { "Idempotency-Key": key } }, body }));
