/** Above the grid: which year, where to start from, and changes to all rows at once. */
import { Button, Menu, Select, Switch, TextInput } from "@mantine/core";
import { ChevronDown, Undo2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { parseNumber } from "@/numbers/parse";
import { tellError } from "@/components/notify";
import { useFilters } from "@/shell/filters";
import styles from "./budget.module.css";
import { usedRows } from "./rows";
import { type BudgetDraft, useStart } from "./use-budget-draft";
import { type useYears, yearText } from "./years";

interface BudgetToolsProps {
  draft: BudgetDraft;
  years: ReturnType<typeof useYears>;
  departments: boolean;
  /** Some row names a department, so the column stays. */
  fixed: boolean;
  onDepartments: (on: boolean) => void;
}
export function BudgetTools({ draft, years, departments, fixed, onDepartments }: BudgetToolsProps) {
  const [, setFilters] = useFilters();
  return (
    <div className={styles.tools} role="group" aria-label="Budget tools">
      <Select
        label="Fiscal year"
        w={130}
        data={years.choices}
        value={String(draft.year)}
        allowDeselect={false}
        onChange={(year) => setFilters({ year: Number(year) })}
      />
      <StartMenu draft={draft} years={years} />
      <Raise draft={draft} />
      <Button variant="default" leftSection={<Undo2 size={15} />} disabled={!draft.canUndo} onClick={() => draft.dispatch({ type: "undo" })}>
        Undo
      </Button>
      {!fixed && (
        <Switch
          className={styles.switch}
          label="By department"
          checked={departments}
          onChange={(event) => onDepartments(event.currentTarget.checked)}
        />
      )}
    </div>
  );
}

function StartMenu({ draft, years }: { draft: BudgetDraft; years: ReturnType<typeof useYears> }) {
  const start = useStart(draft, years.month);
  const before = yearText(draft.year - 1, years.month);
  const hasBudget = years.budgets?.some(({ year }) => year === draft.year - 1) ?? false;
  const from = (what: "budget" | "actuals") => {
    const typed = usedRows(draft.rows).length > 0;
    if (typed && !window.confirm("Replace all rows? Undo brings them back.")) return;
    start.mutate(what, { onError: (error) => tellError(error) });
  };
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default" loading={start.isPending} rightSection={<ChevronDown size={15} />}>
          Start from
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => from("actuals")}>Actual figures of {before}, month by month</Menu.Item>
        {hasBudget && <Menu.Item onClick={() => from("budget")}>Budget of {before}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Raises or lowers every amount: last year plus three per cent. */
function Raise({ draft }: { draft: BudgetDraft }) {
  const [text, setText] = useState("");
  const [why, setWhy] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = parseNumber(text.replace(/[%+]/g, ""));
    if (!parsed.ok) {
      setWhy(parsed.why);
      return;
    }
    draft.dispatch({ type: "raise", percent: parsed.value, currency: draft.currency });
    setText("");
  };
  return (
    <form className={styles.raise} onSubmit={submit}>
      <TextInput
        label="Change all by %"
        w={120}
        placeholder="+3 or -5"
        value={text}
        error={why}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setWhy(null);
        }}
      />
      <Button type="submit" variant="default" disabled={text.trim() === "" || usedRows(draft.rows).length === 0}>
        Apply
      </Button>
    </form>
  );
}
