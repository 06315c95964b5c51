import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import type { Account, Amounts, TaxCode } from "@/api/contract";
import { isApiError, messageOf } from "@/api/errors";
import { accountsQuery, taxCodesQuery } from "@/api/ledger";
import { DateField } from "@/components/DateField";
import { Page, Sheet } from "@/components/Page";
import { NoPermission, RequestId } from "@/components/states";
import { isZero, sumOf } from "@/numbers/decimal";
import { amountText } from "@/numbers/format";
import { useBusiness, useMay } from "@/shell/business";
import { useShortcuts } from "@/shell/shortcuts";
import { EntryGrid } from "./EntryGrid";
import { WrittenLines } from "./WrittenLines";
import styles from "./entry.module.css";
import { totalsOf } from "./grid-state";
import { type EntryDraft, useEntryDraft, usePosting } from "./use-entry-draft";

const NO_ACCOUNTS: Account[] = [];
const NO_CODES: TaxCode[] = [];

export default function NewEntryPage() {
  const may = useMay();
  return may("ledger-post") ? <Editor /> : <NoPermission heading what="write entries" />;
}

/** The tax codes of a day: those of another time cannot be posted. */
const inForce = (codes: TaxCode[], day: string | null): TaxCode[] =>
  day ? codes.filter(({ valid_from: from, valid_to: to }) => (!from || from <= day) && (!to || day <= to)) : codes;

function Editor() {
  const { id: b } = useBusiness();
  const { data: accounts = NO_ACCOUNTS } = useQuery(accountsQuery(b));
  const { data: taxCodes = NO_CODES } = useQuery(taxCodesQuery(b));
  const draft = useEntryDraft();
  const posting = usePosting(draft);
  const [tried, setTried] = useState(false);
  const { head, rows, currency, dispatch, why, written } = draft;
  const tryPost = () => {
    setTried(true);
    // the cell being typed in hands over its amount on blur, which is a render away
    requestAnimationFrame(() => document.getElementById("post-entry")?.click());
  };
  useShortcuts([
    { keys: "mod+Enter", label: "Post", group: "Entry", run: tryPost },
    { keys: "mod+d", label: "In a cell: copy from the row above", group: "Entry" },
    { keys: "mod+Delete", label: "In a cell: remove the row", group: "Entry" },
    { keys: "=", label: "In an amount: = then Enter takes what is missing", group: "Entry" },
  ]);

  return (
    <Page title="New entry" back={{ to: "/ledger/entries", label: "Entries" }}>
      {draft.resumed && (
        <p className={styles.draft} role="status">
          This is the entry you began before.
          <Button size="compact-sm" variant="default" onClick={draft.discard}>
            Start over
          </Button>
        </p>
      )}
      <Head draft={draft} />
      <Sheet flush>
        <div className={styles.scroll}>
          <EntryGrid
            {...{ rows, currency, accounts, dispatch }}
            taxCodes={inForce(taxCodes, head.date)}
            extra={written.extra ?? "0"}
            onPost={tryPost}
          />
        </div>
        <div className={styles.foot}>
          <p className={styles.hint} role="status">
            <Hint error={posting.error ?? written.error} why={tried ? why : null} />
          </p>
          <Totals draft={draft} />
          <Button
            id="post-entry"
            loading={posting.isPending}
            aria-disabled={why !== null || undefined}
            data-disabled={why !== null || undefined}
            onClick={() => {
              setTried(true);
              if (why === null && !posting.isPending) posting.mutate();
            }}
          >
            Post
          </Button>
        </div>
      </Sheet>
      {written.calculation && <WrittenLines calculation={written.calculation} accounts={accounts} />}
    </Page>
  );
}

/** From the last field of the head Enter leads into the lines. */
function toLines(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  document.querySelector<HTMLElement>('[data-cell="0-account"]')?.focus();
}

const Head = ({ draft: { head, changeHead, amounts, setAmounts } }: { draft: EntryDraft }) => (
  <div className={styles.head}>
    <DateField label="Date" value={head.date} onChange={(date) => changeHead({ date })} />
    <TextInput
      label="Text"
      value={head.memo}
      onChange={(event) => changeHead({ memo: event.currentTarget.value })}
      onKeyDown={toLines}
      placeholder="What is it for?"
      autoFocus
    />
    <TextInput
      label="Reference (optional)"
      value={head.reference}
      onChange={(event) => changeHead({ reference: event.currentTarget.value })}
      onKeyDown={toLines}
      placeholder="Number of a document"
    />
    <fieldset className={styles.amounts}>
      <legend>Amounts with a tax code</legend>
      <SegmentedControl
        aria-label="Amounts with a tax code"
        value={amounts}
        onChange={(value) => setAmounts(value as Amounts)}
        data={[
          { value: "gross", label: "Gross" },
          { value: "net", label: "Net" },
        ]}
      />
    </fieldset>
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

/** The sums of what was typed, and what tax on top adds to them. */
function Totals({ draft: { rows, currency, written } }: { draft: EntryDraft }) {
  const typed = totalsOf(rows, currency);
  const extra = written.extra ?? "0";
  const difference = sumOf([typed.difference, extra], currency);
  const even = isZero(difference);
  const sums: [label: string, amount: string][] = [
    ["Debit", typed.debit],
    ["Credit", typed.credit],
    ...(isZero(extra) ? [] : ([["Tax on top", extra]] as [string, string][])),
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
