/** Amounts on the page, and figures that lead to the lines behind them. */
import { Link, useLocation } from "@tanstack/react-router";
import type { Figure, Money } from "@/api/contract";
import { absolute, isNegative, isZero } from "@/numbers/decimal";
import { amountText } from "@/numbers/format";
import styles from "./Amount.module.css";

interface AmountProps {
  value: Money | null | undefined;
  /** Also write the currency; tables name it once in their head instead. */
  withCurrency?: boolean;
}
/** Nothing for null, a true minus for negatives; never red alone. */
export function Amount({ value, withCurrency }: AmountProps) {
  if (!value) return null;
  return (
    <span className={styles.amount} data-negative={isNegative(value.amount) || undefined}>
      {withCurrency && <span className={styles.currency}>{value.currency} </span>}
      {amountText(value.amount, value.currency)}
    </span>
  );
}

interface Target {
  to: string;
  search: Record<string, string | undefined>;
}
/**
 * Where a figure leads: straight to the lines of one account, or to the accounts that make it up. `via` is the address
 * it stands on, so that the page it leads to can lead back.
 */
export function drillTarget(figure: Figure, via?: string): Target | null {
  const { drill } = figure;
  if (!drill || drill.account_ids.length === 0) return null;
  const search = { from: drill.from ?? undefined, to: drill.to, via };
  const [only] = drill.account_ids;
  if (drill.account_ids.length === 1 && only) return { to: `/ledger/accounts/${only}`, search };
  return drill.part ? { to: "/ledger/figure", search: { part: drill.part, ...search } } : null;
}

/** The address to come back to, without the origin and without the business, which every address keeps by itself. */
export function useVia(): string {
  return useLocation({
    select: ({ pathname, searchStr }) => {
      const search = new URLSearchParams(searchStr);
      search.delete("business");
      const rest = search.toString();
      return rest ? `${pathname}?${rest}` : pathname;
    },
  });
}

/** A balance as accountants write it: its size and the side it stands on. Positive is debit. */
export function Sided({ value }: { value: Money }) {
  const side = isZero(value.amount) ? "" : isNegative(value.amount) ? "Cr" : "Dr";
  return (
    <span className={styles.amount}>
      {amountText(absolute(value.amount), value.currency)}
      <span className={styles.side}>{side}</span>
    </span>
  );
}

interface FigureLinkProps {
  figure: Figure | null | undefined;
  /** What the figure is, for people who cannot see its place in the table. */
  label: string;
  withCurrency?: boolean;
  /** Write Dr or Cr instead of a sign. */
  sided?: boolean;
}
export function FigureLink({ figure, label, withCurrency, sided }: FigureLinkProps) {
  const via = useVia();
  if (!figure) return null;
  const target = drillTarget(figure, via);
  const amount = sided ? <Sided value={figure} /> : <Amount value={figure} withCurrency={withCurrency} />;
  if (!target || isZero(figure.amount)) return amount;
  return (
    <Link to={target.to} search={target.search} className={styles.link}>
      <span className="visually-hidden">{label}: </span>
      {amount}
    </Link>
  );
}
