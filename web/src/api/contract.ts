/**
 * The shapes that travel between the browser and the server, one name for each thing.
 * Amounts are decimal strings, dates `YYYY-MM-DD`, instants RFC 3339 in UTC. Pages use these names only.
 */

export type Decimal = string;
export type IsoDate = string;
export type Instant = string;
export type Id = string;

export interface Money {
  amount: Decimal;
  currency: string;
}
/** A reported amount and the question that leads to the lines behind it. */
export interface Figure extends Money {
  drill: Drill | null;
}
export interface Drill {
  account_ids: Id[];
  from: IsoDate | null;
  to: IsoDate;
}
export interface Page<T> {
  items: T[];
  next_cursor: string | null;
  total?: number;
}
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  request_id?: string;
  errors?: { field: string; code: string; message: string }[];
}

// ---- who ---------------------------------------------------------------------------------------------------------
export type Role = "admin" | "accountant" | "viewer";
export interface Setup {
  needed: boolean;
  demo: { email: string; password: string } | null;
  version: string;
}
export interface SetupRequest {
  organisation: string;
  business: {
    name: string;
    base_currency: string;
    jurisdiction: string;
    fiscal_year_start: number;
    tax_id?: string | null;
  };
  admin: { name: string; email: string; password: string };
}
export interface SessionBusiness {
  id: Id;
  name: string;
  base_currency: string;
  jurisdiction: string;
  demo: boolean;
  role: Role;
  capabilities: string[];
}
export interface Session {
  user: { id: Id; name: string; email: string };
  organisation: { id: Id; name: string };
  csrf_token: string;
  businesses: SessionBusiness[];
}
export interface Grant {
  business_id: Id | null;
  role: Role;
}
export interface User {
  id: Id;
  name: string;
  email: string;
  active: boolean;
  grants: Grant[];
  last_seen_at: Instant | null;
  created_at: Instant;
}
export interface NewUser {
  name: string;
  email: string;
  password: string;
  grants: Grant[];
}
export interface UserChange {
  name?: string;
  active?: boolean;
  grants?: Grant[];
  password?: string;
}
export interface ApiKey {
  id: Id;
  name: string;
  prefix: string;
  business_id: Id | null;
  scopes: string[];
  created_at: Instant;
  last_used_at: Instant | null;
  expires_at: Instant | null;
}
export interface NewApiKey {
  name: string;
  business_id: Id | null;
  scopes: string[];
  expires_at?: Instant | null;
}
export interface OwnSession {
  id: Id;
  created_at: Instant;
  last_seen_at: Instant | null;
  user_agent?: string | null;
  address?: string | null;
  current: boolean;
}

// ---- the business ------------------------------------------------------------------------------------------------
export interface Business {
  id: Id;
  name: string;
  base_currency: string;
  jurisdiction: string;
  fiscal_year_start: number;
  tax_id: string | null;
  also_known_as: string[];
  ibans: string[];
  demo: boolean;
  version: number;
}
export interface NewBusiness {
  name: string;
  base_currency: string;
  jurisdiction: string;
  fiscal_year_start: number;
  tax_id?: string | null;
}
export interface BusinessChange {
  name?: string;
  tax_id?: string | null;
  also_known_as?: string[];
  ibans?: string[];
}
export interface Period {
  id: Id;
  year: number;
  number: number;
  start: IsoDate;
  end: IsoDate;
  status: "open" | "closed" | "locked";
}
export interface ApprovalRule {
  kind?: string | null;
  min_amount?: Decimal | null;
  max_amount?: Decimal | null;
  needs_role: Role;
  approvers: number;
}
export interface ApprovalPolicy {
  version: number;
  rules: ApprovalRule[];
  self_approval_limit: Money;
  automatic: { enabled: boolean; max_amount: Decimal; min_confidence: number };
}
export interface AuditRow {
  id: Id;
  at: Instant;
  actor: { kind: string; name: string };
  origin: string;
  action: string;
  subject: string;
  subject_id: Id;
  business_id: Id | null;
  reason: string | null;
  before: unknown;
  after: unknown;
  request_id: string | null;
}

export * from "./contract-documents";
export * from "./contract-ledger";
