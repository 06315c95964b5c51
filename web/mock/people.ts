/** The made-up people: one organisation, three users, a cookie-less session kept in memory. */
import type { ApiKey, AuditRow, Business, Period, Role, Session, User } from "../src/api/contract";
import { addDays, addMonths } from "../src/dates/dates";
import { newId } from "./random";

export const BUSINESS = "0193b000-0000-7000-8000-000000000001";
const now = new Date();
const iso = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();

export const businesses: Business[] = [
  {
    id: BUSINESS,
    name: "Lindenhof Handel GmbH",
    base_currency: "EUR",
    jurisdiction: "DE",
    fiscal_year_start: 1,
    tax_id: "DE123456789",
    also_known_as: ["Lindenhof", "Lindenhof Handels GmbH"],
    ibans: ["DE02120300000000202051"],
    demo: true,
    version: 1,
  },
  {
    id: "0193b000-0000-7000-8000-000000000002",
    name: "Lindenhof Studio Ltd",
    base_currency: "GBP",
    jurisdiction: "GB",
    fiscal_year_start: 4,
    tax_id: null,
    also_known_as: [],
    ibans: [],
    demo: true,
    version: 1,
  },
];
export const users: User[] = (
  [
    ["Anna Winter", "anna@lindenhof.example", "admin"],
    ["Jonas Petersen", "jonas@lindenhof.example", "accountant"],
    ["Mira Holm", "mira@lindenhof.example", "viewer"],
  ] as [string, string, Role][]
).map(([name, email, role]) => ({
  id: newId(5),
  name,
  email,
  active: true,
  grants: [{ business_id: null, role }],
  last_seen_at: iso(30),
  created_at: iso(400_000),
}));

export const apiKeys: ApiKey[] = [
  {
    id: newId(6),
    name: "Scanner in the office",
    prefix: "pac_live_8fk2",
    business_id: BUSINESS,
    scopes: ["documents-upload"],
    created_at: iso(90_000),
    last_used_at: iso(55),
    expires_at: null,
  },
];

export const periods: Period[] = Array.from({ length: 24 }, (_, n) => {
  const start = addMonths(`${now.getFullYear() - 1}-01-01`, n);
  return {
    id: newId(7),
    year: Number(start.slice(0, 4)),
    number: (n % 12) + 1,
    start,
    end: addDays(addMonths(start, 1), -1),
    status: n < 12 ? "locked" : n < 20 ? "closed" : "open",
  };
});

export const audit: AuditRow[] = [];
export function note(action: string, subject: string, id: string, after: object, reason: string | null = null): void {
  audit.unshift({
    id: newId(8),
    at: new Date().toISOString(),
    actor: { kind: "user", name: current?.name ?? "system" },
    origin: "web",
    action,
    subject,
    subject_id: id,
    business_id: BUSINESS,
    reason,
    before: null,
    after: after as Record<string, never>,
    request_id: "req-mock-1",
  });
}

let current: User | null = process.env.MOCK_SIGNED_OUT ? null : (users[0] as User);
export const signedIn = (): User | null => current;
export function become(user: User | null): void {
  current = user;
}

/** First start: `MOCK_EMPTY=1 npm run dev:mock`. */
export const setup = { needed: Boolean(process.env.MOCK_EMPTY), done: false };

const KEEPS_BOOKS = [
  "ledger-read",
  "ledger-post",
  "chart-manage",
  "periods-manage",
  "documents-read",
  "documents-add",
  "documents-review",
  "documents-approve",
  "reports-read",
  "audit-read",
  "keys-manage",
  "budgets-manage",
];
const CAPABILITIES: Record<string, string[]> = {
  admin: [...KEEPS_BOOKS, "organisation-manage", "users-manage", "policies-manage"],
  accountant: KEEPS_BOOKS,
  viewer: ["ledger-read", "documents-read", "reports-read"],
};

export function sessionOf(user: User): Session {
  const role = user.grants[0]?.role ?? "viewer";
  return {
    user: { id: user.id, name: user.name, email: user.email, locale: "en" },
    capabilities: CAPABILITIES[role] ?? [],
    organisation: { id: "org", name: "Lindenhof group" },
    csrf_token: "mock-token",
    businesses: businesses.map(({ id, name, base_currency, jurisdiction, demo }) => ({
      id,
      name,
      base_currency,
      jurisdiction,
      demo,
      role,
      capabilities: CAPABILITIES[role] ?? [],
    })),
  };
}

note("entry.posted", "entry", newId(2), { number: "PUR-2026-0081", total: "1475.60" });
note("document.corrected", "document", newId(3), { field: "due_date", value: "2026-11-11" }, "The earlier date is the delivery");
note("period.closed", "period", periods[19]?.id ?? "", { status: "closed" });
