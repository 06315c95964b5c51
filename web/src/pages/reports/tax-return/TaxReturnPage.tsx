import { Checkbox, SegmentedControl } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Landmark } from "lucide-react";
import { messageOf } from "@/api/errors";
import { INTERVALS, type Interval, type ReturnFigures, type ReturnPeriod, type TaxReturns } from "@/api/returns";
import { csvOfReturn, isNoForm, returnFiguresQuery, returnsQuery } from "@/api/returns";
import { Page } from "@/components/Page";
import { Empty, Loaded } from "@/components/states";
import { dateText, today } from "@/dates/dates";
import { useBusiness } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { ReportFrame } from "../ReportFrame";
import { Boxes, USED } from "./Boxes";
import { FilingActions } from "./FilingActions";
import { FormHead } from "./FormHead";
import { LeftOut, Notes } from "./Notices";
import { Periods } from "./Periods";
import { readEntered, writeEntered } from "./entered";
import { INTERVAL_NAMES, chosenPeriod, filingOf } from "./periods";

const TITLE = "Tax return";
const isInterval = (text: string | undefined): text is Interval => INTERVALS.some((interval) => interval === text);

/** The return of VAT or GST: its periods, and the form of one of them filled in from the books. */
export default function TaxReturnPage() {
  const { id: b } = useBusiness();
  const [{ every }] = useFilters();
  // the switch keeps its place while the periods of another interval are fetched
  const query = useQuery({ ...returnsQuery(b, isInterval(every) ? every : undefined), placeholderData: (old) => old });
  if (query.data) return <Return returns={query.data} />;
  return (
    <Page title={TITLE}>
      {query.error && isNoForm(query.error) ? (
        <Empty icon={Landmark} title="There is no form of a return for this business">
          {messageOf(query.error)}
        </Empty>
      ) : (
        <Loaded query={query} rows={14}>
          {() => null}
        </Loaded>
      )}
    </Page>
  );
}

function Return({ returns }: { returns: TaxReturns }) {
  const [filters] = useFilters();
  const period = chosenPeriod(returns.periods, filters, today());
  if (period) return <Filled returns={returns} listed={period} />;
  return (
    <Page title={TITLE}>
      <IntervalSwitch returns={returns} />
      <Empty icon={Landmark} title="There is no period to file yet" />
    </Page>
  );
}

function Filled({ returns, listed }: { returns: TaxReturns; listed: ReturnPeriod }) {
  const { id: b } = useBusiness();
  const [filters, setFilters] = useFilters();
  const { from, to } = listed;
  // the figures of a return that was filed stand as they were filed
  const entered = filingOf(listed) ? undefined : writeEntered(readEntered(filters.entered));
  const query = useQuery(returnFiguresQuery(b, listed, entered));
  const figures = query.data;
  const period = figures ? { ...listed, due: figures.due, filing: figures.filing ?? listed.filing } : listed;
  return (
    <ReportFrame
      title={TITLE}
      span={`${dateText(from)} to ${dateText(to)}`}
      currency={figures?.currency}
      csv={csvOfReturn(b, listed, entered)}
      empty={!figures}
      actions={figures && <FilingActions period={period} figures={figures} />}
      controls={
        <>
          <IntervalSwitch returns={returns} />
          <Checkbox
            label="Only boxes with a figure"
            checked={filters.group === USED}
            onChange={(event) => setFilters({ group: event.currentTarget.checked ? USED : undefined })}
            mb={8}
            ml={6}
          />
        </>
      }
      aside={<Periods returns={returns} chosen={period} />}
    >
      <FormHead form={figures?.form ?? returns.form} period={period} />
      <Loaded query={query} rows={14}>
        {(data) => <Sheet figures={data} adding={query.isPlaceholderData} />}
      </Loaded>
    </ReportFrame>
  );
}

function Sheet({ figures, adding }: { figures: ReturnFigures; adding: boolean }) {
  return (
    <>
      <LeftOut figures={figures} />
      <Boxes figures={figures} open={filingOf(figures) === null} adding={adding} />
      <Notes figures={figures} />
    </>
  );
}

/** How often returns are filed; a form with one interval asks nothing. */
function IntervalSwitch({ returns: { intervals, every } }: { returns: TaxReturns }) {
  const [, setFilters] = useFilters();
  if (intervals.length < 2) return null;
  return (
    <SegmentedControl
      aria-label="Filed every"
      value={every}
      onChange={(value) => setFilters({ every: value, from: undefined, to: undefined, entered: undefined })}
      data={intervals.map((interval) => ({ value: interval, label: INTERVAL_NAMES[interval] }))}
    />
  );
}
