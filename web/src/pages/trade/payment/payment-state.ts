/**
 * A payment while it is written: what moved, which items it settles, what is left over. Pure; amounts are decimal
 * strings, an empty one stands for nothing.
 */
import type { Id, IsoDate } from "@/api/contract";
import type { NewPayment, OpenItem, Side, Suggestion } from "@/api/trade";
import { absolute, decimalsOf, differenceOf, isNegative, isZero, negated, sumOf, toMinor } from "@/numbers/decimal";
import { keyOfItem } from "../items";

export interface PaymentHead {
  side: Side;
  party: Id | null;
  date: IsoDate | null;
  accountId: Id | null;
  /** What moved on the account; negative when it went back. */
  amount: string;
  currency: string;
  /** What the bank kept. */
  fee: string;
  /** Where the fee goes and what is written off; null for the usual accounts. */
  feeAccountId: Id | null;
  writeOffAccountId: Id | null;
  text: string;
  reference: string;
}
/** What is taken from an item, in its own currency: by money, by discount, by writing it off. */
export interface Settlement {
  paid: string;
  discount: string;
  writeOff: string;
}
export type SettleColumn = keyof Settlement;
export const SETTLE_COLUMNS: readonly SettleColumn[] = ["paid", "discount", "writeOff"];
export const NOTHING: Settlement = { paid: "", discount: "", writeOff: "" };

export interface PaymentState {
  head: PaymentHead;
  /** By the key of the item. */
  settled: Record<string, Settlement>;
  /** A person has typed something that would be lost. */
  dirty: boolean;
}
export type PaymentAction =
  | { type: "head"; part: Partial<PaymentHead> }
  | { type: "set"; item: OpenItem; column: SettleColumn; value: string }
  | { type: "fill"; item: OpenItem; column: SettleColumn; left: string | null }
  | { type: "clear"; item: OpenItem }
  | { type: "take"; suggestion: Suggestion }
  | { type: "preset"; items: OpenItem[] };

const plain = (amount: string): string => (amount === "" || isZero(amount) ? "" : amount);
const amountOr0 = (amount: string): string => amount || "0";

/** All that is taken from the item. */
export const takenOf = ({ paid, discount, writeOff }: Settlement, currency: string): string =>
  sumOf([paid, discount, writeOff].map(amountOr0), currency);

/** What stays open of the item. */
export const staysOpen = ({ open, currency }: OpenItem, settlement: Settlement): string =>
  differenceOf(open, takenOf(settlement, currency), currency);

/** What there is to settle with: the bank's fee was taken off what a customer paid, and put on top of what was paid out. */
export function availableOf({ side, amount, fee, currency }: PaymentHead): string {
  return sumOf([amountOr0(amount), side === "receivable" ? amountOr0(fee) : negated(amountOr0(fee))], currency);
}

export interface SettleRow {
  /** The place in the grid, from 1. */
  key: number;
  item: OpenItem;
  settlement: Settlement;
}
export const rowsOf = (items: OpenItem[], settled: PaymentState["settled"]): SettleRow[] =>
  items.map((item, at) => ({ key: at + 1, item, settlement: settled[keyOfItem(item)] ?? NOTHING }));

const isUsed = ({ item, settlement }: SettleRow): boolean => !isZero(takenOf(settlement, item.currency));
export const usedRows = (rows: SettleRow[]): SettleRow[] => rows.filter(isUsed);

/** What is left over, negative when more is settled than was paid; null where another currency needs a rate. */
export function leftOf(head: PaymentHead, rows: SettleRow[]): string | null {
  const used = usedRows(rows);
  if (used.some(({ item }) => item.currency !== head.currency)) return null;
  const paid = sumOf(used.map(({ settlement }) => amountOr0(settlement.paid)), head.currency);
  return differenceOf(availableOf(head), paid, head.currency);
}

/** As much of `wanted` as is left, when that is known and goes the same way. */
function upTo(wanted: string, left: string | null, currency: string): string {
  if (left === null || isNegative(left) !== isNegative(wanted)) return wanted;
  const decimals = decimalsOf(currency);
  return toMinor(absolute(left), decimals) < toMinor(absolute(wanted), decimals) ? left : wanted;
}

/** `=` in a cell: money takes what is open as far as the payment reaches, the others what then stays open. */
function filled(item: OpenItem, old: Settlement, column: SettleColumn, left: string | null): Settlement {
  const rest = staysOpen(item, { ...old, [column]: "" });
  if (column !== "paid") return { ...old, [column]: plain(rest) };
  const free = left === null ? null : sumOf([left, amountOr0(old.paid)], item.currency);
  return { ...old, paid: plain(free !== null && isZero(free) ? rest : upTo(rest, free, item.currency)) };
}

const setOf = (state: PaymentState, item: OpenItem, next: Settlement): PaymentState => ({
  ...state,
  dirty: true,
  settled: { ...state.settled, [keyOfItem(item)]: next },
});

export function payment(state: PaymentState, action: PaymentAction): PaymentState {
  switch (action.type) {
    case "head":
      return { ...state, dirty: true, head: { ...state.head, ...action.part }, settled: keptBy(state, action.part) };
    case "set": {
      const old = state.settled[keyOfItem(action.item)] ?? NOTHING;
      return setOf(state, action.item, { ...old, [action.column]: plain(action.value) });
    }
    case "fill": {
      const old = state.settled[keyOfItem(action.item)] ?? NOTHING;
      return setOf(state, action.item, filled(action.item, old, action.column, action.left));
    }
    case "clear":
      return setOf(state, action.item, NOTHING);
    case "take": {
      const taken = action.suggestion.settles.map(({ item, amount }) => [keyOfItem(item), { ...NOTHING, paid: plain(amount) }]);
      return { ...state, dirty: true, settled: { ...state.settled, ...Object.fromEntries(taken) } };
    }
    case "preset":
      return { ...state, ...presetOf(state.head, action.items) };
  }
}

/** Another side or party has other items; what was set for the old ones does not count. */
const keptBy = ({ settled }: PaymentState, part: Partial<PaymentHead>): PaymentState["settled"] =>
  part.side !== undefined || part.party !== undefined ? {} : settled;

/** The chosen items are paid in full; in one currency that is also the amount. */
function presetOf(head: PaymentHead, items: OpenItem[]): Pick<PaymentState, "head" | "settled"> {
  const settled = Object.fromEntries(items.map((item) => [keyOfItem(item), { ...NOTHING, paid: plain(item.open) }]));
  const [currency, another] = new Set(items.map((item) => item.currency));
  if (currency === undefined || another !== undefined) return { head, settled };
  return { head: { ...head, currency, amount: plain(sumOf(items.map(({ open }) => open), currency)) }, settled };
}

/** The payment as the server takes it, or null while something of its head is missing. */
export function inputOf(head: PaymentHead, rows: SettleRow[]): NewPayment | null {
  const { side, date, accountId, amount, currency, party, fee, feeAccountId, writeOffAccountId, text, reference } = head;
  if (!date || !accountId || amount === "") return null;
  const used = usedRows(rows);
  return {
    side,
    date,
    account_id: accountId,
    amount,
    currency,
    party_id: party,
    settles: used.map(({ item, settlement }) => ({
      entry_id: item.entry_id,
      line: item.line,
      amount: takenOf(settlement, item.currency),
      discount: plain(settlement.discount) || null,
      write_off: plain(settlement.writeOff) || null,
    })),
    settles_currency: used[0]?.item.currency ?? null,
    fee: plain(fee) || null,
    fee_account_id: plain(fee) ? feeAccountId : null,
    write_off_account_id: used.some(({ settlement }) => settlement.writeOff !== "") ? writeOffAccountId : null,
    text: text.trim() || null,
    reference: reference.trim() || null,
  };
}
