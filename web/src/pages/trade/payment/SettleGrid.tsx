import { Link } from "@tanstack/react-router";
import { flushSync } from "react-dom";
import type { Suggestion } from "@/api/trade";
import { Amount } from "@/components/Amount";
import { Grid } from "@/components/grid/Grid";
import type { CellPlace } from "@/components/grid/cell";
import { AmountCell } from "@/components/grid/cells";
import { dateText } from "@/dates/dates";
import { isZero } from "@/numbers/decimal";
import { amountText } from "@/numbers/format";
import { DueMark } from "../item-columns";
import { keyOfItem } from "../items";
import styles from "./payment.module.css";
import { SETTLE_COLUMNS, type SettleColumn, type SettleRow, staysOpen } from "./payment-state";
import type { Payment } from "./use-payment";

/** Heights of a row in the style sheet; on a phone it is a small form. */
const HEIGHT = { desktop: 51, phone: 190 };
const HEADS: Record<SettleColumn, string> = { paid: "Paid", discount: "Discount", writeOff: "Written off" };
const isColumn = (column: string): column is SettleColumn => SETTLE_COLUMNS.some((known) => known === column);

/** The button that posts: where the hand goes when everything is typed. */
export const POST_ID = "post-payment";

interface SettleGridProps {
  payment: Payment;
  suggestion: Suggestion | undefined;
  onPost: () => void;
  table: React.RefObject<HTMLTableElement | null>;
}
/** The items and what is taken from each; `=` and Enter fills a cell in. */
export function SettleGrid({ payment, suggestion, onPost, table }: SettleGridProps) {
  const { rows, dispatch, left } = payment;
  const fill = (row: number, column: string) => {
    const item = rows[row]?.item;
    if (item && isColumn(column)) flushSync(() => dispatch({ type: "fill", item, column, left }));
  };
  const onEnter = ({ row, column }: CellPlace, input: HTMLInputElement): CellPlace => {
    if (input.value.trim() === "=") fill(row, column);
    if (row + 1 < rows.length) return { row: row + 1, column };
    document.getElementById(POST_ID)?.focus(); // below the last item stands the button
    return { row, column: "" };
  };
  return (
    <Grid
      label="Items to settle"
      table={table}
      className={styles.grid}
      rows={rows}
      height={HEIGHT}
      columns={SETTLE_COLUMNS}
      head={<Head />}
      onEnter={onEnter}
      onSubmit={onPost}
      onRemove={(row) => rows[row] && dispatch({ type: "clear", item: rows[row].item })}
      onPaste={() => undefined}
    >
      {(row, at, measure) => (
        <Row key={row.key} {...{ row, at, measure, dispatch }} suggested={suggestion?.settles.find(({ item }) => keyOfItem(item) === keyOfItem(row.item))?.amount} />
      )}
    </Grid>
  );
}

const Head = () => (
  <thead>
    <tr>
      <th scope="col" data-column="item">
        Item
      </th>
      <th scope="col" data-column="due">
        Due
      </th>
      <th scope="col" data-column="open" data-figure-column>
        Open
      </th>
      {SETTLE_COLUMNS.map((column) => (
        <th key={column} scope="col" data-column={column} data-figure-column>
          {HEADS[column]}
        </th>
      ))}
      <th scope="col" data-column="rest" data-figure-column>
        Stays open
      </th>
    </tr>
  </thead>
);

interface RowProps {
  row: SettleRow;
  at: number;
  measure: (row: Element | null) => void;
  dispatch: Payment["dispatch"];
  suggested: string | undefined;
}
function Row({ row: { item, settlement }, at, measure, dispatch, suggested }: RowProps) {
  const { currency } = item;
  const name = item.reference || item.number;
  const rest = staysOpen(item, settlement);
  const touched = SETTLE_COLUMNS.some((column) => settlement[column] !== "");
  return (
    <tr ref={measure} data-index={at} aria-rowindex={at + 2} data-used={touched || undefined}>
      <td data-column="item">
        <Link to={`/ledger/entries/${item.entry_id}`} target="_blank" tabIndex={-1}>
          {name}
        </Link>
        <small>{[dateText(item.date), item.reference && item.number, item.text].filter(Boolean).join(" · ")}</small>
      </td>
      <td data-column="due">
        {item.due && dateText(item.due)}
        <div>
          <DueMark item={item} />
        </div>
      </td>
      <td data-column="open" data-figure-column>
        <Amount value={{ amount: item.open, currency }} withCurrency />
      </td>
      {SETTLE_COLUMNS.map((column) => (
        <td key={column} data-column={column}>
          <AmountCell
            cell={`${at}-${column}`}
            label={`${HEADS[column]}, ${name}`}
            value={settlement[column]}
            shown={settlement[column] === "" ? "" : amountText(settlement[column], currency)}
            placeholder={column === "paid" && suggested && !touched ? amountText(suggested, currency) : undefined}
            currency={currency}
            onChange={(value) => dispatch({ type: "set", item, column, value })}
          />
        </td>
      ))}
      <td data-column="rest" data-figure-column data-zero={isZero(rest) || undefined}>
        {touched && <Amount value={{ amount: rest, currency }} />}
      </td>
    </tr>
  );
}
