import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Download } from "lucide-react";
import { useCallback } from "react";
import type { Account, AccountLine, Money } from "@/api/contract";
import { accountLinesQuery, accountsQuery, csvOfLines } from "@/api/ledger";
import { businessesQuery } from "@/api/settings";
import { Amount, Sided } from "@/components/Amount";
import { DateField } from "@/components/DateField";
import { type Column, LongTable } from "@/components/LongTable";
import { Page, Sheet } from "@/components/Page";
import { Empty, Loaded } from "@/components/states";
import table from "@/components/table.module.css";
import { addDays, dateText, endOfYear, startOfYear, today } from "@/dates/dates";
import { negated } from "@/numbers/decimal";
import { useBusiness } from "@/shell/business";
import { useFilters, usePathPart } from "@/shell/filters";
import { Presets } from "../reports/Presets";
import { Closing, Opening, SpanFigures } from "./SpanFigures";
import styles from "./ledger.module.css";
import { wayBack } from "./via";

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

const earns = (account: Account | undefined): boolean => account?.type === "income" || account?.type === "expense";

/** The span of an account page: income and expense of an address without dates are shown for the fiscal year. */
function useSpan(account: Account | undefined) {
  const { id: b } = useBusiness();
  const { data: businesses } = useQuery(businessesQuery);
  const [{ from, to }] = useFilters();
  const month = businesses?.find(({ id }) => id === b)?.fiscal_year_start ?? 1;
  const now = today();
  const bare = !from && !to;
  const thisYear = { from: startOfYear(now, month), to: now };
  const lastDay = addDays(thisYear.from, -1);
  const choices: [label: string, from: string | undefined, to: string][] = [
    ["This year", thisYear.from, now],
    ["Last year", startOfYear(lastDay, month), endOfYear(lastDay, month)],
    ["Since the beginning", undefined, now],
  ];
  const span = bare && earns(account) ? thisYear : { from, to };
  return { span, choices, ready: !bare || (account !== undefined && businesses !== undefined) };
}

/** All lines of one account with the balance after each, and the figures of the span. */
export default function AccountPage() {
  const { id: b } = useBusiness();
  const id = usePathPart("accountId");
  const navigate = useNavigate();
  const [{ via }, setFilters] = useFilters();
  const accounts = useQuery(accountsQuery(b));
  const account = accounts.data?.find((candidate) => candidate.id === id);
  const { span, choices, ready } = useSpan(account);
  const query = useInfiniteQuery({ ...accountLinesQuery(b, id, span), enabled: ready || accounts.isError });
  const first = query.data?.pages[0];
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const foreign = rows.some((line) => line.foreign);
  const columns = foreign ? COLUMNS : COLUMNS.filter((column) => column.id !== "foreign");
  const more = useCallback(() => void (query.isFetchingNextPage || query.fetchNextPage()), [query]);
  const shown = first?.account ?? account;
  const chosen = choices.find(([, from, to]) => from === span.from && to === span.to)?.[0] ?? "";

  return (
    <Page
      title={shown ? `${shown.code} ${shown.name}` : "Account"}
      back={wayBack(via, { to: "/ledger/accounts", label: "Accounts" })}
      note={first && `Amounts in ${first.opening.currency}`}
      actions={
        <Button variant="default" component="a" href={csvOfLines(b, id, span)} download leftSection={<Download size={15} />}>
          CSV
        </Button>
      }
    >
      <div className={styles.filters} role="search">
        <DateField label="From" value={span.from ?? null} onChange={(date) => setFilters({ from: date ?? undefined, to: span.to ?? today() })} optional />
        <DateField label="To" value={span.to ?? null} onChange={(date) => setFilters({ from: span.from, to: date ?? undefined })} optional />
        <Presets
          choices={choices.map(([label]) => [label, label])}
          value={chosen}
          onChoose={(label) => {
            const [, from, to] = choices.find(([name]) => name === label) ?? [];
            setFilters({ from, to });
          }}
        />
      </div>
      {first?.span && <SpanFigures totals={first.span} from={span.from} to={span.to} drilled={via !== undefined} />}
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
                head={first && <Opening columns={columns} money={first.opening} from={span.from} />}
                foot={first?.span && <Closing columns={columns} totals={first.span} to={span.to} />}
              />
            ) : (
              <Quiet balance={first?.opening} />
            )
          }
        </Loaded>
      </Sheet>
    </Page>
  );
}

const Quiet = ({ balance }: { balance: Money | undefined }) => (
  <Empty title="No lines in this period">
    {balance && (
      <>
        The balance stays at <Amount value={balance} withCurrency />.
      </>
    )}
  </Empty>
);
