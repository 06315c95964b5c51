import { expect, test } from "vitest";
import type { Account } from "@/api/contract";
import { treeOf } from "./AccountsPage";

const account = (code: string, parent: string | null, amount: string, postable = true): Account =>
  ({ id: code, code, name: code, parent_id: parent, postable, balance: { amount, currency: "EUR", drill: null } }) as Account;
const CHART = [account("1600", null, "0.00", false), account("1610", "1600", "5.00"), account("1630", "1600", "0.00"), account("2000", null, "0.00", false), account("2010", "2000", "0.00")];

test("accounts stand under their headings, which show the sum", () => {
  const [bank] = treeOf(CHART, "");
  expect(bank?.children.map(({ code }) => code)).toEqual(["1610", "1630"]);
  expect(bank?.balance?.amount).toBe("5.00");
});

test("only those with a balance, and no heading without any", () => {
  const tree = treeOf(CHART, "", true);
  expect(tree.map(({ code }) => code)).toEqual(["1600"]);
  expect(tree[0]?.children.map(({ code }) => code)).toEqual(["1610"]);
});
