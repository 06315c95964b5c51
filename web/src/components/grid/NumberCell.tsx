import { type FocusEvent, useLayoutEffect, useRef } from "react";
import { useTyped } from "@/components/use-typed";
import { decimalText } from "@/numbers/format";
import type { Parsed } from "@/numbers/parse";
import styles from "./grid.module.css";

interface NumberCellProps {
  /** A decimal, or "". */
  value: string;
  label: string;
  cell: string;
  /** What a typed text is as a decimal, "" for nothing. */
  read: (text: string) => Parsed;
  onChange: (value: string) => void;
  placeholder?: string;
  readOnly?: boolean;
  /** Decimals that are shown at least, as of a price. */
  atLeast?: number;
  /** Something is wrong with it, said elsewhere. */
  wrong?: boolean;
}
const select = (event: FocusEvent<HTMLInputElement>) => event.currentTarget.select();

/** A quantity, a price or a per cent; what cannot be read stays, with the reason. */
export function NumberCell({ value, label, cell, read, onChange, placeholder, readOnly, atLeast = 0, wrong }: NumberCellProps) {
  const input = useRef<HTMLInputElement>(null);
  const shown = value === "" ? "" : decimalText(value, atLeast);
  useLayoutEffect(() => {
    // a number that came from elsewhere while the cell is in use: the next key must replace it, not add to it
    if (document.activeElement === input.current) input.current?.select();
  }, [shown]);
  const { text, why, type, refuse, settle } = useTyped(shown);
  const take = () => {
    if (text === shown) return;
    const parsed = read(text);
    if (!parsed.ok) {
      refuse(parsed.why);
      return;
    }
    settle();
    if (parsed.value !== value) onChange(parsed.value);
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
        aria-invalid={why !== null || wrong || undefined}
        aria-describedby={why ? `${cell}-why` : undefined}
        inputMode="decimal"
        placeholder={placeholder}
        readOnly={readOnly}
        value={text}
        onFocus={select}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={take}
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
