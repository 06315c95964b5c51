import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { budgetQuery } from "@/api/budgets";
import type { Budget } from "@/api/contract";
import { accountsQuery } from "@/api/ledger";
import { Page, Sheet } from "@/components/Page";
import grid from "@/components/grid/grid.module.css";
import { Loaded, NoPermission } from "@/components/states";
import { monthText, timeText } from "@/dates/dates";
import { useBusiness, useMay } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { BudgetEditor } from "./BudgetEditor";
import { GridFoot, GridHead } from "./BudgetGrid";
import { Versions } from "./Versions";
import { areWhole, planText } from "./amounts";
import styles from "./budget.module.css";
import { budgetRows, emptyBudget, sumsOf, usedRows } from "./rows";
import { monthsFrom, useYears, yearText } from "./years";

/** The budget of a year as a grid: to change for those who may, to look at for the others and in its old versions. */
export default function BudgetEditPage() {
  const { id: b } = useBusiness();
  const may = useMay()("budgets-manage");
  const [{ year: asked, version }] = useFilters();
  const years = useYears(asked, 2);
  const year = asked ?? years.current;
  const query = useQuery(budgetQuery(b, year, version));
  const accounts = useQuery(accountsQuery(b));
  const name = yearText(year, years.month);
  const still = version !== undefined || !may;
  const latest = years.budgets?.find((one) => one.year === year)?.versions[0]?.version;
  const title = still ? `Budget ${name}${version ? `, version ${version}` : ""}` : `Edit budget ${name}`;
  return (
    <Page title={title} width="full" back={{ to: "/reports/budget", label: "Budget", search: { year } }}>
      <Loaded query={query} rows={10}>
        {(budget) =>
          !still ? (
            <Loaded query={accounts} rows={10}>
              {(list) => <BudgetEditor key={year} year={year} saved={budget} years={years} accounts={list} />}
            </Loaded>
          ) : budget ? (
            <Still budget={budget} current={budget.version === latest} back={may} />
          ) : (
            <NoPermission what="make a budget" />
          )
        }
      </Loaded>
      <Versions year={year} versions={years.budgets?.find((one) => one.year === year)?.versions ?? []} shown={version} />
    </Page>
  );
}

/** A version to look at. */
function Still({ budget, current, back }: { budget: Budget; current: boolean; back: boolean }) {
  const { currency } = budget;
  const rows = useMemo(() => usedRows(budgetRows(emptyBudget, { type: "load", budget }).rows), [budget]);
  const months = monthsFrom(budget.from).map(monthText);
  const whole = areWhole(budget.rows.flatMap((row) => row.months));
  const departments = rows.some((row) => row.department !== "");
  const when = `Saved by ${budget.created_by} on ${timeText(budget.created_at)}${budget.reason ? `: ${budget.reason}` : ""}.`;
  return (
    <>
      <div className={styles.tools}>
        <p className={styles.hint}>
          {when} {current ? "This is the current version." : "A later version is in force; this one can only be looked at."}
        </p>
        {back && (
          <Button component={Link} to="/reports/budget/edit" search={{ year: budget.year, version: undefined } as never} variant="default">
            Edit the current version
          </Button>
        )}
      </div>
      <Sheet flush>
        <section className={styles.scroll} tabIndex={0} aria-label="Budget by month, to scroll">
          <table className={`${grid.grid} ${styles.grid}`} data-still aria-label="Budget by month">
            <GridHead months={months} departments={departments} />
            <tbody>
              {rows.map(({ key, account, department }, at) => (
                <tr key={key}>
                  <td data-column="account">
                    {account?.code} {account?.name}
                  </td>
                  {departments && <td data-column="department">{department}</td>}
                  {budget.rows[at]?.months.map((amount, month) => (
                    <td key={months[month]} data-column="month" data-name={months[month]}>
                      {planText(amount, currency, whole)}
                    </td>
                  ))}
                  <td data-column="year" data-name="Year">
                    {planText(budget.rows[at]?.year ?? "0", currency, whole)}
                  </td>
                </tr>
              ))}
            </tbody>
            <GridFoot sums={sumsOf(rows, currency)} {...{ departments, currency, whole }} />
          </table>
        </section>
      </Sheet>
    </>
  );
}
