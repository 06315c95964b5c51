import { Checkbox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CircleCheck, TriangleAlert } from "lucide-react";
import type { BalanceSheet, Figure } from "@/api/contract";
import { balanceSheetQuery, csvOf } from "@/api/reports";
import { DateField } from "@/components/DateField";
import { Loaded } from "@/components/states";
import { addMonths, dateText, today } from "@/dates/dates";
import { sumOf } from "@/numbers/decimal";
import { useBusiness } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { Presets } from "./Presets";
import { ReportFrame } from "./ReportFrame";
import { Statement, SumRow } from "./Statement";
import { daysOfInterest } from "./TrialBalancePage";
import styles from "./reports.module.css";

export default function BalanceSheetPage() {
  const business = useBusiness();
  const [filters, setFilters] = useFilters();
  const asOf = filters.as_of ?? today();
  const compare = filters.compare ? addMonths(asOf, -12) : undefined;
  const query = useQuery(balanceSheetQuery(business.id, asOf, compare));
  return (
    <ReportFrame
      title="Balance sheet"
      span={`As of ${dateText(asOf)}`}
      currency={query.data?.currency}
      csv={csvOf(business.id, "balance-sheet", { as_of: asOf, compare })}
      controls={
        <>
          <DateField label="As of" value={asOf} onChange={(date) => setFilters({ as_of: date ?? undefined })} />
          <Presets choices={daysOfInterest(today())} value={asOf} onChoose={(date) => setFilters({ as_of: date })} />
          <CompareBox checked={compare !== undefined} onChange={(on) => setFilters({ compare: on ? "year" : undefined })} />
        </>
      }
    >
      <Loaded query={query} rows={14}>
        {(report) => (
          <>
            <Statement
              label="Balance sheet"
              sections={report.sections}
              heads={[dateText(asOf), compare && dateText(compare)]}
              foot={
                <SumRow
                  label="Liabilities and equity"
                  now={report.total_liabilities_and_equity}
                  then={previousTotal(report)}
                  compared={compare !== undefined}
                  grand
                />
              }
            />
            {report.balanced ? (
              <p className={styles.check}>
                <CircleCheck size={15} aria-hidden /> Assets equal liabilities and equity
              </p>
            ) : (
              <p className={styles.check} data-off>
                <TriangleAlert size={15} aria-hidden /> Assets do not equal liabilities and equity
              </p>
            )}
          </>
        )}
      </Loaded>
    </ReportFrame>
  );
}

/** Liabilities and equity of the day compared with; the report states this total for its own day only. */
function previousTotal({ sections, currency }: BalanceSheet): Figure | null {
  const parts = sections.filter(({ code }) => code !== "assets").map((section) => section.previous_total?.amount);
  const known = parts.filter((amount) => amount !== undefined);
  return known.length === parts.length ? { amount: sumOf(known, currency), currency } : null;
}

export const CompareBox = ({ checked, onChange }: { checked: boolean; onChange: (on: boolean) => void }) => (
  <Checkbox
    label="Compare with prior year"
    checked={checked}
    onChange={(event) => onChange(event.currentTarget.checked)}
    mb={8}
    ml={6}
  />
);
