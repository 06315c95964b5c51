import { Link } from "@tanstack/react-router";
import type { DocumentSummary } from "@/api/contract";
import { Amount } from "@/components/Amount";
import { Badge, StateBadge } from "@/components/Badge";
import table from "@/components/table.module.css";
import { agoText, dateText } from "@/dates/dates";
import { shareText } from "@/numbers/format";
import { sentence } from "../documents/words";
import styles from "./DocumentTable.module.css";

interface DocumentTableProps {
  label: string;
  rows: DocumentSummary[];
  /** The queue these rows come from, so that the review can go on to the next. */
  queue?: string;
  selected?: number;
}

/** Documents as rows: what it is, what it says, why it is here. */
export function DocumentTable({ label, rows, queue, selected }: DocumentTableProps) {
  return (
    <div className={table.scroll}>
      <table className={table.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">Document</th>
            <th scope="col" className={table.wide}>
              Date
            </th>
            <th scope="col" className={table.figure}>
              Total
            </th>
            <th scope="col" className={table.wide}>
              State
            </th>
            <th scope="col" className={table.wide}>
              Why it needs you
            </th>
            <th scope="col" className={`${table.wide} ${table.figure}`}>
              Arrived
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <Row key={row.id} row={row} queue={queue} selected={index === selected} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, queue, selected }: { row: DocumentSummary; queue?: string; selected: boolean }) {
  return (
    <tr data-link className={styles.row} data-selected={selected || undefined}>
      <td>
        <Link to="/documents/$documentId" params={{ documentId: row.id }} search={{ queue } as never} className={styles.name}>
          {row.vendor ?? row.file_name}
        </Link>
        <div className={styles.sub}>
          {row.vendor ? [row.number, row.file_name].filter(Boolean).join(" · ") : "not read yet"}
        </div>
        <div className={styles.phoneState}>
          <StateBadge name={row.state.name} />
        </div>
      </td>
      <td className={`${table.wide} ${table.nowrap}`}>{row.date && dateText(row.date)}</td>
      <td className={table.figure}>
        <Amount value={row.total} withCurrency />
      </td>
      <td className={table.wide}>
        <StateBadge name={row.state.name} />
      </td>
      <td className={`${table.wide} ${styles.reasons}`}>
        <Reasons row={row} />
      </td>
      <td className={`${table.wide} ${table.figure} ${table.quiet}`}>{agoText(row.arrived_at)}</td>
    </tr>
  );
}

function Reasons({ row }: { row: DocumentSummary }) {
  const [first, ...others] = row.reasons;
  if (!first) {
    if (row.state.detail) return <span className={styles.detail}>{sentence(row.state.detail)}</span>;
    if (row.confidence && row.confidence >= 0.9) return <Badge tone="good">Read at {shareText(row.confidence)}</Badge>;
    return null;
  }
  return (
    <span className={styles.detail} title={row.reasons.map((reason) => sentence(reason.message)).join("\n")}>
      {sentence(first.message)}
      {others.length > 0 && <span className={styles.more}>and {others.length} more</span>}
    </span>
  );
}
