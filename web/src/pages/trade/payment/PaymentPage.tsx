import { Button } from "@mantine/core";
import { useRef } from "react";
import { isApiError, messageOf } from "@/api/errors";
import { LeaveDialog } from "@/components/LeaveDialog";
import { Page, Sheet } from "@/components/Page";
import { focusCell } from "@/components/grid/cell";
import { Empty, NoPermission, RequestId, RowsLoading } from "@/components/states";
import { isNegative, isZero, sumOf } from "@/numbers/decimal";
import { amountText } from "@/numbers/format";
import { useBusiness, useMay } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { useShortcuts } from "@/shell/shortcuts";
import { wayBack } from "../../ledger/via";
import { WORDS } from "../words";
import { AMOUNT_ID, PaymentHead } from "./PaymentHead";
import { PreviewSheet } from "./PreviewSheet";
import { POST_ID, SettleGrid } from "./SettleGrid";
import { SuggestionBar } from "./SuggestionBar";
import { leftWords, settledWords } from "./left";
import styles from "./payment.module.css";
import { availableOf, usedRows } from "./payment-state";
import { type Payment, settlesNone, useAskSuggestion, usePayment } from "./use-payment";
import { usePostPayment } from "./use-posting";

/** Money that came in or went out, and the items that it settles. */
export default function PaymentPage() {
  const may = useMay();
  return may("ledger-post") ? <Editor /> : <NoPermission heading what="record payments" />;
}

function Editor() {
  const { base_currency } = useBusiness();
  const [{ via }] = useFilters();
  const payment = usePayment();
  const posting = usePostPayment(payment);
  const { head, rows, preview, dirty } = payment;
  const table = useRef<HTMLTableElement>(null);
  const offered = settlesNone(payment) && payment.suggestion && payment.suggestion.settles.length > 0 ? payment.suggestion : undefined;
  const take = () => {
    if (!offered) return;
    payment.dispatch({ type: "take", suggestion: offered });
    document.getElementById(POST_ID)?.focus();
  };
  const onAmount = useTakeOnEnter(payment, () => focusCell(table.current, { row: 0, column: "paid" }));
  // what is being typed hands itself over on blur, which is a render away
  const tryPost = () => requestAnimationFrame(() => document.getElementById(POST_ID)?.click());
  useShortcuts([
    { keys: "mod+Enter", label: "Post", group: "Payment", run: tryPost },
    { keys: "alt+t", label: "Take the suggestion", group: "Payment", run: take, whileTyping: true },
    { keys: "=", label: "In a cell: = then Enter takes what is open", group: "Payment" },
    { keys: "mod+Delete", label: "In a cell: settle nothing of the item", group: "Payment" },
  ]);
  return (
    <Page title="Record payment" back={wayBack(via, { to: WORDS[head.side].path, label: WORDS[head.side].title })}>
      <PaymentHead payment={payment} onAmount={onAmount} />
      {offered && <SuggestionBar suggestion={offered} currency={head.currency} onTake={take} />}
      <Sheet flush>
        {rows.length > 0 ? (
          <SettleGrid payment={payment} suggestion={offered} onPost={tryPost} table={table} />
        ) : (
          <NoItems payment={payment} />
        )}
        <Foot payment={payment} posting={posting} />
      </Sheet>
      {preview.data && <PreviewSheet preview={preview.data} base={base_currency} old={preview.fresh === undefined} />}
      <LeaveDialog when={dirty && !posting.done} title="Leave without posting the payment?">
        What you typed is lost.
      </LeaveDialog>
    </Page>
  );
}

/**
 * Enter in the amount takes the suggestion, also one that is still on its way; the hand then rests on the button that
 * posts. Without one, or when something is settled already, it goes to the first item.
 */
function useTakeOnEnter(payment: Payment, toItems: () => void) {
  const ask = useAskSuggestion();
  const { head, dispatch } = payment;
  return async (amount: string) => {
    const open = settlesNone(payment) && amount !== "" && !isNegative(amount);
    const suggestion = open ? await ask({ ...head, amount }).catch(() => null) : null;
    if (document.activeElement?.id !== AMOUNT_ID) return; // the hand has gone on by itself
    if (!suggestion || suggestion.settles.length === 0) return toItems();
    dispatch({ type: "take", suggestion });
    document.getElementById(POST_ID)?.focus();
  };
}

function NoItems({ payment: { head, loading, party } }: { payment: Payment }) {
  if (loading) return <RowsLoading rows={4} />;
  const { party: who, bill, credits } = WORDS[head.side];
  if (head.party === null) {
    return <Empty title={`Choose the ${who.toLowerCase()} to see what is open`}>An amount alone finds the {bill} it fits, too.</Empty>;
  }
  return (
    <Empty title={`Nothing is open of ${party ?? who.toLowerCase()}`}>
      The whole amount stays open as a payment on account. {credits} can be matched with a later {bill}.
    </Empty>
  );
}

interface FootProps {
  payment: Payment;
  posting: ReturnType<typeof usePostPayment>;
}
/** What is settled, what is left over and what becomes of it, and the button. */
function Foot({ payment, posting }: FootProps) {
  const { head, rows, left, why, party, preview, dirty } = payment;
  const { side, currency, fee, amount } = head;
  const used = usedRows(rows);
  const same = used.every(({ item }) => item.currency === currency);
  const sums: [label: string, amount: string][] = [
    ...(fee === "" ? [] : ([[side === "receivable" ? "With the fee" : "Without the fee", availableOf(head)]] as [string, string][])),
    ...(same ? ([["Settled in money", sumOf(used.map(({ settlement }) => settlement.paid || "0"), currency)]] as [string, string][]) : []),
    ...(left === null ? [] : ([["Left over", left]] as [string, string][])),
  ];
  const words = amount !== "" && left !== null ? leftWords({ left, currency, side, party, refund: isNegative(availableOf(head)) }) : "";
  return (
    <div className={styles.foot}>
      <p className={styles.hint} role="status">
        <Hint error={posting.error ?? preview.error} why={dirty ? why : null}>
          {settledWords(rows)}. {words}
        </Hint>
      </p>
      {amount !== "" &&
        sums.map(([label, sum]) => (
          <span key={label} className={styles.sum} data-off={(label === "Left over" && why !== null && !isZero(sum)) || undefined}>
            <small>{label}</small>
            <strong>{amountText(sum, currency)}</strong>
          </span>
        ))}
      <Button
        id={POST_ID}
        loading={posting.busy}
        aria-disabled={why !== null || undefined}
        data-disabled={why !== null || undefined}
        onClick={() => why === null && posting.post()}
      >
        {preview.data?.waits ? "Hand in for approval" : "Post payment"}
      </Button>
    </div>
  );
}

function Hint({ error, why, children }: { error: unknown; why: string | null; children: React.ReactNode }) {
  if (!error) return why ?? children;
  const requestId = isApiError(error) ? error.requestId : null;
  return (
    <span className={styles.refused}>
      {messageOf(error)} {requestId && <RequestId id={requestId} />}
    </span>
  );
}
