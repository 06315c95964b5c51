import { Link } from "@tanstack/react-router";
import { type CSSProperties, Fragment, type ReactNode } from "react";
import type { Figure, StatementRow, StatementSection } from "@/api/contract";
import { FigureLink, drillTarget, useVia } from "@/components/Amount";
import table from "@/components/table.module.css";
import { changeInPercent, isZero } from "@/numbers/decimal";
import styles from "./reports.module.css";

interface StatementProps {
  label: string;
  sections: StatementSection[];
  /** Heads of the figure columns: now, and then if compared. */
  heads: [now: string, then?: string];
  foot?: ReactNode;
}

/** A statement: sections of accounts with their totals, beside the figures of another time if asked for. */
export function Statement({ label, sections, heads, foot }: StatementProps) {
  const compared = heads[1] !== undefined;
  return (
    <div className={table.scroll}>
      <table className={table.table} aria-label={label}>
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col" className={table.figure}>
              {heads[0]}
            </th>
            {compared && (
              <>
                <th scope="col" className={table.figure}>
                  {heads[1]}
                </th>
                <th scope="col" className={`${table.figure} ${table.wide}`}>
                  Change
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {sections.map((section) => (
            <Fragment key={section.code}>
              <tr className={table.section}>
                <th colSpan={compared ? 4 : 2} scope="colgroup">
                  {section.name}
                </th>
              </tr>
              {section.rows.map((row) => (
                <AccountRow key={(row.account?.id ?? "") + row.label} row={row} compared={compared} />
              ))}
              <SumRow label={`Total ${section.name.toLowerCase()}`} now={section.total} then={section.previous_total} compared={compared} />
            </Fragment>
          ))}
        </tbody>
        {foot && <tfoot>{foot}</tfoot>}
      </table>
    </div>
  );
}

function AccountRow({ row, compared }: { row: StatementRow; compared: boolean }) {
  const { account, figure, previous, heading, depth } = row;
  const name = account ? `${account.code} ${account.name}` : row.label;
  const target = drillTarget(figure, useVia());
  return (
    <tr data-link className={heading ? table.heading : undefined}>
      <td className={styles.account} style={{ "--depth": depth } as CSSProperties}>
        {target ? (
          <Link to={target.to} search={target.search as never}>
            {name}
          </Link>
        ) : (
          name
        )}
      </td>
      <Figures label={name} now={figure} then={previous} compared={compared} />
    </tr>
  );
}

interface SumProps {
  label: string;
  now: Figure;
  then?: Figure | null;
  compared: boolean;
  grand?: boolean;
}
export const SumRow = ({ label, now, then, compared, grand }: SumProps) => (
  <tr className={grand ? table.total : table.subtotal}>
    <th scope="row">{label}</th>
    <Figures label={label} now={now} then={then} compared={compared} />
  </tr>
);

/** A change in per cent with its sign: `+3.4%`, `−25.1%`, `0.0%`. */
function signed(change: string): string {
  if (isZero(change)) return `${change}%`;
  return change.startsWith("-") ? `${change.replace("-", "−")}%` : `+${change}%`;
}

function Figures({ label, now, then, compared }: Omit<SumProps, "grand">) {
  const change = then && changeInPercent(then.amount, now.amount, now.currency);
  return (
    <>
      <td className={table.figure}>
        <FigureLink figure={now} label={label} />
      </td>
      {compared && (
        <>
          <td className={table.figure}>
            <FigureLink figure={then} label={`${label}, before`} />
          </td>
          <td className={`${table.figure} ${table.wide} ${styles.change}`}>
            {change && signed(change)}
          </td>
        </>
      )}
    </>
  );
}
