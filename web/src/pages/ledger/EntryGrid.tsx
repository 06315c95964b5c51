import { type Dispatch, memo, useCallback, useLayoutEffect, useRef } from "react";
import { flushSync } from "react-dom";
import type { Account, TaxCode } from "@/api/contract";
import { AccountPicker } from "@/components/AccountPicker";
import { TaxCodeSelect } from "@/components/TaxCodeSelect";
import { Grid } from "@/components/grid/Grid";
import { type CellPlace, focusCell } from "@/components/grid/cell";
import { AmountCell, RemoveCell, RemoveHead, TextCell } from "@/components/grid/cells";
import { amountText } from "@/numbers/format";
import styles from "./entry.module.css";
import { COLUMNS, type Column, type GridAction, type GridRow, missingFor } from "./grid-state";

interface EntryGridProps {
  rows: GridRow[];
  currency: string;
  accounts: Account[];
  taxCodes: TaxCode[];
  /** Tax put on top of what was typed, debit positive. */
  extra: string;
  dispatch: Dispatch<GridAction>;
  onPost: () => void;
}
/** Heights of a row in the style sheet: one line on a desktop, a small form on a phone. */
const HEIGHT = { desktop: 35, phone: 167 };
const HEADS: Record<Column, string> = { account: "Account", memo: "Text", tax: "Tax code", debit: "Debit", credit: "Credit" };
const isFigure = (column: string): column is "debit" | "credit" => column === "debit" || column === "credit";

/**
 * The lines of an entry. Enter goes where the next thing is missing: from the account to the amount, from the amount to
 * the next account; the line that closes the entry gets its amount by itself.
 */
export function EntryGrid({ rows, currency, accounts, taxCodes, extra, dispatch, onPost }: EntryGridProps) {
  const table = useRef<HTMLTableElement>(null);
  const latest = useRef({ rows, extra });
  useLayoutEffect(() => {
    latest.current = { rows, extra };
  });

  /** The amount is what comes after the account; in an entry that does not balance yet it is already known. */
  const toAmount = useCallback(
    (row: number): CellPlace => {
      const { rows: now, extra: onTop } = latest.current;
      const line = now[row];
      if (line?.debit || line?.credit) return { row, column: line.debit ? "debit" : "credit" };
      const missing = missingFor(now, row, currency, onTop);
      if (missing) flushSync(() => dispatch({ type: "balance", row, currency, extra: onTop }));
      return { row, column: missing?.side ?? "debit" };
    },
    [currency, dispatch],
  );
  const onEnter = ({ row, column }: CellPlace, input: HTMLInputElement): CellPlace => {
    if (column === "account") return toAmount(row);
    if (!isFigure(column)) return { row, column: COLUMNS[COLUMNS.indexOf(column as Column) + 1] ?? "account" };
    if (input.value.trim() === "=") flushSync(() => dispatch({ type: "balance", row, currency, extra }));
    const empty = input.value.trim() === "";
    return column === "debit" && empty ? { row, column: "credit" } : { row: row + 1, column: "account" };
  };
  const onTaken = useCallback((row: number) => focusCell(table.current, toAmount(row)), [toAmount]);

  return (
    <Grid
      label="Lines of the entry"
      className={styles.grid}
      table={table}
      rows={rows}
      height={HEIGHT}
      columns={COLUMNS}
      head={<GridHead currency={currency} />}
      onEnter={onEnter}
      onSubmit={onPost}
      onRemove={(row) => dispatch({ type: "remove", row })}
      onCopyAbove={({ row, column }) => dispatch({ type: "copy-above", row, column: column as Column })}
      onPaste={(text, { row, column }) => {
        const cells = text.replace(/\r?\n$/, "").split(/\r?\n/).map((line) => line.split("\t"));
        dispatch({ type: "paste", row, column: column as Column, cells, accounts, currency });
      }}
    >
      {(row, at) => <Row key={row.key} {...{ row, at, currency, taxCodes, dispatch, onTaken }} last={at === rows.length - 1} />}
    </Grid>
  );
}

const GridHead = ({ currency }: { currency: string }) => (
  <thead>
    <tr>
      <th scope="col" className={styles.number}>
        <span className="visually-hidden">Line</span>
      </th>
      {COLUMNS.map((column) => (
        <th key={column} scope="col" data-column={column} data-figure-column={isFigure(column) || undefined}>
          {HEADS[column]} {isFigure(column) && currency}
        </th>
      ))}
      <RemoveHead />
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
  /** An account was taken by Enter. */
  onTaken: (row: number) => void;
}
const Row = memo(function Row({ row, at, last, currency, taxCodes, dispatch, onTaken }: RowProps) {
  const set = (change: Partial<GridRow>) => dispatch({ type: "set", row: at, change });
  const line = `line ${at + 1}`;
  return (
    <tr aria-rowindex={at + 2}>
      <td className={styles.number}>{at + 1}</td>
      <td data-column="account">
        <AccountPicker
          bare
          ariaLabel={`Account, ${line}`}
          value={row.accountId}
          onChange={(account) => {
            const code = account?.tax_code;
            const usual = code && !row.taxCode && taxCodes.some((known) => known.code === code);
            set({ accountId: account?.id ?? null, ...(usual ? { taxCode: code } : {}) });
          }}
          onTaken={() => onTaken(at)}
          clearable
          cell={`${at}-account`}
        />
      </td>
      <td data-column="memo">
        <TextCell value={row.memo} label={`Text, ${line}`} cell={`${at}-memo`} onChange={(memo) => set({ memo })} />
      </td>
      <td data-column="tax">
        <TaxCodeSelect
          label={`Tax code, ${line}`}
          cell={`${at}-tax`}
          value={row.taxCode}
          codes={taxCodes}
          onChange={(taxCode) => set({ taxCode })}
        />
      </td>
      {(["debit", "credit"] as const).map((side) => (
        <td key={side} data-column={side}>
          <AmountCell
            value={row[side]}
            shown={row[side] ? amountText(row[side], currency) : ""}
            currency={currency}
            label={`${side === "debit" ? "Debit" : "Credit"}, ${line}`}
            cell={`${at}-${side}`}
            onChange={(amount) => set(amount ? { debit: "", credit: "", [side]: amount } : { [side]: "" })}
          />
        </td>
      ))}
      <RemoveCell label={line} onRemove={last ? undefined : () => dispatch({ type: "remove", row: at })} />
    </tr>
  );
});
