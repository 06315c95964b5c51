import { Button, CloseButton, Modal, Progress, Stack, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import type { DocumentGroup, DocumentSummary } from "@/api/contract";
import { type Decision, decide } from "@/api/documents";
import { DialogForm } from "@/components/DialogForm";
import { tell } from "@/components/notify";
import type { Selection } from "@/components/use-selection";
import { today } from "@/dates/dates";
import { absolute, negated, sumOf } from "@/numbers/decimal";
import { countText, moneyText } from "@/numbers/format";
import { useBusiness, useMay } from "@/shell/business";
import styles from "./InboxPage.module.css";
import { BULK, type BulkAction, type BulkKind, type BulkResult, decideEach, isBlocked, isWarned, refusedOf, summaryOf } from "./bulk";

const DONE: Record<BulkKind, string> = {
  approve: "approved",
  reject: "rejected",
  park: "parked",
  resume: "taken up again",
  release: "released for review",
  retry: "being read again",
};

/** What can be done with the selected documents; there only while some are selected. */
export function BulkBar({ group, selection }: { group: DocumentGroup; selection: Selection<DocumentSummary> }) {
  const may = useMay();
  const [asking, setAsking] = useState<BulkAction | null>(null);
  const { chosen, clear } = selection;
  const [asked, setAsked] = useState<DocumentSummary[]>([]); // stays the same while the list behind the dialog changes
  const actions = (BULK[group] ?? []).filter(({ needs }) => may(needs));
  return (
    <>
      {chosen.length > 0 && (
        <section className={styles.bulk} aria-label="Selected documents">
          <strong role="status">{documentsText(chosen.length)} selected</strong>
          <span className={styles.sums}>{sumsOf(chosen).join(" · ")}</span>
          {actions.map((action, index) => (
            <Button
              key={action.kind}
              size="compact-md"
              variant={index === 0 ? "filled" : "default"}
              onClick={() => {
                setAsked(chosen);
                setAsking(action);
              }}
            >
              {action.label}
            </Button>
          ))}
          <CloseButton size="sm" aria-label="Select nothing" onClick={clear} />
        </section>
      )}
      {asking && <BulkDialog action={asking} rows={asked} onDone={clear} onClose={() => setAsking(null)} />}
    </>
  );
}

export const documentsText = (count: number): string => (count === 1 ? "1 document" : `${countText(count)} documents`);

/** What the selected come to, in each currency. */
function sumsOf(rows: DocumentSummary[]): string[] {
  // a credit note prints what it takes back as a plain figure
  const signed = ({ kind, total }: DocumentSummary) =>
    total ? [{ ...total, amount: kind === "credit_note" ? negated(absolute(total.amount)) : total.amount }] : [];
  const totals = rows.flatMap(signed);
  const currencies = [...new Set(totals.map(({ currency }) => currency))];
  return currencies.map((currency) => {
    const amounts = totals.filter((total) => total.currency === currency).map(({ amount }) => amount);
    return moneyText({ currency, amount: sumOf(amounts, currency) });
  });
}

interface BulkDialogProps {
  action: BulkAction;
  rows: DocumentSummary[];
  onDone: () => void;
  onClose: () => void;
}
function BulkDialog({ action, rows, onDone, onClose }: BulkDialogProps) {
  const { kind, label } = action;
  const usable = kind === "approve" ? rows.filter((row) => !isBlocked(row)) : rows;
  const [text, setText] = useState("");
  const { run, done, refused } = useBulk(kind, usable);
  const needsWord = kind === "reject" || kind === "park";
  const missing = usable.length === 0 || (needsWord && !text.trim());
  const submit = async () => {
    if (missing || done !== null) return;
    const results = await run(decisionOf(kind, text));
    if (!results) return;
    onDone();
    if (refusedOf(results).length === 0) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={`${label}: ${documentsText(rows.length)}`}>
      {refused ? (
        <Refused refused={refused} onClose={onClose} />
      ) : (
        <DialogForm onSubmit={() => void submit()}>
          <Stack gap="md">
            <About kind={kind} rows={rows} usable={usable} />
            {needsWord && (
              <Textarea
                label={kind === "reject" ? "Why" : "What are they waiting for?"}
                required
                autosize
                minRows={2}
                value={text}
                onChange={(event) => setText(event.currentTarget.value)}
                data-autofocus
              />
            )}
            {done !== null && <Progress value={(done / Math.max(1, usable.length)) * 100} aria-label="Decided so far" />}
            <Button
              type="submit"
              color={kind === "reject" ? "red" : undefined}
              disabled={missing}
              loading={done !== null}
              data-autofocus={needsWord ? undefined : true}
            >
              {label} {usable.length > 0 && documentsText(usable.length)}
            </Button>
          </Stack>
        </DialogForm>
      )}
    </Modal>
  );
}

function decisionOf(kind: BulkKind, text: string): Decision {
  if (kind === "reject") return { kind, reason: text };
  return kind === "park" ? { kind, note: text } : { kind };
}

/** What one is about to do, and what deserves a look before. */
function About({ kind, rows, usable }: { kind: BulkKind; rows: DocumentSummary[]; usable: DocumentSummary[] }) {
  const blocked = rows.length - usable.length;
  const warned = kind === "approve" ? usable.filter(isWarned) : [];
  return (
    <div>
      {usable.length > 0 && <p className={styles.about}>{sumsOf(usable).join(" · ")}</p>}
      {blocked > 0 && (
        <p className={styles.about}>
          {documentsText(blocked)} cannot be approved before something is mended and {blocked === 1 ? "is" : "are"} left out.
        </p>
      )}
      {warned.length > 0 && (
        <p className={styles.about}>
          {documentsText(warned.length)} with a remark you may want to see first: {warned.slice(0, 5).map(nameOf).join(", ")}
          {warned.length > 5 && " and others"}.
        </p>
      )}
    </div>
  );
}
const nameOf = (row: DocumentSummary): string => row.vendor ?? row.file_name;

function Refused({ refused, onClose }: { refused: { row: DocumentSummary; why: string }[]; onClose: () => void }) {
  return (
    <Stack gap="md">
      <ul className={styles.refused} aria-label="Not decided">
        {refused.map(({ row, why }) => (
          <li key={row.id}>
            <Link to="/documents/$documentId" params={{ documentId: row.id }} onClick={onClose}>
              {nameOf(row)}
            </Link>
            <span>{why}</span>
          </li>
        ))}
      </ul>
      <Button onClick={onClose} data-autofocus>
        Close
      </Button>
    </Stack>
  );
}

/** Runs a decision over the rows. `done` counts while it runs; `refused` is what was not decided, once it is over. */
function useBulk(kind: BulkKind, rows: DocumentSummary[]) {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const [done, setDone] = useState<number | null>(null);
  const [refused, setRefused] = useState<ReturnType<typeof refusedOf> | null>(null);
  const running = useRef(false);
  const run = async (decision: Decision): Promise<BulkResult[] | null> => {
    if (running.current) return null;
    running.current = true;
    setDone(0);
    const results = await decideEach(rows, decision, (row, each) => decide(b, row.id, row.version, each), setDone);
    void client.invalidateQueries();
    const undone = results.filter(({ outcome }) => outcome?.undo);
    const undo = async () => {
      const back = undone.map(({ row, decided, outcome }) => {
        const wanted = outcome?.undo?.decision(today());
        return wanted && decided ? decide(b, row.id, decided.version, wanted) : null;
      });
      const failed = (await Promise.allSettled(back)).filter(({ status }) => status === "rejected").length;
      void client.invalidateQueries();
      tell(failed > 0 ? `${documentsText(failed)} could not be taken back` : `Taken back: ${documentsText(undone.length)}`);
    };
    tell(summaryOf(results, DONE[kind]), undone.length > 0 ? { label: "Undo", run: () => void undo() } : undefined);
    const not = refusedOf(results);
    if (not.length > 0) setRefused(not);
    return results;
  };
  return { run, done, refused };
}
