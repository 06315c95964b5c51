/** Shapes of accounts, entries and reports. */
import type { Decimal, Figure, Id, Instant, IsoDate, Money, Page } from "./contract";
import type { AccountRef, DocumentSummary, Rect } from "./contract-documents";

export type AccountType = "asset" | "liability" | "equity" | "income" | "expense";
export interface Account {
  id: Id;
  code: string;
  name: string;
  type: AccountType;
  role?: string | null;
  postable: boolean;
  active: boolean;
  parent_id?: Id | null;
  currency?: string | null;
  tax_code?: string | null;
  balance: Figure;
  version: number;
}
export interface NewAccount {
  code: string;
  name: string;
  type: AccountType;
  postable?: boolean;
  parent_id?: Id | null;
  currency?: string | null;
  tax_code?: string | null;
}
export interface AccountChange {
  name?: string;
  active?: boolean;
  parent_id?: Id | null;
  tax_code?: string | null;
}
export interface AccountLine {
  entry_id: Id;
  number: string;
  date: IsoDate;
  memo: string;
  party?: string | null;
  debit?: Money | null;
  credit?: Money | null;
  balance: Money;
  document_id?: Id | null;
}
export interface AccountLines extends Page<AccountLine> {
  account: AccountRef & { type?: AccountType };
  opening: Money;
}
export interface TaxCode {
  code: string;
  name: string;
  rate: Decimal;
  kind: "input" | "output";
  treatment?: string;
}
export interface EntrySummary {
  id: Id;
  number: string;
  journal: string;
  date: IsoDate;
  recorded_at: Instant;
  memo: string;
  currency: string;
  party?: string | null;
  total: Money;
  source: { kind: string; document_id?: Id | null };
  reverses?: { id: Id; number: string } | null;
  reversed_by?: { id: Id; number: string } | null;
  posted_by: string;
}
export interface Provenance {
  document_id: Id;
  page?: number | null;
  rect?: Rect | null;
  field: string;
  confidence?: number | null;
  reason?: string | null;
}
export interface EntryLine {
  line_no: number;
  account: AccountRef;
  debit?: Money | null;
  credit?: Money | null;
  base_debit?: Money | null;
  base_credit?: Money | null;
  tax_code?: string | null;
  memo: string;
  party?: string | null;
  provenance: Provenance[];
}
export interface Entry extends EntrySummary {
  lines: EntryLine[];
  approval?: { by: string; at: Instant; note?: string | null; policy?: string | null } | null;
}
export interface NewEntryLine {
  account_id: Id;
  debit?: Decimal;
  credit?: Decimal;
  tax_code?: string;
  memo?: string;
}
export interface NewEntry {
  date: IsoDate;
  memo: string;
  currency: string;
  journal?: string;
  lines: NewEntryLine[];
}
export interface Party {
  id: Id;
  name: string;
  kind?: string;
}

// ---- reports -----------------------------------------------------------------------------------------------------
export type ReportAccount = AccountRef & { type?: AccountType };
export interface TrialBalance {
  as_of: IsoDate;
  known_at?: Instant | null;
  currency: string;
  rows: { account: ReportAccount; debit: Figure | null; credit: Figure | null }[];
  totals: { debit: Figure; credit: Figure };
}
export interface StatementRow {
  account: ReportAccount;
  figure: Figure;
  previous?: Figure | null;
}
export interface StatementSection {
  name: string;
  code: string;
  rows: StatementRow[];
  total: Figure;
  previous_total?: Figure | null;
}
export interface BalanceSheet {
  as_of: IsoDate;
  currency: string;
  sections: StatementSection[];
  checks: { balanced: boolean };
}
export interface ProfitLoss {
  from: IsoDate;
  to: IsoDate;
  currency: string;
  sections: StatementSection[];
  subtotals?: { name: string; after: string; figure: Figure; previous?: Figure | null }[];
  result: Figure;
  previous_result?: Figure | null;
}
export interface Dashboard {
  as_of: IsoDate;
  currency: string;
  cash: { total: Figure; by_month: { month: string; amount: Decimal }[] };
  months: { month: string; income: Decimal; expense: Decimal }[];
  documents: { waiting: number; working: number; failed: number; held: number; posted_30d: number };
  accuracy: {
    fields_confirmed: number;
    fields_corrected: number;
    share: number | null;
    by_field: { field: string; confirmed: number; corrected: number }[];
  };
  recent: DocumentSummary[];
}
