import { Button, Checkbox, Modal, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { newKey } from "@/api/client";
import { messageOf } from "@/api/errors";
import { pageOfMade } from "@/api/pending";
import { type Revaluation, postRevaluation } from "@/api/revaluation";
import { Amount } from "@/components/Amount";
import { DialogForm } from "@/components/DialogForm";
import { Facts } from "@/components/Facts";
import { Guarded } from "@/components/Guarded";
import { tell } from "@/components/notify";
import { addDays, dateText, today } from "@/dates/dates";
import { isZero } from "@/numbers/decimal";
import { useBusiness, useMay } from "@/shell/business";
import { STALE_BY_ENTRY } from "../payment/use-posting";
import styles from "./currency.module.css";

/** Why the differences of the day cannot be posted, or null. */
export function obstacle({ positions, gain, loss, as_of }: Revaluation, now: string): string | null {
  if (positions.length === 0) return "Nothing is owed or held in another currency";
  if (as_of > now) return "A day that is still to come has no rates";
  if (positions.some(({ missing }) => missing)) return "A rate is missing: record it first";
  if (isZero(gain) && isZero(loss)) return "The books hold the values of this day already";
  return null;
}

/** To post the differences; for those who may post. */
export function RevalueAction({ revaluation }: { revaluation: Revaluation }) {
  const posts = useMay()("ledger-post");
  const [asking, setAsking] = useState(false);
  if (!posts) return null;
  const why = obstacle(revaluation, today());
  return (
    <>
      <Guarded permission={{ allowed: why === null, why }} onClick={() => setAsking(true)}>
        {revaluation.posted.length > 0 ? "Post the change" : "Post the differences"}
      </Guarded>
      {asking && <RevalueDialog revaluation={revaluation} onClose={() => setAsking(false)} />}
    </>
  );
}

function RevalueDialog({ revaluation: { as_of, currency, gain, loss }, onClose }: { revaluation: Revaluation; onClose: () => void }) {
  const [reverse, setReverse] = useState(true);
  const { post, busy, error } = usePostRevaluation(as_of, onClose);
  return (
    <Modal opened onClose={onClose} title={`Revalue foreign currency on ${dateText(as_of)}`}>
      <DialogForm onSubmit={() => post(reverse)}>
        <Stack>
          <p className={styles.plain}>
            The differences between the books and the rates of the day are posted as unrealised gain and loss. The items themselves keep their
            amounts.
          </p>
          <Facts
            items={[
              ["Unrealised gain", <Amount key="gain" value={{ amount: gain, currency }} withCurrency />],
              ["Unrealised loss", <Amount key="loss" value={{ amount: loss, currency }} withCurrency />],
            ]}
          />
          <Checkbox
            label={`Reversed on the next day, ${dateText(addDays(as_of, 1))}`}
            description="As usual for a day at the end of a month or year: then the payment itself realises the whole difference."
            checked={reverse}
            onChange={(event) => setReverse(event.currentTarget.checked)}
            data-autofocus
          />
          {error && (
            <p role="alert" className={styles.refused}>
              {messageOf(error)}
            </p>
          )}
          <Button type="submit" loading={busy}>
            Post
          </Button>
        </Stack>
      </DialogForm>
    </Modal>
  );
}

function usePostRevaluation(as_of: string, onClose: () => void) {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const navigate = useNavigate();
  const key = useRef(newKey());
  const running = useRef(false);
  const posting = useMutation({
    mutationFn: (reverse: boolean) => postRevaluation(b, { as_of, reverse }, key.current),
    onSuccess: async (made) => {
      onClose();
      for (const stale of STALE_BY_ENTRY) void client.invalidateQueries({ queryKey: [stale] });
      if (made.outcome === "waiting") {
        tell("It waits: above the limit of the approval policy somebody else must approve it");
        await navigate({ to: pageOfMade(made) });
      } else tell(`Posted as ${made.number}`);
    },
    onSettled: () => {
      running.current = false;
    },
  });
  const post = (reverse: boolean) => {
    if (running.current) return;
    running.current = true;
    posting.mutate(reverse);
  };
  return { post, busy: posting.isPending, error: posting.error };
}
