/** Reports of the made-up books. */
import type { BalanceSheet, Dashboard, ProfitLoss, StatementSection, TrialBalance } from "../src/api/contract";
import { addDays, addMonths, endOfMonth, startOfMonth, startOfYear, today } from "../src/dates/dates";
import { CURRENCY, accounts, byCode, figure, money, movement, refOf } from "./books";
import type { MockAccount } from "./chart";
import { held } from "./documents";

const postable = (type: MockAccount["type"]) => accounts.filter((a) => a.postable && a.type === type);
const sum = (values: bigint[]) => values.reduce((a, b) => a + b, 0n);

/** Income and expense are counted from the start of the year; what came before stands in a row without an account. */
export function trialBalance(asOf: string): TrialBalance {
  const yearStart = startOfYear(asOf);
  const lastYearEnd = addDays(yearStart, -1);
  const isYearly = (account: MockAccount) => account.type === "income" || account.type === "expense";
  const side = (minor: bigint, ids: string[], from: string | null, to: string) => ({
    debit: minor > 0n ? figure(minor, ids, from, to) : null,
    credit: minor < 0n ? figure(-minor, ids, from, to) : null,
  });
  const balances = accounts
    .filter((account) => account.postable)
    .map((account) => {
      const from = isYearly(account) ? yearStart : null;
      return { account, from, minor: movement(account.id, from, asOf) };
    })
    .filter(({ minor }) => minor !== 0n);
  const rows: TrialBalance["rows"] = balances.map(({ account, from, minor }) => ({
    account: { ...refOf(account), type: account.type },
    label: `${account.code} ${account.name}`,
    ...side(minor, [account.id], from, asOf),
  }));
  const yearly = accounts.filter((account) => account.postable && isYearly(account)).map(({ id }) => id);
  const earlier = sum(yearly.map((id) => movement(id, null, lastYearEnd)));
  if (earlier !== 0n) rows.push({ account: null, label: "Result of earlier years", ...side(earlier, yearly, null, lastYearEnd) });
  const all = [...balances.map(({ minor }) => minor), earlier];
  const total = (sign: 1n | -1n) => money(sum(all.filter((minor) => minor * sign > 0n).map((minor) => minor * sign)));
  return {
    as_of: asOf,
    year_start: yearStart,
    known_at: null,
    currency: CURRENCY,
    balanced: true,
    rows,
    totals: { debit: total(1n), credit: total(-1n) },
  };
}

type Ranges = { from: string | null; to: string; before?: { from: string | null; to: string } };
function section(name: string, code: string, list: MockAccount[], sign: 1n | -1n, r: Ranges): StatementSection {
  const value = (account: MockAccount, range: { from: string | null; to: string }) =>
    figure(sign * movement(account.id, range.from, range.to), [account.id], range.from, range.to);
  const all = (range: { from: string | null; to: string }) =>
    figure(sum(list.map((a) => sign * movement(a.id, range.from, range.to))), list.map((a) => a.id), range.from, range.to);
  const before = r.before;
  return {
    name,
    code,
    rows: list
      .map((account) => ({
        account: { ...refOf(account), type: account.type },
        label: account.name,
        depth: 1,
        heading: false,
        figure: value(account, r),
        previous: before ? value(account, before) : null,
      }))
      .filter((row) => row.figure.amount !== "0.00" || (row.previous && row.previous.amount !== "0.00")),
    total: all(r),
    previous_total: before ? all(before) : null,
  };
}

export function balanceSheet(asOf: string, compare: string | null): BalanceSheet {
  const then = compare ? addMonths(asOf, -12) : null;
  const r: Ranges = { from: null, to: asOf, before: then ? { from: null, to: then } : undefined };
  const equity = section("Equity", "equity", postable("equity"), -1n, r);
  const pl = [...postable("income"), ...postable("expense")];
  const result = section("Result", "result", pl, -1n, r);
  equity.rows.push({
    account: null,
    label: "Result not yet distributed",
    depth: 1,
    heading: false,
    figure: result.total,
    previous: result.previous_total,
  });
  const plus = (a: string, b: string) => money(BigInt(Math.round(Number(a) * 100)) + BigInt(Math.round(Number(b) * 100))).amount;
  equity.total = { ...equity.total, amount: plus(equity.total.amount, result.total.amount) };
  if (equity.previous_total && result.previous_total) {
    equity.previous_total = { ...equity.previous_total, amount: plus(equity.previous_total.amount, result.previous_total.amount) };
  }
  return {
    as_of: asOf,
    currency: CURRENCY,
    sections: [
      section("Assets", "assets", postable("asset"), 1n, r),
      section("Liabilities", "liabilities", postable("liability"), -1n, r),
      equity,
    ],
    balanced: true,
    total_liabilities_and_equity: section("", "", accounts.filter((a) => a.postable && a.type !== "asset"), -1n, r).total,
  };
}

export function profitLoss(from: string, to: string, compare: string | null): ProfitLoss {
  const before = compare ? { from: addMonths(from, -12), to: addMonths(addDays(to, 1), -12) } : undefined;
  if (before) before.to = addDays(before.to, -1);
  const r: Ranges = { from, to, before };
  const expenses = postable("expense");
  const sections = [
    section("Income", "income", postable("income"), -1n, r),
    section("Cost of sales", "cost_of_sales", expenses.filter((a) => a.code.startsWith("5")), 1n, r),
    section("Operating expenses", "operating_expenses", expenses.filter((a) => a.code.startsWith("6")), 1n, r),
  ];
  const result = section("", "", [...postable("income"), ...expenses], -1n, r);
  return {
    from,
    to,
    currency: CURRENCY,
    sections,
    result: result.total,
    previous_result: result.previous_total,
  };
}

export function dashboard(): Dashboard {
  const now = today();
  const cash = ["1400", "1410", "1450"].map(byCode);
  const months = Array.from({ length: 12 }, (_, n) => startOfMonth(addMonths(now, n - 11)));
  const of = (types: MockAccount[], month: string, sign: 1n | -1n) => {
    const ids = types.map((a) => a.id);
    return figure(sum(ids.map((id) => sign * movement(id, month, endOfMonth(month)))), ids, month, endOfMonth(month));
  };
  const count = (...names: string[]) => held.filter(({ document }) => names.includes(document.state.name)).length;
  return {
    as_of: now,
    currency: CURRENCY,
    cash: {
      total: figure(sum(cash.map((a) => movement(a.id, null, now))), cash.map((a) => a.id), null, now),
      by_month: months.map((month) => ({
        month,
        balance: figure(sum(cash.map((a) => movement(a.id, null, endOfMonth(month)))), cash.map((a) => a.id), null, endOfMonth(month)),
      })),
    },
    months: months.map((month) => ({
      month,
      income: of(postable("income"), month, -1n),
      expense: of(postable("expense"), month, 1n),
    })),
    documents: {
      waiting: count("in_review", "asked"),
      working: count("arrived", "read", "extracted", "classified"),
      failed: count("failed"),
      held: count("held"),
      parked: count("parked"),
      posted: count("posted"),
      rejected: count("rejected"),
      settled: 0,
    },
    accuracy: {
      documents: 49,
      share: 412 / 431,
      by_field: [
        { field: "total", confirmed: 48, corrected: 1 },
        { field: "date", confirmed: 47, corrected: 2 },
        { field: "vendor", confirmed: 45, corrected: 4 },
        { field: "invoice_number", confirmed: 44, corrected: 5 },
        { field: "due_date", confirmed: 42, corrected: 7 },
      ],
    },
    recent: held.slice(0, 6).map(({ document }) => document),
  };
}

export const defaultFrom = (): string => startOfYear(today());
