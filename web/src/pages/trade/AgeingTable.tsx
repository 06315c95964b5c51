/** What is owed by party and age, the currencies of each party beneath, and whether the control accounts agree. */
import { Link, useNavigate } from "@tanstack/react-router";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { Fragment, useRef } from "react";
import type { AgedParty, Ageing, Side } from "@/api/trade";
import { Amount, useVia } from "@/components/Amount";
import { useRowKeys } from "@/components/LongTable";
import long from "@/components/LongTable.module.css";
import { Sheet } from "@/components/Page";
import { Empty, Loaded } from "@/components/states";
import table from "@/components/table.module.css";
import { dateText } from "@/dates/dates";
import { absolute, isNegative, isZero } from "@/numbers/decimal";
import { amountText, countText } from "@/numbers/format";
import { useFilters } from "@/shell/filters";
import { BUCKETS } from "./items";
import styles from "./trade.module.css";
import { WORDS } from "./words";

interface AgeingTableProps {
  side: Side;
  query: { data: Ageing | undefined; error: unknown; isPending: boolean; refetch: () => unknown };
}
export function AgeingTable({ side, query }: AgeingTableProps) {
  return (
    <>
      {query.data && <Control ageing={query.data} />}
      <Sheet flush>
        <Loaded query={query} rows={10}>
          {(ageing) => (ageing.parties.length > 0 ? <Parties ageing={ageing} /> : <Empty title={WORDS[side].nothing} />)}
        </Loaded>
      </Sheet>
    </>
  );
}

/** The accounts in the ledger and the items must come to the same sum. */
function Control({ ageing: { control, currency, as_of, side } }: { ageing: Ageing }) {
  const even = isZero(control.difference);
  const via = useVia();
  return (
    <p className={styles.control} data-off={!even || undefined}>
      {even ? <CircleCheck size={15} aria-hidden /> : <TriangleAlert size={15} aria-hidden />}
      {even ? (
        <span>
          The control accounts come to the same sum on {dateText(as_of)}
          {!isZero(control.valuation) && `, apart from ${amountText(control.valuation, currency)} ${currency} that a revaluation of foreign items added`}.
        </span>
      ) : (
        <span>
          The control accounts come to {amountText(control.balance, currency)} {currency} on {dateText(as_of)}:{" "}
          {amountText(absolute(control.difference), currency)} {isNegative(control.difference) ? "less" : "more"} than the open items. See
          the entries on the {WORDS[side].title.toLowerCase()} account{" "}
          <Link to="/reports/trial-balance" search={{ as_of, via } as never}>
            in the trial balance
          </Link>
          .
        </span>
      )}
    </p>
  );
}

function Parties({ ageing }: { ageing: Ageing }) {
  const { parties, side, currency } = ageing;
  const navigate = useNavigate();
  const [{ as_of }] = useFilters();
  const body = useRef<HTMLTableSectionElement>(null);
  const items = (party: AgedParty) => ({ to: WORDS[side].path, search: { as_of, party: party.party_id ?? undefined } as never });
  const selected = useRowKeys(
    parties,
    (party) => void navigate(items(party)),
    (index) => body.current?.querySelector(`[data-row="${index}"]`)?.scrollIntoView({ block: "nearest" }),
  );
  return (
    <div className={table.scroll}>
      <table className={table.table} aria-label={`${WORDS[side].title} by party and age`}>
        <Head side={side} currency={currency} />
        <tbody ref={body}>
          {parties.map((party, at) => (
            <Fragment key={party.party_id ?? "nobody"}>
              <tr data-link data-row={at} className={long.row} data-selected={at === selected || undefined}>
                <td>
                  <Link {...items(party)}>{party.party_name ?? "Nobody named"}</Link>
                  <div className={styles.text}>{party.items === 1 ? "1 item" : `${countText(party.items)} items`}</div>
                  {!isZero(party.overdue) && <div className={table.under}>{amountText(party.overdue, currency)} overdue</div>}
                </td>
                <Cells buckets={party.buckets} total={party.total} currency={currency} />
              </tr>
              {foreignOf(party, currency).map((one) => (
                <tr key={one.currency} className={styles.foreign}>
                  <td>in {one.currency}</td>
                  <Cells buckets={one.buckets} total={one.total} currency={one.currency} />
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
        <tfoot>
          <tr className={table.total}>
            <th scope="row">Total</th>
            <Cells buckets={BUCKETS.map(({ id }) => ageing.buckets.find((one) => one.id === id)?.open ?? "0")} total={ageing.total} currency={currency} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** The currencies are told apart only where they say more than the total does. */
const foreignOf = ({ currencies }: AgedParty, base: string) =>
  currencies.length > 1 || currencies.some(({ currency }) => currency !== base) ? currencies : [];

function Head({ side, currency }: { side: Side; currency: string }) {
  return (
    <thead>
      <tr>
        <th scope="col">{WORDS[side].party}</th>
        {BUCKETS.map(({ id, short }) => (
          <th key={id} scope="col" className={`${table.figure} ${table.wide}`}>
            {short}
          </th>
        ))}
        <th scope="col" className={table.figure}>
          Total {currency}
        </th>
      </tr>
    </thead>
  );
}

function Cells({ buckets, total, currency }: { buckets: string[]; total: string; currency: string }) {
  return (
    <>
      {BUCKETS.map(({ id }, at) => (
        <td key={id} className={`${table.figure} ${table.wide} ${isZero(buckets[at] ?? "0") ? table.quiet : ""}`}>
          {isZero(buckets[at] ?? "0") ? "–" : <Amount value={{ amount: buckets[at] ?? "0", currency }} />}
        </td>
      ))}
      <td className={table.figure}>
        <Amount value={{ amount: total, currency }} />
      </td>
    </>
  );
}
