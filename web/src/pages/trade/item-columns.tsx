import { Link } from "@tanstack/react-router";
import { FileSearch, TriangleAlert } from "lucide-react";
import type { OpenItem, Side } from "@/api/trade";
import { Amount } from "@/components/Amount";
import { Badge } from "@/components/Badge";
import type { Column } from "@/components/LongTable";
import table from "@/components/table.module.css";
import { dateText } from "@/dates/dates";
import { absolute, isZero, differenceOf } from "@/numbers/decimal";
import { dueWords, isCredit, isLate } from "./items";
import styles from "./trade.module.css";
import { WORDS } from "./words";

/** When it is due, and how late it is. */
export function DueMark({ item }: { item: OpenItem }) {
  const words = dueWords(item);
  if (isCredit(item)) return <Badge tone="info">Credit</Badge>;
  if (words === "") return null;
  if (!isLate(item)) return <span className={styles.due}>{words}</span>;
  return (
    <Badge tone={item.due ? "bad" : "warn"} icon={TriangleAlert}>
      {words}
    </Badge>
  );
}

const isPart = ({ amount, open, currency }: OpenItem): boolean => !isZero(differenceOf(absolute(amount), absolute(open), currency));

/** The columns of a list of items; `via` is the address they stand on, to come back to. */
export function itemColumns(side: Side, via: string, { party = true }: { party?: boolean } = {}): Column<OpenItem>[] {
  const entry = (item: OpenItem) => ({ to: `/ledger/entries/${item.entry_id}`, search: { via } as never });
  const columns: Column<OpenItem>[] = [
    {
      id: "number",
      header: "Item",
      className: styles.item,
      cell: (item) => (
        <>
          <Link {...entry(item)}>{item.reference || item.number}</Link>{" "}
          {item.document_id && (
            <Link to={`/documents/${item.document_id}`} className={styles.document} aria-label={`Document of ${item.reference || item.number}`}>
              <FileSearch size={14} aria-hidden />
            </Link>
          )}
          <div className={styles.text}>{[item.reference && item.number, item.text].filter(Boolean).join(" · ")}</div>
          <div className={table.under}>{party && item.party_name}</div>
          <div className={table.under}>
            <DueMark item={item} />
          </div>
        </>
      ),
    },
    {
      id: "party",
      header: WORDS[side].party,
      wide: true,
      cell: ({ party_id: id, party_name: name }) =>
        id ? <Link to={`/ledger/parties/${id}`}>{name}</Link> : <span className={table.quiet}>Nobody named</span>,
    },
    { id: "date", header: "Date", wide: true, className: table.nowrap, cell: (item) => dateText(item.date) },
    {
      id: "due",
      header: "Due",
      wide: true,
      className: table.nowrap,
      cell: (item) => (
        <>
          {item.due && !isCredit(item) && dateText(item.due)}
          <div>
            <DueMark item={item} />
          </div>
        </>
      ),
    },
    {
      id: "amount",
      header: "Amount",
      figure: true,
      wide: true,
      cell: (item) => isPart(item) && <Amount value={{ amount: item.amount, currency: item.currency }} />,
    },
    { id: "open", header: "Open", figure: true, cell: (item) => <Amount value={{ amount: item.open, currency: item.currency }} withCurrency /> },
  ];
  return party ? columns : columns.filter(({ id }) => id !== "party");
}
