import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Plus, Search } from "lucide-react";
import { useCallback, useState } from "react";
import type { Party } from "@/api/contract";
import { partyListQuery } from "@/api/ledger";
import { type Column, LongTable } from "@/components/LongTable";
import { Page, Sheet } from "@/components/Page";
import { Empty, Loaded } from "@/components/states";
import table from "@/components/table.module.css";
import { useBusiness, useMay } from "@/shell/business";
import type { Filters } from "@/router";
import { useFilters } from "@/shell/filters";
import styles from "../ledger.module.css";
import { PartyDialog } from "./PartyDialog";
import { ibanText, roleText } from "./words";

const COLUMNS: Column<Party>[] = [
  {
    id: "name",
    header: "Name",
    cell: (party) => (
      <>
        <Link to={`/ledger/parties/${party.id}`}>{party.name}</Link>
        <div className={table.under}>{roleText(party)}</div>
      </>
    ),
  },
  { id: "role", header: "Role", wide: true, className: table.quiet, cell: roleText },
  { id: "country", header: "Country", wide: true, className: table.quiet, cell: (party) => party.country },
  { id: "tax", header: "Tax number", wide: true, className: table.nowrap, cell: (party) => party.tax_ids.join(", ") },
  { id: "iban", header: "Bank account", wide: true, className: table.nowrap, cell: (party) => party.ibans.map(ibanText).join(", ") },
];

/** Suppliers and customers. */
export default function PartiesPage() {
  const { id: b } = useBusiness();
  const may = useMay();
  const navigate = useNavigate();
  const [{ q, group }, setFilters] = useFilters();
  const role = group === "supplier" || group === "customer" ? group : undefined;
  const query = useInfiniteQuery(partyListQuery(b, { q, role }));
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const more = useCallback(() => void (query.isFetchingNextPage || query.fetchNextPage()), [query]);
  const [adding, setAdding] = useState(false);
  return (
    <Page
      title="Parties"
      note="Suppliers and customers, as documents made them known"
      actions={
        may("parties-manage") && (
          <Button leftSection={<Plus size={16} />} onClick={() => setAdding(true)}>
            New party
          </Button>
        )
      }
    >
      <PartyFilters q={q} role={role} onChange={setFilters} />
      <Sheet flush>
        <Loaded query={query} rows={10}>
          {() =>
            rows.length > 0 ? (
              <LongTable
                label="Parties"
                columns={COLUMNS}
                rows={rows}
                keyOf={(party) => party.id}
                hasMore={query.hasNextPage}
                loadMore={more}
                open={(party) => void navigate({ to: `/ledger/parties/${party.id}` })}
              />
            ) : (
              <Empty title={q || role ? "No party matches" : "No parties yet"}>
                {q || role ? "Clear the search to see more." : "The first document that is approved brings the first one."}
              </Empty>
            )
          }
        </Loaded>
      </Sheet>
      {adding && <PartyDialog party={null} onClose={() => setAdding(false)} onSaved={(id) => void navigate({ to: `/ledger/parties/${id}` })} />}
    </Page>
  );
}

interface PartyFiltersProps {
  q?: string;
  role?: string;
  onChange: (change: Partial<Filters>) => void;
}
function PartyFilters({ q, role, onChange: setFilters }: PartyFiltersProps) {
  const [text, setText] = useState(q ?? "");
  const late = useDebouncedCallback((next: string) => setFilters({ q: next || undefined }), 250);
  return (
    <div className={styles.filters} role="search">
      <TextInput
        label="Find"
        placeholder="Name"
        className={styles.find}
        leftSection={<Search size={15} />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          late(event.currentTarget.value);
        }}
      />
      <SegmentedControl
        aria-label="Which parties"
        value={role ?? "all"}
        onChange={(value) => setFilters({ group: value === "all" ? undefined : value })}
        data={[
          { value: "all", label: "All" },
          { value: "supplier", label: "Suppliers" },
          { value: "customer", label: "Customers" },
        ]}
      />
    </div>
  );
}
