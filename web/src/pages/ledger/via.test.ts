import { expect, test } from "vitest";
import { wayBack } from "./via";

const HOME = { to: "/ledger/accounts", label: "Accounts" };

test("the way back is the report with its dates, or the list", () => {
  expect(wayBack(undefined, HOME)).toEqual(HOME);
  expect(wayBack("/reports/trial-balance?as_of=2026-06-30", HOME)).toEqual({
    to: "/reports/trial-balance",
    label: "Trial balance",
    search: { as_of: "2026-06-30" },
  });
  expect(wayBack("/", HOME).label).toBe("Home");
});

test("a figure of a figure leads back step by step", () => {
  const inner = "/reports/profit-loss?from=2026-01-01&to=2026-06-30";
  const outer = `/ledger/figure?${new URLSearchParams({ part: "income", via: inner })}`;
  expect(wayBack(outer, HOME).search).toEqual({ part: "income", via: inner });
});
