import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useBlocker } from "@tanstack/react-router";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { Account, TaxCode } from "@/api/contract";
import { isApiError, messageOf } from "@/api/errors";
import { accountsQuery, taxCodesQuery } from "@/api/ledger";
import { DateField } from "@/components/DateField";
import { Page, Sheet } from "@/components/Page";
import { NoPermission, RequestId } from "@/components/states";
import { isZero } from "@/numbers/decimal";
import { amountText } from "@/numbers/format";
import { useBusiness, useMay } from "@/shell/business";
import { useShortcuts } from "@/shell/shortcuts";
import { EntryGrid } from "./EntryGrid";
import styles from "./grid.module.css";
import { type GridRow, totalsOf } from "./grid-state";
import { type EntryDraft, useEntryDraft, usePosting } from "./use-entry-draft";

const NO_ACCOUNTS: Account[] = [];
const NO_CODES: TaxCode[] = [];

export default function NewEntryPage() {
  const may = useMay();
  return may("ledger-post") ? <Editor /> : <NoPermission heading what="write entries" />;
}

function Editor() {
  const { id: b } = useBusiness();
  const { data: accounts = NO_ACCOUNTS } = useQuery(accountsQuery(b));
  const { data: taxCodes = NO_CODES } = useQuery(taxCodesQuery(b));
  const draft = useEntryDraft();
  const { posting, posted } = usePosting(draft);
  const [tried, setTried] = useState(false);
  const { rows, currency, dispatch, why } = draft;
  const tryPost = () => {
    setTried(true);
    // the cell being typed in hands over its amount on blur, which is a render away
    requestAnimationFrame(() => document.getElementById("post-entry")?.click());
  };
  const guarded = draft.dirty && !posted;
  useBlocker({
    shouldBlockFn: () => guarded && !window.confirm("Leave without posting? What you typed is lost."),
    enableBeforeUnload: guarded,
  });
  useShortcuts([
    { keys: "mod+Enter", label: "Post", group: "Entry", run: tryPost },
    { keys: "mod+d", label: "In a cell: copy from the row above", group: "Entry" },
    { keys: "mod+Delete", label: "In a cell: remove the row", group: "Entry" },
    { keys: "=", label: "In an amount: = then Enter takes what is missing", group: "Entry" },
  ]);

  return (
    <Page title="New entry" back={{ to: "/ledger/entries", label: "Entries" }}>
      <Head draft={draft} />
      <Sheet flush>
        <div className={styles.scroll}>
          <EntryGrid {...{ rows, currency, accounts, taxCodes, dispatch }} onPost={tryPost} />
        </div>
        <div className={styles.foot}>
          <p className={styles.hint} role="status">
            <Hint error={posting.error} why={tried ? why : null} />
          </p>
          <Totals rows={rows} currency={currency} />
          <Button
            id="post-entry"
            loading={posting.isPending}
            aria-disabled={why !== null || undefined}
            data-disabled={why !== null || undefined}
            onClick={() => {
              setTried(true);
              if (why === null) posting.mutate();
            }}
          >
            Post
          </Button>
        </div>
      </Sheet>
    </Page>
  );
}

const Head = ({ draft: { head, changeHead } }: { draft: EntryDraft }) => (
  <div className={styles.head}>
    <DateField label="Date" value={head.date} onChange={(date) => changeHead({ date })} />
    <TextInput
      label="Text"
      value={head.memo}
      onChange={(event) => changeHead({ memo: event.currentTarget.value })}
      placeholder="What is it for?"
    />
    <TextInput
      label="Reference (optional)"
      value={head.reference}
      onChange={(event) => changeHead({ reference: event.currentTarget.value })}
      placeholder="Number of a document"
    />
  </div>
);

function Hint({ error, why }: { error: unknown; why: string | null }) {
  if (!error) return why ?? <span className={styles.keys}>Enter goes on, = and Enter fills in what is missing, Ctrl Enter posts.</span>;
  const requestId = isApiError(error) ? error.requestId : null;
  return (
    <span style={{ color: "var(--bad)" }}>
      {messageOf(error)} {requestId && <RequestId id={requestId} />}
    </span>
  );
}

function Totals({ rows, currency }: { rows: GridRow[]; currency: string }) {
  const { debit, credit, difference } = totalsOf(rows, currency);
  const even = isZero(difference);
  const sums: [label: string, amount: string][] = [
    ["Debit", debit],
    ["Credit", credit],
  ];
  return (
    <>
      {sums.map(([label, amount]) => (
        <span key={label} className={styles.sum}>
          <small>{label}</small>
          <strong>{amountText(amount, currency)}</strong>
        </span>
      ))}
      <span className={styles.sum} data-off={!even || undefined}>
        <small>Difference</small>
        <strong>
          {even ? <CircleCheck size={14} aria-label="none" /> : <TriangleAlert size={14} aria-hidden />}{" "}
          {amountText(difference, currency)}
        </strong>
      </span>
    </>
  );
}
