import { Link } from "@tanstack/react-router";
import type { PartyStatement, StatementCurrency, StatementLine } from "@/api/statement";
import { Amount, useVia } from "@/components/Amount";
import table from "@/components/table.module.css";
import { addDays, dateText } from "@/dates/dates";
import { absolute, isNegative, isZero } from "@/numbers/decimal";
import { moneyText } from "@/numbers/format";
import styles from "./statement.module.css";

/** Who owes whom how much, in one sentence. */
export function owedWords(balance: string, currency: string, party: string): string {
  if (isZero(balance)) return `Nothing is owed either way in ${currency}.`;
  const money = moneyText({ amount: absolute(balance), currency });
  return isNegative(balance) ? `${money} is owed to ${party}.` : `${party} owes ${money}.`;
}

interface StatementTableProps {
  of: StatementCurrency;
  statement: PartyStatement;
  /** Only lines of which something is open, without the running balance, which they would not add up to. */
  openOnly: boolean;
  /** The only currency: its name stands in the head alone. */
  alone: boolean;
}
export function StatementTable({ of: { currency, opening, closing, lines }, statement, openOnly, alone }: StatementTableProps) {
  const { from, to, party_name: party } = statement;
  const shown = openOnly ? lines.filter(({ open }) => !isZero(open)) : lines;
  const money = (amount: string) => <Amount value={{ amount, currency }} />;
  return (
    <section className={styles.currency} aria-label={`Statement in ${currency}`}>
      {!alone && <h2>In {currency}</h2>}
      <div className={table.scroll}>
        <table className={table.table} aria-label={`Lines in ${currency}`}>
          <Head currency={currency} openOnly={openOnly} />
          <tbody>
            {!openOnly && <Balance label={`Balance on ${dateText(addDays(from, -1))}`}>{money(opening)}</Balance>}
            {shown.map((line) => (
              <Line key={`${line.entry_id}:${line.line}`} line={line} currency={currency} openOnly={openOnly} />
            ))}
          </tbody>
          {!openOnly && (
            <tfoot>
              <tr className={table.total}>
                <th scope="row" colSpan={2}>
                  Balance on {dateText(to)}
                </th>
                <td className={table.wide} colSpan={2} />
                <td className={`${table.figure} ${table.wide}`} />
                <td className={table.figure}>{money(closing)}</td>
              </tr>
            </tfoot>
          )}
        </table>
      </div>
      <p className={styles.words}>{owedWords(closing, currency, party)}</p>
    </section>
  );
}

const Head = ({ currency, openOnly }: { currency: string; openOnly: boolean }) => (
  <thead>
    <tr>
      <th scope="col">Date</th>
      <th scope="col">Item</th>
      <th scope="col" className={table.wide}>
        Text
      </th>
      <th scope="col" className={table.wide}>
        Due
      </th>
      <th scope="col" className={`${table.figure} ${openOnly ? table.wide : ""}`}>
        Amount {currency}
      </th>
      <th scope="col" className={`${table.figure} ${openOnly ? "" : table.wide}`}>
        {openOnly ? `Open ${currency}` : "Balance"}
      </th>
    </tr>
  </thead>
);

const Balance = ({ label, children }: { label: string; children: React.ReactNode }) => (
  <tr className={styles.opening}>
    <td colSpan={2}>{label}</td>
    <td className={table.wide} colSpan={2} />
    <td className={`${table.figure} ${table.wide}`} />
    <td className={table.figure}>{children}</td>
  </tr>
);

function Line({ line, currency, openOnly }: { line: StatementLine; currency: string; openOnly: boolean }) {
  const via = useVia();
  const { date, entry_id: entry, number, reference, text, due, amount, balance, open } = line;
  return (
    <tr data-link>
      <td className={table.nowrap}>{dateText(date)}</td>
      <td>
        <Link to={`/ledger/entries/${entry}`} search={{ via } as never}>
          {reference || number}
        </Link>
        <div className={table.under}>{text}</div>
      </td>
      <td className={`${table.wide} ${table.quiet}`}>{text}</td>
      <td className={`${table.wide} ${table.nowrap}`}>{due && dateText(due)}</td>
      <td className={`${table.figure} ${openOnly ? table.wide : ""}`}>
        <Amount value={{ amount, currency }} />
      </td>
      <td className={`${table.figure} ${openOnly ? "" : table.wide}`}>
        <Amount value={{ amount: openOnly ? open : balance, currency }} />
      </td>
    </tr>
  );
}
