import { describe, expect, it } from "vitest";
import type { OpenItem } from "@/api/trade";
import { item } from "../items.fixture";
import { matchable } from "./MatchPage";
import { allocationsOf, pairsOf, sumsOfSides } from "./pairs";

const bill = (line: number, open: string, due: string): OpenItem => item({ line, open, due, number: `SAL-${line}` });
const credit = (line: number, open: string, date: string): OpenItem => item({ line, open, due: null, date, number: `BNK-${line}` });

describe("which payment settles which invoice", () => {
  const bills = [bill(1, "300.00", "2026-10-01"), bill(2, "119.00", "2026-09-01")];
  const payments = [credit(3, "-200.00", "2026-09-05"), credit(4, "-50.00", "2026-08-01")];
  const shown = (amount: string) => pairsOf(bills, payments, amount, "EUR").map((pair) => [pair.bill.line, pair.credit.line, pair.amount]);

  it.each([
    [
      "the oldest with the oldest",
      "250.00",
      [
        [2, 4, "50.00"],
        [2, 3, "69.00"],
        [1, 3, "131.00"],
      ],
    ],
    ["no more than wanted", "60.00", [[2, 4, "50.00"], [2, 3, "10.00"]]],
    ["nothing of nothing", "0.00", []],
    [
      "no more than is open",
      "9999.00",
      [
        [2, 4, "50.00"],
        [2, 3, "69.00"],
        [1, 3, "131.00"],
      ],
    ],
  ])("%s", (_, amount, pairs) => expect(shown(amount)).toEqual(pairs));

  it("as much as the smaller side can be matched", () => {
    expect(sumsOfSides(bills, payments, "EUR")).toEqual({ bills: "419.00", credits: "250.00", most: "250.00" });
    expect(sumsOfSides(bills, [], "EUR").most).toBe("0.00");
  });

  it("an invoice stands in debit, a bill in credit", () => {
    const pairs = pairsOf(bills, payments, "50.00", "EUR");
    const [sold] = allocationsOf("receivable", pairs);
    const [bought] = allocationsOf("payable", pairs);
    expect([sold?.debit.line, sold?.credit.line, sold?.amount]).toEqual([2, 4, "50.00"]);
    expect([bought?.debit.line, bought?.credit.line]).toEqual([4, 2]);
  });

  it("whole units of a currency without decimals stay whole", () => {
    const yen = { currency: "JPY", due: null };
    const pairs = pairsOf([item({ ...yen, open: "1000" })], [item({ ...yen, open: "-999" })], "999", "JPY");
    expect(pairs.map(({ amount }) => amount)).toEqual(["999"]);
  });
});

it("only currencies in which something stands on both sides can be matched", () => {
  const usd = { currency: "USD" };
  expect(matchable([item(), item({ open: "-1.00" }), item(usd)])).toEqual(["EUR"]);
  expect(matchable([item(), item({ ...usd, open: "-1.00" })])).toEqual([]);
});
