/** The two decisions about a return: that it was filed with the authority, and that this is taken back. */
import { Button, Checkbox, Modal, Stack, TextInput, Textarea } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { messageOf } from "@/api/errors";
import { type Filing, RETURNS, type ReturnFigures, type ReturnPeriod, fileReturn, withdrawReturn } from "@/api/returns";
import { Amount } from "@/components/Amount";
import { DialogForm } from "@/components/DialogForm";
import { Facts } from "@/components/Facts";
import { tell } from "@/components/notify";
import { countText } from "@/numbers/format";
import { useBusiness } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { readEntered } from "./entered";
import { periodName } from "./periods";
import styles from "./tax-return.module.css";

interface DialogProps {
  period: ReturnPeriod;
  onClose: () => void;
}

const Problem = ({ error }: { error: unknown }) =>
  error ? (
    <p role="alert" className={styles.refused}>
      {messageOf(error)}
    </p>
  ) : null;

/** Fetches anew what filing and withdrawing change, also after a refusal: then the page was behind. */
function useRefetch() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: [RETURNS] });
}

export function FileDialog({ period, figures, onClose }: DialogProps & { figures: ReturnFigures }) {
  const { id: b } = useBusiness();
  const refetch = useRefetch();
  const [filters, setFilters] = useFilters();
  const [reference, setReference] = useState("");
  const [anyway, setAnyway] = useState(false);
  const { from, to } = period;
  const { left_out: out, currency } = figures;
  const file = useMutation({
    mutationFn: () =>
      fileReturn(b, {
        from,
        to,
        entered: readEntered(filters.entered),
        // what is recorded is what was looked at, or nothing
        seen: figures.boxes.map(({ id, declared }) => ({ id, amount: declared })),
        reference: reference.trim() || null,
        accept_left_out: out > 0 && anyway,
      }),
    onSuccess: async () => {
      tell(`Filed: ${periodName(period)}`);
      setFilters({ entered: undefined });
      await refetch();
      onClose();
    },
    onError: refetch,
  });
  const totals = figures.boxes.filter(({ kind }) => kind === "total" || kind === "excess");
  return (
    <Modal opened onClose={onClose} title={`Mark ${periodName(period)} as filed`}>
      <DialogForm onSubmit={() => file.mutate()}>
        <Stack>
          <p className={styles.plain}>
            The figures are kept as they stand now. What is posted to the period later is declared in the next return.
          </p>
          <Facts items={totals.map(({ id, english, declared }) => [`${id} ${english}`, <Amount key={id} value={{ amount: declared, currency }} withCurrency />])} />
          <TextInput
            label="Reference of the authority (optional)"
            value={reference}
            onChange={(event) => setReference(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
          {out > 0 && (
            <Checkbox
              label={out === 1 ? "File without the line that is in no box" : `File without the ${countText(out)} lines that are in no box`}
              checked={anyway}
              onChange={(event) => setAnyway(event.currentTarget.checked)}
            />
          )}
          <Problem error={file.error} />
          <Button type="submit" loading={file.isPending} disabled={out > 0 && !anyway}>
            Mark as filed
          </Button>
        </Stack>
      </DialogForm>
    </Modal>
  );
}

export function WithdrawDialog({ period, filing, onClose }: DialogProps & { filing: Filing }) {
  const { id: b } = useBusiness();
  const refetch = useRefetch();
  const [reason, setReason] = useState("");
  const withdraw = useMutation({
    mutationFn: () => withdrawReturn(b, filing.id, reason.trim()),
    onSuccess: async () => {
      tell(`Withdrawn: ${periodName(period)}`);
      await refetch();
      onClose();
    },
    onError: refetch,
  });
  return (
    <Modal opened onClose={onClose} title={`Withdraw the return of ${periodName(period)}`}>
      <DialogForm onSubmit={() => withdraw.mutate()}>
        <Stack>
          <p className={styles.plain}>
            The return counts as not filed again, and its figures follow the books. What the authority has is not changed by this.
          </p>
          <Textarea
            label="Why"
            description="Kept in the audit log."
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            required
            autosize
            minRows={2}
            data-autofocus
          />
          <Problem error={withdraw.error} />
          <Button type="submit" loading={withdraw.isPending} disabled={!reason.trim()}>
            Withdraw
          </Button>
        </Stack>
      </DialogForm>
    </Modal>
  );
}
