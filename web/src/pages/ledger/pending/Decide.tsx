import { Button, Modal, Stack, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type PendingEntry, approvePending, pendingEntryQuery, rejectPending, withdrawPending } from "@/api/pending";
import { DialogForm } from "@/components/DialogForm";
import { Guarded } from "@/components/Guarded";
import { tell, tellError } from "@/components/notify";
import { useBusiness, useMay } from "@/shell/business";
import { useShortcuts } from "@/shell/shortcuts";

/** The decision about a pending entry; buttons that would be refused say why. */
export function Decide({ entry }: { entry: PendingEntry }) {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const [rejecting, setRejecting] = useState(false);
  const settle = (next: PendingEntry) => {
    client.setQueryData(pendingEntryQuery(b, entry.id).queryKey, next);
    for (const stale of ["pending-entries", "entries", "accounts", "account-lines", "report", "dashboard"]) {
      void client.invalidateQueries({ queryKey: [stale] });
    }
  };
  const approve = useMutation({
    mutationFn: () => approvePending(b, entry.id, entry.version),
    onSuccess: ({ outcome, entry: posted, pending }) => {
      tell(outcome === "posted" ? `Approved and posted as ${posted?.number ?? ""}` : "Approved; others must still say theirs");
      settle(pending);
    },
    onError: (error) => tellError(error, "The entry was not approved"),
  });
  const withdraw = useMutation({
    mutationFn: () => withdrawPending(b, entry.id, entry.version),
    onSuccess: (next) => {
      tell("The entry was withdrawn");
      settle(next);
    },
    onError: (error) => tellError(error, "The entry was not withdrawn"),
  });
  const posts = useMay()("ledger-post");
  const can = (verb: string) => entry.can[verb] ?? { allowed: false };
  const mayApprove = can("approve").allowed && !approve.isPending;
  useShortcuts([{ keys: "mod+Enter", label: "Approve", group: "Pending entry", run: () => (mayApprove ? approve.mutate() : false) }]);
  if (entry.state !== "waiting") return null;
  return (
    <>
      {can("withdraw").allowed && (
        <Guarded permission={can("withdraw")} variant="subtle" color="gray" busy={withdraw.isPending} onClick={() => withdraw.mutate()}>
          Withdraw
        </Guarded>
      )}
      {can("reject").allowed && (
        <Button variant="default" onClick={() => setRejecting(true)}>
          Reject
        </Button>
      )}
      {(posts || can("approve").allowed) && (
        <Guarded permission={can("approve")} busy={approve.isPending} onClick={() => mayApprove && approve.mutate()}>
          Approve and post
        </Guarded>
      )}
      {rejecting && <RejectDialog entry={entry} onClose={() => setRejecting(false)} onDone={settle} />}
    </>
  );
}

interface RejectDialogProps {
  entry: PendingEntry;
  onClose: () => void;
  onDone: (entry: PendingEntry) => void;
}
function RejectDialog({ entry, onClose, onDone }: RejectDialogProps) {
  const { id: b } = useBusiness();
  const [reason, setReason] = useState("");
  const reject = useMutation({
    mutationFn: () => rejectPending(b, entry.id, entry.version, reason),
    onSuccess: (next) => {
      tell("The entry was rejected");
      onDone(next);
      onClose();
    },
    onError: (error) => tellError(error, "The entry was not rejected"),
  });
  return (
    <Modal opened onClose={onClose} title="Reject the entry">
      <DialogForm onSubmit={() => reason.trim() && !reject.isPending && reject.mutate()}>
        <Stack>
          <Textarea
            label="Why"
            description="Its author reads it."
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            required
            autosize
            minRows={2}
            data-autofocus
          />
          <Button type="submit" loading={reject.isPending} disabled={!reason.trim()}>
            Reject
          </Button>
        </Stack>
      </DialogForm>
    </Modal>
  );
}
