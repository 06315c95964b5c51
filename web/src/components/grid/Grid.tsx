import { type ClipboardEvent, Fragment, type KeyboardEvent, type ReactNode, type RefObject, useCallback, useRef } from "react";
import { type CellPlace, cellOf, focusCell, isTable } from "./cell";
import styles from "./grid.module.css";
import { type GridKeys, handleKey } from "./keys";
import { useDrawnRows } from "./use-drawn-rows";

interface GridProps<Row extends { key: number }> extends Omit<GridKeys, "go"> {
  label: string;
  className: string | undefined;
  rows: Row[];
  height: { desktop: number; phone: number };
  scroller?: RefObject<HTMLElement | null>;
  head: ReactNode;
  foot?: ReactNode;
  /** The row as a `tr`; `measure` is its ref. */
  children: (row: Row, at: number, measure: (row: Element | null) => void) => ReactNode;
  onPaste: (text: string, place: CellPlace) => void;
  table?: RefObject<HTMLTableElement | null>;
}

/** Rows of cells to type in, as many as there are: only those in sight are in the page. */
export function Grid<Row extends { key: number }>(props: GridProps<Row>) {
  const { label, className, rows, head, foot, children, onPaste } = props;
  const own = useRef<HTMLTableElement>(null);
  const table = props.table ?? own;
  const { body, offset, items, after, measure, use } = useDrawnRows(props);
  const count = rows.length;
  const go = useCallback(
    ({ row, column }: CellPlace) => focusCell(table.current, { row: Math.min(Math.max(row, 0), count - 1), column }),
    [count, table],
  );
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const at = cellOf(event.target);
    if (at) handleKey(event, at, { ...props, go });
  };
  const paste = (event: ClipboardEvent<HTMLElement>) => {
    const text = event.clipboardData.getData("text/plain");
    const at = cellOf(event.target);
    if (!at || !isTable(text)) return;
    event.preventDefault();
    onPaste(text, at);
  };
  return (
    <table
      ref={table}
      role="grid"
      aria-label={label}
      aria-rowcount={count + 1}
      className={`${styles.grid} ${className ?? ""}`}
      onFocus={(event) => {
        const row = cellOf(event.target)?.row;
        if (row !== undefined) use(row);
      }}
      onKeyDown={onKeyDown}
      onPaste={paste}
    >
      {head}
      <tbody ref={body}>
        {items.map((item, index) => {
          const row = rows[item.index];
          const gap = item.start - (items[index - 1]?.end ?? offset);
          return row ? (
            <Fragment key={row.key}>
              {gap > 0 && <tr aria-hidden data-gap style={{ height: gap }} />}
              {children(row, item.index, measure)}
            </Fragment>
          ) : null;
        })}
        {after > 0 && <tr aria-hidden data-gap style={{ height: after }} />}
      </tbody>
      {foot}
    </table>
  );
}
