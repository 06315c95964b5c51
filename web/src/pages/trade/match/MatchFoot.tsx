import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { newKey } from "@/api/client";
import { messageOf } from "@/api/errors";
import { type Made, type Matches, type OpenItem, type Side, TRADE, allocate } from "@/api/trade";
import { AmountField } from "@/components/AmountField";
import { DateField } from "@/components/DateField";
import { tell } from "@/components/notify";
import { today } from "@/dates/dates";
import { absolute, decimalsOf, isNegative, isZero, toMinor } from "@/numbers/decimal";
import { amountText, moneyText } from "@/numbers/format";
import { useBusiness } from "@/shell/business";
import { useShortcuts } from "@/shell/shortcuts";
import { smaller } from "../items";
import { WORDS } from "../words";
import own from "./match.module.css";
import { allocationsOf, pairsOf, sumsOfSides } from "./pairs";

interface MatchFootProps {
  side: Side;
  currency: string;
  bills: OpenItem[];
  credits: OpenItem[];
  onDone: () => void;
}
/** What is chosen on both sides, how it goes together, and the button. */
export function MatchFoot({ side, currency, bills, credits, onDone }: MatchFootProps) {
  const sums = sumsOfSides(bills, credits, currency);
  const [typed, setTyped] = useState("");
  const [on, setOn] = useState<string | null>(null);
  const amount = typed === "" ? sums.most : smaller(typed, sums.most, currency);
  const pairs = pairsOf(bills, credits, amount, currency);
  const day = on ?? latestOf([...bills, ...credits]);
  const matching = useMatching(onDone);
  const why = bills.length === 0 || credits.length === 0 ? "Choose something on both sides." : tooMuch(typed, sums.most, currency);
  const match = () => why === null && pairs.length > 0 && matching.run({ allocations: allocationsOf(side, pairs), currency, on: day });
  useShortcuts([{ keys: "mod+Enter", label: "Match", group: "Match", run: () => void match(), whileTyping: true }]);
  const shown: [string, string][] = [
    [`Chosen ${WORDS[side].bill}s`, sums.bills],
    ["Chosen payments", sums.credits],
  ];
  return (
    <section className={own.foot} aria-label="What is matched">
      {shown.map(([label, sum]) => (
        <span key={label} className={own.sum}>
          <small>{label}</small>
          <strong>{amountText(sum, currency)}</strong>
        </span>
      ))}
      <AmountField label="Match" value={isZero(amount) ? "" : amount} currency={currency} onChange={setTyped} width={130} />
      <DateField label="Settled on" value={day} onChange={setOn} />
      <Button
        className={own.match}
        loading={matching.busy}
        aria-disabled={why !== null || undefined}
        data-disabled={why !== null || undefined}
        onClick={match}
      >
        Match
      </Button>
      <div className={own.pairs} role="status">
        {matching.error ? (
          <p className={own.refused}>{messageOf(matching.error)}</p>
        ) : why === null ? (
          pairs.map(({ bill, credit, amount: part }) => (
            <p key={`${bill.entry_id}${bill.line}${credit.entry_id}${credit.line}`}>
              {bill.reference || bill.number} by {credit.reference || credit.number}: <strong>{moneyText({ amount: part, currency })}</strong>
            </p>
          ))
        ) : (
          <p>{why}</p>
        )}
      </div>
    </section>
  );
}

/** An item cannot count as settled before both of them were there. */
const latestOf = (items: OpenItem[]): string => items.map(({ date }) => date).reduce((a, b) => (a > b ? a : b), "") || today();

function tooMuch(typed: string, most: string, currency: string): string | null {
  if (typed === "") return null;
  const decimals = decimalsOf(currency);
  if (isNegative(typed)) return "Type an amount above zero.";
  return toMinor(absolute(typed), decimals) > toMinor(most, decimals) ? `At most ${amountText(most, currency)} can be matched.` : null;
}

/** Items booked at different rates are cleared by an entry with the difference of exchange. */
function matchedWords(pairs: number, posting: Made | null | undefined): string {
  if (!posting) return pairs === 1 ? "Matched" : `Matched, ${pairs} pairs`;
  if (posting.outcome === "waiting") return "It waits: the difference of exchange is an entry that somebody else must approve";
  return `Matched, with the difference of exchange in ${posting.number}`;
}

/** Sends the pairs once, however often the button is pressed. */
function useMatching(onDone: () => void) {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const running = useRef(false);
  const matching = useMutation({
    mutationFn: (body: Matches) => allocate(b, body, newKey()),
    onSuccess: async ({ ids, posting }) => {
      tell(matchedWords(ids.length, posting));
      onDone();
      await client.invalidateQueries({ queryKey: [TRADE] });
    },
    onSettled: () => {
      running.current = false;
    },
  });
  const run = (body: Matches) => {
    if (running.current) return;
    running.current = true;
    matching.mutate(body);
  };
  return { run, busy: matching.isPending, error: matching.error };
}
