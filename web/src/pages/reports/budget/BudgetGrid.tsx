import { type Dispatch, useMemo, useRef } from "react";
import type { Account, IsoDate } from "@/api/contract";
import { Grid } from "@/components/grid/Grid";
import type { CellPlace } from "@/components/grid/cell";
import { RemoveHead } from "@/components/grid/cells";
import { monthText } from "@/dates/dates";
import { BudgetCells } from "./BudgetCells";
import { areWhole, planText } from "./amounts";
import styles from "./budget.module.css";
import { type Pasted, columnsOf, readPaste } from "./paste";
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
/** Heights of a row in the style sheet; on a phone it is a form, measured when it is drawn. */
const HEIGHT = { desktop: 35, phone: 330 };

/** Accounts by months: arrows and Enter move, sums are worked out in the cells, rows can be pasted from a spreadsheet. */
export function BudgetGrid({ rows, from, departments, currency, accounts, dispatch, onPaste, onSave }: BudgetGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const months = useMemo(() => monthsFrom(from).map(monthText), [from]);
  const columns = useMemo(() => columnsOf(departments), [departments]);
  const sums = useMemo(() => sumsOf(rows, currency), [rows, currency]);
  const whole = useMemo(() => areWhole(rows.flatMap((row) => row.months)), [rows]);
  /** Enter goes through the months of a row, and from the last one to the next row: the year is their sum. */
  const onEnter = ({ row, column }: CellPlace): CellPlace => {
    const next = columns[columns.indexOf(column) + 1];
    return next === undefined || next === "year" ? { row: row + 1, column: "account" } : { row, column: next };
  };
  const copyAbove = ({ row, column }: CellPlace) => {
    if (/^\d+$/.test(column)) dispatch({ type: "copy-above", row, month: Number(column) });
  };
  return (
    <div ref={scroller} className={styles.scroll}>
      <Grid
        label="Budget by month"
        className={styles.grid}
        rows={rows}
        height={HEIGHT}
        scroller={scroller}
        columns={columns}
        head={<GridHead months={months} departments={departments} removable />}
        foot={<GridFoot {...{ sums, departments, currency, whole }} removable />}
        onEnter={onEnter}
        onSubmit={onSave}
        onRemove={(row) => dispatch({ type: "remove", row })}
        onCopyAbove={copyAbove}
        onUndo={() => dispatch({ type: "undo" })}
        onPaste={(text, { row, column }) => {
          const pasted = readPaste(text, column, accounts, currency);
          dispatch({ type: "paste", row, pasted: pasted.rows, merge: column === "account", currency });
          onPaste(pasted);
        }}
      >
        {(row, at, measure) => (
          <BudgetCells key={row.key} row={row} at={at} last={at === rows.length - 1} {...{ months, departments, currency, whole, dispatch, measure }} />
        )}
      </Grid>
    </div>
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
      {removable && <RemoveHead />}
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
        {removable && <td data-column="remove" />}
      </tr>
    ))}
  </tfoot>
);
