import { Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { MouseEvent, ReactNode } from "react";
import type { DocumentSummary } from "@/api/contract";
import table from "@/components/table.module.css";
import type { Selection } from "@/components/use-selection";
import styles from "./DocumentTable.module.css";
import { type DocumentColumn, State, usualColumns } from "./columns";
import { nextOrder } from "./order";

interface DocumentTableProps {
  label: string;
  rows: DocumentSummary[];
  columns?: DocumentColumn[];
  /** What the address of a document keeps of this list, so that the review can go on to the next. */
  search?: never;
  /** The row that the keys stand on. */
  current?: number;
  /** Makes the heads buttons. */
  sorting?: { order: string | undefined; onOrder: (order: string | undefined) => void };
  /** Puts a box before each row. */
  selection?: Selection<DocumentSummary>;
}

/** Documents as rows: what it is, what it says, why it is here. */
export function DocumentTable({ label, rows, columns = usualColumns(), search, current, sorting, selection }: DocumentTableProps) {
  const head = (id: string, text: string) => <Head id={id} label={text} sorting={sorting} />;
  return (
    <div className={table.scroll}>
      <table className={table.table} aria-label={label}>
        <thead>
          <tr>
            {selection && (
              <th scope="col" className={styles.box}>
                <Checkbox
                  size="xs"
                  aria-label="Select all documents"
                  checked={selection.all}
                  indeterminate={selection.some}
                  onChange={selection.toggleAll}
                />
              </th>
            )}
            <th scope="col" aria-sort={sortOf("document", sorting?.order)}>
              {head("document", "Document")}
            </th>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={classOf(column)} aria-sort={sortOf(column.id, sorting?.order)}>
                {head(column.id, column.label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr
              key={row.id}
              data-link
              className={styles.row}
              data-current={index === current || undefined}
              data-selected={selection?.has(row) || undefined}
            >
              {selection && (
                <td className={styles.box}>
                  {selection.offers(row) && (
                    <Checkbox
                      size="xs"
                      aria-label={`Select ${row.file_name}`}
                      checked={selection.has(row)}
                      onChange={() => undefined}
                      onClick={(event: MouseEvent) => selection.toggle(index, event.shiftKey)}
                    />
                  )}
                </td>
              )}
              <td className={styles.document}>
                <Name row={row} search={search} />
              </td>
              {columns.map((column) => (
                <td key={column.id} className={classOf(column)} data-column={column.id}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const classOf = ({ id, figure, wide }: DocumentColumn): string =>
  [
    figure && table.figure,
    wide && table.wide,
    id === "date" && table.nowrap,
    id === "why" && styles.reasons,
    id === "arrived" && table.quiet,
  ]
    .filter(Boolean)
    .join(" ");

type Sorting = DocumentTableProps["sorting"];
const sortOf = (id: string, order: string | undefined) =>
  order === id ? "ascending" : order === `-${id}` ? "descending" : undefined;

function Head({ id, label, sorting }: { id: string; label: ReactNode; sorting: Sorting }) {
  if (!sorting) return label;
  const { order, onOrder } = sorting;
  const Arrow = order === id ? ArrowUp : ArrowDown;
  return (
    <button type="button" className={styles.sort} onClick={() => onOrder(nextOrder(id, order))}>
      {label}
      {sortOf(id, order) && <Arrow size={13} aria-hidden />}
    </button>
  );
}

function Name({ row, search }: { row: DocumentSummary; search: never | undefined }) {
  return (
    <>
      <Link to="/documents/$documentId" params={{ documentId: row.id }} search={search} className={styles.name}>
        {row.vendor ?? row.file_name}
      </Link>
      <div className={styles.sub}>{row.vendor ? [row.number, row.file_name].filter(Boolean).join(" · ") : "not read yet"}</div>
      <div className={styles.phoneState}>
        <State row={row} />
      </div>
    </>
  );
}
