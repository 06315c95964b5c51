/** Shapes of documents, their review and the story of their run. */
import type { Decimal, Id, Instant, IsoDate, Money, Page, Problem } from "./contract";

export interface Rect {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}
export interface Spot {
  page: number;
  rect: Rect;
}
export type Severity = "info" | "warn" | "block";
export interface Reason {
  code: string;
  message: string;
  severity: Severity;
}
export interface DocumentSummary {
  id: Id;
  file_name: string;
  origin: string;
  arrived_at: Instant;
  state: { name: string; since: Instant; detail?: string | null };
  route?: string | null;
  kind?: string | null;
  vendor?: string | null;
  number?: string | null;
  date?: IsoDate | null;
  total?: Money | null;
  confidence?: number | null;
  reasons: Reason[];
  pages: number;
  thumbnail: boolean;
  entry_id?: Id | null;
  version: number;
}
export interface DocumentCounts {
  waiting: number;
  working: number;
  held: number;
  parked: number;
  posted: number;
  rejected: number;
  failed: number;
}
export interface DocumentList extends Page<DocumentSummary> {
  counts: DocumentCounts;
}
export type DocumentGroup = "waiting" | "working" | "held" | "posted" | "failed" | "all";

export type FieldStatus = "confirmed" | "sure" | "check" | "failed" | "missing";
export type FieldType = "text" | "date" | "money" | "number" | "select" | "iban";
export interface Field {
  name: string;
  label: string;
  type: FieldType;
  value: string | null;
  confidence: number;
  status: FieldStatus;
  spots: Spot[];
  reason: string;
  options?: { value: string; label: string }[];
  corrected_by?: { name: string; at: Instant } | null;
}
export interface DocumentLine {
  index: number;
  description: string;
  quantity?: Decimal | null;
  unit_price?: Decimal | null;
  amount: Decimal;
  tax_rate?: Decimal | null;
  spots: Spot[];
}
export interface AccountRef {
  id: Id;
  code: string;
  name: string;
}
export interface ProposalLine {
  id: Id;
  role: string;
  account: AccountRef;
  debit?: Money | null;
  credit?: Money | null;
  base_debit?: Money | null;
  base_credit?: Money | null;
  tax_code?: string | null;
  memo: string;
  confidence: number;
  reason: string;
  cites: { field: string; spots: Spot[] }[];
}
export interface ProposalIssue {
  code: string;
  message: string;
  severity: Severity;
  field?: string | null;
}
export interface Proposal {
  date: IsoDate;
  due_date?: IsoDate | null;
  currency: string;
  rate?: Decimal | null;
  lines: ProposalLine[];
  totals: { debit: Money; credit: Money };
  balanced: boolean;
  issues: ProposalIssue[];
  confidence: number;
}
export interface Permission {
  allowed: boolean;
  why?: string | null;
}
export type ReviewAction = "approve" | "correct" | "reject" | "park" | "split" | "ask" | "retry" | "release";
export interface Document extends Omit<DocumentSummary, "pages"> {
  media_type: string;
  size: number;
  sha256: string;
  pages: PageSize[];
  fields: Field[];
  lines: DocumentLine[];
  tax_breakdown: { rate: Decimal; base: Decimal; tax: Decimal }[];
  checks: { name: string; holds: boolean; detail: string }[];
  classification: {
    party: { id?: Id | null; name: string; is_new: boolean; score: number; reason: string };
    kind: string;
    direction: "purchase" | "sale";
  } | null;
  proposal: Proposal | null;
  duplicates: { document_id: Id; file_name: string; why: string; score: number }[];
  question?: { text: string; asked_by: string; asked_at: Instant; of?: string | null } | null;
  decisions: { decision: string; by: string; at: Instant; reason?: string | null }[];
  can: Partial<Record<ReviewAction, Permission>>;
}
export interface PageSize {
  number: number;
  width: number;
  height: number;
}
export interface Word {
  text: string;
  rect: Rect;
}
export interface LineCorrection {
  line_id: Id;
  account_id?: Id;
  tax_code?: string | null;
  amount?: Decimal;
  memo?: string;
}
export interface Correction {
  version: number;
  fields: Record<string, string | null>;
  lines?: LineCorrection[];
  party?: { id: Id } | { name: string };
  reason?: string;
}
export interface UploadResult {
  file_name: string;
  document: DocumentSummary | null;
  duplicate_of: Id | null;
  error: Problem | null;
}

export type Stage = "arrive" | "read" | "extract" | "classify" | "propose" | "review" | "post";
export interface RunStep {
  id: Id;
  seq: number;
  stage: Stage;
  agent: { name: string; version: string };
  started_at: Instant;
  finished_at: Instant | null;
  milliseconds: number | null;
  status: "done" | "failed" | "waiting";
  summary: string;
  input: unknown;
  output: unknown;
  messages: { from: string; to: string; text: string; at: Instant }[];
  error?: { code: string; message: string } | null;
  attempt: number;
}
export interface Run {
  document_id: Id;
  steps: RunStep[];
}
export interface Job {
  id: Id;
  kind: string;
  state: string;
  attempts: number;
  last_error?: string | null;
  created_at: Instant;
  subject_id?: Id | null;
}
