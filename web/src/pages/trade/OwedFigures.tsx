/** The figures on top: what is open, late, due soon, and how old the oldest is. Each leads to its list. */
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { type Ageing, type OpenItem, type Side, allItemsQuery, firstItemsQuery } from "@/api/trade";
import { Amount } from "@/components/Amount";
import { Failure } from "@/components/states";
import { decimalsOf, sumOf, toMinor } from "@/numbers/decimal";
import { countText } from "@/numbers/format";
import { useBusiness } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { bucketOf, isLate } from "./items";
import styles from "./trade.module.css";
import { WORDS } from "./words";

/** Which of the late items has waited longest. */
export const oldestOf = (items: OpenItem[]): OpenItem | undefined =>
  items.filter(isLate).reduce<OpenItem | undefined>((old, item) => (old && old.days_overdue >= item.days_overdue ? old : item), undefined);

export function OwedFigures({ side, ageing }: { side: Side; ageing: UseQueryResult<Ageing> }) {
  const { id: b, base_currency } = useBusiness();
  const [{ as_of }] = useFilters();
  const soon = useQuery(allItemsQuery(b, { side, as_of, only: "due" }));
  const late = useQuery(firstItemsQuery(b, { side, as_of, only: "overdue" }));
  if (ageing.error && !ageing.data) return <Failure error={ageing.error} onRetry={() => void ageing.refetch()} />;
  const currency = ageing.data?.currency ?? base_currency;
  const money = (amount: string | undefined) => amount !== undefined && <Amount value={{ amount, currency }} />;
  const oldest = late.data && oldestOf(late.data);
  const parties = ageing.data?.parties.length;
  return (
    <ul className={styles.figures} aria-label={`${WORDS[side].title} in figures`}>
      <Tile side={side} label="Open" under={parties !== undefined && ofParties(parties, side)}>
        {money(ageing.data?.total)}
      </Tile>
      <Tile side={side} label="Overdue" only="overdue" tone={oldest && "bad"} under={ageing.data && shareWords(ageing.data)}>
        {money(ageing.data?.overdue)}
      </Tile>
      <Tile side={side} label="Due within 14 days" only="due" under={soon.data && itemsText(soon.data.length)}>
        {soon.data && money(sumOf(soon.data.map(({ open_base }) => open_base), currency))}
      </Tile>
      <Tile
        side={side}
        label="Oldest overdue"
        bucket={oldest && bucketOf(oldest.days_overdue)}
        only={oldest ? undefined : "overdue"}
        under={oldest && [oldest.party_name, oldest.reference ?? oldest.number].filter(Boolean).join(", ")}
      >
        {late.data && (oldest ? daysText(oldest.days_overdue) : "None")}
      </Tile>
    </ul>
  );
}

/** How much of what is open is late, in whole per cent. */
function shareWords({ overdue, total, currency }: Ageing): string {
  const [late, all] = [overdue, total].map((amount) => toMinor(amount, decimalsOf(currency))) as [bigint, bigint];
  return late <= 0n || all <= 0n || late > all ? "" : `${(late * 100n) / all}% of what is open`;
}

const daysText = (days: number): string => (days === 1 ? "1 day" : `${countText(days)} days`);
const itemsText = (count: number): string => (count === 1 ? "1 item" : `${countText(count)} items`);
const ofParties = (count: number, side: Side): string =>
  count === 1 ? `1 ${WORDS[side].party.toLowerCase()}` : `${countText(count)} ${WORDS[side].parties}`;

interface TileProps {
  side: Side;
  label: string;
  only?: "overdue" | "due";
  bucket?: string;
  tone?: "bad";
  under?: ReactNode;
  children: ReactNode;
}
function Tile({ side, label, only, bucket, tone, under, children }: TileProps) {
  const [{ as_of }] = useFilters();
  return (
    <li>
      <Link to={WORDS[side].path} search={{ as_of, only, bucket } as never} resetScroll={false} data-tone={tone}>
        <span>{label}</span>
        <strong>{children || "–"}</strong>
        <small>{under || "\u00a0"}</small>
      </Link>
    </li>
  );
}
