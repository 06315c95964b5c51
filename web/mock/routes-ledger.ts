/** Accounts, entries, reports. */
import type { AccountLine, NewAccount, NewEntry } from "../src/api/contract";
import { today } from "../src/dates/dates";
import * as books from "./books";
import { TAX_CODES } from "./chart";
import { note } from "./people";
import { newId } from "./random";
import * as reports from "./reports";
import { type Call, Refusal, type Route, tell } from "./server";

const page = (items: unknown[]) => ({ body: { items, next_cursor: null, total: items.length } });

/** Cuts a list at the cursor, which here is simply an offset. */
function slice<T>(list: T[], { query }: Call): { items: T[]; next_cursor: string | null; total: number } {
  const start = Number(query.get("cursor") ?? 0);
  const limit = Number(query.get("limit") ?? 50);
  const end = start + limit;
  return { items: list.slice(start, end), next_cursor: end < list.length ? String(end) : null, total: list.length };
}

const asOf = (call: Call) => call.query.get("as_of") ?? today();

function accountList(call: Call) {
  const to = asOf(call);
  return page(
    books.accounts.map((account) => {
      const ids = books.accounts.filter((a) => a.postable && a.code.startsWith(account.code)).map((a) => a.id);
      const minor = ids.reduce((sum, id) => sum + books.movement(id, null, to), 0n);
      return { ...account, balance: books.figure(minor, ids, null, to) };
    }),
  );
}

function accountLines(call: Call) {
  const account = books.byId(call.path.id ?? "");
  if (!account) throw new Refusal(404, "not_found", "No such account.");
  const from = call.query.get("from");
  const to = call.query.get("to") ?? today();
  let balance = from ? books.movement(account.id, null, from) : 0n;
  const opening = balance;
  const lines: AccountLine[] = [];
  for (const entry of books.entries) {
    if (entry.date > to || (from && entry.date < from)) continue;
    for (const line of entry.lines.filter((l) => l.account.id === account.id)) {
      balance += books.signed(line);
      lines.push({
        entry_id: entry.id,
        number: entry.number,
        date: entry.date,
        memo: line.memo,
        debit: line.debit ?? null,
        credit: line.credit ?? null,
        balance: books.money(balance),
        recorded_at: entry.recorded_at,
      });
    }
  }
  const head = { account, opening: books.money(opening) };
  return { body: { ...head, ...slice(lines, call) } };
}

function entryList(call: Call) {
  const q = call.query.get("q")?.toLowerCase();
  const { from, to, account_id } = Object.fromEntries(call.query);
  const found = books.entries.filter(
    (entry) =>
      (!from || entry.date >= from) &&
      (!to || entry.date <= to) &&
      (!q || `${entry.memo} ${entry.number} ${entry.total.amount}`.toLowerCase().includes(q)) &&
      (!account_id || entry.lines.some((line) => line.account.id === account_id)),
  );
  const rows = found.map((entry) => ({ ...entry, reversed: Boolean(entry.reversed_by) }));
  return { body: slice(rows.sort((a, b) => b.date.localeCompare(a.date)), call) };
}

function entryOf(call: Call) {
  const entry = books.entries.find((candidate) => candidate.id === call.path.id);
  if (!entry) throw new Refusal(404, "not_found", "No such entry.");
  return entry;
}

function post({ body, query }: Call) {
  const input = body as unknown as NewEntry;
  const lines = input.lines.map((line) => ({
    account: books.byId(line.account_id) ?? books.byCode("6300"),
    minor: line.debit ? books.cents(line.debit) : -books.cents(line.credit ?? "0.00"),
    memo: line.memo,
    tax: line.tax_code,
  }));
  if (lines.reduce((sum, line) => sum + line.minor, 0n) !== 0n) {
    throw new Refusal(422, "ledger.unbalanced", "Debits and credits differ.");
  }
  if (input.date < "2026-09-01") throw new Refusal(409, "ledger.period_closed", "The period of this date is closed.");
  const header = { date: input.date, memo: input.memo, journal: input.journal ?? "GEN", source: { kind: "manual" } };
  const entry = books.book(header, lines);
  if (query.get("dry_run")) books.entries.pop();
  else note("entry.posted", "entry", entry.id, { number: entry.number });
  tell("entry.posted", entry.id);
  return { body: { entry, number: entry.number, balances: [], repeated: false } };
}

function reverse(call: Call) {
  const entry = entryOf(call);
  const header = { date: String(call.body.date), memo: `Reversal of ${entry.number}: ${String(call.body.reason)}`, journal: entry.journal };
  const lines = entry.lines.map((line) => ({ account: books.byId(line.account.id) ?? books.byCode("6300"), minor: -books.signed(line) }));
  const made = books.book({ ...header, source: { kind: "reversal" } }, lines);
  made.reverses = { id: entry.id, number: entry.number };
  entry.reversed_by = { id: made.id, number: made.number };
  note("entry.reversed", "entry", entry.id, { by: made.number }, String(call.body.reason));
  tell("entry", entry.id);
  return { body: made };
}

export const ledgerRoutes: Route[] = [
  ["GET", "/businesses/{b}/accounts", accountList],
  [
    "POST",
    "/businesses/{b}/accounts",
    ({ body }) => {
      const input = body as unknown as NewAccount;
      if (books.accounts.some((a) => a.code === input.code)) {
        throw new Refusal(422, "validation", "The number is taken.", [{ field: "code", code: "taken", message: "This number is in use" }]);
      }
      const account = { id: newId(1), role: null, active: true, version: 1, postable: true, parent_id: null, currency: null, tax_code: null, ...input };
      books.accounts.push(account);
      tell("account", account.id);
      return { body: { ...account, balance: books.figure(0n, [account.id], null, today()) } };
    },
  ],
  [
    "PATCH",
    "/businesses/{b}/accounts/{id}",
    ({ path, body }) => {
      const account = books.byId(path.id ?? "");
      if (!account) throw new Refusal(404, "not_found", "No such account.");
      Object.assign(account, body, { version: account.version + 1 });
      tell("account", account.id);
      return { body: { ...account, balance: books.figure(0n, [account.id], null, today()) } };
    },
  ],
  ["GET", "/businesses/{b}/accounts/{id}/lines", accountLines],
  ["GET", "/businesses/{b}/tax-codes", () => page(TAX_CODES)],
  ["GET", "/businesses/{b}/entries", entryList],
  ["POST", "/businesses/{b}/entries", post],
  ["GET", "/businesses/{b}/entries/{id}", (call) => ({ body: entryOf(call) })],
  ["POST", "/businesses/{b}/entries/{id}/reverse", reverse],
  ["GET", "/businesses/{b}/parties", () => page(["Papierhaus Elbe", "Nimbus Hosting"].map((name) => ({ id: name, name, kind: "supplier" })))],
  ["GET", "/businesses/{b}/reports/trial-balance", (call) => ({ body: reports.trialBalance(asOf(call)) })],
  ["GET", "/businesses/{b}/reports/balance-sheet", (call) => ({ body: reports.balanceSheet(asOf(call), call.query.get("compare")) })],
  [
    "GET",
    "/businesses/{b}/reports/profit-loss",
    ({ query }) => ({ body: reports.profitLoss(query.get("from") ?? reports.defaultFrom(), query.get("to") ?? today(), query.get("compare")) }),
  ],
  ["GET", "/businesses/{b}/dashboard", () => ({ body: reports.dashboard() })],
];
