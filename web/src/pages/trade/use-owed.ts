/** What the address of a page of receivables or payables says. */
import type { AgedBy, ItemFilter, Side } from "@/api/trade";
import type { Filters } from "@/router";
import { useFilters } from "@/shell/filters";
import { bucketNamed } from "./items";

export const onlyOf = (text: string | undefined): ItemFilter["only"] => (text === "overdue" || text === "due" ? text : undefined);

const isLateBucket = (bucket: string | undefined): boolean => bucketNamed(bucket) !== undefined && bucket !== "not_due";

/** The items that an address asks the server for. A bucket is looked for among those that come. */
export const itemFilter = (side: Side, { as_of, party, currency, only, q, bucket, by }: Filters): ItemFilter => ({
  side,
  as_of,
  party,
  currency,
  only: onlyOf(only) ?? (isLateBucket(bucket) && by !== "date" ? "overdue" : undefined),
  q,
});

export function useOwed() {
  const [{ as_of: asOf, by, group, bucket, party, currency, only, q }] = useFilters();
  const aged: AgedBy | undefined = by === "date" ? "date" : undefined;
  return {
    asOf,
    by: aged,
    tab: group === "ageing" ? ("ageing" as const) : ("items" as const),
    bucket: bucketNamed(bucket),
    filtered: Boolean(asOf || party || currency || onlyOf(only) || q || bucketNamed(bucket)),
  };
}
