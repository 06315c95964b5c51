import { useMediaQuery } from "@mantine/hooks";
import { defaultRangeExtractor, useWindowVirtualizer } from "@tanstack/react-virtual";
import { type ClipboardEvent, type Dispatch, Fragment, type KeyboardEvent, memo, useCallback, useLayoutEffect, useRef, useState } from "react";
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
/** Heights of a row in the style sheet: one line on a desktop, a small form on a phone. */
const ROW_HEIGHT = { desktop: 39, phone: 167 };
const HEADS: Record<Column, string> = { account: "Account", memo: "Text", tax: "Tax code", debit: "Debit", credit: "Credit" };

/** Puts the focus into a cell at once: the next key press, however fast, must land there. */
function focusCell(table: HTMLTableElement | null, row: number, column: Column): void {
  const cell = table?.querySelector<HTMLElement>(`[data-cell="${row}-${column}"]`);
  cell?.focus({ preventScroll: true });
  cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (cell instanceof HTMLInputElement) cell.select();
}

/** The lines of an entry as a grid: arrows and Enter move, sums are worked out in the cells, rows can be pasted. */
export function EntryGrid({ rows, currency, accounts, taxCodes, dispatch, onPost }: EntryGridProps) {
  const table = useRef<HTMLTableElement>(null);
  const { body, virtual, offset, setActive } = useDrawnRows(rows);
  const count = rows.length;
  const items = virtual.getVirtualItems();
  const after = virtual.getTotalSize() - ((items.at(-1)?.end ?? offset) - offset);

  const go = useCallback(
    (row: number, column: Column) => focusCell(table.current, Math.min(Math.max(row, 0), count - 1), column),
    [count],
  );
  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const at = cellOf(event.target);
      if (at) handleKey(event, at, { go, dispatch, onPost, currency });
    },
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
      onFocus={(event) => setActive((old) => cellOf(event.target)?.row ?? old)}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
    >
      <GridHead currency={currency} />
      <tbody ref={body}>
        {items.map((item, index) => {
          const row = rows[item.index];
          const gap = item.start - (items[index - 1]?.end ?? offset);
          return row ? (
            <Fragment key={row.key}>
              {gap > 0 && <tr aria-hidden style={{ height: gap }} />}
              <Row row={row} at={item.index} {...{ currency, taxCodes, dispatch }} last={item.index === count - 1} />
            </Fragment>
          ) : null;
        })}
        {after > 0 && <tr aria-hidden style={{ height: after }} />}
      </tbody>
    </table>
  );
}

/** The rows in sight, and always the row in use with its neighbours: the next arrow must find its cell, however fast. */
function useDrawnRows(rows: GridRow[]) {
  const body = useRef<HTMLTableSectionElement>(null);
  const [offset, setOffset] = useState(0);
  const [active, setActive] = useState(0);
  const phone = useMediaQuery("(max-width: 760px)", undefined, { getInitialValueInEffect: false });
  useLayoutEffect(() => setOffset(body.current?.offsetTop ?? 0), []);
  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => (phone ? ROW_HEIGHT.phone : ROW_HEIGHT.desktop),
    overscan: 10,
    scrollMargin: offset,
    getItemKey: (index) => rows[index]?.key ?? index,
    rangeExtractor: (range) => {
      const near = [active - 1, active, active + 1].filter((row) => row >= 0 && row < range.count);
      return [...new Set([...defaultRangeExtractor(range), ...near])].sort((a, b) => a - b);
    },
  });
  return { body, virtual, offset, setActive };
}

const GridHead = ({ currency }: { currency: string }) => (
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
);

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

type Cell = { row: number; column: Column };

function handleKey(event: KeyboardEvent<HTMLElement>, { row, column }: Cell, tools: KeyTools): void {
  const { go, dispatch, onPost, currency } = tools;
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
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !choosing && !event.altKey && input.tagName !== "SELECT") {
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
