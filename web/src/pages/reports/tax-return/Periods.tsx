/** The periods of a return with how each of them stands; the chosen one is in the address. */
import { Link } from "@tanstack/react-router";
import { CircleCheck, CircleDashed, Clock, type LucideIcon, TriangleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import type { ReturnPeriod, TaxReturns } from "@/api/returns";
import { Badge, type Tone } from "@/components/Badge";
import { dateText, today } from "@/dates/dates";
import type { Filters } from "@/router";
import { type PeriodState, periodName, stateOf, stateText } from "./periods";
import styles from "./tax-return.module.css";

/** So many days before the last one a period asks for attention. */
const SOON = 7;
const LOOKS: Record<PeriodState["is"], [tone: Tone, icon: LucideIcon]> = {
  filed: ["good", CircleCheck],
  running: ["plain", CircleDashed],
  open: ["info", CircleDashed],
  due: ["info", Clock],
  overdue: ["bad", TriangleAlert],
};

export function PeriodBadge({ period }: { period: ReturnPeriod }) {
  const state = stateOf(period, today());
  const [tone, icon] = LOOKS[state.is];
  return (
    <Badge tone={state.is === "due" && state.days <= SOON ? "warn" : tone} icon={icon}>
      {stateText(state)}
    </Badge>
  );
}

export function Periods({ returns: { periods, every }, chosen }: { returns: TaxReturns; chosen: ReturnPeriod }) {
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    // only the list itself moves, never the page
    const current = list.current?.querySelector<HTMLElement>("[aria-current]");
    if (current) list.current?.scrollTo({ left: current.offsetLeft - 14, top: current.offsetTop - 80 });
  }, [chosen.from, chosen.to]);
  return (
    <nav ref={list} className={styles.periods} aria-label="Periods">
      {periods.map((period) => (
        <Link
          key={period.from}
          to="/reports/tax-return"
          search={((old: Filters) => ({ ...old, every, from: period.from, to: period.to, entered: undefined })) as never}
          replace
          resetScroll={false}
          aria-current={(period.from === chosen.from && period.to === chosen.to) || undefined}
        >
          <strong>{periodName(period)}</strong>
          {period.due && <small>Due {dateText(period.due)}</small>}
          <PeriodBadge period={period} />
        </Link>
      ))}
    </nav>
  );
}
