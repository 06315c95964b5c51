import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowRight, BookOpenText } from "lucide-react";
import type { Dashboard } from "@/api/contract";
import { dashboardQuery } from "@/api/reports";
import { Page, Sheet } from "@/components/Page";
import { Empty, Loaded } from "@/components/states";
import { dateText } from "@/dates/dates";
import { isZero } from "@/numbers/decimal";
import { countText } from "@/numbers/format";
import { useBusiness, useMay } from "@/shell/business";
import { DocumentTable } from "../inbox/DocumentTable";
import { Accuracy } from "./Accuracy";
import { CashChart, IncomeChart } from "./Charts";
import styles from "./HomePage.module.css";

export default function HomePage() {
  const business = useBusiness();
  const query = useQuery(dashboardQuery(business.id));
  const note = query.data && `${business.name}, ${dateText(query.data.as_of)}, amounts in ${query.data.currency}`;
  return (
    <Page title="Home" note={note}>
      <Loaded query={query} rows={10}>
        {(data) => (
          <>
            <div className={styles.grid}>
              <div className={styles.column}>{hasFigures(data) ? <Charts data={data} /> : <Beginning />}</div>
              <div className={styles.column}>
                <Work documents={data.documents} />
                <Accuracy accuracy={data.accuracy} />
              </div>
            </div>
            {data.recent.length > 0 && (
              <Sheet title="Latest documents" flush actions={<Link to="/inbox">All documents</Link>}>
                <DocumentTable label="Latest documents" rows={data.recent} />
              </Sheet>
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}

/** Whether anything was posted that a chart could show. */
const hasFigures = ({ cash, months }: Dashboard): boolean =>
  [...cash.by_month.map(({ balance }) => balance), ...months.flatMap(({ income, expense }) => [income, expense])].some(
    ({ amount }) => !isZero(amount),
  );

const Charts = ({ data }: { data: Dashboard }) => (
  <>
    <CashChart data={data} />
    <IncomeChart data={data} />
  </>
);

/** In place of charts that would show nothing but their axes. */
function Beginning() {
  const may = useMay();
  const writing = may("ledger-post") && (
    <Button component={Link} to="/ledger/entries/new" variant="default">
      New entry
    </Button>
  );
  return (
    <Sheet title="Cash, income and expense">
      <Empty icon={BookOpenText} title="Nothing is posted yet" action={writing}>
        {may("documents-add")
          ? "Drop invoices and receipts on this page and approve them, or write the first entry by hand. The charts follow."
          : "The charts follow with the first entries."}
      </Empty>
    </Sheet>
  );
}

/** What waits for a person, and the one button that begins it. */
function Work({ documents }: { documents: Dashboard["documents"] }) {
  const rows: [label: string, count: number, group: string][] = [
    ["to review", documents.waiting, "waiting"],
    ["held as possible duplicates", documents.held, "held"],
    ["could not be read", documents.failed, "failed"],
    ["being read now", documents.working, "working"],
    ["parked", documents.parked, "parked"],
    ["posted", documents.posted, "posted"],
  ];
  return (
    <Sheet title="Documents">
      <ul className={styles.work}>
        {rows.map(([label, count, group]) => (
          <li key={group} data-none={count === 0 || undefined}>
            <Link to="/inbox" search={{ group }}>
              <strong>{countText(count)}</strong>
              <span>{label}</span>
              <ArrowRight size={15} aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
      <NextStep waiting={documents.waiting} />
    </Sheet>
  );
}

/** The one thing to do next, for those who may. */
function NextStep({ waiting }: { waiting: number }) {
  const may = useMay();
  if (waiting > 0 && may("documents-review")) {
    return (
      <Button component={Link} to="/inbox" search={{ group: "waiting" } as never} fullWidth mt={14}>
        Start reviewing
      </Button>
    );
  }
  if (!may("documents-add")) return null;
  return (
    <Button component={Link} to="/inbox" variant="default" fullWidth mt={14}>
      Add documents
    </Button>
  );
}
