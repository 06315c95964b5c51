/** The cells of one row of the budget grid. */
import { type Dispatch, memo } from "react";
import { AccountPicker } from "@/components/AccountPicker";
import { AmountCell, RemoveCell, TextCell } from "@/components/grid/cells";
import { tell } from "@/components/notify";
import { planText, yearOf } from "./amounts";
import { type BudgetAction, type BudgetRow, isPatterned } from "./rows";

export const PLANNED_TYPES = ["income", "expense"] as const;

interface BudgetCellsProps {
  row: BudgetRow;
  at: number;
  last: boolean;
  /** Names of the months, the first of the fiscal year first. */
  months: readonly string[];
  departments: boolean;
  currency: string;
  /** Nobody planned in cents. */
  whole: boolean;
  dispatch: Dispatch<BudgetAction>;
  measure: (row: Element | null) => void;
}

export const BudgetCells = memo(function BudgetCells(props: BudgetCellsProps) {
  const { row, at, last, months, departments, currency, whole, dispatch, measure } = props;
  const line = `row ${at + 1}`;
  const shown = (amount: string) => planText(amount, currency, whole);
  const year = yearOf(row.months, currency);
  return (
    <tr ref={measure} data-index={at} aria-rowindex={at + 2}>
      <td data-column="account">
        <AccountPicker
          bare
          ariaLabel={`Account, ${line}`}
          value={row.account?.id ?? null}
          known={row.account}
          types={PLANNED_TYPES}
          onChange={(account) => dispatch({ type: "set", row: at, change: { account } })}
          clearable
          cell={`${at}-account`}
        />
      </td>
      {departments && (
        <td data-column="department">
          <TextCell
            value={row.department}
            label={`Department, ${line}`}
            cell={`${at}-department`}
            list="budget-departments"
            maxLength={60}
            onChange={(department) => dispatch({ type: "set", row: at, change: { department } })}
          />
        </td>
      )}
      {months.map((month, index) => (
        <td key={month} data-column="month" data-name={month}>
          <AmountCell
            value={row.months[index] ?? ""}
            shown={shown(row.months[index] ?? "")}
            currency={currency}
            label={`${month}, ${line}`}
            cell={`${at}-${index}`}
            onChange={(amount) => dispatch({ type: "month", row: at, month: index, amount })}
            onFill={index < months.length - 1 ? (amount) => dispatch({ type: "fill", row: at, month: index, amount }) : undefined}
          />
        </td>
      ))}
      <td data-column="year" data-name="Year">
        <AmountCell
          value={year}
          shown={shown(year)}
          currency={currency}
          label={`Year, ${line}`}
          cell={`${at}-year`}
          onChange={(amount) => {
            if (isPatterned(row.months, currency)) tell("Spread evenly over the months. Undo brings the old months back.");
            dispatch({ type: "year", row: at, amount, currency });
          }}
        />
      </td>
      <RemoveCell label={line} onRemove={last ? undefined : () => dispatch({ type: "remove", row: at })} />
    </tr>
  );
});
