import { Button, CloseButton, FileButton, TextInput } from "@mantine/core";
import { useDebouncedCallback, useMediaQuery } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { FileUp, Inbox as InboxIcon, Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { DocumentCounts, DocumentGroup } from "@/api/contract";
import { documentsQuery } from "@/api/documents";
import { useRowKeys } from "@/components/LongTable";
import { Page } from "@/components/Page";
import { Empty, Loaded } from "@/components/states";
import { countText } from "@/numbers/format";
import { useBusiness, useMay } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { UploadList } from "@/uploads/UploadList";
import { addFiles } from "@/uploads/uploads";
import { DocumentTable } from "./DocumentTable";
import styles from "./InboxPage.module.css";

const GROUPS: [group: DocumentGroup, label: string, count: (counts: DocumentCounts) => number][] = [
  ["waiting", "To review", (c) => c.waiting],
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
  const may = useMay();
  const phone = useMediaQuery("(pointer: coarse)", undefined, { getInitialValueInEffect: false });
  const [filters, setFilters] = useFilters();
  const group = (filters.group as DocumentGroup | undefined) ?? "waiting";
  const query = useInfiniteQuery(documentsQuery(business.id, { group, q: filters.q }));
  const counts = query.data?.pages[0]?.counts;
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const navigate = useNavigate();
  const open = (row: { id: string }) => {
    void navigate({ to: "/documents/$documentId", params: { documentId: row.id }, search: { queue: group } as never });
  };
  const selected = useRowKeys(rows, open, (index) => {
    document.querySelectorAll("tbody tr")[index]?.scrollIntoView({ block: "nearest" });
  });

  return (
    <Page
      title="Inbox"
      note={phone ? "Photograph documents or choose files." : "Drop files anywhere on the page, or paste them."}
      actions={
        may("documents-add") && (
          <FileButton onChange={(files) => addFiles(business.id, files)} accept={ACCEPTED} multiple>
            {(props) => (
              <Button {...props} leftSection={<FileUp size={16} />}>
                Add documents
              </Button>
            )}
          </FileButton>
        )
      }
    >
      <UploadList />
      <div className={styles.bar}>
        <Groups group={group} counts={counts} />
        <QuickSearch value={filters.q ?? ""} onChange={(q) => setFilters({ q: q || undefined })} />
      </div>
      <div className={styles.sheet}>
        <Loaded query={query}>
          {() =>
            rows.length > 0 ? (
              <DocumentTable label="Documents" rows={rows} queue={group} selected={selected} />
            ) : (
              <EmptyGroup group={group} searching={Boolean(filters.q)} />
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
    </Page>
  );
}

/** Groups that are offered even when they are empty. */
const ALWAYS = new Set<DocumentGroup>(["waiting", "posted", "all"]);

function Groups({ group, counts }: { group: DocumentGroup; counts: DocumentCounts | undefined }) {
  const shown = GROUPS.filter(([name, , count]) => ALWAYS.has(name) || name === group || (counts && count(counts) > 0));
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
          search={((old: object) => ({ ...old, group: name })) as never}
          replace
          aria-current={name === group ? "page" : undefined}
          className={styles.group}
        >
          {label}
          {counts && <span>{countText(count(counts))}</span>}
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
