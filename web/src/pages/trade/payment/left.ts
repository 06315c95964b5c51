/** Why a payment cannot be posted yet, and what becomes of what is left over, in words. */
import { absolute, decimalsOf, isNegative, isZero, toMinor } from "@/numbers/decimal";
import { moneyText } from "@/numbers/format";
import type { Side } from "@/api/trade";
import { type PaymentHead, type SettleRow, availableOf, leftOf, staysOpen, takenOf, usedRows } from "./payment-state";

/** More is taken from the item than is open, or it is taken the wrong way. */
export function isTooMuch({ item, settlement }: SettleRow): boolean {
  const decimals = decimalsOf(item.currency);
  const [open, taken, rest] = [item.open, takenOf(settlement, item.currency), staysOpen(item, settlement)].map((amount) => toMinor(amount, decimals));
  if (open === undefined || taken === undefined || rest === undefined || taken === 0n) return false;
  return open < 0n !== taken < 0n || (rest !== 0n && rest < 0n !== open < 0n);
}

/** What is missing or does not fit, or null when the payment can be posted. */
export function obstacle(head: PaymentHead, rows: SettleRow[]): string | null {
  if (!head.date) return "The payment needs a date.";
  if (!head.accountId) return "Choose the account on which the money moved.";
  if (head.amount === "" || isZero(head.amount)) return "Type what moved on the account.";
  const wrong = rows.find(isTooMuch);
  if (wrong) return `${wrong.item.reference || wrong.item.number}: more is settled than is open.`;
  const used = usedRows(rows);
  if (new Set(used.map(({ item }) => item.currency)).size > 1) return "Items of several currencies: record a payment for each currency.";
  const left = leftOf(head, rows);
  if (left === null || isZero(left)) return null;
  // what goes the other way than the payment itself was never paid
  if (isNegative(left) !== isNegative(availableOf(head))) {
    return `${moneyText({ amount: absolute(left), currency: head.currency })} more is settled than was paid: lower an amount, or write off the rest.`;
  }
  return whoseOf(head, used) ? null : "Something is left over: say whose payment it is, or settle all of it.";
}

/** Who is named, else whose all the items are. */
export function whoseOf({ party }: PaymentHead, used: SettleRow[]): string | null {
  if (party) return party;
  const parties = new Set(used.map(({ item }) => item.party_id));
  return parties.size === 1 ? ([...parties][0] ?? null) : null;
}

interface Left {
  left: string;
  currency: string;
  side: Side;
  /** Whose payment it is. */
  party: string | null;
  refund: boolean;
}
/** One sentence on what is not used by any item. */
export function leftWords({ left, currency, side, party, refund }: Left): string {
  if (isZero(left)) return "Nothing is left over.";
  const money = moneyText({ amount: absolute(left), currency });
  const whom = party ?? (side === "receivable" ? "the customer" : "the supplier");
  if (isNegative(left) !== refund) return `${money} more is settled than was paid.`;
  if (refund) {
    return side === "receivable" ? `${money} goes back to ${whom} and is owed to you until an item covers it.` : `${money} came back from ${whom} and is owed by you until an item covers it.`;
  }
  return side === "receivable"
    ? `${money} is left over: it stays open as a payment on account of ${whom}, to be matched with a later invoice.`
    : `${money} is left over: it stays open as a payment on account to ${whom}, to be matched with a later bill.`;
}

/** What is settled, in a few words: `2 items in full, 1 in part`. */
export function settledWords(rows: SettleRow[]): string {
  const used = usedRows(rows);
  const whole = used.filter(({ item, settlement }) => isZero(staysOpen(item, settlement))).length;
  const part = used.length - whole;
  if (used.length === 0) return "No item is settled";
  const items = (count: number) => (count === 1 ? "1 item" : `${count} items`);
  if (part === 0) return `${items(whole)} settled in full`;
  return whole === 0 ? `${items(part)} settled in part` : `${items(whole)} settled in full, ${part} in part`;
}
