import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { countText } from "@/numbers/format";
import { useShortcuts } from "@/shell/shortcuts";
import styles from "./LongTable.module.css";
import table from "./table.module.css";
import type { Selection } from "./use-selection";

export interface Column<T> {
  id: string;
  header: ReactNode;
  cell: (row: T) => ReactNode;
  figure?: boolean;
  /** Left out on phones. */
  wide?: boolean;
  /** Shown on phones only. */
  narrow?: boolean;
  className?: string;
}
interface LongTableProps<T> {
  label: string;
  columns: Column<T>[];
  rows: T[];
  keyOf: (row: T) => string;
  /** All rows there are, also those not fetched yet. */
  total?: number;
  hasMore: boolean;
  loadMore: () => void;
  /** Opens a row; makes j, k and Enter work. */
  open?: (row: T) => void;
  /** Selected rows; x selects the one that the keys stand on. The boxes are a column of their own (BoxColumn). */
  selection?: Selection<T>;
  head?: ReactNode;
  /** Rows below the last one, once all rows are there. */
  foot?: ReactNode;
}
const OVERSCAN = 12;

/** A table of any length: only the rows in sight are in the page, the next ones are fetched while one scrolls. */
export function LongTable<T>({ label, columns, rows, keyOf, total, hasMore, loadMore, open, selection, head, foot }: LongTableProps<T>) {
  const printing = usePrinting();
  const body = useRef<HTMLTableSectionElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => setOffset(body.current?.offsetTop ?? 0), []);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => (document.documentElement.dataset.density === "compact" ? 31 : 38),
    overscan: OVERSCAN,
    scrollMargin: offset,
    getItemKey: (index) => keyOf(rows[index] as T),
  });
  const drawn = virtual.getVirtualItems();
  // paper has no window to look through: all rows that were fetched are printed
  const items = printing ? virtual.measurementsCache : drawn;
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - OVERSCAN * 2) loadMore();
  }, [hasMore, last, rows.length, loadMore]);
  const selected = useRowKeys(rows, open, (index) => virtual.scrollToIndex(index, { align: "auto" }), selection?.toggle);
  const before = (items[0]?.start ?? offset) - offset;
  const after = virtual.getTotalSize() - ((items.at(-1)?.end ?? offset) - offset);

  return (
    <div className={table.scroll}>
      <table className={table.table} aria-label={label} aria-rowcount={(total ?? rows.length) + 1}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={classOf(column)}>
                {column.header}
              </th>
            ))}
          </tr>
          {head}
        </thead>
        <tbody ref={body}>
          {before > 0 && <Gap height={before} columns={columns.length} />}
          {items.map((item) => {
            const row = rows[item.index] as T;
            return (
              <tr
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                data-link={open ? true : undefined}
                className={styles.row}
                data-selected={item.index === selected || undefined}
                data-marked={selection?.has(row) || undefined}
                aria-rowindex={item.index + 2}
              >
                {columns.map((column) => (
                  <td key={column.id} className={classOf(column)}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          {after > 0 && <Gap height={after} columns={columns.length} />}
        </tbody>
        {foot && !hasMore && <tfoot>{foot}</tfoot>}
      </table>
      <Count rows={rows.length} total={total} hasMore={hasMore} printing={printing} />
    </div>
  );
}

interface CountProps {
  rows: number;
  total: number | undefined;
  hasMore: boolean;
  printing: boolean;
}
function Count({ rows, total, hasMore, printing }: CountProps) {
  const known = total !== undefined && total > rows;
  const shown = printing ? "printed" : "shown; the rest follows as you scroll";
  return (
    <p className={styles.count} role="status">
      {known || hasMore ? `${countText(rows)} ${known ? `of ${countText(total)} ` : ""}${shown}` : `${countText(rows)} in all`}
    </p>
  );
}

/** Whether the page is being printed; drawn before the browser looks. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    window.addEventListener("beforeprint", begin);
    window.addEventListener("afterprint", end);
    return () => {
      window.removeEventListener("beforeprint", begin);
      window.removeEventListener("afterprint", end);
    };
  }, []);
  return printing;
}

/** The classes of a column, for rows that a page adds itself. */
export const classOf = (column: { figure?: boolean; wide?: boolean; narrow?: boolean; className?: string }): string | undefined =>
  [column.figure && table.figure, column.wide && table.wide, column.narrow && table.narrow, column.className].filter(Boolean).join(" ") || undefined;

const Gap = ({ height, columns }: { height: number; columns: number }) => (
  <tr aria-hidden style={{ height, border: 0 }}>
    <td colSpan={columns} style={{ padding: 0 }} />
  </tr>
);

/** j and k walk the rows, Enter opens the chosen one, x selects it. Returns the chosen index, -1 before the first key. */
export function useRowKeys<T>(
  rows: T[],
  open: ((row: T) => void) | undefined,
  reveal: (index: number) => void,
  select?: (index: number) => void,
): number {
  const [selected, setSelected] = useState(-1);
  const move = (step: number) => {
    const next = Math.min(Math.max(selected + step, 0), rows.length - 1);
    setSelected(next);
    reveal(next);
  };
  const chosen = rows[selected];
  useShortcuts(
    open
      ? [
          { keys: "j", label: "Next row", group: "List", repeats: true, run: () => move(1) },
          { keys: "k", label: "Row before", group: "List", repeats: true, run: () => move(-1) },
          ...(chosen ? [{ keys: "Enter", label: "Open the row", group: "List", run: () => open(chosen) }] : []),
          ...(select ? [{ keys: "x", label: "Select the row", group: "List", run: () => select(Math.max(selected, 0)) }] : []),
        ]
      : [],
  );
  return Math.min(selected, rows.length - 1);
}
