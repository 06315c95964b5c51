import { type Dispatch, type RefObject, memo, useCallback } from "react";
import type { Account, TaxCode } from "@/api/contract";
import type { SalesTotals } from "@/api/sales";
import { Grid } from "@/components/grid/Grid";
import { type CellPlace, focusCell } from "@/components/grid/cell";
import { RemoveHead } from "@/components/grid/cells";
import { LineRow } from "./LineRow";
import { COLUMNS, type Column, type DraftAction, type DraftRow, isBlank } from "./draft-state";
import { type PlacedRemark, ofRow } from "./remarks";
import styles from "./lines.module.css";

interface LinesGridProps {
  rows: DraftRow[];
  totals: SalesTotals | undefined;
  currency: string;
  gross: boolean;
  accounts: Account[];
  codes: TaxCode[];
  remarks: PlacedRemark[];
  /** A credit note takes lines of its invoice back and has none of its own. */
  fixed: boolean;
  dispatch: Dispatch<DraftAction>;
  onIssue: () => void;
  table: RefObject<HTMLTableElement | null>;
}
/** Heights of a row in the style sheet: one line on a desktop, a small form on a phone. */
const HEIGHT = { desktop: 35, phone: 232 };
export const HEADS: Record<Column, string> = {
  text: "Text",
  quantity: "Quantity",
  unit: "Unit",
  price: "Price",
  discount: "Discount %",
  tax: "Tax code",
  account: "Account",
};
/** Where Enter leads: what is different on every line; the rest has its usual value. */
const NEXT: Partial<Record<string, Column>> = { text: "quantity", quantity: "price", unit: "price", discount: "tax", tax: "account" };
const FIGURES = new Set<string>(["quantity", "price", "discount"]);

/** The lines: Enter goes from the text to the quantity, to the price, and on to the next line. */
export function LinesGrid(props: LinesGridProps) {
  const { rows, totals, currency, gross, accounts, codes, remarks, fixed, dispatch, onIssue, table } = props;
  const onEnter = ({ row, column }: CellPlace): CellPlace => {
    const next = NEXT[column];
    return next ? { row, column: next } : { row: row + 1, column: fixed ? "quantity" : "text" };
  };
  const onTaken = useCallback((row: number) => focusCell(table.current, { row: row + 1, column: "text" }), [table]);
  const order = workedOf(rows);
  // an answer to other lines than these says nothing about them
  const worked = totals?.lines.length === order.filter((at) => at !== undefined).length ? totals.lines : [];
  return (
    <Grid
      label="Lines"
      className={styles.grid}
      table={table}
      rows={rows}
      height={HEIGHT}
      columns={COLUMNS}
      head={<Head currency={currency} gross={gross} />}
      onEnter={onEnter}
      onSubmit={onIssue}
      onRemove={(row) => dispatch({ type: "remove", row })}
      onCopyAbove={fixed ? undefined : ({ row, column }) => dispatch({ type: "copy-above", row, column: column as Column })}
      onPaste={(text, { row, column }) => {
        const cells = text.replace(/\r?\n$/, "").split(/\r?\n/).map((line) => line.split("\t"));
        if (!fixed) dispatch({ type: "paste", row, column: column as Column, cells, accounts, codes, currency });
      }}
    >
      {(row, at, measure) => {
        const place = order[at];
        const total = place === undefined ? undefined : worked[place];
        return (
          <MemoRow
            key={row.key}
            {...{ row, at, measure, currency, codes, fixed, dispatch, onTaken }}
            amount={total && (gross ? total.gross : total.net)}
            usualCode={total?.tax_code}
            usualAccount={accounts.find(({ id }) => id === total?.account_id)}
            remarks={ofRow(remarks, row.key)}
            last={at === rows.length - 1 && isBlank(row)}
          />
        );
      }}
    </Grid>
  );
}
const MemoRow = memo(LineRow);

/** For each row its place among the lines that count, by which the server answers. */
function workedOf(rows: DraftRow[]): (number | undefined)[] {
  let next = 0;
  return rows.map((row) => (isBlank(row) ? undefined : next++));
}

const Head = ({ currency, gross }: { currency: string; gross: boolean }) => (
  <thead>
    <tr>
      <th scope="col" className={styles.number}>
        <span className="visually-hidden">Line</span>
      </th>
      {COLUMNS.map((column) => (
        <th key={column} scope="col" data-column={column} data-figure-column={FIGURES.has(column) || undefined}>
          {HEADS[column]} {column === "price" && (gross ? "gross" : "net")}
        </th>
      ))}
      <th scope="col" data-column="amount" data-figure-column>
        {gross ? "Gross" : "Net"} {currency}
      </th>
      <RemoveHead />
    </tr>
  </thead>
);
