import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { RevaluedPosition, Revaluation } from "@/api/revaluation";
import { Amount, useVia } from "@/components/Amount";
import { type Column, LongTable } from "@/components/LongTable";
import { Sheet } from "@/components/Page";
import table from "@/components/table.module.css";
import { dateText } from "@/dates/dates";
import { decimalText } from "@/numbers/format";
import { useFilters } from "@/shell/filters";

const RATE_DECIMALS = 4;

function columnsOf(base: string, asOf: string, via: string): Column<RevaluedPosition>[] {
  const money = (amount: string | null) => amount !== null && <Amount value={{ amount, currency: base }} />;
  return [
    {
      id: "what",
      header: "Position",
      className: table.nowrap,
      cell: (position) => (
        <>
          <Name position={position} asOf={asOf} via={via} />
          <div className={table.under}>
            <Rate position={position} asOf={asOf} />
          </div>
        </>
      ),
    },
    { id: "party", header: "Party", wide: true, cell: (position) => <Party position={position} /> },
    {
      id: "account",
      header: "Account",
      wide: true,
      className: table.quiet,
      // an account that is a position itself is named already
      cell: ({ kind, account_code: code, account_name: name }) => kind === "item" && `${code} ${name}`,
    },
    {
      id: "amount",
      header: "Amount",
      figure: true,
      cell: ({ amount, currency }) => <Amount value={{ amount, currency }} withCurrency />,
    },
    { id: "book", header: `In the books ${base}`, figure: true, wide: true, cell: ({ book }) => money(book) },
    { id: "rate", header: "Rate", figure: true, wide: true, cell: (position) => <Rate position={position} asOf={asOf} /> },
    { id: "value", header: `Worth ${base}`, figure: true, wide: true, cell: ({ value }) => money(value) },
    { id: "difference", header: "Difference", figure: true, cell: ({ difference }) => money(difference) },
  ];
}

function Name({ position, asOf, via }: { position: RevaluedPosition; asOf: string; via: string }) {
  const { kind, entry_id: entry, number, account_id: account, account_code: code, account_name: name } = position;
  if (kind === "item" && entry) {
    return (
      <Link to={`/ledger/entries/${entry}`} search={{ via } as never}>
        {number}
      </Link>
    );
  }
  return (
    <Link to={`/ledger/accounts/${account}`} search={{ to: asOf, via } as never}>
      {code} {name}
    </Link>
  );
}

const Party = ({ position: { party_id: id, party_name: name } }: { position: RevaluedPosition }) =>
  id ? <Link to={`/ledger/parties/${id}`}>{name}</Link> : null;

/** The rate, with its day where that is not the day of the report. */
function Rate({ position: { rate, rate_day: day, missing }, asOf }: { position: RevaluedPosition; asOf: string }) {
  if (missing || rate === null) return <span className={table.quiet}>No rate</span>;
  return (
    <span title={day ? `The rate of ${dateText(day)}` : undefined}>
      {decimalText(rate, RATE_DECIMALS)} {day && day !== asOf && <span className={table.quiet}>{dateText(day)}</span>}
    </span>
  );
}

/** The items and accounts behind the figures of the currencies. */
export function Positions({ revaluation: { positions, currency, as_of } }: { revaluation: Revaluation }) {
  const [{ currency: chosen }, setFilters] = useFilters();
  const via = useVia();
  const rows = chosen ? positions.filter((position) => position.currency === chosen) : positions;
  return (
    <div id="positions">
      <Sheet
        title={chosen ? `Positions in ${chosen}` : "Positions"}
        flush
        actions={
          chosen && (
            <Button size="compact-sm" variant="subtle" onClick={() => setFilters({ currency: undefined })}>
              All currencies
            </Button>
          )
        }
      >
        <LongTable
          label="Positions"
          columns={columnsOf(currency, as_of, via)}
          rows={rows}
          keyOf={(position) => `${position.kind}${position.entry_id ?? position.account_id}${position.line ?? position.currency}`}
          hasMore={false}
          loadMore={() => undefined}
        />
      </Sheet>
    </div>
  );
}
