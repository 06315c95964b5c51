import { Button, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Pencil, Target } from "lucide-react";
import { budgetReportQuery, isNoBudget } from "@/api/budgets";
import type { BudgetReport, IsoDate } from "@/api/contract";
import { csvOf } from "@/api/reports";
import { DateField } from "@/components/DateField";
import { Empty, Loaded } from "@/components/states";
import { addMonths, dateText, endOfMonth, today } from "@/dates/dates";
import { useBusiness, useMay } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { Presets } from "../Presets";
import { ReportFrame } from "../ReportFrame";
import { Comparison } from "./Comparison";
import { spanOfYear, useYears, yearOfDay, yearText } from "./years";

export default function BudgetPage() {
  const business = useBusiness();
  const may = useMay();
  const [filters] = useFilters();
  const { year, to, department } = filters;
  const query = useQuery(budgetReportQuery(business.id, { year, to, department }));
  const years = useYears(year ?? query.data?.year, 1);
  const shown = query.data?.year ?? year ?? (to ? yearOfDay(to, years.month) : years.current);
  const none = query.error !== null && isNoBudget(query.error);
  const report = none ? undefined : query.data;
  const until = report?.to ?? to;
  const name = yearText(shown, years.month);
  return (
    <ReportFrame
      title="Budget"
      span={until ? `Fiscal year ${name} up to ${dateText(until)}` : `Fiscal year ${name}`}
      currency={report?.currency}
      csv={csvOf(business.id, "budget", { year: String(shown), to: until, department })}
      empty={!report}
      actions={report && may("budgets-manage") && <EditLink year={shown} label="Edit budget" />}
      controls={<Controls {...{ years, shown, until, report }} />}
    >
      {none ? (
        <Empty
          icon={Target}
          title={`There is no budget for ${name}`}
          action={may("budgets-manage") && <EditLink year={shown} label={`Make a budget for ${name}`} />}
        >
          With one, you see here for each account how far the books are from the plan.
        </Empty>
      ) : (
        <Loaded query={query} rows={14}>
          {(report) => <Comparison report={report} />}
        </Loaded>
      )}
    </ReportFrame>
  );
}

const EditLink = ({ year, label }: { year: number; label: string }) => (
  <Button component={Link} to="/reports/budget/edit" search={{ year } as never} variant="default" leftSection={<Pencil size={15} />}>
    {label}
  </Button>
);

/** Days of the year that people ask for, none outside it. */
export function daysOfYear(now: IsoDate, { from, to }: { from: IsoDate; to: IsoDate }): [label: string, day: IsoDate][] {
  const days: [string, IsoDate][] = [
    ["Today", now],
    ["End of last month", endOfMonth(addMonths(now, -1))],
    ["Whole year", to],
  ];
  return days.filter(([, day]) => day >= from && day <= to);
}

interface ControlsProps {
  years: ReturnType<typeof useYears>;
  shown: number;
  until: IsoDate | undefined;
  report: BudgetReport | undefined;
}
function Controls({ years, shown, until, report }: ControlsProps) {
  const [{ department }, setFilters] = useFilters();
  const departments = new Set(report?.departments);
  if (department) departments.add(department);
  const upTo = (day: IsoDate | null) => setFilters(day ? { to: day, year: yearOfDay(day, years.month) } : { to: undefined });
  return (
    <>
      <Select
        label="Fiscal year"
        w={130}
        data={years.choices}
        value={String(shown)}
        allowDeselect={false}
        onChange={(year) => setFilters({ year: Number(year), to: undefined })}
      />
      <DateField label="Up to" value={until ?? null} onChange={upTo} />
      {departments.size > 0 && (
        <Select
          label="Department"
          w={190}
          data={[{ value: "", label: "All departments" }, ...[...departments].sort()]}
          value={department ?? ""}
          allowDeselect={false}
          onChange={(name) => setFilters({ department: name || undefined })}
        />
      )}
      <Presets choices={daysOfYear(today(), spanOfYear(shown, years.month))} value={until ?? ""} onChoose={upTo} />
    </>
  );
}
