import { Button, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { AuditRow } from "@/api/contract";
import { auditQuery } from "@/api/settings";
import { DateField } from "@/components/DateField";
import { Json } from "@/components/Json";
import { Page, Sheet } from "@/components/Page";
import { Empty, Loaded, NoPermission } from "@/components/states";
import table from "@/components/table.module.css";
import { timeText } from "@/dates/dates";
import { useMay } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { actionText, changeOf } from "./AuditTrail";
import styles from "./audit.module.css";

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
        <ActionField value={action ?? ""} onChange={(text) => setFilters({ action: text || undefined })} />
        <DateField label="From" value={from ?? null} onChange={(date) => setFilters({ from: date ?? undefined })} optional />
        <DateField label="To" value={to ?? null} onChange={(date) => setFilters({ to: date ?? undefined })} optional />
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

function ActionField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const [text, setText] = useState(value);
  const late = useDebouncedCallback(onChange, 300);
  return (
    <TextInput
      label="Action"
      placeholder="entry.posted"
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        late(event.currentTarget.value.trim());
      }}
    />
  );
}

function Rows({ rows }: { rows: AuditRow[] }) {
  return (
    <div className={table.scroll}>
      <table className={table.table} aria-label="Audit log">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
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
              <td className={table.nowrap}>{timeText(row.at)}</td>
              <td>{row.actor.name || row.actor.kind}</td>
              <td>
                <Subject row={row} />
                {row.reason && <div className={styles.reason}>{row.reason}</div>}
              </td>
              <td className={table.wide}>
                <Json title="Show" value={changeOf(row)} />
              </td>
              <td className={`${table.wide} ${table.quiet}`}>{row.origin}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const HOMES: Record<string, string> = { entry: "/ledger/entries/", document: "/documents/", account: "/ledger/accounts/" };

function Subject({ row }: { row: AuditRow }) {
  const home = HOMES[row.subject];
  const words = actionText(row.action);
  return home ? <Link to={home + row.subject_id}>{words}</Link> : words;
}
