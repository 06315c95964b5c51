import { TextInput } from "@mantine/core";
import type { KeyboardEvent, ReactNode } from "react";
import { flushSync } from "react-dom";
import { parseSum } from "@/numbers/arithmetic";
import { isZero } from "@/numbers/decimal";
import { amountText } from "@/numbers/format";
import { useTyped } from "./use-typed";

interface AmountFieldProps {
  label: ReactNode;
  /** A decimal amount, or nothing. */
  value: string;
  currency: string;
  onChange: (amount: string) => void;
  /** Called after Enter took the amount over. */
  onEnter?: (amount: string) => unknown;
  description?: ReactNode;
  error?: ReactNode;
  width?: number | string;
  autoFocus?: boolean;
  id?: string;
}

/** An amount or a sum such as 3*19.90+5, in a form; taken over on Enter and when the field is left. */
export function AmountField({ label, value, currency, onChange, onEnter, description, error, width = 150, autoFocus, id }: AmountFieldProps) {
  const shown = value === "" ? "" : amountText(value, currency);
  const typed = useTyped(shown);
  /** The amount in the field, or null when it cannot be read. */
  const take = (): string | null => {
    if (typed.text === shown) return value;
    const parsed = typed.text.trim() === "" ? { ok: true as const, value: "0" } : parseSum(typed.text, currency);
    if (!parsed.ok) {
      typed.refuse(parsed.why);
      return null;
    }
    const amount = isZero(parsed.value) ? "" : parsed.value;
    typed.settle();
    onChange(amount);
    return amount;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Escape") typed.settle();
    if (event.key !== "Enter") return;
    // at once: what Enter leads to counts with the new amount
    const amount = flushSync(take);
    if (event.ctrlKey || event.metaKey || !onEnter || amount === null) return;
    event.preventDefault();
    onEnter(amount);
  };
  return (
    <TextInput
      id={id}
      label={label}
      description={description}
      error={typed.why ?? error}
      w={width}
      value={typed.text}
      placeholder={amountText("0", currency)}
      inputMode="decimal"
      autoComplete="off"
      autoFocus={autoFocus}
      styles={{ input: { textAlign: "right" } }}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => typed.type(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={onKeyDown}
    />
  );
}
