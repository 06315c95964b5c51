import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useBlocker, useNavigate } from "@tanstack/react-router";
import { CircleCheck, TriangleAlert } from "lucide-react";
import { useEffect, useReducer, useRef, useState } from "react";
import type { Account, Entry, TaxCode } from "@/api/contract";
import { isApiError, messageOf } from "@/api/errors";
import { accountsQuery, entryQuery, postEntry, taxCodesQuery } from "@/api/ledger";
import { DateField } from "@/components/DateField";
import { Page, Sheet } from "@/components/Page";
import { NoPermission, RequestId } from "@/components/states";
import { tell } from "@/components/notify";
import { today } from "@/dates/dates";
import { isZero } from "@/numbers/decimal";
import { amountText } from "@/numbers/format";
import { useBusiness, useMay } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { useShortcuts } from "@/shell/shortcuts";
import styles from "./grid.module.css";
import { EntryGrid } from "./EntryGrid";
import { type GridRow, emptyGrid, grid, isBlank, linesOf, obstacle, totalsOf } from "./grid-state";

const NO_ACCOUNTS: Account[] = [];
const NO_CODES: TaxCode[] = [];

export default function NewEntryPage() {
  const may = useMay();
  return may("ledger-post") ? <Editor /> : <NoPermission heading what="write entries" />;
}

function Editor() {
  const business = useBusiness();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: accounts = NO_ACCOUNTS } = useQuery(accountsQuery(business.id));
  const { data: taxCodes = NO_CODES } = useQuery(taxCodesQuery(business.id));
  const [{ rows }, dispatch] = useReducer(grid, emptyGrid);
  const [date, setDate] = useState<string | null>(today());
  const [memo, setMemo] = useState("");
  const [reference, setReference] = useState("");
  const currency = business.base_currency;
  const posted = useRef(false);
  useCopy((entry) => {
    dispatch({ type: "load", entry });
    setMemo(entry.memo);
  });

  const why = date ? obstacle(rows, currency) : "The entry needs a date.";
  const post = useMutation({
    mutationFn: () => postEntry(business.id, {
        date: date ?? today(),
        memo,
        reference: reference || null,
        lines: linesOf(rows, currency),
      }),
    onSuccess: async ({ entry, number }) => {
      posted.current = true;
      tell(`Posted as ${number}`);
      for (const key of ["entries", "accounts", "account-lines", "report", "dashboard"]) {
        void client.invalidateQueries({ queryKey: [key] });
      }
      await navigate({ to: entry ? `/ledger/entries/${entry.id}` : "/ledger/entries" });
    },
  });
  const [tried, setTried] = useState(false);
  const tryPost = () => {
    setTried(true);
    // the cell being typed in hands over its amount on blur, which is a render away
    requestAnimationFrame(() => document.getElementById("post-entry")?.click());
  };
  const dirty = memo !== "" || rows.some((row) => !isBlank(row));
  useBlocker({
    shouldBlockFn: () => dirty && !posted.current && !window.confirm("Leave without posting? What you typed is lost."),
    enableBeforeUnload: () => dirty && !posted.current,
  });
  useShortcuts([
    { keys: "mod+Enter", label: "Post", group: "Entry", run: tryPost },
    { keys: "mod+d", label: "In a cell: copy from the row above", group: "Entry" },
    { keys: "mod+Delete", label: "In a cell: remove the row", group: "Entry" },
    { keys: "=", label: "In an amount: = then Enter takes what is missing", group: "Entry" },
  ]);

  return (
    <Page title="New entry" back={{ to: "/ledger/entries", label: "Entries" }}>
      <div className={styles.head}>
        <DateField label="Date" value={date} onChange={setDate} />
        <TextInput label="Text" value={memo} onChange={(event) => setMemo(event.currentTarget.value)} placeholder="What is it for?" />
        <TextInput
          label="Reference (optional)"
          value={reference}
          onChange={(event) => setReference(event.currentTarget.value)}
          placeholder="Number of a document"
        />
      </div>
      <Sheet flush>
        <div className={styles.scroll}>
          <EntryGrid {...{ rows, currency, accounts, taxCodes, dispatch }} onPost={tryPost} />
        </div>
        <div className={styles.foot}>
          <p className={styles.hint} role="status">
            <Hint error={post.error} why={tried ? why : null} />
          </p>
          <Totals rows={rows} currency={currency} />
          <Button
            id="post-entry"
            loading={post.isPending}
            aria-disabled={why !== null || undefined}
            data-disabled={why !== null || undefined}
            onClick={() => {
              setTried(true);
              if (why === null) post.mutate();
            }}
          >
            Post
          </Button>
        </div>
      </Sheet>
    </Page>
  );
}

function Hint({ error, why }: { error: unknown; why: string | null }) {
  if (!error) return why ?? "Enter goes on, = and Enter fills in what is missing, Ctrl Enter posts.";
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

/** Starts from the lines of another entry when the address names one. */
function useCopy(take: (entry: Entry) => void): void {
  const { id: b } = useBusiness();
  const [{ copy }] = useFilters();
  const { data } = useQuery({ ...entryQuery(b, copy ?? ""), enabled: Boolean(copy) });
  const taken = useRef(false);
  useEffect(() => {
    if (!data || taken.current) return;
    taken.current = true;
    take(data);
  }, [data, take]);
}
