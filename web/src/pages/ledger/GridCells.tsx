import { X } from "lucide-react";
import type { Dispatch, FocusEvent } from "react";
import type { TaxCode } from "@/api/contract";
import { AccountPicker } from "@/components/AccountPicker";
import { TaxCodeSelect } from "@/components/TaxCodeSelect";
import { useTyped } from "@/components/use-typed";
import { isZero } from "@/numbers/decimal";
import { parseSum } from "@/numbers/arithmetic";
import { amountText } from "@/numbers/format";
import type { GridAction, GridRow } from "./grid-state";
import styles from "./grid.module.css";

interface GridCellsProps {
  row: GridRow;
  at: number;
  last: boolean;
  currency: string;
  taxCodes: TaxCode[];
  dispatch: Dispatch<GridAction>;
}

export function GridCells({ row, at, last, currency, taxCodes, dispatch }: GridCellsProps) {
  const set = (change: Partial<GridRow>) => dispatch({ type: "set", row: at, change });
  const line = `line ${at + 1}`;
  return (
    <>
      <td className={styles.number}>{at + 1}</td>
      <td data-column="account">
        <AccountPicker
          bare
          ariaLabel={`Account, ${line}`}
          value={row.accountId}
          onChange={(account) => {
            const code = account?.tax_code;
            set({ accountId: account?.id ?? null, ...(code && !row.taxCode ? { taxCode: code } : {}) });
          }}
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
            currency={currency}
            label={`${side === "debit" ? "Debit" : "Credit"}, ${line}`}
            cell={`${at}-${side}`}
            onChange={(amount) => set(amount ? { debit: "", credit: "", [side]: amount } : { [side]: "" })}
          />
        </td>
      ))}
      <td className={styles.remove}>
        {!last && (
          <button
            type="button"
            tabIndex={-1}
            aria-label={`Remove ${line}`}
            onClick={() => dispatch({ type: "remove", row: at })}
          >
            <X size={15} aria-hidden />
          </button>
        )}
      </td>
    </>
  );
}

interface CellProps {
  value: string;
  label: string;
  cell: string;
  onChange: (value: string) => void;
}
const select = (event: FocusEvent<HTMLInputElement>) => event.currentTarget.select();

function TextCell({ value, label, cell, onChange }: CellProps) {
  const { text, type, settle } = useTyped(value);
  const commit = () => {
    if (text !== value) onChange(text);
    settle();
  };
  return (
    <input
      className={styles.cell}
      data-cell={cell}
      aria-label={label}
      value={text}
      onFocus={select}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={commit}
      autoComplete="off"
    />
  );
}

/** An amount or a sum such as 100*1.19; a lone = followed by Enter takes what is missing. */
function AmountCell({ value, label, cell, onChange, currency }: CellProps & { currency: string }) {
  const shown = value ? amountText(value, currency) : "";
  const { text, why, type, refuse, settle } = useTyped(shown);
  const commit = () => {
    if (text === shown) return;
    const empty = text.trim() === "" || text.trim() === "=";
    const parsed = empty ? { ok: true as const, value: "0" } : parseSum(text, currency);
    if (!parsed.ok) {
      refuse(parsed.why);
      return;
    }
    const amount = isZero(parsed.value) ? "" : parsed.value;
    settle();
    if (amount !== value) onChange(amount);
  };
  return (
    <>
      <input
        className={styles.cell}
        data-cell={cell}
        data-figure
        aria-label={label}
        aria-invalid={why !== null || undefined}
        aria-describedby={why ? `${cell}-why` : undefined}
        inputMode="decimal"
        value={text}
        onFocus={select}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={commit}
        autoComplete="off"
      />
      {why && (
        <p id={`${cell}-why`} className={styles.problem} role="alert">
          {why}
        </p>
      )}
    </>
  );
}
