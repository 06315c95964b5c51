import { Button } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { RotateCw } from "lucide-react";
import type { DocumentSummary, Job } from "@/api/contract";
import { documentsQuery } from "@/api/documents";
import { deadJobsQuery, retryJob } from "@/api/settings";
import { StateBadge } from "@/components/Badge";
import { Page, Sheet } from "@/components/Page";
import { Empty, Loaded } from "@/components/states";
import { tell, tellError } from "@/components/notify";
import table from "@/components/table.module.css";
import { agoText, timeText } from "@/dates/dates";
import { shareText } from "@/numbers/format";
import { sentence } from "@/numbers/prose";
import { useBusiness, useMay } from "@/shell/business";
import { originLabel, routeLabel } from "../documents/words";

/** What the agents have been doing, newest first; each row opens the story of its run. */
export default function RunsPage() {
  const business = useBusiness();
  const query = useInfiniteQuery(documentsQuery(business.id, { group: "all" }));
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title="Runs" note="Every document is taken through the same steps. Each run can be read afterwards, step by step.">
      <StuckJobs />
      <Sheet flush>
        <Loaded query={query} rows={10}>
          {() => (rows.length > 0 ? <Rows rows={rows} /> : <Empty title="No runs yet">Add a document, and its run appears here.</Empty>)}
        </Loaded>
        {query.hasNextPage && (
          <div style={{ display: "grid", justifyItems: "center", padding: 14 }}>
            <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              Show more
            </Button>
          </div>
        )}
      </Sheet>
    </Page>
  );
}

function Rows({ rows }: { rows: DocumentSummary[] }) {
  return (
    <div className={table.scroll}>
      <table className={table.table} aria-label="Runs">
        <thead>
          <tr>
            <th scope="col">Document</th>
            <th scope="col" className={table.wide}>
              State
            </th>
            <th scope="col" className={table.wide}>
              Source
            </th>
            <th scope="col" className={table.wide}>
              Read from
            </th>
            <th scope="col" className={`${table.figure} ${table.wide}`}>
              Lowest confidence
            </th>
            <th scope="col" className={`${table.figure} ${table.wide}`}>
              Started
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-link>
              <td className={table.long}>
                <Link to={`/documents/${row.id}/run`}>{row.file_name}</Link>
                <div className={table.under}>
                  <StateBadge name={row.state.name} /> {agoText(row.arrived_at)}
                </div>
              </td>
              <td className={table.wide}>
                <StateBadge name={row.state.name} />
              </td>
              <td className={`${table.wide} ${table.quiet}`}>{sentence(originLabel(row.origin))}</td>
              <td className={`${table.wide} ${table.quiet}`}>{row.route && sentence(routeLabel(row.route))}</td>
              <td className={`${table.figure} ${table.wide}`}>{row.confidence != null && shareText(row.confidence)}</td>
              <td className={`${table.figure} ${table.wide} ${table.quiet}`}>
                <time dateTime={row.arrived_at} title={timeText(row.arrived_at)}>
                  {agoText(row.arrived_at)}
                </time>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Work that was given up after repeated failures; only for those who may set it going again. */
function StuckJobs() {
  const may = useMay();
  const allowed = may("audit-read");
  const client = useQueryClient();
  const query = useQuery({ ...deadJobsQuery, enabled: allowed, retry: false });
  const again = useMutation({
    mutationFn: retryJob,
    onSuccess: () => tell("The work was set going again"),
    onError: (error) => tellError(error),
    onSettled: () => client.invalidateQueries({ queryKey: ["jobs"] }),
  });
  const jobs: Job[] = query.data ?? [];
  if (jobs.length === 0) return null;
  return (
    <Sheet title="Work that was given up">
      <table className={table.table} aria-label="Work that was given up">
        <thead>
          <tr>
            <th scope="col">Work</th>
            <th scope="col">Why</th>
            <th scope="col">
              <span className="visually-hidden">Try again</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <tr key={job.id}>
              <td>
                {job.kind}, tried {job.attempts} times
              </td>
              <td className={table.quiet}>{job.error}</td>
              <td className={table.figure}>
                <Button size="compact-sm" variant="default" leftSection={<RotateCw size={14} />} onClick={() => again.mutate(job.id)}>
                  Try again
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  );
}
