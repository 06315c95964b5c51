import { useQuery } from "@tanstack/react-query";
import { ArrowLeftRight } from "lucide-react";
import { type Revaluation, revaluationQuery } from "@/api/revaluation";
import { DateField } from "@/components/DateField";
import { Page, Sheet } from "@/components/Page";
import { Empty, Loaded } from "@/components/states";
import { dateText, today } from "@/dates/dates";
import { useBusiness } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { Presets } from "../../reports/Presets";
import { daysOfInterest } from "../../reports/TrialBalancePage";
import reports from "../../reports/reports.module.css";
import { ByCurrency } from "./ByCurrency";
import { Notices } from "./Notices";
import { Positions } from "./Positions";
import { RevalueAction } from "./RevalueDialog";

/** What is owed and held in other currencies, what it is worth on a day, and posting the difference. */
export default function CurrencyPage() {
  const { id: b, base_currency } = useBusiness();
  const [{ as_of }, setFilters] = useFilters();
  const asOf = as_of ?? today();
  const query = useQuery(revaluationQuery(b, asOf));
  return (
    <Page
      title="Foreign currency"
      note={`On ${dateText(asOf)}, valued in ${query.data?.currency ?? base_currency}`}
      actions={query.data && <RevalueAction key={asOf} revaluation={query.data} />}
    >
      <div className={reports.controls} role="search" aria-label="Report options">
        <DateField label="As of" value={asOf} onChange={(date) => setFilters({ as_of: date ?? undefined })} />
        <Presets choices={daysOfInterest(today())} value={asOf} onChoose={(date) => setFilters({ as_of: date })} />
      </div>
      <Loaded query={query} rows={10}>
        {(data) => <Report revaluation={data} />}
      </Loaded>
    </Page>
  );
}

function Report({ revaluation }: { revaluation: Revaluation }) {
  return (
    <>
      <Notices revaluation={revaluation} />
      {revaluation.positions.length === 0 ? (
        <Sheet>
          <Empty icon={ArrowLeftRight} title="Nothing is owed or held in another currency">
            Invoices, bills and bank accounts in a currency other than {revaluation.currency} would stand here with what they are worth.
          </Empty>
        </Sheet>
      ) : (
        <>
          <ByCurrency revaluation={revaluation} />
          <Positions revaluation={revaluation} />
        </>
      )}
    </>
  );
}
