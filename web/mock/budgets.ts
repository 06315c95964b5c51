/** Budgets of the made-up books: last year's figures for this year, and whatever is saved over them. */
import type { Budget, BudgetReport, BudgetReportTotal, BudgetYear, NewBudget } from "../src/api/contract";
import { addMonths, endOfMonth, endOfYear, today } from "../src/dates/dates";
import { CURRENCY, accounts, byId, cents, figure, money, movement, refOf } from "./books";
import { type Call, Refusal, type Route, tell } from "./server";

const budgets = new Map<number, Budget[]>();
const sum = (values: bigint[]) => values.reduce((a, b) => a + b, 0n);
const signOf = (type: string): bigint => (type === "income" ? -1n : 1n);
const planned = accounts.filter(({ postable, type }) => postable && (type === "income" || type === "expense"));

const spread = (year: bigint): bigint[] =>
  Array.from({ length: 12 }, (_, at) => year / 12n + (BigInt(at) < year % 12n ? 1n : 0n));
const minorOf = (amount: string): bigint => cents(amount.includes(".") ? amount : `${amount}.00`);

function save(year: number, { rows, reason }: NewBudget): Budget {
  const list = budgets.get(year) ?? [];
  const whole = rows.map((row) => {
    const account = byId(row.account_id);
    if (!account) throw new Refusal(422, "budget.bad_row", "There is no such account.");
    const months = (row.months?.map(minorOf) ?? spread(minorOf(row.year ?? "0"))).map((minor) => money(minor).amount);
    return { account: { ...refOf(account), type: account.type }, department: row.department, months, year: money(sum(months.map(cents))).amount };
  });
  const of = (type: string) => sum(whole.filter(({ account }) => account.type === type).map((row) => cents(row.year)));
  const [income, expense] = [of("income"), of("expense")];
  const amounts = { income: money(income).amount, expense: money(expense).amount, result: money(income - expense).amount };
  const head = { year, from: `${year}-01-01`, to: `${year}-12-31`, version: list.length + 1, currency: CURRENCY, reason: reason ?? null };
  const budget: Budget = { ...head, ...amounts, created_at: new Date().toISOString(), created_by: "Anna Winter", rows: whole };
  budgets.set(year, [budget, ...list]);
  return budget;
}

/** This year's first budget is last year's figures, cents cut off; made when somebody first asks. */
function kept(): Map<number, Budget[]> {
  const year = Number(today().slice(0, 4));
  if (budgets.size === 0) {
    const rows = planned
      .map((account) => ({ account, minor: signOf(account.type) * movement(account.id, `${year - 1}-01-01`, `${year - 1}-12-31`) }))
      .filter(({ minor }) => minor !== 0n)
      .map(({ account, minor }) => ({ account_id: account.id, year: money((minor / 1200n) * 1200n).amount }));
    save(year, { version: 0, rows, reason: "Last year's figures" });
  }
  return budgets;
}

function budgetOf(year: number, version?: string | null): Budget {
  const list = kept().get(year) ?? [];
  const found = version ? list.find((budget) => String(budget.version) === version) : list[0];
  if (!found) throw new Refusal(404, "budget.unknown_budget", `There is no budget of ${year}.`);
  return found;
}

function put({ path, body }: Call) {
  const year = Number(path.year);
  const input = body as unknown as NewBudget;
  const found = kept().get(year)?.[0]?.version ?? 0;
  if (found !== input.version) throw new Refusal(409, "budget.stale", `The budget of ${year} is at version ${found}.`);
  const budget = save(year, input);
  tell("budget.set", String(year));
  return { body: budget };
}

function report(call: Call): BudgetReport {
  const asked = Number(call.query.get("year") ?? (call.query.get("to") ?? today()).slice(0, 4));
  const department = call.query.get("department");
  const { version, from, to: yearEnd, rows } = budgetOf(asked);
  const to = call.query.get("to") ?? (yearEnd < today() ? yearEnd : today());
  const mine = rows.filter((row) => !department || row.department === department);
  const months = Array.from({ length: 12 }, (_, at) => addMonths(from, at)).filter((first) => first <= to).length;
  const total = (ids: string[], type: string): BudgetReportTotal => {
    const its = mine.filter(({ account }) => ids.includes(account.id));
    const sign = (id: string) => (type === "result" ? -1n : signOf(byId(id)?.type ?? type));
    const weight = (id: string) => (type === "result" && byId(id)?.type === "expense" ? -1n : 1n);
    const actual = sum(ids.map((id) => sign(id) * movement(id, from, to)));
    const budget = sum(its.map((row) => weight(row.account.id) * sum(row.months.slice(0, months).map(cents))));
    return {
      actual: figure(actual, ids, from, to),
      budget: money(budget),
      variance: money(actual - budget),
      favourable: type === "expense" ? actual <= budget : actual >= budget,
      year_budget: money(sum(its.map((row) => weight(row.account.id) * cents(row.year)))),
    };
  };
  const section = (code: string, name: string) => {
    const list = planned.filter(({ type }) => type === code);
    const lines = list.map((account) => ({ account: { ...refOf(account), type: code }, ...total([account.id], code) }));
    const used = lines.filter((line) => line.actual.amount !== "0.00" || line.year_budget.amount !== "0.00");
    return { code, name, rows: used, total: total(list.map(({ id }) => id), code) };
  };
  return {
    year: asked,
    version,
    from,
    to,
    budget_to: endOfMonth(to),
    year_end: endOfYear(to),
    currency: CURRENCY,
    department,
    departments: [...new Set(rows.flatMap((row) => row.department ?? []))],
    sections: [section("income", "Income"), section("expense", "Expense")],
    result: total(planned.map(({ id }) => id), "result"),
  };
}

function years(): BudgetYear[] {
  return [...kept().values()].flatMap((versions) => {
    const [latest] = versions;
    return latest ? [{ year: latest.year, from: latest.from, to: latest.to, versions }] : [];
  });
}

export const budgetRoutes: Route[] = [
  ["GET", "/businesses/{b}/budgets", () => ({ body: { items: years(), next_cursor: null, total: budgets.size } })],
  ["GET", "/businesses/{b}/budgets/{year}", ({ path, query }) => ({ body: budgetOf(Number(path.year), query.get("version")) })],
  ["PUT", "/businesses/{b}/budgets/{year}", put],
  ["GET", "/businesses/{b}/reports/budget", (call) => ({ body: report(call) })],
];
