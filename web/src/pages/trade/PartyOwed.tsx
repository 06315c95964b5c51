/** What one party owes and is owed: the balance by currency, the items that are open, and what can be done. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Banknote, Combine, ScrollText } from "lucide-react";
import type { PartyDetail } from "@/api/contract";
import { statementQuery } from "@/api/statement";
import { type OpenItem, type Side, allItemsQuery } from "@/api/trade";
import { Amount, useVia } from "@/components/Amount";
import { Sheet } from "@/components/Page";
import { Empty, Loaded } from "@/components/states";
import table from "@/components/table.module.css";
import { dateText, today } from "@/dates/dates";
import { useBusiness, useMay } from "@/shell/business";
import { DueMark } from "./item-columns";
import { byAge, isLate, keyOfItem, openSums } from "./items";
import { matchable } from "./match/MatchPage";
import { owedWords } from "./statement/StatementTable";
import styles from "./trade.module.css";
import { WORDS } from "./words";

const SHOWN = 25;

export function PartyOwed({ party }: { party: PartyDetail }) {
  const { id: b } = useBusiness();
  const owes = useQuery(allItemsQuery(b, { side: "receivable", party: party.id }));
  const owed = useQuery(allItemsQuery(b, { side: "payable", party: party.id }));
  const both = [
    ["receivable", owes, party.is_customer],
    ["payable", owed, party.is_supplier],
  ] as const;
  return (
    <>
      <Balance party={party} />
      {both.map(
        ([side, query, usual]) =>
          (usual || (query.data && query.data.length > 0)) && <Items key={side} side={side} party={party.id} query={query} />,
      )}
    </>
  );
}

/** Who owes whom today, in each currency. */
function Balance({ party: { id, name } }: { party: PartyDetail }) {
  const { id: b } = useBusiness();
  const now = today();
  const query = useQuery(statementQuery(b, id, { from: now, to: now }));
  return (
    <Sheet title="Balance" actions={<StatementLink id={id} />}>
      <Loaded query={query} rows={1}>
        {({ currencies }) => (
          <ul className={styles.balance}>
            {currencies.map(({ currency, closing }) => (
              <li key={currency}>{owedWords(closing, currency, name)}</li>
            ))}
            {currencies.length === 0 && <li>Nothing is owed either way.</li>}
          </ul>
        )}
      </Loaded>
    </Sheet>
  );
}

const StatementLink = ({ id }: { id: string }) => (
  <Button
    size="compact-sm"
    variant="default"
    component={Link}
    to={`/ledger/parties/${id}/statement`}
    leftSection={<ScrollText size={14} aria-hidden />}
  >
    Statement
  </Button>
);

interface ItemsProps {
  side: Side;
  party: string;
  query: { data: OpenItem[] | undefined; error: unknown; isPending: boolean; refetch: () => unknown };
}
function Items({ side, party, query }: ItemsProps) {
  const title = side === "receivable" ? "Owed by this customer" : "Owed to this supplier";
  const items = query.data ?? [];
  return (
    <Sheet title={title} flush actions={<Actions side={side} party={party} items={items} />}>
      <Loaded query={query} rows={3}>
        {(data) =>
          data.length > 0 ? <List side={side} party={party} items={data.toSorted(byAge)} title={title} /> : <Empty title="Nothing is open" />
        }
      </Loaded>
    </Sheet>
  );
}

function Actions({ side, party, items }: { side: Side; party: string; items: OpenItem[] }) {
  const posts = useMay()("ledger-post");
  const via = useVia();
  if (!posts) return null;
  const search = { side, party, via } as never;
  return (
    <span className={styles.actions}>
      {matchable(items).length > 0 && (
        <Button size="compact-sm" variant="default" component={Link} to="/payments/match" search={search} leftSection={<Combine size={14} aria-hidden />}>
          Match
        </Button>
      )}
      <Button size="compact-sm" variant="default" component={Link} to="/payments/new" search={search} leftSection={<Banknote size={14} aria-hidden />}>
        Record payment
      </Button>
    </span>
  );
}

function List({ side, party, items, title }: { side: Side; party: string; items: OpenItem[]; title: string }) {
  const via = useVia();
  const late = openSums(items.filter(isLate));
  return (
    <>
      <div className={table.scroll}>
        <table className={table.table} aria-label={title}>
          <thead>
            <tr>
              <th scope="col">Item</th>
              <th scope="col" className={table.wide}>
                Date
              </th>
              <th scope="col" className={table.wide}>
                Due
              </th>
              <th scope="col" className={table.figure}>
                Open
              </th>
            </tr>
          </thead>
          <tbody>
            {items.slice(0, SHOWN).map((item) => (
              <tr key={keyOfItem(item)} data-link>
                <td className={styles.item}>
                  <Link to={`/ledger/entries/${item.entry_id}`} search={{ via } as never}>
                    {item.reference || item.number}
                  </Link>
                  <div className={styles.text}>{[item.reference && item.number, item.text].filter(Boolean).join(" · ")}</div>
                  <div className={table.under}>
                    <DueMark item={item} />
                  </div>
                </td>
                <td className={`${table.wide} ${table.nowrap}`}>{dateText(item.date)}</td>
                <td className={`${table.wide} ${table.nowrap}`}>
                  {item.due && dateText(item.due)} <DueMark item={item} />
                </td>
                <td className={table.figure}>
                  <Amount value={{ amount: item.open, currency: item.currency }} withCurrency />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.sumLine}>
        {openSums(items).map((sum) => (
          <span key={sum.currency}>
            Open <Amount value={sum} withCurrency />
          </span>
        ))}
        {late.map((sum) => (
          <span key={sum.currency}>
            Overdue <Amount value={sum} withCurrency />
          </span>
        ))}
        {items.length > SHOWN && (
          <Link to={WORDS[side].path} search={{ party } as never}>
            All {items.length} items
          </Link>
        )}
      </p>
    </>
  );
}
