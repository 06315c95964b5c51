import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Download, Plus } from "lucide-react";
import { useCallback } from "react";
import type { EntrySummary } from "@/api/contract";
import { csvOfEntries, entriesQuery } from "@/api/ledger";
import { AccountPicker } from "@/components/AccountPicker";
import { Amount } from "@/components/Amount";
import { DateField } from "@/components/DateField";
import { type Column, LongTable } from "@/components/LongTable";
import { Page, Sheet } from "@/components/Page";
import { SearchField } from "@/components/SearchField";
import { Empty, Loaded } from "@/components/states";
import table from "@/components/table.module.css";
import { dateText } from "@/dates/dates";
import { useBusiness, useMay } from "@/shell/business";
import type { Filters } from "@/router";
import { useFilters } from "@/shell/filters";
import { EntryMarks } from "./EntryMarks";
import styles from "./ledger.module.css";

const COLUMNS: Column<EntrySummary>[] = [
  { id: "date", header: "Date", wide: true, className: table.nowrap, cell: (entry) => dateText(entry.date) },
  {
    id: "number",
    header: "Number",
    wide: true,
    className: table.nowrap,
    cell: (entry) => (
      <Link to="/ledger/entries/$entryId" params={{ entryId: entry.id }}>
        {entry.number}
      </Link>
    ),
  },
  {
    id: "memo",
    header: "Text",
    cell: (entry) => (
      <>
        <Link to="/ledger/entries/$entryId" params={{ entryId: entry.id }}>
          {entry.memo || "No text"}
        </Link>{" "}
        <EntryMarks entry={entry} />
        <div className={table.under}>
          {dateText(entry.date)} · {entry.number}
        </div>
      </>
    ),
  },
  { id: "reference", header: "Reference", wide: true, className: table.quiet, cell: (entry) => entry.reference },
  { id: "total", header: "Amount", figure: true, cell: (entry) => <Amount value={entry.total} withCurrency /> },
];

export default function EntriesPage() {
  const business = useBusiness();
  const may = useMay();
  const navigate = useNavigate();
  const [filters, setFilters] = useFilters();
  const { from, to, q, account } = filters;
  const filter = { from, to, q, account_id: account };
  const query = useInfiniteQuery(entriesQuery(business.id, filter));
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const more = useCallback(() => void (query.isFetchingNextPage || query.fetchNextPage()), [query]);
  const open = (entry: EntrySummary) => void navigate({ to: `/ledger/entries/${entry.id}` });
  const filtered = Boolean(from || to || q || account);

  return (
    <Page
      title="Entries"
      actions={
        <>
          <Button
            variant="default"
            component="a"
            href={csvOfEntries(business.id, filter)}
            download
            leftSection={<Download size={15} />}
          >
            CSV
          </Button>
          {may("ledger-post") && (
            <Button component={Link} to="/ledger/entries/new" leftSection={<Plus size={16} />}>
              New entry
            </Button>
          )}
        </>
      }
    >
      <EntryFilters filters={filters} filtered={filtered} onChange={setFilters} />
      <Sheet flush>
        <Loaded query={query} rows={12}>
          {(data) =>
            rows.length > 0 ? (
              <LongTable
                label="Entries"
                columns={COLUMNS}
                rows={rows}
                keyOf={(entry) => entry.id}
                total={data.pages[0]?.total ?? undefined}
                hasMore={query.hasNextPage}
                loadMore={more}
                open={open}
              />
            ) : (
              <Empty title={filtered ? "No entry matches" : "No entries yet"}>
                {filtered ? "Clear a filter to see more." : "Approve a document, or write an entry by hand."}
              </Empty>
            )
          }
        </Loaded>
      </Sheet>
    </Page>
  );
}

interface EntryFiltersProps {
  filters: Filters;
  filtered: boolean;
  onChange: (change: Partial<Filters>) => void;
}
function EntryFilters({ filters: { from, to, q, account }, filtered, onChange: setFilters }: EntryFiltersProps) {
  return (
    <div className={styles.filters} role="search">
      <SearchField
        className={styles.find}
        placeholder="Text, number or amount"
        value={q ?? ""}
        onChange={(text) => setFilters({ q: text || undefined })}
      />
      <DateField label="From" value={from ?? null} onChange={(date) => setFilters({ from: date ?? undefined })} optional />
      <DateField label="To" value={to ?? null} onChange={(date) => setFilters({ to: date ?? undefined })} optional />
      <div className={styles.account}>
        <AccountPicker
          label="Account"
          value={account ?? null}
          clearable
          onChange={(chosen) => setFilters({ account: chosen?.id })}
        />
      </div>
      {filtered && (
        <Button
          variant="subtle"
          color="gray"
          onClick={() => setFilters({ from: undefined, to: undefined, q: undefined, account: undefined })}
        >
          Clear
        </Button>
      )}
    </div>
  );
}
