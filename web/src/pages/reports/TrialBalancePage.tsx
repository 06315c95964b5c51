import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleCheck, TriangleAlert } from "lucide-react";
import type { TrialBalance, TrialBalanceRow } from "@/api/contract";
import { csvOf, trialBalanceQuery } from "@/api/reports";
import { Amount, FigureLink, drillTarget, useVia } from "@/components/Amount";
import { DateField } from "@/components/DateField";
import { Empty, Loaded } from "@/components/states";
import table from "@/components/table.module.css";
import { addMonths, dateText, endOfMonth, endOfYear, today } from "@/dates/dates";
import { differenceOf, isZero } from "@/numbers/decimal";
import { amountText } from "@/numbers/format";
import { useBusiness } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { Presets } from "./Presets";
import { ReportFrame } from "./ReportFrame";
import styles from "./reports.module.css";

/** Days that people ask for again and again. */
export function daysOfInterest(now: string): [label: string, date: string][] {
  return [
    ["Today", now],
    ["End of last month", endOfMonth(addMonths(now, -1))],
    ["End of last year", endOfYear(addMonths(now, -12))],
  ];
}

export default function TrialBalancePage() {
  const business = useBusiness();
  const [filters, setFilters] = useFilters();
  const asOf = filters.as_of ?? today();
  const query = useQuery(trialBalanceQuery(business.id, asOf));
  return (
    <ReportFrame
      title="Trial balance"
      span={`As of ${dateText(asOf)}`}
      currency={query.data?.currency}
      csv={csvOf(business.id, "trial-balance", { as_of: asOf })}
      controls={
        <>
          <DateField label="As of" value={asOf} onChange={(date) => setFilters({ as_of: date ?? undefined })} />
          <Presets choices={daysOfInterest(today())} value={asOf} onChoose={(date) => setFilters({ as_of: date })} />
        </>
      }
    >
      <Loaded query={query} rows={14}>
        {(report) => (report.rows.length > 0 ? <Rows report={report} /> : <Empty title="Nothing is posted up to this day" />)}
      </Loaded>
    </ReportFrame>
  );
}

function Rows({ report }: { report: TrialBalance }) {
  const { debit, credit } = report.totals;
  const gap = differenceOf(debit.amount, credit.amount, report.currency);
  return (
    <>
      <div className={table.scroll}>
        <table className={table.table} aria-label="Trial balance">
          <thead>
            <tr>
              <th scope="col">Account</th>
              <th scope="col" className={table.figure}>
                Debit
              </th>
              <th scope="col" className={table.figure}>
                Credit
              </th>
            </tr>
          </thead>
          <tbody>
            {report.rows.map((row) => (
              <Row key={row.account?.id ?? row.label} row={row} />
            ))}
          </tbody>
          <tfoot>
            <tr className={table.total}>
              <th scope="row">Total</th>
              <td className={table.figure}>
                <Amount value={debit} />
              </td>
              <td className={table.figure}>
                <Amount value={credit} />
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
      <p className={styles.footnote}>Income and expense since {dateText(report.year_start)}</p>
      {isZero(gap) ? (
        <p className={styles.check}>
          <CircleCheck size={15} aria-hidden /> Debits and credits come to the same sum
        </p>
      ) : (
        <p className={styles.check} data-off>
          <TriangleAlert size={15} aria-hidden /> Debits and credits differ by {amountText(gap, report.currency)}
        </p>
      )}
    </>
  );
}

function Row({ row }: { row: TrialBalanceRow }) {
  const via = useVia();
  const figure = row.debit ?? row.credit;
  const target = figure ? drillTarget(figure, via) : null;
  return (
    <tr data-link>
      <td>
        {target ? (
          <Link to={target.to} search={target.search as never}>
            {row.label}
          </Link>
        ) : (
          row.label
        )}
      </td>
      <td className={table.figure}>
        <FigureLink figure={row.debit} label={`${row.label}, debit`} />
      </td>
      <td className={table.figure}>
        <FigureLink figure={row.credit} label={`${row.label}, credit`} />
      </td>
    </tr>
  );
}
