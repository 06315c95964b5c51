/** The cells of a grid: what is typed is taken over when the cell is left. */
import { ChevronsRight, X } from "lucide-react";
import { type FocusEvent, useLayoutEffect, useRef } from "react";
import { useTyped } from "@/components/use-typed";
import { parseSum } from "@/numbers/arithmetic";
import { isZero } from "@/numbers/decimal";
import styles from "./grid.module.css";

interface CellProps {
  value: string;
  label: string;
  cell: string;
  onChange: (value: string) => void;
}
const select = (event: FocusEvent<HTMLInputElement>) => event.currentTarget.select();

interface TextCellProps extends CellProps {
  /** Id of a list of suggestions. */
  list?: string;
  maxLength?: number;
}
export function TextCell({ value, label, cell, onChange, list, maxLength }: TextCellProps) {
  const { text, type, settle } = useTyped(value);
  const commit = () => {
    if (text !== value) onChange(text.trim());
    settle();
  };
  return (
    <input
      className={styles.cell}
      data-cell={cell}
      data-typed={text !== value || undefined}
      aria-label={label}
      value={text}
      maxLength={maxLength}
      list={list}
      onFocus={select}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={commit}
      autoComplete="off"
    />
  );
}

interface AmountCellProps extends CellProps {
  currency: string;
  /** The amount as it is shown while nobody types. */
  shown: string;
  /** What stands in the empty cell, such as a suggestion. */
  placeholder?: string;
  /** Puts the amount into this cell and all after it. */
  onFill?: (amount: string) => void;
}
/** An amount or a sum such as 100*1.19; a lone = is left to the grid. */
export function AmountCell({ value, shown, label, cell, onChange, onFill, currency, placeholder }: AmountCellProps) {
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    // an amount that came from elsewhere while the cell is in use: the next key must replace it, not add to it
    if (document.activeElement === input.current) input.current?.select();
  }, [shown]);
  const { text, why, type, refuse, settle } = useTyped(shown);
  const take = (hand: (amount: string) => void, always: boolean) => {
    if (text === shown && !always) return;
    if (text.trim() === "=") return settle();
    const parsed = text.trim() === "" ? { ok: true as const, value: "0" } : parseSum(text, currency);
    if (!parsed.ok) {
      refuse(parsed.why);
      return;
    }
    const amount = isZero(parsed.value) ? "" : parsed.value;
    settle();
    if (amount !== value || always) hand(amount);
  };
  return (
    <>
      <input
        ref={input}
        className={styles.cell}
        data-cell={cell}
        data-figure
        data-typed={text !== shown || undefined}
        aria-label={label}
        aria-invalid={why !== null || undefined}
        aria-describedby={why ? `${cell}-why` : undefined}
        inputMode="decimal"
        placeholder={placeholder}
        value={text}
        onFocus={select}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={() => take(onChange, false)}
        autoComplete="off"
      />
      {onFill && (
        <button
          type="button"
          tabIndex={-1}
          className={styles.fill}
          data-fill={cell}
          title="The same to the end (Ctrl R)"
          aria-label={`${label}: the same to the end`}
          onPointerDown={(event) => event.preventDefault()} // the cell keeps the focus
          onClick={() => take(onFill, true)}
        >
          <ChevronsRight size={13} aria-hidden />
        </button>
      )}
      {why && (
        <p id={`${cell}-why`} className={styles.problem} role="alert">
          {why}
        </p>
      )}
    </>
  );
}

/** The cell that takes its row away; the last, blank row has nothing to take. */
export const RemoveCell = ({ label, onRemove }: { label: string; onRemove?: () => void }) => (
  <td className={styles.remove} data-column="remove">
    {onRemove && (
      <button type="button" tabIndex={-1} aria-label={`Remove ${label}`} onClick={onRemove}>
        <X size={15} aria-hidden />
      </button>
    )}
  </td>
);

export const RemoveHead = () => (
  <th scope="col" className={styles.remove} data-column="remove">
    <span className="visually-hidden">Remove</span>
  </th>
);
