import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { FilePlus2, Plus } from "lucide-react";
import { useCallback } from "react";
import { KINDS, type SalesRow, salesQuery } from "@/api/sales";
import { DateField } from "@/components/DateField";
import { LongTable } from "@/components/LongTable";
import { Page, Sheet } from "@/components/Page";
import { PartyPicker } from "@/components/PartyPicker";
import { SearchField } from "@/components/SearchField";
import { Empty, Loaded } from "@/components/states";
import { useBusiness, useMay } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { columnsOf } from "./columns";
import { filterOf, listOf, partsOf } from "./lists";
import styles from "./sales.module.css";
import { KIND } from "./words";

/** Quotes, invoices and credit notes that are written here. */
export default function SalesPage() {
  const may = useMay();
  return (
    <Page
      title="Sales"
      note="Quotes, invoices and credit notes written here"
      actions={
        may("ledger-post") && (
          <>
            <Button variant="default" component={Link} to="/sales/new/quote" leftSection={<FilePlus2 size={15} />}>
              New quote
            </Button>
            <Button component={Link} to="/sales/new" leftSection={<Plus size={16} />}>
              New invoice
            </Button>
          </>
        )
      }
    >
      <Kinds />
      <SalesFilters />
      <List />
    </Page>
  );
}

function Kinds() {
  const [filters] = useFilters();
  const now = listOf(filters);
  const link = (to: { kind: string; state?: string }, label: string, current: boolean) => (
    <Link
      key={label}
      to="/sales"
      search={((old: object) => ({ ...old, state: undefined, ...to })) as never}
      replace
      resetScroll={false}
      aria-current={current ? "page" : undefined}
    >
      {label}
    </Link>
  );
  return (
    <div>
      <nav className={styles.tabs} aria-label="Kinds">
        {KINDS.toSorted((a, b) => Number(b === "invoice") - Number(a === "invoice")).map((kind) => link({ kind }, KIND[kind].many, kind === now.kind))}
      </nav>
      <nav className={styles.parts} aria-label={KIND[now.kind].many}>
        {partsOf(now.kind).map(({ id, label }) => link({ kind: now.kind, state: id }, label, id === now.part.id))}
      </nav>
    </div>
  );
}

function SalesFilters() {
  const [{ q, party, from, to }, setFilters] = useFilters();
  const filtered = Boolean(q || party || from || to);
  return (
    <div className={styles.filters} role="search">
      <SearchField
        className={styles.find}
        placeholder="Number, customer, text of a line"
        value={q ?? ""}
        onChange={(text) => setFilters({ q: text || undefined })}
      />
      <div className={styles.party}>
        <PartyPicker label="Customer" kind="customer" value={party ?? null} placeholder="All" onChange={(id) => setFilters({ party: id ?? undefined })} />
      </div>
      <DateField label="From" value={from ?? null} onChange={(date) => setFilters({ from: date ?? undefined })} optional />
      <DateField label="To" value={to ?? null} onChange={(date) => setFilters({ to: date ?? undefined })} optional />
      {filtered && (
        <Button variant="subtle" color="gray" onClick={() => setFilters({ q: undefined, party: undefined, from: undefined, to: undefined })}>
          Clear
        </Button>
      )}
    </div>
  );
}

function List() {
  const { id: b } = useBusiness();
  const navigate = useNavigate();
  const [filters] = useFilters();
  const { kind, part } = listOf(filters);
  const query = useInfiniteQuery(salesQuery(b, filterOf(filters)));
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const more = useCallback(() => void (query.isFetchingNextPage || query.fetchNextPage()), [query]);
  const open = (row: SalesRow) => void navigate({ to: `/sales/${row.id}` });
  const narrowed = part.id !== "all" || Boolean(filters.q || filters.party || filters.from || filters.to);
  return (
    <Sheet flush>
      <Loaded query={query} rows={10}>
        {() =>
          rows.length > 0 ? (
            <LongTable
              key={kind}
              label={KIND[kind].many}
              columns={columnsOf(kind)}
              rows={rows}
              keyOf={(row) => row.id}
              hasMore={query.hasNextPage}
              loadMore={more}
              open={open}
            />
          ) : (
            <Empty title={narrowed ? `No ${KIND[kind].of} matches` : `No ${KIND[kind].of} yet`}>
              {narrowed ? "Choose another part of the list, or clear a filter." : HOW[kind]}
            </Empty>
          )
        }
      </Loaded>
    </Sheet>
  );
}
const HOW = {
  invoice: "Write one, or make one of a quote. It is booked when it is issued.",
  quote: "A quote owes nothing; an accepted one becomes an invoice.",
  credit_note: "A credit note takes an issued invoice back, whole or in part. It begins on the page of that invoice.",
};
