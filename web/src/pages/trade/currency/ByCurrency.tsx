import { Link } from "@tanstack/react-router";
import type { Exposure, Revaluation } from "@/api/revaluation";
import { Amount } from "@/components/Amount";
import { Sheet } from "@/components/Page";
import table from "@/components/table.module.css";
import { isZero, sumOf } from "@/numbers/decimal";
import { useFilters } from "@/shell/filters";
import styles from "./currency.module.css";

const HEADS: [label: string, wide: boolean][] = [
  ["Receivable", true],
  ["Payable", true],
  ["Money", true],
  ["Net", false],
];

/** What each currency comes to; a row leads to the positions behind it. */
export function ByCurrency({ revaluation: { by_currency: rows, currency, gain, loss } }: { revaluation: Revaluation }) {
  return (
    <Sheet title="By currency" flush>
      <div className={table.scroll}>
        <table className={table.table} aria-label="By currency">
          <thead>
            <tr>
              <th scope="col">Currency</th>
              {HEADS.map(([label, wide]) => (
                <th key={label} scope="col" className={`${table.figure} ${wide ? table.wide : ""}`}>
                  {label}
                </th>
              ))}
              <th scope="col" className={`${table.figure} ${table.wide}`}>
                In the books {currency}
              </th>
              <th scope="col" className={`${table.figure} ${table.wide}`}>
                Worth {currency}
              </th>
              <th scope="col" className={table.figure}>
                Difference
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.currency} row={row} base={currency} />
            ))}
          </tbody>
          <tfoot>
            <tr className={table.total}>
              <th scope="row">Total</th>
              <td className={table.wide} colSpan={3} />
              <td />
              <td className={table.wide} colSpan={2} />
              <td className={table.figure}>
                <Amount value={{ amount: sumOf(rows.map(({ difference }) => difference ?? "0"), currency), currency }} />
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      <p className={styles.footnote}>
        {isZero(gain) && isZero(loss) ? (
          "The books hold the values of this day already."
        ) : (
          <>
            To be posted: a gain of <Amount value={{ amount: gain, currency }} withCurrency /> and a loss of{" "}
            <Amount value={{ amount: loss, currency }} withCurrency />.
          </>
        )}{" "}
        Debts to suppliers are negative.
      </p>
    </Sheet>
  );
}

function Row({ row, base }: { row: Exposure; base: string }) {
  const { currency, receivable, payable, money, net, book, value, difference } = row;
  const [filters] = useFilters();
  const own = (amount: string) => <Amount value={{ amount, currency }} />;
  const inBase = (amount: string | null) => (amount === null ? <span className={table.quiet}>No rate</span> : <Amount value={{ amount, currency: base }} />);
  return (
    <tr data-link>
      <td>
        <Link
          to="/reports/currency"
          search={((old: object) => ({ ...old, currency: filters.currency === currency ? undefined : currency })) as never}
          hash="positions"
          replace
          resetScroll={false}
        >
          {currency}
        </Link>
      </td>
      <td className={`${table.figure} ${table.wide}`}>{own(receivable)}</td>
      <td className={`${table.figure} ${table.wide}`}>{own(payable)}</td>
      <td className={`${table.figure} ${table.wide}`}>{own(money)}</td>
      <td className={table.figure}>{own(net)}</td>
      <td className={`${table.figure} ${table.wide}`}>{inBase(book)}</td>
      <td className={`${table.figure} ${table.wide}`}>{inBase(value)}</td>
      <td className={table.figure}>{inBase(difference)}</td>
    </tr>
  );
}
