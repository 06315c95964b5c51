import type { SalesDocument } from "@/api/sales";
import { Amount } from "@/components/Amount";
import { Sheet } from "@/components/Page";
import table from "@/components/table.module.css";
import { dateText } from "@/dates/dates";
import { decimalsOf } from "@/numbers/decimal";
import { decimalText } from "@/numbers/format";
import { TotalsTable } from "../TotalsTable";
import { KIND, unitText } from "../words";
import styles from "./document.module.css";

/** What the document says, in the order of the paper: who to whom, the lines, what it comes to. */
export function Paper({ sale }: { sale: SalesDocument }) {
  const { kind, number, customer, seller, content, totals } = sale;
  const address = customer?.address?.split(/\n|,\s*/) ?? [];
  const days: [label: string, day: string | null | undefined][] = [
    ["Date", totals.issue_date],
    ["Delivered", totals.tax_point === totals.issue_date ? null : totals.tax_point],
    ["Valid until", sale.valid_until],
  ];
  return (
    <Sheet title={number ? `${KIND[kind].one} ${number}` : KIND[kind].one} flush>
      <div className={styles.parties}>
        <address>
          <strong>{customer?.name ?? sale.customer_name ?? "No customer yet"}</strong>
          {address.map((line) => (
            <span key={line}>{line}</span>
          ))}
          {customer?.country && <span>{customer.country}</span>}
          {customer?.tax_ids.map((id) => (
            <span key={id}>{id}</span>
          ))}
        </address>
        <dl>
          <div>
            <dt>From</dt>
            <dd>{[seller.name, seller.tax_id].filter(Boolean).join(", ")}</dd>
          </div>
          {days.map(
            ([label, day]) =>
              day && (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{dateText(day)}</dd>
                </div>
              ),
          )}
          {content.order_number && (
            <div>
              <dt>Order</dt>
              <dd>{content.order_number}</dd>
            </div>
          )}
          {content.buyer_reference && (
            <div>
              <dt>Buyer's reference</dt>
              <dd>{content.buyer_reference}</dd>
            </div>
          )}
        </dl>
      </div>
      {content.title && <p className={styles.title}>{content.title}</p>}
      <Lines sale={sale} />
      <div className={styles.sums}>
        <TotalsTable totals={totals} label="Totals" />
      </div>
      {[content.terms.text, content.notes].filter(Boolean).map((text) => (
        <p key={text} className={styles.text}>
          {text}
        </p>
      ))}
    </Sheet>
  );
}

function Lines({ sale: { content, totals } }: { sale: SalesDocument }) {
  const { currency, lines } = totals;
  const gross = content.prices === "gross";
  if (content.lines.length === 0) return <p className={styles.text}>No lines yet.</p>;
  return (
    <div className={table.scroll}>
      <table className={table.table} aria-label="Lines">
        <thead>
          <tr>
            <th scope="col">Text</th>
            <th scope="col" className={`${table.figure} ${table.wide}`}>
              Quantity
            </th>
            <th scope="col" className={`${table.figure} ${table.wide}`}>
              Price
            </th>
            <th scope="col" className={table.wide}>
              Tax
            </th>
            <th scope="col" className={table.figure}>
              {gross ? "Gross" : "Net"} {currency}
            </th>
          </tr>
        </thead>
        <tbody>
          {content.lines.map((line, at) => {
            const total = lines[at];
            const quantity = [decimalText(line.quantity), unitText(line.unit)].filter(Boolean).join(" ");
            const price = decimalText(line.unit_price, decimalsOf(currency));
            return (
              <tr key={at}>
                <td className={styles.line}>
                  {line.text || "No text"}
                  {line.discount && <small>{decimalText(line.discount)} % off</small>}
                  <div className={table.under}>
                    {quantity} × {price}
                  </div>
                </td>
                <td className={`${table.figure} ${table.wide}`}>{quantity}</td>
                <td className={`${table.figure} ${table.wide}`}>{price}</td>
                <td className={`${table.wide} ${table.nowrap}`}>{total?.rate ? `${decimalText(total.rate)} %` : total?.tax_code}</td>
                <td className={table.figure}>{total && <Amount value={{ amount: gross ? total.gross : total.net, currency }} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
