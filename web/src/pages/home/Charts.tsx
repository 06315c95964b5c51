import { Link, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import type { Dashboard } from "@/api/contract";
import { FigureLink, drillTarget } from "@/components/Amount";
import type { Colours } from "@/components/Chart";
import { ChartWithTable } from "@/components/ChartWithTable";
import table from "@/components/table.module.css";
import { endOfMonth, monthText } from "@/dates/dates";
import { differenceOf, forDrawing } from "@/numbers/decimal";
import { amountText, shortAmount } from "@/numbers/format";
import styles from "./HomePage.module.css";
import { frame } from "@/components/chart-frame";

const HEIGHT = 246;
const lastDay = (month: string) => endOfMonth(`${month.slice(0, 7)}-01`);

export function CashChart({ data }: { data: Dashboard }) {
  const navigate = useNavigate();
  const { total, by_month: months } = data.cash;
  const option = useCallback(
    (colour: Colours) => ({
      ...frame(colour, months.map((m) => monthText(m.month)), shortAmount, (v) => amountText(v, data.currency)),
      series: [
        {
          name: "Cash",
          type: "line",
          data: months.map((m) => forDrawing(m.balance.amount)),
          symbolSize: 6,
          showSymbol: false,
          lineStyle: { width: 2.2, color: colour("chart-1") },
          itemStyle: { color: colour("chart-1") },
          areaStyle: { color: colour("chart-1"), opacity: 0.1 },
        },
      ],
    }),
    [months, data.currency],
  );
  return (
    <ChartWithTable
      title="Cash and bank"
      label={`Line of cash and bank at the end of each of the last ${months.length} months`}
      height={HEIGHT}
      option={option}
      onPick={(index) => {
        const target = months[index] && drillTarget(months[index].balance, "/");
        if (target) void navigate(target);
      }}
      headline={
        <p className={styles.headline}>
          <FigureLink figure={total} label="Cash and bank today" withCurrency />
          <small>today</small>
        </p>
      }
      table={
        <MonthTable head={["Month", "At its end"]} label="Cash and bank by month">
          {months.toReversed().map(({ month, balance }) => (
            <tr key={month}>
              <td>{monthText(month)}</td>
              <td className={table.figure}>
                <FigureLink figure={balance} label={monthText(month)} />
              </td>
            </tr>
          ))}
        </MonthTable>
      }
    />
  );
}

export function IncomeChart({ data }: { data: Dashboard }) {
  const navigate = useNavigate();
  const { months, currency } = data;
  const profitLoss = (month: string) => ({
    to: "/reports/profit-loss",
    search: { from: `${month.slice(0, 7)}-01`, to: lastDay(month) },
  });
  const option = useCallback(
    (colour: Colours) => ({
      ...frame(colour, months.map((m) => monthText(m.month)), shortAmount, (v) => amountText(v, currency)),
      aria: { enabled: true, decal: { show: true, decals: [{ symbol: "none" }, { dashArrayX: [1, 0], dashArrayY: [2, 3], rotation: -0.8, color: "rgba(255,255,255,.55)" }] } },
      series: (["income", "expense"] as const).map((kind, index) => ({
        name: kind === "income" ? "Income" : "Expense",
        type: "bar",
        barMaxWidth: 18,
        barGap: "18%",
        data: months.map((m) => forDrawing(m[kind].amount)),
        itemStyle: { color: colour(index === 0 ? "chart-1" : "chart-2"), borderRadius: [3, 3, 0, 0] },
      })),
    }),
    [months, currency],
  );
  return (
    <ChartWithTable
      title="Income and expense"
      label={`Bars of income and expense for each of the last ${months.length} months`}
      height={HEIGHT}
      option={option}
      onPick={(index) => months[index] && void navigate(profitLoss(months[index].month))}
      headline={
        <p className={styles.legend}>
          <span>Income</span>
          <span data-second>Expense</span>
        </p>
      }
      table={
        <MonthTable head={["Month", "Income", "Expense", "Result"]} label="Income and expense by month">
          {months.toReversed().map(({ month, income, expense }) => (
            <tr key={month}>
              <td>
                <Link {...profitLoss(month)}>{monthText(month)}</Link>
              </td>
              <td className={table.figure}>
                <FigureLink figure={income} label={`Income of ${monthText(month)}`} />
              </td>
              <td className={table.figure}>
                <FigureLink figure={expense} label={`Expense of ${monthText(month)}`} />
              </td>
              <td className={table.figure}>
                <Link {...profitLoss(month)}>{amountText(differenceOf(income.amount, expense.amount, currency), currency)}</Link>
              </td>
            </tr>
          ))}
        </MonthTable>
      }
    />
  );
}

function MonthTable({ label, head, children }: { label: string; head: string[]; children: React.ReactNode }) {
  return (
    <div className={table.scroll}>
      <table className={table.table} aria-label={label}>
        <thead>
          <tr>
            {head.map((title, index) => (
              <th key={title} scope="col" className={index > 0 ? table.figure : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
