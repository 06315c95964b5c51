import { expect, test } from "vitest";
import type { Account } from "@/api/contract";
import { headingOf, neighbourOf } from "./account-type";

const account = (code: string, type: string, parent: string | null, postable = true): Account =>
  ({ id: code, code, name: code, type, parent_id: parent, postable, active: true, version: 1 }) as Account;
const CHART = [
  account("1600", "asset", null, false),
  account("1610", "asset", "1600"),
  account("2000", "liability", null, false),
  account("2010", "liability", "2000"),
  account("4000", "income", null, false),
  account("4010", "income", "4000"),
  account("6200", "expense", null, false),
  account("6210", "expense", "6200"),
];

test.each([
  ["1620", "asset", "1600"],
  ["2050", "liability", "2000"],
  ["4020", "income", "4000"],
  ["6290", "expense", "6200"],
  ["16", "asset", "1600"],
])("%s is taken for %s under %s", (code, type, parent) => {
  expect(neighbourOf(code, CHART)?.type).toBe(type);
  expect(headingOf(code, CHART)?.code).toBe(parent);
});

test("a number without neighbours says nothing", () => {
  expect(neighbourOf("", CHART)).toBeNull();
  expect(neighbourOf("9", CHART)).toBeNull();
});
