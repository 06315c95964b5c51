import { useQuery } from "@tanstack/react-query";
import { businessesQuery } from "@/api/settings";
import type { ProfitLoss } from "@/api/contract";
import { csvOf, profitLossQuery } from "@/api/reports";
import { DateField } from "@/components/DateField";
import { Loaded } from "@/components/states";
import { addDays, addMonths, dateText, endOfMonth, endOfYear, startOfMonth, startOfYear, today } from "@/dates/dates";
import { useBusiness } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { CompareBox } from "./BalanceSheetPage";
import { Presets } from "./Presets";
import { ReportFrame } from "./ReportFrame";
import { Statement, SumRow } from "./Statement";

/** Periods that people ask for, for a fiscal year that starts in `month`. */
export function periodsOfInterest(now: string, month: number): [label: string, span: string][] {
  const lastYear = addDays(startOfYear(now, month), -1);
  return [
    ["This year", `${startOfYear(now, month)}/${now}`],
    ["Last month", `${startOfMonth(addMonths(now, -1))}/${endOfMonth(addMonths(now, -1))}`],
    ["Last year", `${startOfYear(lastYear, month)}/${endOfYear(lastYear, month)}`],
  ];
}

/** The same day a year before; the end of February stays the end of February. */
const yearBefore = (date: string): string => (date === endOfMonth(date) ? endOfMonth(addMonths(date, -12)) : addMonths(date, -12));

export default function ProfitLossPage() {
  const business = useBusiness();
  const [filters, setFilters] = useFilters();
  const { data: businesses } = useQuery(businessesQuery);
  const month = businesses?.find(({ id }) => id === business.id)?.fiscal_year_start ?? 1;
  const to = filters.to ?? today();
  const from = filters.from ?? startOfYear(to, month);
  const compare = filters.compare ? { from: addMonths(from, -12), to: yearBefore(to) } : undefined;
  const query = useQuery(profitLossQuery(business.id, { from, to }, compare));
  const choose = (span: string) => {
    const [start, end] = span.split("/");
    setFilters({ from: start, to: end });
  };
  return (
    <ReportFrame
      title="Profit and loss"
      span={`${dateText(from)} to ${dateText(to)}`}
      currency={query.data?.currency}
      csv={csvOf(business.id, "profit-loss", { from, to, compare_from: compare?.from, compare_to: compare?.to })}
      controls={
        <>
          <DateField label="From" value={from} onChange={(date) => setFilters({ from: date ?? undefined })} />
          <DateField label="To" value={to} onChange={(date) => setFilters({ to: date ?? undefined })} />
          <Presets choices={periodsOfInterest(today(), month)} value={`${from}/${to}`} onChoose={choose} />
          <CompareBox checked={compare !== undefined} onChange={(on) => setFilters({ compare: on ? "year" : undefined })} />
        </>
      }
    >
      <Loaded query={query} rows={14}>
        {(report) => <Report report={report} compared={compare !== undefined} />}
      </Loaded>
    </ReportFrame>
  );
}

function Report({ report, compared }: { report: ProfitLoss; compared: boolean }) {
  return (
    <Statement
      label="Profit and loss"
      sections={report.sections}
      heads={["This period", compared ? "Prior year" : undefined]}
      foot={<SumRow label="Result" now={report.result} then={report.previous_result} compared={compared} grand />}
    />
  );
}
