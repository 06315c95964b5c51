import { SegmentedControl } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { type PendingEntryRow, pendingEntriesQuery } from "@/api/pending";
import { Amount } from "@/components/Amount";
import { type Column, LongTable } from "@/components/LongTable";
import { Page, Sheet } from "@/components/Page";
import { Empty, Loaded } from "@/components/states";
import table from "@/components/table.module.css";
import { dateText } from "@/dates/dates";
import { useBusiness } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import styles from "../ledger.module.css";
import { PendingState } from "./PendingState";

const COLUMNS: Column<PendingEntryRow>[] = [
  { id: "date", header: "Date", wide: true, className: table.nowrap, cell: (entry) => dateText(entry.date) },
  {
    id: "memo",
    header: "Text",
    cell: (entry) => (
      <>
        <Link to={`/ledger/pending/${entry.id}`}>{entry.memo || "No text"}</Link>
        <div className={table.under}>
          {dateText(entry.date)} · {entry.written_by}
        </div>
      </>
    ),
  },
  { id: "by", header: "Written by", wide: true, cell: (entry) => entry.written_by },
  { id: "state", header: "State", wide: true, cell: (entry) => <PendingState entry={entry} /> },
  { id: "total", header: "Amount", figure: true, cell: (entry) => <Amount value={entry.total} withCurrency /> },
];

/** Entries by hand that their author may not post alone. */
export default function PendingEntriesPage() {
  const { id: b } = useBusiness();
  const navigate = useNavigate();
  const [{ group }, setFilters] = useFilters();
  const all = group === "all";
  const query = useInfiniteQuery(pendingEntriesQuery(b, all ? undefined : "waiting"));
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const more = useCallback(() => void (query.isFetchingNextPage || query.fetchNextPage()), [query]);
  return (
    <Page title="Pending entries" note="Above the limit of the approval policy a second person decides">
      <div className={styles.filters}>
        <SegmentedControl
          aria-label="Which pending entries"
          value={all ? "all" : "waiting"}
          onChange={(value) => setFilters({ group: value === "all" ? "all" : undefined })}
          data={[
            { value: "waiting", label: "Waiting" },
            { value: "all", label: "All" },
          ]}
        />
      </div>
      <Sheet flush>
        <Loaded query={query} rows={6}>
          {() =>
            rows.length > 0 ? (
              <LongTable
                label="Pending entries"
                columns={COLUMNS}
                rows={rows}
                keyOf={(entry) => entry.id}
                hasMore={query.hasNextPage}
                loadMore={more}
                open={(entry) => void navigate({ to: `/ledger/pending/${entry.id}` })}
              />
            ) : (
              <Empty title={all ? "No entry ever waited" : "No entry waits"}>
                Entries by hand above the limit of their author appear here for somebody else to approve.
              </Empty>
            )
          }
        </Loaded>
      </Sheet>
    </Page>
  );
}
