/** The three decisions about a period: to close it, to open it again, to lock it for good. */
import { Button, Checkbox, Modal, Stack, TextInput, Textarea } from "@mantine/core";
import { useMutation, useQueries, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { DocumentGroup, DocumentSummary, Period } from "@/api/contract";
import { documentsBefore } from "@/api/documents";
import { messageOf } from "@/api/errors";
import { closePeriod, lockPeriod, reopenPeriod } from "@/api/settings";
import { StateBadge } from "@/components/Badge";
import { DialogForm } from "@/components/DialogForm";
import { tell, tellError } from "@/components/notify";
import { dateText } from "@/dates/dates";
import { moneyText } from "@/numbers/format";
import { useBusiness } from "@/shell/business";
import { periodName, spanName } from "./periods";
import styles from "./settings.module.css";

interface DialogProps {
  period: Period;
  /** The periods it is about: this one and those before it. */
  all: Period[];
  onClose: () => void;
}

function useDone(onClose: () => void) {
  const client = useQueryClient();
  return async () => {
    await client.invalidateQueries({ queryKey: ["periods"] });
    onClose();
  };
}

/** Groups of documents that no entry stands for yet. */
const UNDECIDED: DocumentGroup[] = ["waiting", "held", "parked"];
const SHOWN = 8;

function useUndecided(until: string): { documents: DocumentSummary[]; loading: boolean } {
  const { id: b } = useBusiness();
  const answers = useQueries({ queries: UNDECIDED.map((group) => documentsBefore(b, group, until)) });
  return { documents: answers.flatMap(({ data }) => data ?? []), loading: answers.some((answer) => answer.isPending) };
}

export function CloseDialog({ period, all, onClose }: DialogProps) {
  const { id: b } = useBusiness();
  const done = useDone(onClose);
  const { documents, loading } = useUndecided(period.end);
  const [anyway, setAnyway] = useState(false);
  const name = spanName(all);
  const close = useMutation({
    mutationFn: () => closePeriod(b, period.id),
    onSuccess: async () => {
      tell(`Closed: ${name}`, { label: "Undo", run: () => reopen.mutate() });
      await done();
    },
  });
  const reopen = useMutation({
    mutationFn: async () => {
      for (const one of all.toReversed()) await reopenPeriod(b, one.id, "Closing was taken back at once");
    },
    onSuccess: async () => {
      tell(`Open again: ${name}`);
      await done();
    },
    onError: (error) => tellError(error, "The periods were not opened again"),
  });
  return (
    <Modal opened onClose={onClose} title={`Close ${periodName(period)}`}>
      <Stack gap="md">
        <p className={styles.plain}>
          Nothing more can be posted up to {dateText(period.end)}. {all.length > 1 && `That closes ${name}.`} It can be opened again.
        </p>
        {documents.length > 0 && <Undecided documents={documents} until={period.end} />}
        {documents.length > 0 && (
          <Checkbox label="Close all the same" checked={anyway} onChange={(event) => setAnyway(event.currentTarget.checked)} />
        )}
        {close.error && (
          <p role="alert" className={styles.problem}>
            {messageOf(close.error)}
          </p>
        )}
        <Button loading={close.isPending} disabled={loading || (documents.length > 0 && !anyway)} onClick={() => close.mutate()} data-autofocus>
          Close {all.length > 1 ? `${all.length} periods` : periodName(period)}
        </Button>
      </Stack>
    </Modal>
  );
}

function Undecided({ documents, until }: { documents: DocumentSummary[]; until: string }) {
  return (
    <div role="alert" className={styles.undecided}>
      <p>
        {documents.length === 1 ? "One document is" : `${documents.length} documents are`} dated up to {dateText(until)} and not
        booked yet. Once the period is closed they can only be posted later.
      </p>
      <ul>
        {documents.slice(0, SHOWN).map((document) => (
          <li key={document.id}>
            <Link to={`/documents/${document.id}`}>{document.vendor ?? document.file_name}</Link>{" "}
            {document.date && dateText(document.date)} {document.total && moneyText(document.total)} <StateBadge name={document.state.name} />
          </li>
        ))}
      </ul>
      {documents.length > SHOWN && <p>… and {documents.length - SHOWN} more</p>}
    </div>
  );
}

export function ReopenDialog({ period, onClose }: Omit<DialogProps, "all">) {
  const { id: b } = useBusiness();
  const done = useDone(onClose);
  const [reason, setReason] = useState("");
  const reopen = useMutation({
    mutationFn: () => reopenPeriod(b, period.id, reason),
    onSuccess: async () => {
      tell(`${periodName(period)} is open again`);
      await done();
    },
    onError: (error) => tellError(error, "The period was not reopened"),
  });
  return (
    <Modal opened onClose={onClose} title={`Reopen ${periodName(period)}`}>
      <DialogForm onSubmit={() => reopen.mutate()}>
        <Stack>
          <Reason value={reason} onChange={setReason} />
          <Button type="submit" loading={reopen.isPending} disabled={!reason.trim()}>
            Reopen
          </Button>
        </Stack>
      </DialogForm>
    </Modal>
  );
}

/** A lock has no way back, so the year is typed once more. */
export function LockDialog({ period, all, onClose }: DialogProps) {
  const { id: b } = useBusiness();
  const done = useDone(onClose);
  const [reason, setReason] = useState("");
  const [confirm, setConfirm] = useState("");
  const lock = useMutation({
    mutationFn: () => lockPeriod(b, period.id, { reason, confirm }),
    onSuccess: async () => {
      tell(`Locked for good: ${spanName(all)}`);
      await done();
    },
  });
  const year = String(period.year);
  return (
    <Modal opened onClose={onClose} title={period.number > 12 ? `Lock the year ${year} for good` : `Lock ${periodName(period)} for good`}>
      <DialogForm onSubmit={() => lock.mutate()}>
        <Stack>
          <p className={styles.plain}>
            {spanName(all)}: nobody can open {all.length > 1 ? "them" : "it"} again, whatever the role. Do this when the statements or
            the return have been filed.
          </p>
          <Reason value={reason} onChange={setReason} />
          <TextInput
            label={`Type ${year} to confirm`}
            value={confirm}
            onChange={(event) => setConfirm(event.currentTarget.value)}
            inputMode="numeric"
            autoComplete="off"
          />
          {lock.error && (
            <p role="alert" className={styles.problem}>
              {messageOf(lock.error)}
            </p>
          )}
          <Button type="submit" color="red" loading={lock.isPending} disabled={!reason.trim() || confirm.trim() !== year}>
            Lock for good
          </Button>
        </Stack>
      </DialogForm>
    </Modal>
  );
}

const Reason = ({ value, onChange }: { value: string; onChange: (text: string) => void }) => (
  <Textarea
    label="Why"
    description="Kept in the audit log."
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
    required
    autosize
    minRows={2}
    data-autofocus
  />
);
