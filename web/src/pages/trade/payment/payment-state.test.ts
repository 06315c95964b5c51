import { describe, expect, it } from "vitest";
import type { OpenItem } from "@/api/trade";
import { item } from "../items.fixture";
import { isTooMuch, leftWords, obstacle, settledWords } from "./left";
import { type PaymentHead, type PaymentState, availableOf, inputOf, leftOf, payment, rowsOf, staysOpen } from "./payment-state";

const head = (change: Partial<PaymentHead> = {}): PaymentHead => ({
  side: "receivable",
  party: "p",
  date: "2026-10-05",
  accountId: "bank",
  amount: "100.00",
  currency: "EUR",
  fee: "",
  feeAccountId: null,
  writeOffAccountId: null,
  text: "",
  reference: "",
  ...change,
});
const begun = (change: Partial<PaymentHead> = {}): PaymentState => ({ head: head(change), settled: {}, dirty: false });
const one = item({ line: 1, open: "100.00" });
const two = item({ line: 2, open: "50.00", number: "SAL-2", reference: null });
const note = item({ line: 3, open: "-20.00", number: "SAL-3" });
const dollar = item({ line: 4, currency: "USD", open: "10.00" });

const set = (state: PaymentState, of: OpenItem, paid: string, discount = "", writeOff = ""): PaymentState =>
  (
    [
      ["paid", paid],
      ["discount", discount],
      ["writeOff", writeOff],
    ] as const
  ).reduce((now, [column, value]) => payment(now, { type: "set", item: of, column, value }), state);
const rows = (state: PaymentState, items = [one, two, note]) => rowsOf(items, state.settled);
const left = (state: PaymentState) => leftOf(state.head, rows(state));

describe("what is left over", () => {
  it.each([
    ["nothing was settled", begun(), "100.00"],
    ["one item in full", set(begun(), one, "100.00"), "0.00"],
    ["one in part", set(begun(), one, "60.00"), "40.00"],
    ["with a discount, which is no money", set(begun({ amount: "98.00" }), one, "98.00", "2.00"), "0.00"],
    ["written off", set(begun({ amount: "99.99" }), one, "99.99", "", "0.01"), "0.00"],
    ["a credit note pays, too", set(set(begun({ amount: "80.00" }), one, "100.00"), note, "-20.00"), "0.00"],
    ["more than was paid", set(set(begun(), one, "100.00"), two, "50.00"), "-50.00"],
    ["a customer's bank kept a fee", set(begun({ amount: "95.00", fee: "5.00" }), one, "100.00"), "0.00"],
    ["our bank took a fee on top", set(begun({ side: "payable", amount: "105.00", fee: "5.00" }), one, "100.00"), "0.00"],
    ["a refund of a credit note", set(begun({ amount: "-20.00" }), note, "-20.00"), "0.00"],
  ])("when %s", (_, state, rest) => expect(left(state)).toBe(rest));

  it("is not known here when an item is in another currency", () => {
    const state = set(begun(), dollar, "10.00");
    expect(leftOf(state.head, rowsOf([dollar], state.settled))).toBeNull();
  });

  it.each([
    ["0.00", "receivable", "Acme", false, "Nothing is left over."],
    ["50.00", "receivable", "Acme", false, "EUR 50.00 is left over: it stays open as a payment on account of Acme, to be matched with a later invoice."],
    ["50.00", "payable", null, false, "EUR 50.00 is left over: it stays open as a payment on account to the supplier, to be matched with a later bill."],
    ["-50.00", "receivable", "Acme", false, "EUR 50.00 more is settled than was paid."],
    ["-50.00", "receivable", "Acme", true, "EUR 50.00 goes back to Acme and is owed to you until an item covers it."],
  ] as const)("%s of a %s is told in words", (rest, side, party, refund, words) =>
    expect(leftWords({ left: rest, currency: "EUR", side, party, refund })).toBe(words),
  );
});

describe("what stands in the way", () => {
  const why = (state: PaymentState) => obstacle(state.head, rows(state, [one, two, note, dollar]));
  it.each([
    ["a date that is missing", begun({ date: null }), "needs a date"],
    ["no account", begun({ accountId: null }), "Choose the account"],
    ["no amount", begun({ amount: "" }), "Type what moved"],
    ["an item settled beyond what is open", set(begun(), one, "100.01"), "RE-1: more is settled than is open"],
    ["money, discount and the rest together", set(begun(), one, "99.00", "0.50", "0.51"), "more is settled than is open"],
    ["an item settled the wrong way", set(begun(), one, "-5.00"), "more is settled than is open"],
    ["more settled than paid", set(set(begun(), one, "100.00"), two, "50.00"), "EUR 50.00 more is settled than was paid"],
    ["something left over of nobody", begun({ party: null }), "say whose payment it is"],
    ["items of two currencies", set(set(begun(), one, "50.00"), dollar, "10.00"), "record a payment for each currency"],
  ])("%s", (_, state, words) => expect(why(state)).toContain(words));

  it.each([
    ["everything is settled, whosever it is", set(begun({ party: null }), one, "100.00")],
    ["something is left over of somebody", set(begun(), one, "60.00")],
    ["something is left over of the one whose the items are", set(begun({ party: null }), one, "60.00")],
    ["nothing is settled: a payment on account", begun()],
    ["a refund", set(begun({ amount: "-20.00" }), note, "-20.00")],
  ])("nothing, when %s", (_, state) => expect(why(state)).toBeNull());

  it("an untouched row is never too much", () => expect(rows(begun()).some(isTooMuch)).toBe(false));
});

describe("= in a cell", () => {
  const filled = (state: PaymentState, of: OpenItem, column: "paid" | "discount" | "writeOff") => {
    const next = payment(state, { type: "fill", item: of, column, left: left(state) });
    return next.settled[`${of.entry_id}:${of.line}`];
  };
  it.each([
    ["takes what is open", begun(), one, "paid", "100.00"],
    ["takes no more than is left", begun({ amount: "30.00" }), one, "paid", "30.00"],
    ["counts what the cell held before", set(begun({ amount: "70.00" }), one, "20.00"), one, "paid", "70.00"],
    ["takes all of it once nothing is left, for the rest to be seen", set(begun(), one, "100.00"), two, "paid", "50.00"],
    ["takes a credit note whole", begun(), note, "paid", "-20.00"],
    ["takes what stays open as discount", set(begun(), one, "98.00"), one, "discount", "2.00"],
    ["takes what stays open as written off", set(begun(), one, "98.00", "1.50"), one, "writeOff", "0.50"],
  ] as const)("%s", (_, state, of, column, value) => expect(filled(state, of, column)?.[column]).toBe(value));
});

describe("where amounts come from", () => {
  it("a suggestion fills its items and leaves the others", () => {
    const suggestion = { settles: [{ item: one, amount: "100.00", reason: "the amount" }], left: "0.00" };
    const state = payment(set(begun(), two, "1.00"), { type: "take", suggestion });
    expect(rows(state).map(({ settlement }) => settlement.paid)).toEqual(["100.00", "1.00", ""]);
    expect(state.dirty).toBe(true);
  });

  it("chosen items are paid in full and make the amount, credit notes taken off", () => {
    const state = payment(begun({ amount: "" }), { type: "preset", items: [one, two, note] });
    expect(state.head.amount).toBe("130.00");
    expect(left(state)).toBe("0.00");
    expect(state.dirty, "nothing was typed yet").toBe(false);
  });

  it("chosen items of two currencies make no amount", () => {
    const state = payment(begun({ amount: "" }), { type: "preset", items: [one, item({ line: 9, currency: "USD" })] });
    expect(state.head.amount).toBe("");
  });

  it("another party starts over, another date does not", () => {
    const state = set(begun(), one, "100.00");
    expect(payment(state, { type: "head", part: { party: "q" } }).settled).toEqual({});
    expect(payment(state, { type: "head", part: { date: "2026-10-06" } }).settled).toBe(state.settled);
  });

  it("a zero is nothing", () => {
    expect(rows(set(begun(), one, "0.00"))[0]?.settlement.paid).toBe("");
    expect(staysOpen(one, { paid: "60.00", discount: "", writeOff: "0.01" })).toBe("39.99");
  });
});

describe("what is sent", () => {
  it("holds money, discount and what is written off in one amount, and no untouched item", () => {
    const state = set(begun({ amount: "95.00", text: " Acme ", reference: "" }), one, "95.00", "3.00", "2.00");
    expect(inputOf(state.head, rows(state))).toEqual({
      side: "receivable",
      date: "2026-10-05",
      account_id: "bank",
      amount: "95.00",
      currency: "EUR",
      party_id: "p",
      settles: [{ entry_id: one.entry_id, line: 1, amount: "100.00", discount: "3.00", write_off: "2.00" }],
      settles_currency: "EUR",
      fee: null,
      fee_account_id: null,
      write_off_account_id: null,
      text: "Acme",
      reference: null,
    });
  });

  it("is nothing while the head is not complete", () => expect(inputOf(head({ accountId: null }), [])).toBeNull());

  it("the fee stands against what was paid in, and on top of what was paid out", () => {
    expect(availableOf(head({ fee: "5.00" }))).toBe("105.00");
    expect(availableOf(head({ fee: "5.00", side: "payable" }))).toBe("95.00");
  });
});

it("settled items are counted in words", () => {
  expect(settledWords(rows(begun()))).toBe("No item is settled");
  expect(settledWords(rows(set(begun(), one, "100.00")))).toBe("1 item settled in full");
  expect(settledWords(rows(set(set(begun(), one, "100.00"), two, "1.00")))).toBe("1 item settled in full, 1 in part");
  expect(settledWords(rows(set(begun(), two, "1.00")))).toBe("1 item settled in part");
});
