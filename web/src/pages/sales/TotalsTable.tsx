import type { ReactNode } from "react";
import type { SalesTotals } from "@/api/sales";
import { Amount } from "@/components/Amount";
import { dateText } from "@/dates/dates";
import { negated } from "@/numbers/decimal";
import { decimalText, moneyText } from "@/numbers/format";
import { treatmentText } from "./words";
import styles from "./totals.module.css";

/** Net, tax by rate, gross, what was paid in advance, and what is to be paid when. */
export function TotalsTable({ totals, label }: { totals: SalesTotals; label: string }) {
  const { currency, net, taxes, gross, deposits, payable } = totals;
  const row = (key: string, name: ReactNode, amount: string, total = false) => (
    <tr key={key} data-total={total || undefined}>
      <th scope="row">{name}</th>
      <td>
        <Amount value={{ amount, currency }} />
      </td>
    </tr>
  );
  return (
    <div className={styles.totals}>
      <table aria-label={label}>
        <tbody>
          {row("net", `Net ${currency}`, net)}
          {taxes.map((tax) => row(`${tax.tax_code}${tax.rate}`, <TaxName {...tax} currency={currency} />, tax.tax))}
          {row("gross", `Total ${currency}`, gross, true)}
          {deposits.map((deposit) => row(deposit.id, `Paid in advance, ${deposit.number}`, negated(deposit.gross)))}
          {deposits.length > 0 && row("payable", `To be paid ${currency}`, payable, true)}
        </tbody>
      </table>
      <Terms totals={totals} />
    </div>
  );
}

const TaxName = ({ name, tax_code, rate, treatment, net, currency }: SalesTotals["taxes"][number] & { currency: string }) => {
  const called = name ?? tax_code ?? "";
  const how = treatment && !["standard", "reduced"].includes(treatment) ? treatmentText(treatment) : "";
  return (
    <>
      {decimalText(rate)} % of {moneyText({ amount: net, currency })}
      <small>{called.toLowerCase().includes(how) ? called : `${called}, ${how}`}</small>
    </>
  );
};

/** When which part is due, what early payment saves, and the amounts in the currency of the books. */
function Terms({ totals: { currency, instalments, discount, base } }: { totals: SalesTotals }) {
  const [only] = instalments;
  if (instalments.length < 2 && !only?.due && !discount && !base) return null;
  return (
    <ul className={styles.terms}>
      {instalments.length === 1 && only?.due && <li>Due on {dateText(only.due)}</li>}
      {instalments.length > 1 &&
        instalments.map(({ due, amount }, at) => (
          <li key={`${due}${at}`}>
            {moneyText({ amount, currency })} {due ? `on ${dateText(due)}` : "without a day"}
          </li>
        ))}
      {discount && (
        <li>
          {decimalText(discount.percent)} % less until {dateText(discount.until)}: {moneyText({ amount: discount.payable, currency })}
        </li>
      )}
      {base && (
        <li>
          In the books {moneyText({ amount: base.gross, currency: base.currency })}, tax {moneyText({ amount: base.tax, currency: base.currency })}, at{" "}
          {decimalText(base.rate)}
          {base.rate_day && ` of ${dateText(base.rate_day)}`}
        </li>
      )}
    </ul>
  );
}
