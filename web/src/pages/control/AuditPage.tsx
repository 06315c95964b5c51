import { Button, Select } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { AuditRow } from "@/api/contract";
import { auditQuery } from "@/api/settings";
import { DateField } from "@/components/DateField";
import { FoldedChanges } from "@/components/Changes";
import { Page, Sheet } from "@/components/Page";
import { Empty, Loaded, NoPermission } from "@/components/states";
import table from "@/components/table.module.css";
import { timeText } from "@/dates/dates";
import { sentence } from "@/numbers/prose";
import { useMay } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import styles from "./audit.module.css";
import { actionChoices, actionText, homeOf, originText, subjectName } from "./words";

export default function AuditPage() {
  const may = useMay();
  const [filters, setFilters] = useFilters();
  const { action, from, to, subject } = filters;
  const allowed = may("audit-read");
  const query = useInfiniteQuery({ ...auditQuery({ action, from, to, subject_id: subject }), enabled: allowed });
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (!allowed) return <NoPermission heading what="read the audit log" />;
  return (
    <Page title="Audit log" note="Who did what, when, from where, and what it changed. Nobody can edit this list.">
      <div className={styles.filters} role="search">
        <Select
          label="Action"
          placeholder="Any action"
          data={actionChoices(action)}
          value={action ?? null}
          onChange={(chosen) => setFilters({ action: chosen ?? undefined })}
          searchable
          clearable
        />
        <DateField label="From" value={from ?? null} onChange={(date) => setFilters({ from: date ?? undefined })} optional />
        <DateField label="To" value={to ?? null} onChange={(date) => setFilters({ to: date ?? undefined })} optional />
        {subject && <p className={styles.quiet}>Only about one thing</p>}
        {(action || from || to || subject) && (
          <Button
            variant="subtle"
            color="gray"
            onClick={() => setFilters({ action: undefined, from: undefined, to: undefined, subject: undefined })}
          >
            Clear
          </Button>
        )}
      </div>
      <Sheet flush>
        <Loaded query={query} rows={10}>
          {() => (rows.length > 0 ? <Rows rows={rows} /> : <Empty title="Nothing was recorded">For these filters.</Empty>)}
        </Loaded>
        {query.hasNextPage && (
          <div className={styles.more}>
            <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              Show more
            </Button>
          </div>
        )}
      </Sheet>
    </Page>
  );
}

function Rows({ rows }: { rows: AuditRow[] }) {
  return (
    <div className={table.scroll}>
      <table className={table.table} aria-label="Audit log">
        <thead>
          <tr>
            <th scope="col" className={table.wide}>
              When
            </th>
            <th scope="col" className={table.wide}>
              Who
            </th>
            <th scope="col">What</th>
            <th scope="col" className={table.wide}>
              Change
            </th>
            <th scope="col" className={table.wide}>
              Origin
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td className={`${table.wide} ${table.nowrap}`}>{timeText(row.at)}</td>
              <td className={table.wide}>{actorText(row)}</td>
              <td>
                <Subject row={row} />
                <div className={table.under}>
                  {actorText(row)} · {timeText(row.at)}
                </div>
                {row.reason && <div className={styles.reason}>{row.reason}</div>}
              </td>
              <td className={table.wide}>
                <FoldedChanges title="Show" before={row.before} after={row.after} />
              </td>
              <td className={`${table.wide} ${table.quiet}`}>{originText(row.origin)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const actorText = ({ actor }: AuditRow): string => actor.name || sentence(actor.kind);

/** What was done, and the thing it was done to by its name. */
function Subject({ row }: { row: AuditRow }) {
  const home = homeOf(row);
  const name = subjectName(row);
  const words = actionText(row.action);
  const linked = (text: string) => (home ? <Link to={home}>{text}</Link> : text);
  return name ? (
    <>
      {words}: {linked(name)}
    </>
  ) : (
    linked(words)
  );
}
