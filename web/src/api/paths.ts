/**
 * Every address of the API with what goes in and what comes back, in the form openapi-fetch reads.
 * Written by hand from the HTTP contract until `npm run types` can take it from a running server.
 */
import type * as C from "./contract";

type Json<T> = { content: { "application/json": T } };
type Answers<T> = { responses: { 200: Json<T>; default: { content: { "application/problem+json": C.Problem } } } };
type Params<P, Q> = { parameters: { path: P; query?: Q } };
type Get<T, P = Record<never, never>, Q = Record<never, never>> = Params<P, Q> & Answers<T>;
type Send<B, T, P = Record<never, never>, Q = Record<never, never>> = Params<P, Q> & { requestBody: Json<B> } & Answers<T>;
type Do<T, P = Record<never, never>> = Params<P, never> & { requestBody?: Json<object> } & Answers<T>;

type One = { id: C.Id };
type In = { b: C.Id };
type InOne = { b: C.Id; id: C.Id };
type Versioned = { version: number };
type Listing = { cursor?: string; limit?: number };

export interface paths {
  "/setup": { get: Get<C.Setup>; post: Send<C.SetupRequest, C.Session> };
  "/session": { get: Get<C.Session>; post: Send<{ email: string; password: string }, C.Session>; delete: Do<void> };
  "/sessions": { get: Get<C.Page<C.OwnSession>> };
  "/sessions/{id}": { delete: Do<void, One> };
  "/me/password": { post: Send<{ current: string; new: string }, void> };
  "/users": { get: Get<C.Page<C.User>>; post: Send<C.NewUser, C.User> };
  "/users/{id}": { patch: Send<C.UserChange, C.User, One> };
  "/api-keys": { get: Get<C.Page<C.ApiKey>>; post: Send<C.NewApiKey, C.ApiKey & { key: string }> };
  "/api-keys/{id}": { delete: Do<void, One> };
  "/businesses": { get: Get<C.Page<C.Business>>; post: Send<C.NewBusiness, C.Business> };
  "/businesses/{b}": { patch: Send<C.BusinessChange, C.Business, In> };
  "/businesses/{b}/periods": { get: Get<C.Page<C.Period>, In> };
  "/businesses/{b}/periods/{id}/close": { post: Do<C.Period, InOne> };
  "/businesses/{b}/periods/{id}/reopen": { post: Send<{ reason: string }, C.Period, InOne> };
  "/businesses/{b}/approval-policy": {
    get: Get<C.ApprovalPolicy, In>;
    put: Send<C.ApprovalPolicy, C.ApprovalPolicy, In>;
  };
  "/audit": {
    get: Get<
      C.Page<C.AuditRow>,
      Record<never, never>,
      Listing & { subject_id?: string; action?: string; from?: string; to?: string; business_id?: string }
    >;
  };

  "/businesses/{b}/documents": {
    get: Get<C.DocumentList, In, Listing & { group?: C.DocumentGroup; state?: string; q?: string }>;
  };
  "/businesses/{b}/documents/{id}": { get: Get<C.Document, InOne> };
  "/businesses/{b}/documents/{id}/pages/{n}/words": { get: Get<C.Word[], InOne & { n: number }> };
  "/businesses/{b}/documents/{id}/correct": { post: Send<C.Correction, C.Document, InOne, { dry_run?: 1 }> };
  "/businesses/{b}/documents/{id}/approve": { post: Send<Versioned & { note?: string }, C.Document, InOne> };
  "/businesses/{b}/documents/{id}/reject": { post: Send<Versioned & { reason: string }, C.Document, InOne> };
  "/businesses/{b}/documents/{id}/park": {
    post: Send<Versioned & { until?: C.IsoDate; note: string }, C.Document, InOne>;
  };
  "/businesses/{b}/documents/{id}/resume": { post: Send<Versioned, C.Document, InOne> };
  "/businesses/{b}/documents/{id}/ask": {
    post: Send<Versioned & { question: string; of_user_id?: C.Id }, C.Document, InOne>;
  };
  "/businesses/{b}/documents/{id}/answer": { post: Send<Versioned & { answer: string }, C.Document, InOne> };
  "/businesses/{b}/documents/{id}/split": { post: Send<Versioned & { page_groups: number[][] }, C.Document, InOne> };
  "/businesses/{b}/documents/{id}/retry": { post: Send<Versioned, C.Document, InOne> };
  "/businesses/{b}/documents/{id}/release": { post: Send<Versioned, C.Document, InOne> };
  "/businesses/{b}/documents/{id}/enter-by-hand": { post: Send<Versioned, C.Document, InOne> };
  "/businesses/{b}/documents/{id}/run": { get: Get<C.Run, InOne> };
  "/jobs": { get: Get<C.Page<C.Job>, Record<never, never>, Listing & { state?: string }> };
  "/jobs/{id}/retry": { post: Do<C.Job, One> };

  "/businesses/{b}/accounts": {
    get: Get<C.Page<C.Account>, In, { as_of?: C.IsoDate }>;
    post: Send<C.NewAccount, C.Account, In>;
  };
  "/businesses/{b}/accounts/{id}": { patch: Send<C.AccountChange, C.Account, InOne> };
  "/businesses/{b}/accounts/{id}/lines": {
    get: Get<C.AccountLines, InOne, Listing & { from?: C.IsoDate; to?: C.IsoDate }>;
  };
  "/businesses/{b}/tax-codes": { get: Get<C.Page<C.TaxCode>, In> };
  "/businesses/{b}/entries": {
    get: Get<C.Page<C.EntrySummary>, In, Listing & { from?: string; to?: string; q?: string; account_id?: string }>;
    post: Send<C.NewEntry, C.Entry, In, { dry_run?: 1 }>;
  };
  "/businesses/{b}/entries/{id}": { get: Get<C.Entry, InOne> };
  "/businesses/{b}/entries/{id}/reverse": { post: Send<{ date: C.IsoDate; reason: string }, C.Entry, InOne> };
  "/businesses/{b}/parties": { get: Get<C.Page<C.Party>, In, Listing & { q?: string }> };

  "/businesses/{b}/reports/trial-balance": { get: Get<C.TrialBalance, In, { as_of?: C.IsoDate }> };
  "/businesses/{b}/reports/balance-sheet": {
    get: Get<C.BalanceSheet, In, { as_of?: C.IsoDate; compare?: string }>;
  };
  "/businesses/{b}/reports/profit-loss": {
    get: Get<C.ProfitLoss, In, { from?: C.IsoDate; to?: C.IsoDate; compare?: string }>;
  };
  "/businesses/{b}/dashboard": { get: Get<C.Dashboard, In> };
}
