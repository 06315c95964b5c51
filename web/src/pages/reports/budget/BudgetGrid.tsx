import { type ClipboardEvent, type Dispatch, type KeyboardEvent, useCallback, useMemo, useRef } from "react";
import { flushSync } from "react-dom";
import type { Account, IsoDate } from "@/api/contract";
import { monthText } from "@/dates/dates";
import { BudgetCells } from "./BudgetCells";
import { areWhole, planText } from "./amounts";
import styles from "./budget.module.css";
import { type Column, type Pasted, columnsOf, isTable, readPaste } from "./paste";
import { type BudgetAction, type BudgetRow, type Sums, sumsOf } from "./rows";
import { monthsFrom } from "./years";

interface BudgetGridProps {
  rows: BudgetRow[];
  /** First day of the fiscal year. */
  from: IsoDate;
  departments: boolean;
  currency: string;
  accounts: Account[];
  dispatch: Dispatch<BudgetAction>;
  onPaste: (pasted: Pasted) => void;
  onSave: () => void;
}

/** Accounts by months: arrows and Enter move, sums are worked out in the cells, rows can be pasted from a spreadsheet. */
export function BudgetGrid({ rows, from, departments, currency, accounts, dispatch, onPaste, onSave }: BudgetGridProps) {
  const table = useRef<HTMLTableElement>(null);
  const months = useMemo(() => monthsFrom(from).map(monthText), [from]);
  const columns = useMemo(() => columnsOf(departments), [departments]);
  const sums = useMemo(() => sumsOf(rows, currency), [rows, currency]);
  const whole = useMemo(() => areWhole(rows.flatMap((row) => row.months)), [rows]);
  const count = rows.length;
  const go = useCallback(
    (row: number, column: Column) => focusCell(table.current, Math.min(Math.max(row, 0), count - 1), column),
    [count],
  );
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const at = cellOf(event.target);
    if (at) handleKey(event, at, { go, dispatch, onSave, columns });
  };
  const paste = (event: ClipboardEvent<HTMLElement>) => {
    const text = event.clipboardData.getData("text/plain");
    const at = cellOf(event.target);
    if (!at || !isTable(text)) return;
    event.preventDefault();
    const pasted = readPaste(text, at.column, accounts, currency);
    dispatch({ type: "paste", row: at.row, pasted: pasted.rows, merge: at.column === "account", currency });
    onPaste(pasted);
  };
  return (
    <table
      ref={table}
      role="grid"
      aria-label="Budget by month"
      aria-rowcount={count + 1}
      className={styles.grid}
      onKeyDown={onKeyDown}
      onPaste={paste}
    >
      <GridHead months={months} departments={departments} removable />
      <tbody>
        {rows.map((row, at) => (
          <BudgetCells key={row.key} row={row} at={at} last={at === count - 1} {...{ months, departments, currency, whole, dispatch }} />
        ))}
      </tbody>
      <GridFoot {...{ sums, departments, currency, whole }} removable />
    </table>
  );
}

interface HeadProps {
  months: readonly string[];
  departments: boolean;
  removable?: boolean;
}
export const GridHead = ({ months, departments, removable }: HeadProps) => (
  <thead>
    <tr>
      <th scope="col" data-column="account">
        Account
      </th>
      {departments && (
        <th scope="col" data-column="department">
          Department
        </th>
      )}
      {months.map((month) => (
        <th key={month} scope="col" data-column="month">
          {month}
        </th>
      ))}
      <th scope="col" data-column="year">
        Year
      </th>
      {removable && (
        <th scope="col" className={styles.remove}>
          <span className="visually-hidden">Remove</span>
        </th>
      )}
    </tr>
  </thead>
);

interface FootProps {
  sums: Sums;
  departments: boolean;
  currency: string;
  whole: boolean;
  removable?: boolean;
}
export const GridFoot = ({ sums, departments, currency, whole, removable }: FootProps) => (
  <tfoot>
    {([["Income", sums.income], ["Expense", sums.expense], ["Result", sums.result]] as const).map(([label, amounts]) => (
      <tr key={label} data-sum={label}>
        <th scope="row" data-column="account">
          {label}
        </th>
        {departments && <td data-column="department" />}
        {amounts.map((amount, at) => (
          <td key={at} data-column={at === amounts.length - 1 ? "year" : "month"}>
            {planText(amount, currency, whole)}
          </td>
        ))}
        {removable && <td className={styles.remove} />}
      </tr>
    ))}
  </tfoot>
);

/** Puts the focus into a cell at once: the next key press, however fast, must land there. */
function focusCell(table: HTMLTableElement | null, row: number, column: Column): void {
  const cell = table?.querySelector<HTMLElement>(`[data-cell="${row}-${column}"]`);
  cell?.focus({ preventScroll: true });
  cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (cell instanceof HTMLInputElement) cell.select();
}

/** Which cell an event happened in. */
function cellOf(target: EventTarget | null): { row: number; column: Column } | null {
  const name = target instanceof HTMLElement ? target.closest<HTMLElement>("[data-cell]")?.dataset.cell : undefined;
  const [row, column] = name?.split("-") ?? [];
  return row !== undefined && column ? { row: Number(row), column } : null;
}

interface KeyTools {
  go: (row: number, column: Column) => void;
  dispatch: Dispatch<BudgetAction>;
  onSave: () => void;
  columns: Column[];
}

/** Whether an arrow sideways leaves the cell: at the edge of its text, or while all of it is marked. */
function leaves(input: HTMLInputElement, step: number): boolean {
  const { selectionStart: start, selectionEnd: end, value } = input;
  if (start === 0 && end === value.length) return true;
  return start === end && start === (step < 0 ? 0 : value.length);
}

function handleKey(event: KeyboardEvent<HTMLElement>, { row, column }: { row: number; column: Column }, tools: KeyTools): void {
  const { go, dispatch, onSave, columns } = tools;
  const input = event.target as HTMLInputElement;
  if (input.getAttribute("aria-expanded") === "true") return; // the list of accounts has the keys
  const month = /^\d+$/.test(column) ? Number(column) : null;
  const beside = (step: number) => columns[columns.indexOf(column) + step];
  const key = event.ctrlKey || event.metaKey ? `mod+${event.key.toLowerCase()}` : event.altKey ? "" : event.key;
  const act: Record<string, (() => void) | undefined> = {
    Enter: () => (beside(1) === "year" || !beside(1) ? go(row + 1, "account") : go(row, beside(1) ?? "account")),
    ArrowDown: () => go(row + 1, column),
    ArrowUp: () => go(row - 1, column),
    ArrowLeft: leaves(input, -1) && beside(-1) ? () => go(row, beside(-1) ?? column) : undefined,
    ArrowRight: leaves(input, 1) && beside(1) ? () => go(row, beside(1) ?? column) : undefined,
    "mod+enter": () => {
      input.blur(); // what is being typed counts
      onSave();
    },
    "mod+d": month === null ? undefined : () => flushSync(() => dispatch({ type: "copy-above", row, month })),
    "mod+r": month === null ? undefined : () => input.parentElement?.querySelector<HTMLElement>("[data-fill]")?.click(),
    "mod+z": input.dataset.typed ? undefined : () => flushSync(() => dispatch({ type: "undo" })),
    "mod+delete": () => {
      flushSync(() => dispatch({ type: "remove", row }));
      go(row, column);
    },
  };
  act["mod+backspace"] = act["mod+delete"];
  const run = act[key];
  if (!run) return;
  event.preventDefault();
  run();
}
