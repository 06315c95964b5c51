/** Every address of the app. Pages are loaded when they are first visited; filters live in the address. */
import {
  type AnyRoute,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  retainSearchParams,
} from "@tanstack/react-router";
import type { QueryClient } from "@tanstack/react-query";
import { queryClient } from "./api/query-client";
import { sessionQuery, setupQuery } from "./api/session";
import { Empty, Failure, PageLoading } from "./components/states";
import { isIsoDate } from "./dates/dates";
import { businessOf } from "./shell/choose-business";

/** The frame of signed-in pages: fetched at once, beside the session, but not by the sign-in page. */
export const shell = () => import("./shell/Shell");

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({});

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  // an installed system has nothing to set up: whoever comes by an old link goes in by the door
  beforeLoad: async ({ context }) => {
    const { needed } = await context.queryClient.fetchQuery({ ...setupQuery, staleTime: 0 });
    if (!needed) throw redirect({ to: "/" });
  },
  component: lazyRouteComponent(() => import("./pages/setup/SetupPage")),
});
const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { next?: string } => ({ next: text(search.next) }),
  component: lazyRouteComponent(() => import("./pages/sign-in/SignInPage")),
});

/** Shown in place of a page that does not exist. */
function NowhereToGo() {
  return (
    <main>
      <Empty title="There is no such page" heading>
        The address may be mistyped, or the page has moved. <a href="/">Go to the home page</a>.
      </Empty>
    </main>
  );
}

/** Everything behind the sign-in. */
const app = createRoute({
  getParentRoute: () => root,
  id: "app",
  validateSearch: (search: Record<string, unknown>): { business?: string } => ({ business: text(search.business) }),
  search: { middlewares: [retainSearchParams(["business"])] },
  beforeLoad: async ({ context, location, search }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery);
    if (!session) {
      const { needed } = await context.queryClient.ensureQueryData(setupQuery);
      throw needed ? redirect({ to: "/setup" }) : redirect({ to: "/sign-in", search: { next: location.href } });
    }
    const business = businessOf(session, search.business);
    if (session.businesses.length > 1 && business && search.business !== business.id) {
      throw redirect({ to: ".", search: (old: object) => ({ ...old, business: business.id }), replace: true });
    }
  },
  component: lazyRouteComponent(shell),
});

const text = (value: unknown): string | undefined => {
  if (typeof value === "string" && value !== "") return value;
  return typeof value === "number" ? String(value) : undefined;
};
/** An address of this app, never of another site. */
const inApp = (value: unknown): string | undefined => {
  const string = text(value);
  return string && /^\/(?!\/)/.test(string) ? string : undefined;
};
const date = (value: unknown): string | undefined => {
  const string = text(value);
  return string && isIsoDate(string) ? string : undefined;
};
const whole = (value: unknown): number | undefined => {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : undefined;
};

/** The filters that an address may carry, by name; each page takes the ones it knows. */
export interface Filters {
  business?: string;
  from?: string;
  to?: string;
  as_of?: string;
  compare?: string;
  q?: string;
  account?: string;
  /** A part of the books by its short name: what a total is made of. */
  part?: string;
  /** The address a figure was followed from. */
  via?: string;
  group?: string;
  page?: number;
  year?: number;
  version?: number;
  department?: string;
  field?: string;
  spot?: string;
  queue?: string;
  order?: string;
  copy?: string;
  action?: string;
  subject?: string;
  /** How often a return is filed. */
  every?: string;
  /** A box of a form. */
  box?: string;
  /** What a person enters in boxes of a form. */
  entered?: string;
  /** Quote, invoice or credit note. */
  kind?: string;
  /** How far a document has come. */
  state?: string;
  /** Receivable or payable. */
  side?: string;
  party?: string;
  currency?: string;
  /** A part of a list: overdue or due. */
  only?: string;
  /** How old, by the name of the age. */
  bucket?: string;
  /** What an age counts from. */
  by?: string;
  /** Open items, each as entry and line. */
  items?: string;
}
const filters = (search: Record<string, unknown>): Filters => ({
  from: date(search.from),
  to: date(search.to),
  as_of: date(search.as_of),
  compare: text(search.compare),
  q: text(search.q),
  account: text(search.account),
  part: text(search.part),
  via: inApp(search.via),
  group: text(search.group),
  page: whole(search.page),
  year: whole(search.year),
  version: whole(search.version),
  department: text(search.department),
  field: text(search.field),
  spot: text(search.spot),
  queue: text(search.queue),
  order: text(search.order),
  copy: text(search.copy),
  action: text(search.action),
  subject: text(search.subject),
  every: text(search.every),
  box: text(search.box),
  entered: text(search.entered),
  kind: text(search.kind),
  state: text(search.state),
  side: text(search.side),
  party: text(search.party),
  currency: text(search.currency),
  only: text(search.only),
  bucket: text(search.bucket),
  by: text(search.by),
  items: text(search.items),
});

const inside = <P extends string>(path: P, load: () => Promise<{ default: React.ComponentType }>) =>
  createRoute({
    getParentRoute: () => app,
    path,
    validateSearch: filters,
    component: lazyRouteComponent(load),
  });

const pages: AnyRoute[] = [
  inside("/", () => import("./pages/home/HomePage")),
  inside("/inbox", () => import("./pages/inbox/InboxPage")),
  inside("/documents/$documentId", () => import("./pages/documents/ReviewPage")),
  inside("/documents/$documentId/run", () => import("./pages/documents/RunPage")),
  inside("/ledger/entries", () => import("./pages/ledger/EntriesPage")),
  inside("/ledger/entries/new", () => import("./pages/ledger/NewEntryPage")),
  inside("/ledger/entries/$entryId", () => import("./pages/ledger/EntryPage")),
  inside("/ledger/accounts", () => import("./pages/ledger/AccountsPage")),
  inside("/ledger/accounts/$accountId", () => import("./pages/ledger/AccountPage")),
  inside("/ledger/figure", () => import("./pages/ledger/FigurePage")),
  inside("/ledger/pending", () => import("./pages/ledger/pending/PendingEntriesPage")),
  inside("/ledger/pending/$entryId", () => import("./pages/ledger/pending/PendingEntryPage")),
  inside("/ledger/parties", () => import("./pages/ledger/parties/PartiesPage")),
  inside("/ledger/parties/$partyId", () => import("./pages/ledger/parties/PartyPage")),
  inside("/ledger/parties/$partyId/statement", () => import("./pages/trade/statement/StatementPage")),
  inside("/sales", () => import("./pages/sales/SalesPage")),
  inside("/sales/new", () => import("./pages/sales/editor/NewSalePage")),
  inside("/sales/new/quote", () => import("./pages/sales/editor/NewQuotePage")),
  inside("/sales/$saleId", () => import("./pages/sales/document/SalePage")),
  inside("/sales/$saleId/edit", () => import("./pages/sales/editor/EditSalePage")),
  inside("/receivables", () => import("./pages/trade/ReceivablesPage")),
  inside("/payables", () => import("./pages/trade/PayablesPage")),
  inside("/payments/new", () => import("./pages/trade/payment/PaymentPage")),
  inside("/payments/match", () => import("./pages/trade/match/MatchPage")),
  inside("/reports", () => import("./pages/reports/ReportsPage")),
  inside("/reports/trial-balance", () => import("./pages/reports/TrialBalancePage")),
  inside("/reports/balance-sheet", () => import("./pages/reports/BalanceSheetPage")),
  inside("/reports/profit-loss", () => import("./pages/reports/ProfitLossPage")),
  inside("/reports/budget", () => import("./pages/reports/budget/BudgetPage")),
  inside("/reports/budget/edit", () => import("./pages/reports/budget/BudgetEditPage")),
  inside("/reports/tax-return", () => import("./pages/reports/tax-return/TaxReturnPage")),
  inside("/reports/tax-return/lines", () => import("./pages/reports/tax-return/BoxLinesPage")),
  inside("/reports/currency", () => import("./pages/trade/currency/CurrencyPage")),
  inside("/automation/runs", () => import("./pages/automation/RunsPage")),
  inside("/control/audit", () => import("./pages/control/AuditPage")),
  inside("/control/books", () => import("./pages/control/BooksPage")),
  inside("/settings/me", () => import("./pages/settings/MePage")),
  inside("/settings/appearance", () => import("./pages/settings/AppearancePage")),
  inside("/settings/business", () => import("./pages/settings/BusinessPage")),
  inside("/settings/papers", () => import("./pages/settings/PapersPage")),
  inside("/settings/periods", () => import("./pages/settings/PeriodsPage")),
  inside("/settings/rates", () => import("./pages/settings/RatesPage")),
  inside("/settings/approvals", () => import("./pages/settings/ApprovalsPage")),
  inside("/settings/users", () => import("./pages/settings/UsersPage")),
  inside("/settings/keys", () => import("./pages/settings/KeysPage")),
];

export const router = createRouter({
  routeTree: root.addChildren([setup, signIn, app.addChildren(pages)]),
  context: { queryClient },
  scrollRestoration: true,
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 200,
  defaultPendingComponent: PageLoading,
  defaultErrorComponent: ({ error, reset }) => <Failure heading error={error} onRetry={reset} />,
  defaultNotFoundComponent: NowhereToGo,
});
