import type { Document } from "@/api/contract";
import table from "@/components/table.module.css";
import { amountText, decimalText } from "@/numbers/format";
import { TaxByRate } from "./TaxByRate";
import styles from "./review.module.css";
import type { Review } from "./use-review";

/** The items and the tax summary as printed; pointing at one shows its place on the page. */
export function LinesPanel({ review, readOnly }: { review: Review; readOnly: boolean }) {
  const { lines, tax_breakdown: rates } = review.shown;
  const currency = review.shown.total?.currency ?? review.shown.proposal?.currency ?? "EUR";
  if (lines.length === 0 && rates.length === 0 && readOnly) return null;
  return (
    <section className={styles.section} aria-label="Items">
      {lines.length > 0 && (
        <>
          <h2>Items</h2>
          <Items lines={lines} currency={currency} cite={(spots) => review.dispatch({ type: "cite", spots })} />
        </>
      )}
      <TaxByRate review={review} currency={currency} readOnly={readOnly} />
    </section>
  );
}

interface ItemsProps {
  lines: Document["lines"];
  currency: string;
  cite: (spots: Document["lines"][number]["spots"]) => void;
}
const Items = ({ lines, currency, cite }: ItemsProps) => (
  <div className={table.scroll}>
    <table className={styles.entry} aria-label="Items of the document">
      <thead>
        <tr>
          <th scope="col">Description</th>
          <th scope="col" className={table.figure}>
            Quantity
          </th>
          <th scope="col" className={table.figure}>
            Tax
          </th>
          <th scope="col" className={table.figure}>
            Amount
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.index} onMouseEnter={() => cite(line.spots)} onMouseLeave={() => cite([])}>
            <td>{line.description}</td>
            <td className={table.figure}>{line.quantity && decimalText(line.quantity)}</td>
            <td className={table.figure}>{line.tax_rate && `${decimalText(line.tax_rate)}%`}</td>
            <td className={table.figure}>{shown(line.amount, currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** Printed amounts may have more decimals than the currency (unit prices); they are shown as they are. */
const shown = (amount: string, currency: string): string =>
  /^-?\d+(\.\d{1,2})?$/.test(amount) ? amountText(amount, currency) : amount;
