/** A span of an account in figures: what was there, what came and went, what is there. */
import type { AccountLine, Money, SpanTotals } from "@/api/contract";
import { Amount, Sided } from "@/components/Amount";
import { type Column, classOf } from "@/components/LongTable";
import table from "@/components/table.module.css";
import { addDays, dateText } from "@/dates/dates";
import styles from "./ledger.module.css";

interface SpanFiguresProps {
  totals: SpanTotals;
  from?: string;
  to?: string;
  /** One came here by a figure: the one that leads here is marked. */
  drilled: boolean;
}
/**
 * The figure that a report shows of this account is among these: with a first day it is what the span moved, without
 * one it is the balance at its end.
 */
export function SpanFigures({ totals, from, to, drilled }: SpanFiguresProps) {
  const until = to ? dateText(to) : "today and later";
  const items: [label: string, value: Money, sided: boolean, mark: boolean][] = [
    [from ? `Balance on ${dateText(addDays(from, -1))}` : "Opening balance", totals.opening, true, false],
    ["Debits", totals.debits, false, false],
    ["Credits", totals.credits, false, false],
    [from ? `${dateText(from)} to ${until}` : "In all", totals.moved, true, drilled && from !== undefined],
    [to ? `Balance on ${dateText(to)}` : "Balance", totals.closing, true, drilled && from === undefined],
  ];
  return (
    <dl className={styles.span} aria-label="The period in figures">
      {items.map(([label, value, sided, mark]) => (
        <div key={label} data-mark={mark || undefined}>
          <dt>{label}</dt>
          <dd>
            {sided ? <Sided value={value} /> : <Amount value={value} />}
            {mark && <span className="visually-hidden"> (the figure you came from)</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface OpeningProps {
  columns: Column<AccountLine>[];
  money: Money;
  from?: string;
}
/** The balance that the first line starts from. */
export const Opening = ({ columns, money, from }: OpeningProps) => (
  <tr className={styles.opening}>
    {columns.map((column) => (
      <td key={column.id} className={classOf(column)}>
        {column.id === "memo" && (from ? `Balance before ${dateText(from)}` : "Opening balance")}
        {(column.id === "balance" || column.id === "amount") && <Sided value={money} />}
      </td>
    ))}
  </tr>
);

interface ClosingProps {
  columns: Column<AccountLine>[];
  totals: SpanTotals;
  to?: string;
}
/** Total of the period and the balance at its end, below the last line. */
export const Closing = ({ columns, totals, to }: ClosingProps) => (
  <tr className={table.total}>
    {columns.map((column) => (
      <td key={column.id} className={classOf(column)}>
        {column.id === "memo" && (to ? `Total of the period, balance on ${dateText(to)}` : "Total, balance")}
        {column.id === "amount" && <Sided value={totals.closing} />}
        {column.id === "debit" && <Amount value={totals.debits} />}
        {column.id === "credit" && <Amount value={totals.credits} />}
        {column.id === "balance" && <Sided value={totals.closing} />}
      </td>
    ))}
  </tr>
);
