/**
 * The shapes that travel between the browser and the server, one name for each thing. They are generated from the
 * server's description (schema.d.ts); this file gives them the names that the pages use.
 * Amounts are decimal strings, dates `YYYY-MM-DD`, instants RFC 3339 in UTC.
 */
import type { components } from "./schema";

type S = components["schemas"];

export type Id = string;
export type IsoDate = string;
export type Instant = string;
export type Money = S["Money"];
/** A reported amount and the question that leads to the lines behind it. */
export type Figure = S["Figure"];
export type Problem = Omit<S["Problem"], "request_id" | "detail"> & { request_id?: string; detail?: string };

// ---- who ---------------------------------------------------------------------------------------------------------
export type Role = "admin" | "accountant" | "viewer";
export type SetupState = S["SetupState"];
export type SetupRequest = S["Setup"];
export type Session = S["SessionView"];
export type SessionBusiness = S["BusinessAccess"];
export type Grant = S["GrantView"];
export type User = S["UserView"];
export type NewUser = S["UserInput"];
/** Somebody who can be asked about a document. */
export interface Colleague {
  id: Id;
  name: string;
}
export type UserChange = S["UserPatch"];
export type ApiKey = S["KeyView"];
export type NewApiKey = S["KeyInput"];
export type OwnSession = S["OpenSession"];

// ---- the business ------------------------------------------------------------------------------------------------
export type Business = S["BusinessView"];
export type NewBusiness = S["NewBusiness"];
export type BusinessChange = S["BusinessPatch"];
export type Period = S["PeriodView"];
export type AuditRow = S["AuditView"];
export type Job = S["DeadJobView"];
export type Party = S["CounterpartyView"];

/** An amount as the policy keeps it: whole minor units. */
export interface Minor {
  minor: number;
  currency: string;
}
/** Who must approve what. The server describes it as an open object; this is its shape. */
export interface Policy {
  self_approval_limit: Minor;
  rules: PolicyRule[];
  automatic: LowRiskClass[];
}
export interface PolicyRule {
  name: string;
  when: {
    kinds: string[];
    min_amount: Minor | null;
    max_amount: Minor | null;
    confidence_below: number | null;
    party_known: boolean | null;
    accounts: Id[];
  };
  approvers: { roles: string[]; persons: Id[]; count: number };
}
export interface LowRiskClass {
  name: string;
  enabled: boolean;
  kinds: string[];
  max_amount: Minor;
  min_confidence: number;
}
export interface PolicyInForce {
  version: number;
  policy: Policy;
}

// ---- documents ---------------------------------------------------------------------------------------------------
export type Rect = S["Rect"];
export type Spot = S["Spot"];
export type Word = S["WordView"];
export type Reason = S["Reason"];
/** Who has said yes and who must still. */
export interface Approval {
  approved: { user_id?: Id | null; name: string; at: Instant }[];
  waits_for: { rule: string; asked: number; given: number; roles: string[]; user_ids: Id[] }[];
}
export type DocumentSummary = S["DocumentSummary"] & { approved_by?: Id[] };
export type DocumentCounts = S["GroupCounts"];
export type DocumentList = S["DocumentList"];
export type DocumentGroup = keyof DocumentCounts | "all" | "waits_for_me" | "waits_for_others";
export type Document = Omit<S["DocumentView"], "proposal"> & { approval?: Approval | null; approved_by?: Id[]; proposal?: Proposal | null };
export type Field = S["FieldView"];
/** `likely` is the page's own word: less than sure, but nothing asks for a look. */
export type FieldStatus = "confirmed" | "sure" | "likely" | "check" | "failed" | "missing";
export type Proposal = S["ProposalView"] & { text?: string | null; edited?: boolean };
export type ProposalLine = S["ProposedLineView"];
/** A line of the entry as a person wants it; either debit or credit. */
export interface EntryLineInput {
  line_id?: number;
  account_id: Id;
  debit?: string;
  credit?: string;
  tax_code?: string;
  memo: string;
}
export type Correction = S["CorrectionInput"] & { posting_date?: IsoDate | null; text?: string | null; entry?: EntryLineInput[] };
export type LineCorrection = S["LineInput"];
export type Permission = S["Can"];
export type UploadResult = Omit<S["UploadResult"], "error"> & { error?: Problem | null };
export type Run = S["RunView"];
export type RunStep = S["StepView"];

// ---- the ledger --------------------------------------------------------------------------------------------------
export type Account = S["AccountRow"];
export type NewAccount = S["AccountInput"];
export type AccountChange = S["AccountPatch"];
export type AccountLine = S["AccountLineView"];
export type AccountLines = S["AccountLinesView"];
export type SpanTotals = S["SpanTotals"];
export type PartyDetail = S["PartyDetail"];
export type PartyFields = S["PartyFields"];
export type Calculation = S["Calculation"];
export type CalculatedLine = S["CalculatedLine"];
export type Amounts = S["Amounts"];
export type BooksCheck = S["BooksCheck"];
export type ExchangeRate = S["RateView"];
export type NewRate = S["RateInput"];
export type RateFile = S["RateFileInput"];
export type TaxCode = S["TaxCodeView"];
export type EntrySummary = S["EntryRow"];
export type Entry = S["EntryView"];
export type EntryLine = S["EntryLineView"];
export type Provenance = S["ProvenanceView"];
export type NewEntry = S["ManualEntry"];
export type NewEntryLine = S["ManualLine"];

// ---- reports -----------------------------------------------------------------------------------------------------
export type TrialBalance = S["TrialBalance"];
export type TrialBalanceRow = S["TrialBalanceRow"];
export type BalanceSheet = S["BalanceSheet"];
export type ProfitLoss = S["ProfitLoss"];
export type StatementSection = S["Section"];
export type StatementRow = S["StatementRow"];
export type PartOfBooks = S["PartView"];
export type Dashboard = S["Dashboard"];

// ---- budgets -----------------------------------------------------------------------------------------------------
export type Budget = S["BudgetView"];
export type BudgetYear = S["BudgetYearView"];
export type BudgetVersion = S["BudgetVersionView"];
export type BudgetRowInput = S["BudgetRowInput"];
export type NewBudget = S["BudgetInput"];
export type BudgetReport = S["BudgetReport"];
export type BudgetReportRow = S["ComparedRow"];
export type BudgetReportTotal = S["ComparedTotal"];
