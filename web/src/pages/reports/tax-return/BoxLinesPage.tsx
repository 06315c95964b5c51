import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { FileSearch } from "lucide-react";
import { useCallback } from "react";
import { LATE, LEFT_OUT, type ReturnLine, type ReturnSpan, returnFiguresQuery, returnLinesQuery } from "@/api/returns";
import { Amount } from "@/components/Amount";
import { Badge } from "@/components/Badge";
import { type Column, LongTable, classOf } from "@/components/LongTable";
import { Page, Sheet } from "@/components/Page";
import { Empty, Loaded } from "@/components/states";
import table from "@/components/table.module.css";
import { dateText } from "@/dates/dates";
import { sumOf } from "@/numbers/decimal";
import { useBusiness } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import ledger from "../../ledger/ledger.module.css";
import { wayBack } from "../../ledger/via";

const columnsIn = (currency: string): Column<ReturnLine>[] => [
  { id: "date", header: "Tax point", wide: true, className: table.nowrap, cell: (line) => dateText(line.tax_point) },
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
        {line.reference && <span className={table.quiet}>{line.reference}</span>} {line.late && <Badge tone="info">Late</Badge>}
        <div className={table.under}>
          {dateText(line.tax_point)} · {line.number} · {codeOf(line)}
        </div>
        <div className={table.under}>
          <Source line={line} />
        </div>
      </>
    ),
  },
  { id: "account", header: "Account", wide: true, cell: (line) => `${line.account_code} ${line.account_name}` },
  { id: "code", header: "Tax code", wide: true, className: table.nowrap, cell: codeOf },
  { id: "document", header: "Document", wide: true, cell: (line) => <Source line={line} /> },
  { id: "amount", header: "Amount", figure: true, cell: (line) => <Amount value={{ amount: line.amount, currency }} /> },
];

function codeOf({ code, part }: ReturnLine): string {
  return part === "tax" ? `${code} tax` : code;
}
const Source = ({ line: { document_id, number } }: { line: ReturnLine }) =>
  document_id && (
    <Link to={`/documents/${document_id}`} className={ledger.source} aria-label={`Document of ${number}`}>
      <FileSearch size={14} aria-hidden /> Document
    </Link>
  );

/** The lines behind a box of a return, or those that no box holds. */
export default function BoxLinesPage() {
  const [{ from, to, box, via }] = useFilters();
  const back = wayBack(via, { to: "/reports/tax-return", label: "Tax return", search: { from, to } });
  if (from && to && box) return <BoxLines span={{ from, to }} box={box} back={back} />;
  return (
    <Page title="Lines of a box" back={back}>
      <Empty title="No box is chosen">Choose one on the return itself.</Empty>
    </Page>
  );
}

function BoxLines({ span, box, back }: { span: ReturnSpan; box: string; back: ReturnType<typeof wayBack> }) {
  const { id: b, base_currency } = useBusiness();
  const { data: figures } = useQuery(returnFiguresQuery(b, span));
  const found = figures?.boxes.find(({ id }) => id === box);
  const currency = figures?.currency ?? base_currency;
  const days = `${dateText(span.from)} to ${dateText(span.to)}, in ${currency}`;
  const out = box === LEFT_OUT;
  const title = found ? `Box ${box}: ${found.english}` : `Box ${box}`;
  return (
    <Page
      title={out ? "Lines in no box" : box === LATE ? "Late lines" : title}
      back={back}
      note={
        <>
          {found && found.local !== found.english && `${found.local} · `}
          {days}
          {box === LATE && ". Their own periods were filed before they were posted."}
          {out && ". The form does not tell where these lines go: see whether their tax codes are right."}
        </>
      }
    >
      <Sheet flush>
        <Lines span={span} box={box} currency={currency} />
      </Sheet>
    </Page>
  );
}

function Lines({ span, box, currency }: { span: ReturnSpan; box: string; currency: string }) {
  const { id: b } = useBusiness();
  const navigate = useNavigate();
  const query = useInfiniteQuery(returnLinesQuery(b, span, box));
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const more = useCallback(() => void (query.isFetchingNextPage || query.fetchNextPage()), [query]);
  const columns = columnsIn(currency);
  return (
    <Loaded query={query} rows={12}>
      {() =>
        rows.length > 0 ? (
          <LongTable
            label="Lines of the box"
            columns={columns}
            rows={rows}
            keyOf={(line) => `${line.entry_id}/${line.line}/${line.part}`}
            hasMore={query.hasNextPage}
            loadMore={more}
            open={(line) => void navigate({ to: `/ledger/entries/${line.entry_id}` })}
            // net amounts and taxes that no box holds make no sum
            foot={box !== LEFT_OUT && <Total columns={columns} amount={sumOf(rows.map((line) => line.amount), currency)} currency={currency} />}
          />
        ) : (
          <Empty title="No lines stand behind this box">Nothing of the period went into it.</Empty>
        )
      }
    </Loaded>
  );
}

const Total = ({ columns, amount, currency }: { columns: Column<ReturnLine>[]; amount: string; currency: string }) => (
  <tr className={table.total}>
    {columns.map((column) => (
      <td key={column.id} className={classOf(column)}>
        {column.id === "memo" && "Total of the lines"}
        {column.id === "amount" && <Amount value={{ amount, currency }} />}
      </td>
    ))}
  </tr>
);
