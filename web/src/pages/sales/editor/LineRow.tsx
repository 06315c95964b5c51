import type { Dispatch } from "react";
import type { Account, TaxCode } from "@/api/contract";
import { Amount } from "@/components/Amount";
import { AccountPicker, accountText } from "@/components/AccountPicker";
import { TaxCodeSelect } from "@/components/TaxCodeSelect";
import { NumberCell } from "@/components/grid/NumberCell";
import { RemoveCell, TextCell } from "@/components/grid/cells";
import { decimalsOf } from "@/numbers/decimal";
import { sentence } from "@/numbers/prose";
import { UnitSelect } from "./UnitSelect";
import type { Column, DraftAction, DraftRow } from "./draft-state";
import styles from "./lines.module.css";
import { type NumberColumn, numberOf } from "./numbers";
import type { PlacedRemark } from "./remarks";

interface LineRowProps {
  row: DraftRow;
  at: number;
  measure: (row: Element | null) => void;
  last: boolean;
  fixed: boolean;
  currency: string;
  codes: TaxCode[];
  /** What the line comes to; nothing while it is blank. */
  amount: string | undefined;
  /** What holds while the line says nothing itself. */
  usualCode: string | null | undefined;
  usualAccount: Account | undefined;
  remarks: PlacedRemark[];
  dispatch: Dispatch<DraftAction>;
  /** An account was taken by Enter. */
  onTaken: (row: number) => void;
}
export function LineRow(props: LineRowProps) {
  const { row, at, measure, last, fixed, currency, codes, amount, usualCode, usualAccount, remarks, dispatch, onTaken } = props;
  const set = (change: Partial<Omit<DraftRow, "key">>) => dispatch({ type: "set", row: at, change });
  const line = `line ${at + 1}`;
  const said = (column: Column) => <Said remarks={remarks} column={column} />;
  const number = (column: NumberColumn, label: string) => (
    <NumberCell
      value={row[column]}
      label={`${label}, ${line}`}
      cell={`${at}-${column}`}
      read={(text) => numberOf(column, text, currency)}
      onChange={(value) => set({ [column]: value })}
      placeholder={column === "quantity" && !last ? "1" : undefined}
      atLeast={column === "price" ? decimalsOf(currency) : 0}
      readOnly={fixed && column !== "quantity"}
    />
  );
  return (
    <tr ref={measure} data-index={at} aria-rowindex={at + 2}>
      <td className={styles.number}>{at + 1}</td>
      <td data-column="text">
        <TextCell value={row.text} label={`Text, ${line}`} cell={`${at}-text`} onChange={(text) => set({ text })} maxLength={1000} />
        {said("text")}
      </td>
      <td data-column="quantity">{number("quantity", "Quantity")}</td>
      <td data-column="unit">
        <UnitSelect label={`Unit, ${line}`} cell={`${at}-unit`} value={row.unit} onChange={(unit) => set({ unit })} disabled={fixed} />
      </td>
      <td data-column="price">{number("price", "Price")}</td>
      <td data-column="discount">{number("discount", "Discount")}</td>
      <td data-column="tax">
        <TaxCodeSelect
          label={`Tax code, ${line}`}
          cell={`${at}-tax`}
          value={row.taxCode}
          usual={usualCode}
          codes={codes}
          onChange={(taxCode) => set({ taxCode })}
          disabled={fixed}
        />
        {said("tax")}
      </td>
      <td data-column="account">
        <AccountPicker
          bare
          ariaLabel={`Account, ${line}`}
          value={row.accountId}
          types={["income", "liability"]}
          placeholder={usualAccount ? accountText(usualAccount) : last ? " " : undefined}
          onChange={(account) => set({ accountId: account?.id ?? null })}
          onTaken={() => onTaken(at)}
          clearable
          readOnly={fixed}
          cell={`${at}-account`}
        />
        {said("account")}
      </td>
      <td data-column="amount" data-figure-column>
        {amount !== undefined && <Amount value={{ amount, currency }} />}
      </td>
      <RemoveCell label={line} onRemove={last ? undefined : () => dispatch({ type: "remove", row: at })} />
    </tr>
  );
}

/** What is said of one cell, below it. */
function Said({ remarks, column }: { remarks: PlacedRemark[]; column: Column }) {
  const found = remarks.filter(({ place }) => place === column);
  return found.map(({ code, message, stops }) => (
    <p key={code + message} className={styles.said} data-stops={stops || undefined}>
      {sentence(message)}
    </p>
  ));
}
