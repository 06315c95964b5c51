import { Button, CloseButton, FileButton, TextInput } from "@mantine/core";
import { useDebouncedCallback, useMediaQuery } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { FileUp, Inbox as InboxIcon, Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { DocumentCounts, DocumentGroup, DocumentSummary } from "@/api/contract";
import { documentsQuery } from "@/api/documents";
import { useRowKeys } from "@/components/LongTable";
import { Page } from "@/components/Page";
import { Empty, Loaded } from "@/components/states";
import { useSelection } from "@/components/use-selection";
import { countText } from "@/numbers/format";
import { useBusiness, useMay } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { useShortcuts } from "@/shell/shortcuts";
import { UploadList } from "@/uploads/UploadList";
import { addFiles } from "@/uploads/uploads";
import { BulkBar } from "./BulkBar";
import { ColumnMenu } from "./ColumnMenu";
import { DocumentTable } from "./DocumentTable";
import styles from "./InboxPage.module.css";
import { BULK } from "./bulk";
import { type DocumentColumn, useColumns } from "./columns";
import { isAtWork } from "./order";
import { type QueueView, queueSearch, useQueue } from "./use-queue";

const GROUPS: [group: DocumentGroup, label: string, count: (counts: DocumentCounts) => number][] = [
  ["waiting", "To review", (c) => c.waiting],
  ["waits_for_others", "Waits for others", () => 0], // counted apart: the same documents wait for somebody else
  ["held", "Held", (c) => c.held],
  ["parked", "Parked", (c) => c.parked],
  ["working", "Being read", (c) => c.working],
  ["failed", "Failed", (c) => c.failed],
  ["posted", "Posted", (c) => c.posted],
  ["rejected", "Rejected", (c) => c.rejected],
  ["settled", "Nothing to book", (c) => c.settled],
  ["all", "All", (c) => Object.values(c).reduce((sum, count) => sum + count, 0)],
];
export const ACCEPTED = "application/pdf,image/*,.xml,.eml,text/plain,message/rfc822";

export default function InboxPage() {
  const business = useBusiness();
  const adds = useMay()("documents-add");
  const phone = useMediaQuery("(pointer: coarse)", undefined, { getInitialValueInEffect: false });
  const [filters, setFilters] = useFilters();
  const group = (filters.group as DocumentGroup | undefined) ?? "waiting";
  const [columns, toggleColumn] = useColumns();
  const where = phone ? "Photograph documents or choose files." : "Drop files anywhere on the page, or paste them.";

  return (
    <Page title="Inbox" note={adds ? where : undefined} actions={adds && <AddDocuments business={business.id} />}>
      <UploadList />
      <div className={styles.bar}>
        <Groups group={group} />
        <div className={styles.tools}>
          <QuickSearch value={filters.q ?? ""} onChange={(q) => setFilters({ q: q || undefined })} />
          <ColumnMenu shown={columns} onToggle={toggleColumn} />
        </div>
      </div>
      <Queue key={group} view={{ group, q: filters.q, order: filters.order }} columns={columns} />
    </Page>
  );
}

const AddDocuments = ({ business }: { business: string }) => (
  <FileButton onChange={(files) => addFiles(business, files)} accept={ACCEPTED} multiple>
    {(props) => (
      <Button {...props} leftSection={<FileUp size={16} />}>
        Add documents
      </Button>
    )}
  </FileButton>
);

/** The documents of one group, with what can be done about several of them. */
function Queue({ view, columns }: { view: QueueView; columns: DocumentColumn[] }) {
  const { group, q, order } = view;
  const may = useMay();
  const navigate = useNavigate();
  const [, setFilters] = useFilters();
  const { query, rows: queued } = useQueue(view);
  const arriving = useArriving(view);
  const rows = [...arriving, ...queued];
  const search = queueSearch(view);
  const open = (row: DocumentSummary) =>
    void navigate({ to: "/documents/$documentId", params: { documentId: row.id }, search });
  const current = useRowKeys(rows, open, (index) => {
    document.querySelectorAll("tbody tr")[index]?.scrollIntoView({ block: "nearest" });
  });
  const selection = useSelection(rows, ({ id }) => id, (row) => !isAtWork(row));
  const selects = (BULK[group] ?? []).some(({ needs }) => may(needs));
  useShortcuts(
    selects ? [{ keys: "x", label: "Select the row", group: "List", run: () => selection.toggle(Math.max(current, 0)) }] : [],
  );
  return (
    <>
      <div className={styles.sheet}>
        <Loaded query={query}>
          {() =>
            rows.length > 0 ? (
              <DocumentTable
                label="Documents"
                rows={rows}
                columns={columns}
                search={search}
                current={current}
                sorting={{ order, onOrder: (next) => setFilters({ order: next }) }}
                selection={selects ? selection : undefined}
              />
            ) : (
              <EmptyGroup group={group} searching={Boolean(q)} />
            )
          }
        </Loaded>
        {query.hasNextPage && (
          <div className={styles.more}>
            <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              Show more
            </Button>
          </div>
        )}
      </div>
      <BulkBar group={group} selection={selection} />
    </>
  );
}

/** What is still being read stands above what waits for review, so that nothing just added seems lost. */
function useArriving({ group, q, order }: QueueView): DocumentSummary[] {
  const { id: b } = useBusiness();
  const shown = group === "waiting" && !q && !order;
  const { data } = useInfiniteQuery({ ...documentsQuery(b, { group: "working" }), enabled: shown });
  return shown ? (data?.pages[0]?.items ?? []) : [];
}

/** Groups that are offered even when they are empty. */
const ALWAYS = new Set<DocumentGroup>(["waiting", "posted", "all"]);

function Groups({ group }: { group: DocumentGroup }) {
  const { id: b } = useBusiness();
  const { data } = useInfiniteQuery(documentsQuery(b, { group }));
  const counts = data?.pages[0]?.counts;
  const votes = data?.pages[0]?.items.some((row: DocumentSummary) => row.approved_by !== undefined) ?? false;
  const waiting = useInfiniteQuery({ ...documentsQuery(b, { group: "waits_for_others" }), enabled: votes });
  const others = waiting.data?.pages[0]?.items.length ?? 0;
  const countOf = (name: DocumentGroup, count: (counts: DocumentCounts) => number) =>
    name === "waits_for_others" ? others : counts ? count(counts) : 0;
  const shown = GROUPS.filter(([name, , count]) => ALWAYS.has(name) || name === group || countOf(name, count) > 0);
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    nav.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [group, shown.length]);
  return (
    <nav ref={nav} className={styles.groups} aria-label="Documents by state">
      {shown.map(([name, label, count]) => (
        <Link
          key={name}
          to="/inbox"
          search={((old: object) => ({ ...old, group: name, order: undefined })) as never}
          replace
          aria-current={name === group ? "page" : undefined}
          className={styles.group}
        >
          {label}
          {counts && <span>{countText(countOf(name, count))}</span>}
        </Link>
      ))}
    </nav>
  );
}

function QuickSearch({ value, onChange }: { value: string; onChange: (q: string) => void }) {
  const [text, setText] = useState(value);
  const late = useDebouncedCallback(onChange, 250);
  const change = (next: string) => {
    setText(next);
    late(next);
  };
  return (
    <TextInput
      aria-label="Find in documents"
      placeholder="Supplier, number, file name"
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      leftSection={<Search size={15} />}
      rightSection={text && <CloseButton size="sm" aria-label="Clear the search" onClick={() => change("")} />}
      className={styles.search}
    />
  );
}

const NOTHING: Record<DocumentGroup, [title: string, text: string]> = {
  waiting: ["Nothing waits for you", "New documents come here once they have been read. Drop some on this page to begin."],
  held: ["Nothing is held", "Documents that look like ones already here are kept back until a person decides."],
  working: ["Nothing is being read", "Documents pass through here in seconds."],
  parked: ["Nothing is parked", "Documents that wait for something, such as an answer or a delivery, rest here."],
  rejected: ["Nothing was rejected", "Rejected documents are kept here with the reason."],
  settled: ["Nothing here", "Orders, delivery notes and documents that were split are kept here."],
  failed: ["Nothing failed", "Documents that could not be read would be listed here with the reason."],
  posted: ["Nothing posted yet", "Approved documents are listed here with their entries."],
  waits_for_me: ["Nothing waits for you", "Documents that you can approve, and questions put to you, come here."],
  waits_for_others: ["Nothing waits for others", "Documents that you have approved and that need another yes rest here."],
  all: ["No documents yet", "Drop invoices and receipts on this page: PDF, pictures, e-invoices or e-mails."],
};

function EmptyGroup({ group, searching }: { group: DocumentGroup; searching: boolean }) {
  if (searching) return <Empty title="No document matches">Try fewer letters, or look in All.</Empty>;
  const [title, text] = NOTHING[group];
  return (
    <Empty icon={InboxIcon} title={title}>
      {text}
    </Empty>
  );
}
