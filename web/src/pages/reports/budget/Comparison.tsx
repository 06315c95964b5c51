/** The budget beside the books: account by account, what was earned or spent and how that compares with the plan. */
import { Link } from "@tanstack/react-router";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { Fragment } from "react";
import type { BudgetReport, BudgetReportRow, BudgetReportTotal } from "@/api/contract";
import { Amount, FigureLink, drillTarget, useVia } from "@/components/Amount";
import { Empty } from "@/components/states";
import table from "@/components/table.module.css";
import { dateText } from "@/dates/dates";
import { changeInPercent, forDrawing, isNegative, isZero } from "@/numbers/decimal";
import { amountText, countText } from "@/numbers/format";
import reports from "../reports.module.css";
import { percentOf } from "./amounts";
import styles from "./report.module.css";

const COLUMNS = 8;

export function Comparison({ report }: { report: BudgetReport }) {
  const sections = report.sections.filter(({ rows }) => rows.length > 0);
  if (sections.length === 0) return <Empty title="Nothing is budgeted and nothing is posted">Choose another department or another year.</Empty>;
  return (
    <>
      <div className={table.scroll}>
        <table className={`${table.table} ${styles.table}`} aria-label="Budget and actual">
          <Head />
          <tbody>
            {sections.map((section) => (
              <Fragment key={section.code}>
                <tr className={table.section}>
                  <th colSpan={COLUMNS} scope="colgroup">
                    {section.name}
                  </th>
                </tr>
                {section.rows.map((row) => (
                  <AccountRow key={row.account.id} row={row} />
                ))}
                <TotalRow label={`Total ${section.name.toLowerCase()}`} total={section.total} />
              </Fragment>
            ))}
          </tbody>
          <tfoot>
            <TotalRow label="Result" total={report.result} grand />
          </tfoot>
        </table>
      </div>
      <Footnote report={report} />
    </>
  );
}

const Head = () => (
  <thead>
    <tr>
      <th scope="col">Account</th>
      <th scope="col" className={table.figure}>
        Actual
      </th>
      <th scope="col" className={table.figure}>
        Budget
      </th>
      <th scope="col" className={table.figure}>
        Variance
      </th>
      <th scope="col" className={`${table.figure} ${table.wide}`}>
        %
      </th>
      <th scope="col" className={table.wide}>
        <span className="visually-hidden">Judgement</span>
      </th>
      <th scope="col" className={`${table.figure} ${table.wide}`}>
        Year budget
      </th>
      <th scope="col" className={table.wide}>
        Share of year
      </th>
    </tr>
  </thead>
);

function Footnote({ report }: { report: BudgetReport }) {
  const whole = report.budget_to !== report.to;
  return (
    <p className={reports.footnote}>
      {whole && `The budget counts whole months, here up to ${dateText(report.budget_to)}. `}
      Favourable is more income or less expense than planned. The mark in a bar is where the plan stands.
      {report.department && " Figures of one department lead to no lines: an account holds those of all."}
    </p>
  );
}

function AccountRow({ row }: { row: BudgetReportRow }) {
  const name = `${row.account.code} ${row.account.name}`;
  const target = drillTarget(row.actual, useVia());
  return (
    <tr data-link>
      <td className={styles.account}>
        {target ? (
          <Link to={target.to} search={target.search as never}>
            {name}
          </Link>
        ) : (
          name
        )}
      </td>
      <Figures label={name} figures={row} expense={row.account.type === "expense"} />
    </tr>
  );
}

function TotalRow({ label, total, grand }: { label: string; total: BudgetReportTotal; grand?: boolean }) {
  return (
    <tr className={grand ? table.total : table.subtotal}>
      <th scope="row">{label}</th>
      <Figures label={label} figures={total} expense={label === "Total expense"} />
    </tr>
  );
}

/** An amount that says its direction: `+1,200.00`, `−300.00`, `0.00`. */
export const signedText = (amount: string, currency: string): string =>
  isZero(amount) || isNegative(amount) ? amountText(amount, currency) : `+${amountText(amount, currency)}`;

function Figures({ label, figures, expense }: { label: string; figures: BudgetReportTotal; expense: boolean }) {
  const { actual, budget, variance, year_budget: year } = figures;
  const change = changeInPercent(budget.amount, actual.amount, actual.currency);
  return (
    <>
      <td className={table.figure}>
        <FigureLink figure={actual} label={`${label}, actual`} />
      </td>
      <td className={table.figure}>
        <Amount value={budget} />
      </td>
      <td className={`${table.figure} ${styles.variance}`} data-verdict={verdictOf(figures)}>
        {signedText(variance.amount, variance.currency)}
        <span className={table.under}>
          <Verdict figures={figures} />
        </span>
      </td>
      <td className={`${table.figure} ${table.wide} ${reports.change}`}>{change && signedPercent(change)}</td>
      <td className={table.wide}>
        <Verdict figures={figures} />
      </td>
      <td className={`${table.figure} ${table.wide}`}>
        <Amount value={year} />
      </td>
      <td className={table.wide}>
        <Share actual={actual.amount} budget={budget.amount} year={year.amount} currency={year.currency} expense={expense} />
      </td>
    </>
  );
}

const signedPercent = (change: string): string =>
  isZero(change) ? "0.0%" : isNegative(change) ? `${change.replace("-", "−")}%` : `+${change}%`;

type Sense = "good" | "bad" | "even";
const verdictOf = ({ variance, favourable }: BudgetReportTotal): Sense =>
  isZero(variance.amount) ? "even" : favourable ? "good" : "bad";

function Verdict({ figures }: { figures: BudgetReportTotal }) {
  const sense = verdictOf(figures);
  if (sense === "even") return <span className={styles.verdict}>on budget</span>;
  const Icon = sense === "good" ? CircleCheck : TriangleAlert;
  return (
    <span className={styles.verdict} data-verdict={sense}>
      <Icon size={13} aria-hidden />
      {sense === "good" ? "favourable" : "unfavourable"}
    </span>
  );
}

interface ShareProps {
  actual: string;
  budget: string;
  year: string;
  currency: string;
  expense: boolean;
}
const FULL = 100;
/** How much of the year's budget is used or reached, with a mark where the plan stands. */
function Share({ actual, budget, year, currency, expense }: ShareProps) {
  const percent = isNegative(year) ? null : percentOf(actual, year, currency);
  const planned = percentOf(budget, year, currency);
  if (percent === null || planned === null) return <span className={table.quiet}>–</span>;
  const within = (share: bigint) => Math.min(FULL, Math.max(0, forDrawing(String(share))));
  const over = expense && percent > BigInt(FULL);
  return (
    <span className={styles.share}>
      <span className={styles.bar} data-over={over || undefined} aria-hidden>
        <span style={{ width: `${within(percent)}%` }} />
        {planned < BigInt(FULL) && <i style={{ left: `${within(planned)}%` }} />}
      </span>
      <span>{countText(forDrawing(String(percent)))}%</span>
    </span>
  );
}
