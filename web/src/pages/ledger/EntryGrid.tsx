import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ClipboardEvent, type Dispatch, type KeyboardEvent, memo, useCallback, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Account, TaxCode } from "@/api/contract";
import { GridCells } from "./GridCells";
import { COLUMNS, type Column, type GridAction, type GridRow } from "./grid-state";
import styles from "./grid.module.css";

interface EntryGridProps {
  rows: GridRow[];
  currency: string;
  accounts: Account[];
  taxCodes: TaxCode[];
  dispatch: Dispatch<GridAction>;
  onPost: () => void;
}
const ROW_HEIGHT = 38;
const HEADS: Record<Column, string> = { account: "Account", memo: "Text", tax: "Tax code", debit: "Debit", credit: "Credit" };

/** Puts the focus into a cell at once: the next key press, however fast, must land there. */
function focusCell(table: HTMLTableElement | null, row: number, column: Column): boolean {
  const cell = table?.querySelector<HTMLElement>(`[data-cell="${row}-${column}"]`);
  cell?.focus();
  if (cell instanceof HTMLInputElement) cell.select();
  return cell !== null && cell !== undefined;
}

/** The lines of an entry as a grid: arrows and Enter move, sums are worked out in the cells, rows can be pasted. */
export function EntryGrid({ rows, currency, accounts, taxCodes, dispatch, onPost }: EntryGridProps) {
  const table = useRef<HTMLTableElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => setOffset(body.current?.offsetTop ?? 0), []);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
    scrollMargin: offset,
    getItemKey: (index) => rows[index]?.key ?? index,
  });
  const count = rows.length;
  const items = virtual.getVirtualItems();
  const before = (items[0]?.start ?? offset) - offset;
  const after = virtual.getTotalSize() - ((items.at(-1)?.end ?? offset) - offset);

  const go = useCallback(
    (row: number, column: Column) => {
      const target = Math.min(Math.max(row, 0), count - 1);
      if (focusCell(table.current, target, column)) return;
      flushSync(() => virtual.scrollToIndex(target));
      requestAnimationFrame(() => focusCell(table.current, target, column));
    },
    [count, virtual],
  );
  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLElement>) => handleKey(event, { go, dispatch, onPost, currency }),
    [go, dispatch, onPost, currency],
  );
  const onPaste = useCallback(
    (event: ClipboardEvent<HTMLElement>) => {
      const text = event.clipboardData.getData("text/plain");
      const at = cellOf(event.target);
      if (!at || !/[\t\n]/.test(text.trim())) return;
      event.preventDefault();
      const cells = text.replace(/\r?\n$/, "").split(/\r?\n/).map((line) => line.split("\t"));
      dispatch({ type: "paste", ...at, cells, accounts, currency });
    },
    [dispatch, accounts, currency],
  );

  return (
    <table
      ref={table}
      role="grid"
      aria-label="Lines of the entry"
      aria-rowcount={rows.length + 1}
      className={styles.grid}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
    >
      <thead>
        <tr>
          <th scope="col" className={styles.number}>
            <span className="visually-hidden">Line</span>
          </th>
          {COLUMNS.map((column) => (
            <th key={column} scope="col" data-column={column}>
              {HEADS[column]} {(column === "debit" || column === "credit") && currency}
            </th>
          ))}
          <th scope="col" className={styles.remove}>
            <span className="visually-hidden">Remove</span>
          </th>
        </tr>
      </thead>
      <tbody ref={body}>
        {before > 0 && <tr aria-hidden style={{ height: before }} />}
        {items.map((item) => {
          const row = rows[item.index];
          return row ? (
            <Row key={row.key} row={row} at={item.index} {...{ currency, taxCodes, dispatch }} last={item.index === count - 1} />
          ) : null;
        })}
        {after > 0 && <tr aria-hidden style={{ height: after }} />}
      </tbody>
    </table>
  );
}

interface RowProps {
  row: GridRow;
  at: number;
  last: boolean;
  currency: string;
  taxCodes: TaxCode[];
  dispatch: Dispatch<GridAction>;
}
const Row = memo(function Row(props: RowProps) {
  return (
    <tr aria-rowindex={props.at + 2}>
      <GridCells {...props} />
    </tr>
  );
});

/** Which cell an event happened in. */
function cellOf(target: EventTarget | null): { row: number; column: Column } | null {
  const name = target instanceof HTMLElement ? target.closest<HTMLElement>("[data-cell]")?.dataset.cell : undefined;
  const [row, column] = name?.split("-") ?? [];
  return row !== undefined && column ? { row: Number(row), column: column as Column } : null;
}

interface KeyTools {
  go: (row: number, column: Column) => void;
  dispatch: Dispatch<GridAction>;
  onPost: () => void;
  currency: string;
}

function handleKey(event: KeyboardEvent<HTMLElement>, { go, dispatch, onPost, currency }: KeyTools): void {
  const at = cellOf(event.target);
  if (!at) return;
  const { row, column } = at;
  const input = event.target as HTMLInputElement;
  const choosing = input.getAttribute("aria-expanded") === "true";
  const mod = event.ctrlKey || event.metaKey;
  const stop = () => event.preventDefault();
  if (event.key === "Enter" && mod) {
    stop();
    input.blur(); // what is being typed counts
    onPost();
  } else if (event.key === "Enter" && !choosing) {
    stop();
    if (input.value.trim() === "=" && (column === "debit" || column === "credit")) {
      flushSync(() => dispatch({ type: "balance", row, currency }));
      return go(row + 1, "account");
    }
    const done = column === "credit" || (column === "debit" && input.value.trim() !== "");
    go(done ? row + 1 : row, done ? "account" : (COLUMNS[COLUMNS.indexOf(column) + 1] ?? "account"));
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !choosing && input.tagName !== "SELECT") {
    stop();
    go(row + (event.key === "ArrowDown" ? 1 : -1), column);
  } else if (event.key.toLowerCase() === "d" && mod) {
    stop();
    dispatch({ type: "copy-above", row, column });
  } else if ((event.key === "Delete" || event.key === "Backspace") && mod) {
    stop();
    flushSync(() => dispatch({ type: "remove", row }));
    go(row, column);
  }
}
