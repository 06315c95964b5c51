import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Save } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Account } from "@/api/contract";
import { isApiError, messageOf } from "@/api/errors";
import { accountsQuery } from "@/api/ledger";
import type { SalesContent, SalesDocument } from "@/api/sales";
import { LeaveDialog } from "@/components/LeaveDialog";
import { Page, Sheet } from "@/components/Page";
import { RequestId } from "@/components/states";
import { amountText } from "@/numbers/format";
import { useBusiness } from "@/shell/business";
import { useShortcuts } from "@/shell/shortcuts";
import { TotalsTable } from "../TotalsTable";
import { KIND, nameOf } from "../words";
import { Deposits } from "./Deposits";
import { EditorHead, useFieldErrors } from "./EditorHead";
import { LinesGrid } from "./LinesGrid";
import { Remarks, focusOn } from "./Remarks";
import { TaxOffers, takeOffers } from "./TaxOffers";
import type { DraftState } from "./draft-state";
import styles from "./editor.module.css";
import { takeUp } from "./hand-over";
import { type Draft, useDraft } from "./use-draft";
import { type Saving, useSaving } from "./use-saving";

const NO_ACCOUNTS: Account[] = [];

interface SalesEditorProps {
  /** The draft as it is stored; null for a new one. */
  stored: SalesDocument | null;
  start: DraftState | SalesContent;
  /** What of `start` is stored, when that is not all of it. */
  saved?: string;
  onReload?: () => void;
}
/** Writes a quote, an invoice or a credit note. Ctrl S saves it, Ctrl Enter issues it. */
export function SalesEditor({ stored, start, saved, onReload }: SalesEditorProps) {
  const { id: b } = useBusiness();
  const { data: accounts = NO_ACCOUNTS } = useQuery(accountsQuery(b));
  const draft = useDraft(stored?.id ?? null, start);
  const saving = useSaving(draft, stored, saved);
  const table = useRef<HTMLTableElement>(null);
  const { state, dispatch, currency, totals, remarks, codes } = draft;
  const { kind, prices } = state.head;
  const { keys, wrong, tryIssue } = useEditorKeys(draft, saving);
  useShortcuts(keys);
  useEffect(takeUp, []);
  const back = stored ? { to: `/sales/${stored.id}`, label: nameOf(stored) } : { to: "/sales", label: "Sales" };
  return (
    <Page
      title={stored ? `${KIND[kind].one}, draft` : `New ${KIND[kind].of}`}
      back={back}
      note={stored?.credits && `Credits ${stored.credits.number}`}
    >
      <EditorHead draft={draft} wrong={wrong} />
      <Sheet flush>
        <div className={styles.scroll}>
          <LinesGrid
            {...{ rows: state.rows, totals, currency, accounts, codes, remarks, dispatch, table }}
            gross={prices === "gross"}
            fixed={kind === "credit_note"}
            onIssue={tryIssue}
          />
        </div>
        <Foot draft={draft} saving={saving} onIssue={tryIssue} onReload={onReload} />
      </Sheet>
      <TaxOffers draft={draft} />
      <div className={styles.below}>
        <div className={styles.notes}>
          <Deposits draft={draft} />
          <Remarks remarks={remarks} rows={state.rows} />
        </div>
        {totals && (
          <Sheet title="What it comes to">
            <div data-old={!draft.fresh || undefined} className={styles.worked}>
              <TotalsTable totals={totals} label="What it comes to" />
            </div>
          </Sheet>
        )}
      </div>
      <LeaveDialog when={saving.dirty && !saving.done} title={`Leave without saving the ${KIND[kind].of}?`} onSave={async () => (await saving.keep()) !== null}>
        What you typed since the last save is lost.
      </LeaveDialog>
    </Page>
  );
}

/** The keys of the editor, and what happens when it is issued too early: the hand goes to the first thing that is missing. */
function useEditorKeys(draft: Draft, saving: Saving) {
  const refused = isApiError(saving.error) ? saving.error.fields : {};
  const [tried, setTried] = useState(false);
  const errors = useFieldErrors(draft, refused);
  // what stands against issuing is no fault while one still writes
  const wrong = (field: string) => (tried || refused[field] || field === "terms" || field === "currency" ? errors(field) : undefined);
  const tryIssue = () => {
    setTried(true);
    // what is being typed hands itself over on blur, which is a render away
    requestAnimationFrame(() => document.getElementById(ISSUE_ID)?.click());
  };
  const trySave = () => {
    const field = document.activeElement;
    // the cell takes over what is typed when it is left
    if (field instanceof HTMLInputElement) {
      field.blur();
      field.focus();
    }
    requestAnimationFrame(() => document.getElementById(SAVE_ID)?.click());
  };
  const keys = [
    { keys: "mod+s", label: "Save the draft", group: "Document", run: trySave },
    { keys: "mod+Enter", label: "Issue", group: "Document", run: tryIssue },
    { keys: "alt+t", label: "Take the suggested tax", group: "Document", run: () => takeOffers(draft), whileTyping: true },
    { keys: "mod+d", label: "In a cell: copy from the row above", group: "Document" },
    { keys: "mod+Delete", label: "In a cell: remove the row", group: "Document" },
  ];
  return { keys, wrong, tryIssue };
}

const SAVE_ID = "save-sale";
const ISSUE_ID = "issue-sale";

interface FootProps {
  draft: Draft;
  saving: Saving;
  onIssue: () => void;
  onReload: (() => void) | undefined;
}
/** What it comes to, what is wrong, and the two buttons. */
function Foot({ draft, saving, onReload }: FootProps) {
  const { totals, currency, remarks, fresh, state } = draft;
  const first = remarks.find(({ stops }) => stops);
  const sums: [label: string, amount: string][] = totals
    ? [
        ["Net", totals.net],
        ["Tax", totals.tax],
        [totals.deposits.length > 0 ? "To be paid" : "Total", totals.payable],
      ]
    : [];
  const issue = () => {
    if (fresh && first) return focusOn(first, state.rows);
    void saving.issue();
  };
  return (
    <div className={styles.foot}>
      <p className={styles.hint} role="status">
        <Hint draft={draft} saving={saving} />
        {saving.stale && onReload && (
          <Button variant="default" size="compact-sm" onClick={onReload} ml={8}>
            Load what is stored
          </Button>
        )}
      </p>
      <div className={styles.sums} data-old={!fresh || undefined}>
        {sums.map(([label, amount]) => (
          <span key={label} className={styles.sum}>
            <small>
              {label} {label === "Net" && currency}
            </small>
            <strong>{amountText(amount, currency)}</strong>
          </span>
        ))}
      </div>
      <Button
        id={SAVE_ID}
        variant="default"
        leftSection={<Save size={15} />}
        loading={saving.busy === "save"}
        onClick={(event) => event.detail < 2 && void saving.save()}
      >
        Save draft
      </Button>
      <Button
        id={ISSUE_ID}
        loading={saving.busy === "issue" || saving.done}
        aria-disabled={(fresh && first !== undefined) || undefined}
        data-disabled={(fresh && first !== undefined) || undefined}
        onClick={(event) => event.detail < 2 && issue()}
      >
        Issue
      </Button>
    </div>
  );
}

function Hint({ draft, saving }: Pick<FootProps, "draft" | "saving">) {
  const error = saving.error ?? draft.error;
  if (error) {
    const requestId = isApiError(error) ? error.requestId : null;
    return (
      <span className={styles.refused}>
        {messageOf(error)} {requestId && <RequestId id={requestId} />}
      </span>
    );
  }
  const stops = draft.remarks.filter((remark) => remark.stops).length;
  if (stops > 0) return `${stops === 1 ? "One thing is" : `${stops} things are`} missing before it can be issued.`;
  return <span className={styles.keys}>Enter goes on, Ctrl S saves, Ctrl Enter issues.</span>;
}
