/** The lines of an entry with their tax written out, as the server would post them. */
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { Amounts, Calculation, IsoDate } from "@/api/contract";
import { calculateEntry } from "@/api/ledger";
import { differenceOf } from "@/numbers/decimal";
import { useBusiness } from "@/shell/business";
import { type GridRow, isTaxed, linesOf, totalsOf } from "./grid-state";

export interface Written {
  /** What the lines become; null while there is no tax in them. */
  calculation: Calculation | null;
  /** What that adds to the difference of what was typed; null while it is not known. */
  extra: string | null;
  error: unknown;
}
const PAUSE_MS = 180;

export function useWritten(date: IsoDate | null, amounts: Amounts, rows: GridRow[], currency: string): Written {
  const { id: b } = useBusiness();
  const whole = rows.filter((row) => row.accountId && (row.debit === "") !== (row.credit === ""));
  const taxed = date !== null && whole.some(isTaxed);
  const asked = JSON.stringify(taxed ? { date, amounts, lines: linesOf(whole, currency) } : null);
  const [late] = useDebouncedValue(asked, PAUSE_MS);
  const query = useQuery({
    queryKey: ["calculate", b, late],
    enabled: taxed && late !== "null",
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: () => calculateEntry(b, JSON.parse(late)),
  });
  if (!taxed) return { calculation: null, extra: "0", error: null };
  const fresh = late === asked && query.data !== undefined && !query.isPlaceholderData;
  // a gross amount holds its tax: whatever the server says, the sums stay those that were typed
  const extra = fresh
    ? differenceOf(query.data.difference.amount, totalsOf(whole, currency).difference, currency)
    : amounts === "gross"
      ? "0"
      : null;
  return { calculation: query.data ?? null, extra, error: query.error };
}
