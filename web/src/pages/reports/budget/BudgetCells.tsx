/** The cells of one row of the budget grid. */
import { ChevronsRight, X } from "lucide-react";
import { type Dispatch, type FocusEvent, memo, useLayoutEffect, useRef } from "react";
import { AccountPicker } from "@/components/AccountPicker";
import { tell } from "@/components/notify";
import { useTyped } from "@/components/use-typed";
import { parseSum } from "@/numbers/arithmetic";
import { isZero } from "@/numbers/decimal";
import { planText, yearOf } from "./amounts";
import styles from "./budget.module.css";
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
}

export const BudgetCells = memo(function BudgetCells(props: BudgetCellsProps) {
  const { row, at, last, months, departments, currency, whole, dispatch } = props;
  const line = `row ${at + 1}`;
  return (
    <tr aria-rowindex={at + 2}>
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
          <DepartmentCell
            value={row.department}
            label={`Department, ${line}`}
            cell={`${at}-department`}
            onChange={(department) => dispatch({ type: "set", row: at, change: { department } })}
          />
        </td>
      )}
      {months.map((month, index) => (
        <td key={month} data-column="month" data-name={month}>
          <AmountCell
            value={row.months[index] ?? ""}
            currency={currency}
            whole={whole}
            label={`${month}, ${line}`}
            cell={`${at}-${index}`}
            onChange={(amount) => dispatch({ type: "month", row: at, month: index, amount })}
            onFill={index < months.length - 1 ? (amount) => dispatch({ type: "fill", row: at, month: index, amount }) : undefined}
          />
        </td>
      ))}
      <td data-column="year" data-name="Year">
        <AmountCell
          value={yearOf(row.months, currency)}
          currency={currency}
          whole={whole}
          label={`Year, ${line}`}
          cell={`${at}-year`}
          onChange={(amount) => {
            if (isPatterned(row.months, currency)) tell("Spread evenly over the months. Undo brings the old months back.");
            dispatch({ type: "year", row: at, amount, currency });
          }}
        />
      </td>
      <td className={styles.remove}>
        {!last && (
          <button type="button" tabIndex={-1} aria-label={`Remove ${line}`} onClick={() => dispatch({ type: "remove", row: at })}>
            <X size={15} aria-hidden />
          </button>
        )}
      </td>
    </tr>
  );
});

interface CellProps {
  value: string;
  label: string;
  cell: string;
  onChange: (value: string) => void;
}
const select = (event: FocusEvent<HTMLInputElement>) => event.currentTarget.select();

function DepartmentCell({ value, label, cell, onChange }: CellProps) {
  const { text, type, settle } = useTyped(value);
  const commit = () => {
    if (text !== value) onChange(text.trim());
    settle();
  };
  return (
    <input
      className={styles.cell}
      data-cell={cell}
      data-typed={text !== value || undefined}
      aria-label={label}
      value={text}
      maxLength={60}
      list="budget-departments"
      onFocus={select}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={commit}
      autoComplete="off"
    />
  );
}

interface AmountCellProps extends CellProps {
  currency: string;
  whole: boolean;
  /** Puts the amount into this month and all after it. */
  onFill?: (amount: string) => void;
}
/** An amount or a sum such as 12*350; leaving the cell takes it over. */
function AmountCell({ value, label, cell, onChange, onFill, currency, whole }: AmountCellProps) {
  const shown = planText(value, currency, whole);
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    // a year spread over the months changes the one in use: the next key press must replace it, not add to it
    if (document.activeElement === input.current) input.current?.select();
  }, [shown]);
  const { text, why, type, refuse, settle } = useTyped(shown);
  const take = (hand: (amount: string) => void, always: boolean) => {
    if (text === shown && !always) return;
    const parsed = text.trim() === "" ? { ok: true as const, value: "0" } : parseSum(text, currency);
    if (!parsed.ok) {
      refuse(parsed.why);
      return;
    }
    const amount = isZero(parsed.value) ? "" : parsed.value;
    settle();
    if (amount !== value || always) hand(amount);
  };
  return (
    <>
      <input
        ref={input}
        className={styles.cell}
        data-cell={cell}
        data-figure
        data-typed={text !== shown || undefined}
        aria-label={label}
        aria-invalid={why !== null || undefined}
        aria-describedby={why ? `${cell}-why` : undefined}
        inputMode="decimal"
        value={text}
        onFocus={select}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={() => take(onChange, false)}
        autoComplete="off"
      />
      {onFill && (
        <button
          type="button"
          tabIndex={-1}
          className={styles.fill}
          data-fill={cell}
          title="The same to the end of the year (Ctrl R)"
          aria-label={`${label}: the same to the end of the year`}
          onPointerDown={(event) => event.preventDefault()} // the cell keeps the focus
          onClick={() => take(onFill, true)}
        >
          <ChevronsRight size={13} aria-hidden />
        </button>
      )}
      {why && (
        <p id={`${cell}-why`} className={styles.problem} role="alert">
          {why}
        </p>
      )}
    </>
  );
}
