import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import type { AccountLine, Money } from "@/api/contract";
import { accountLinesQuery, accountsQuery } from "@/api/ledger";
import { Amount, Sided } from "@/components/Amount";
import { DateField } from "@/components/DateField";
import { type Column, LongTable, classOf } from "@/components/LongTable";
import { Page, Sheet } from "@/components/Page";
import { Empty, Loaded } from "@/components/states";
import table from "@/components/table.module.css";
import { dateText } from "@/dates/dates";
import { negated } from "@/numbers/decimal";
import { useBusiness } from "@/shell/business";
import { useFilters, usePathPart } from "@/shell/filters";
import styles from "./ledger.module.css";

/** The amount of a line with its side as the sign, debit positive. */
function signedOf({ debit, credit, balance }: AccountLine): Money {
  if (debit) return debit;
  return credit ? { ...credit, amount: negated(credit.amount) } : { ...balance, amount: "0" };
}

const COLUMNS: Column<AccountLine>[] = [
  { id: "date", header: "Date", wide: true, className: table.nowrap, cell: (line) => dateText(line.date) },
  {
    id: "number",
    header: "Entry",
    wide: true,
    className: table.nowrap,
    cell: (line) => <Link to={`/ledger/entries/${line.entry_id}`}>{line.number}</Link>,
  },
  {
    id: "memo",
    header: "Text",
    cell: (line) => (
      <>
        <Link to={`/ledger/entries/${line.entry_id}`}>{line.memo || line.number}</Link>{" "}
        {line.reference && <span className={table.quiet}>{line.reference}</span>}
        <div className={table.under}>
          {dateText(line.date)} · {line.number}
        </div>
      </>
    ),
  },
  { id: "amount", header: "Amount", figure: true, narrow: true, cell: (line) => <Sided value={signedOf(line)} /> },
  { id: "debit", header: "Debit", figure: true, wide: true, cell: (line) => <Amount value={line.debit} /> },
  { id: "credit", header: "Credit", figure: true, wide: true, cell: (line) => <Amount value={line.credit} /> },
  { id: "foreign", header: "Foreign", figure: true, wide: true, cell: (line) => line.foreign && <Amount value={line.foreign} withCurrency /> },
  { id: "balance", header: "Balance", figure: true, wide: true, cell: (line) => <Sided value={line.balance} /> },
];

/** All lines of one account with the balance after each. */
export default function AccountPage() {
  const { id: b } = useBusiness();
  const id = usePathPart("accountId");
  const navigate = useNavigate();
  const [{ from, to }, setFilters] = useFilters();
  const accounts = useQuery(accountsQuery(b));
  const query = useInfiniteQuery(accountLinesQuery(b, id, { from, to }));
  const first = query.data?.pages[0];
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const foreign = rows.some((line) => line.foreign);
  const columns = foreign ? COLUMNS : COLUMNS.filter((column) => column.id !== "foreign");
  const more = useCallback(() => void (query.isFetchingNextPage || query.fetchNextPage()), [query]);
  const account = first?.account ?? accounts.data?.find((candidate) => candidate.id === id);

  return (
    <Page
      title={account ? `${account.code} ${account.name}` : "Account"}
      back={{ to: "/ledger/accounts", label: "Accounts" }}
      note={first && `Amounts in ${first.opening.currency}`}
    >
      <div className={styles.filters} role="search">
        <DateField label="From" value={from ?? null} onChange={(date) => setFilters({ from: date ?? undefined })} optional />
        <DateField label="To" value={to ?? null} onChange={(date) => setFilters({ to: date ?? undefined })} optional />
      </div>
      <Sheet flush>
        <Loaded query={query} rows={12}>
          {() =>
            rows.length > 0 ? (
              <LongTable
                label="Lines of the account"
                columns={columns}
                rows={rows}
                keyOf={(line) => `${line.entry_id}${rows.indexOf(line)}`}
                hasMore={query.hasNextPage}
                loadMore={more}
                open={(line) => void navigate({ to: `/ledger/entries/${line.entry_id}` })}
                head={first && <Opening columns={columns} money={first.opening} from={from} />}
              />
            ) : (
              <Empty title="No lines in this period">
                {first && (
                  <>
                    The balance stays at <Amount value={first.opening} withCurrency />.
                  </>
                )}
              </Empty>
            )
          }
        </Loaded>
      </Sheet>
    </Page>
  );
}

interface OpeningProps {
  columns: Column<AccountLine>[];
  money: Money;
  from?: string;
}
/** The balance that the first line starts from. */
const Opening = ({ columns, money, from }: OpeningProps) => (
  <tr className={styles.opening}>
    {columns.map((column) => (
      <td key={column.id} className={classOf(column)}>
        {column.id === "memo" && (from ? `Balance before ${dateText(from)}` : "Opening balance")}
        {(column.id === "balance" || column.id === "amount") && <Sided value={money} />}
      </td>
    ))}
  </tr>
);
