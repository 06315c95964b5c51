/** Which payment or credit note settles which invoice: the oldest with the oldest, until one side is used up. */
import type { ItemRef, NewAllocation, OpenItem, Side } from "@/api/trade";
import { absolute, decimalsOf, fromMinor, sumOf, toMinor } from "@/numbers/decimal";
import { byAge, smaller } from "../items";

export interface Pair {
  bill: OpenItem;
  credit: OpenItem;
  /** What it takes from both, positive. */
  amount: string;
}

/** Sums of both sides as sizes, and how much of them can be matched. */
export function sumsOfSides(bills: OpenItem[], credits: OpenItem[], currency: string) {
  const ofBills = sumOf(bills.map(({ open }) => open), currency);
  const ofCredits = absolute(sumOf(credits.map(({ open }) => open), currency));
  return { bills: ofBills, credits: ofCredits, most: smaller(ofBills, ofCredits, currency) };
}

/** Pairs that take `amount` from both sides, and no more than what is open of any item. */
export function pairsOf(bills: OpenItem[], credits: OpenItem[], amount: string, currency: string): Pair[] {
  const decimals = decimalsOf(currency);
  const open = (items: OpenItem[]) => items.toSorted(byAge).map((item) => ({ item, left: toMinor(absolute(item.open), decimals) }));
  const [left, right] = [open(bills), open(credits)];
  const pairs: Pair[] = [];
  let rest = toMinor(amount, decimals);
  while (rest > 0n) {
    const bill = left.find((one) => one.left > 0n);
    const credit = right.find((one) => one.left > 0n);
    if (!bill || !credit) break;
    const taken = [rest, bill.left, credit.left].reduce((a, b) => (b < a ? b : a));
    bill.left -= taken;
    credit.left -= taken;
    rest -= taken;
    pairs.push({ bill: bill.item, credit: credit.item, amount: fromMinor(taken, decimals) });
  }
  return pairs;
}

const refOf = ({ entry_id, line }: ItemRef): ItemRef => ({ entry_id, line });

/** As the server wants it: an invoice stands in debit and a bill in credit, what settles them on the other side. */
export const allocationsOf = (side: Side, pairs: Pair[]): NewAllocation[] =>
  pairs.map(({ bill, credit, amount }) =>
    side === "receivable"
      ? { debit: refOf(bill), credit: refOf(credit), amount }
      : { debit: refOf(credit), credit: refOf(bill), amount },
  );
