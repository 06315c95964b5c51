import { type KeyboardEvent, useId } from "react";
import { useTyped } from "@/components/use-typed";
import { parseSum } from "@/numbers/arithmetic";
import { isZero } from "@/numbers/decimal";
import { amountText } from "@/numbers/format";
import styles from "./tax-return.module.css";

interface EnteredInputProps {
  label: string;
  /** A decimal amount, or nothing. */
  amount: string;
  currency: string;
  onEnter: (amount: string) => void;
}
/** A figure that only a person knows, or a sum of such; taken over on Enter and when the field is left. */
export function EnteredInput({ label, amount, currency, onEnter }: EnteredInputProps) {
  const id = useId();
  const shown = amount === "" ? "" : amountText(amount, currency);
  const { text, why, type, refuse, settle } = useTyped(shown);
  const take = () => {
    if (text === shown) return;
    const parsed = text.trim() === "" ? { ok: true as const, value: "0" } : parseSum(text, currency);
    if (!parsed.ok) {
      refuse(parsed.why);
      return;
    }
    settle();
    onEnter(isZero(parsed.value) ? "" : parsed.value);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter") take();
    if (event.key === "Escape") settle();
  };
  return (
    <>
      <input
        className={styles.entry}
        aria-label={label}
        aria-invalid={why !== null || undefined}
        aria-describedby={why ? id : undefined}
        inputMode="decimal"
        autoComplete="off"
        placeholder={amountText("0", currency)}
        value={text}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={take}
      />
      {why && (
        <span id={id} role="alert" className={styles.problem}>
          {why}
        </span>
      )}
    </>
  );
}
