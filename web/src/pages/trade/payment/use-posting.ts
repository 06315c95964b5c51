import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { newKey } from "@/api/client";
import { pageOfMade } from "@/api/pending";
import { type Made, TRADE, postPayment } from "@/api/trade";
import { tell } from "@/components/notify";
import { writePreference } from "@/preferences/preferences";
import { useBusiness } from "@/shell/business";
import { inputOf } from "./payment-state";
import { type Payment, lastAccount } from "./use-payment";

/** What an entry of any kind makes stale. */
export const STALE_BY_ENTRY = [TRADE, "entries", "entry", "accounts", "account-lines", "report", "dashboard", "pending-entries"];

/**
 * Posts the payment, or hands it in for a second person. The key stays the same until the payment changes, so that
 * neither a double press nor a lost answer can post it twice.
 */
export function usePostPayment({ head, rows }: Payment) {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const navigate = useNavigate();
  const key = useRef({ of: "", key: "" });
  const running = useRef(false);
  const [made, setMade] = useState<Made | null>(null);
  const posting = useMutation({
    mutationFn: () => {
      const body = inputOf(head, rows);
      if (!body) throw new Error("The payment is not complete.");
      const text = JSON.stringify(body);
      if (key.current.of !== text) key.current = { of: text, key: newKey() };
      return postPayment(b, body, key.current.key);
    },
    onSuccess: (answer) => {
      if (answer.outcome === "waiting") tell("It waits: above the limit of the approval policy somebody else must approve it");
      else tell(answer.repeated ? `It had been posted already, as ${answer.number}` : `Posted as ${answer.number}`);
      if (head.accountId) writePreference(lastAccount(b), head.accountId);
      setMade(answer);
    },
    onSettled: () => {
      running.current = false;
    },
  });
  useEffect(() => {
    if (!made) return;
    // a render later, when nothing is left that leaving the page would lose
    void navigate({ to: pageOfMade(made) });
    for (const stale of STALE_BY_ENTRY) void client.invalidateQueries({ queryKey: [stale] });
  }, [made, navigate, client]);
  const post = () => {
    if (running.current || made) return;
    running.current = true;
    posting.mutate();
  };
  return { post, busy: posting.isPending || made !== null, error: posting.error, done: made !== null };
}
