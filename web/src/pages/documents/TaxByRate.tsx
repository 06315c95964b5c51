import { Plus, X } from "lucide-react";
import { useTyped } from "@/components/use-typed";
import { amountText, decimalText } from "@/numbers/format";
import { type Parsed, parseAmount, parseDecimal } from "@/numbers/parse";
import type { TaxLine } from "./review-state";
import styles from "./review.module.css";
import type { Review } from "./use-review";

interface TaxByRateProps {
  review: Review;
  currency: string;
  readOnly: boolean;
}

/** The tax summary of the document, one row a rate; the entry follows every change. */
export function TaxByRate({ review, currency, readOnly }: TaxByRateProps) {
  const taxes = review.state.taxes ?? review.shown.tax_breakdown;
  const change = (next: TaxLine[]) => review.dispatch({ type: "taxes", taxes: next });
  if (taxes.length === 0 && readOnly) return null;
  return (
    <>
      <table className={`${styles.entry} ${styles.taxes}`}>
        <caption>Tax by rate</caption>
        {taxes.length > 0 && (
          <thead>
            <tr>
              <th scope="col">Per cent</th>
              <th scope="col">Net</th>
              <th scope="col">Tax</th>
              <th scope="col">
                <span className="visually-hidden">Remove</span>
              </th>
            </tr>
          </thead>
        )}
        <tbody>
          {taxes.map((line, at) => (
            <TaxRow
              key={at}
              line={line}
              name={`rate ${at + 1}`}
              currency={currency}
              readOnly={readOnly}
              onChange={(next) => change(taxes.map((old, index) => (index === at ? next : old)))}
              onRemove={() => change(taxes.filter((_, index) => index !== at))}
            />
          ))}
        </tbody>
      </table>
      {!readOnly && (
        <button
          type="button"
          className={styles.moreFields}
          onClick={() => change([...taxes, { rate: "0", base: "0.00", tax: "0.00" }])}
        >
          <Plus size={14} aria-hidden /> Another rate
        </button>
      )}
    </>
  );
}

interface TaxRowProps {
  line: TaxLine;
  name: string;
  currency: string;
  readOnly: boolean;
  onChange: (line: TaxLine) => void;
  onRemove: () => void;
}
function TaxRow({ line, name, currency, readOnly, onChange, onRemove }: TaxRowProps) {
  const cell = (part: "rate" | "base" | "tax", label: string) => (
    <td>
      <TaxCell
        label={`${label}, ${name}`}
        value={line[part]}
        currency={part === "rate" ? null : currency}
        readOnly={readOnly}
        onChange={(value) => onChange({ ...line, [part]: value })}
      />
    </td>
  );
  return (
    <tr>
      {cell("rate", "Per cent")}
      {cell("base", "Net")}
      {cell("tax", "Tax")}
      <td>
        {!readOnly && (
          <button type="button" className={styles.revert} aria-label={`Remove ${name}`} onClick={onRemove}>
            <X size={14} aria-hidden />
          </button>
        )}
      </td>
    </tr>
  );
}

function percentOf(text: string): Parsed {
  const value = parseDecimal(text);
  return value === null ? { ok: false, why: "Write a number" } : { ok: true, value };
}

interface TaxCellProps {
  label: string;
  value: string;
  /** null for a plain number. */
  currency: string | null;
  readOnly: boolean;
  onChange: (value: string) => void;
}
function TaxCell({ label, value, currency, readOnly, onChange }: TaxCellProps) {
  const plain = currency !== null && /^-?\d+(\.\d{1,2})?$/.test(value);
  const shown = plain ? amountText(value, currency) : decimalText(value);
  const { text, why, type, refuse, settle } = useTyped(shown);
  const commit = () => {
    if (text === shown) return;
    const parsed = currency ? parseAmount(text, currency) : percentOf(text);
    if (!parsed.ok) {
      refuse(parsed.why);
      return;
    }
    settle();
    if (parsed.value !== value) onChange(parsed.value);
  };
  return (
    <input
      className={styles.input}
      aria-label={label}
      aria-invalid={why !== null || undefined}
      title={why ?? undefined}
      value={text}
      readOnly={readOnly}
      inputMode="decimal"
      autoComplete="off"
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={commit}
    />
  );
}
