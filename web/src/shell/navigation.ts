/** The places of the app, in the order of the rail. The rail, the phone tabs and the palette all read this list. */
import {
  BookOpenText,
  Bot,
  ChartNoAxesColumn,
  HandCoins,
  House,
  Inbox,
  type LucideIcon,
  Settings,
  ShieldCheck,
} from "lucide-react";
import type { Capability } from "@/api/session";

export interface Place {
  to: string;
  label: string;
  keys?: string;
  /** Further words that find it in the palette. */
  also?: string;
  /** Only for those who may do this; the server decides, the app only hides what it would refuse. */
  needs?: Capability;
}
export interface Area {
  label: string;
  icon: LucideIcon;
  to: string;
  keys?: string;
  places: Place[];
}

export const AREAS: Area[] = [
  { label: "Home", icon: House, to: "/", keys: "g h", places: [] },
  { label: "Inbox", icon: Inbox, to: "/inbox", keys: "g i", places: [] },
  {
    label: "Ledger",
    icon: BookOpenText,
    to: "/ledger/entries",
    places: [
      { to: "/ledger/entries", label: "Entries", keys: "g e", also: "journal bookings vouchers" },
      { to: "/ledger/pending", label: "Pending entries", also: "approve second person four eyes waiting" },
      { to: "/ledger/accounts", label: "Accounts", keys: "g a", also: "chart of accounts" },
      { to: "/ledger/parties", label: "Parties", keys: "g y", also: "suppliers customers vendors creditors debtors iban" },
    ],
  },
  {
    label: "Money",
    icon: HandCoins,
    to: "/sales",
    places: [
      { to: "/sales", label: "Sales", keys: "g q", also: "invoices quotes offers credit notes billing e-invoice" },
      { to: "/receivables", label: "Receivables", keys: "g o", also: "open items customers debtors sales invoices overdue ageing owed" },
      { to: "/payables", label: "Payables", keys: "g w", also: "open items suppliers creditors purchases bills overdue ageing owe" },
    ],
  },
  {
    label: "Reports",
    icon: ChartNoAxesColumn,
    to: "/reports",
    places: [
      { to: "/reports/trial-balance", label: "Trial balance", keys: "g t", also: "sums and balances" },
      { to: "/reports/balance-sheet", label: "Balance sheet", keys: "g b" },
      { to: "/reports/profit-loss", label: "Profit and loss", keys: "g p", also: "income statement" },
      { to: "/reports/budget", label: "Budget", keys: "g u", also: "plan variance actual" },
      { to: "/reports/tax-return", label: "Tax return", keys: "g v", also: "vat gst sales tax filing declaration boxes" },
      { to: "/reports/currency", label: "Foreign currency", keys: "g x", also: "exposure revaluation exchange rates unrealised" },
    ],
  },
  {
    label: "Automation",
    icon: Bot,
    to: "/automation/runs",
    places: [{ to: "/automation/runs", label: "Runs", keys: "g r", also: "agents story" }],
  },
  {
    label: "Control",
    icon: ShieldCheck,
    to: "/control/audit",
    places: [
      { to: "/control/audit", label: "Audit log", keys: "g l", also: "history who changed", needs: "audit-read" },
      { to: "/control/books", label: "Books check", also: "verify drift rebuild balances sound", needs: "periods-manage" },
    ],
  },
  { label: "Settings", icon: Settings, to: "/settings/me", keys: "g s", places: [] },
];

/** The areas with a tab of their own on the phone. */
export const TABS = new Set(["Home", "Inbox", "Ledger", "Reports"]);

export const SETTINGS: Place[] = [
  { to: "/settings/me", label: "My account", also: "password sessions profile" },
  { to: "/settings/appearance", label: "Appearance", also: "dark light density numbers" },
  { to: "/settings/business", label: "Business", also: "name tax number iban" },
  { to: "/settings/papers", label: "Papers", also: "letterhead invoice pdf address bank register e-invoice" },
  { to: "/settings/periods", label: "Periods", also: "close lock reopen month" },
  { to: "/settings/rates", label: "Exchange rates", also: "currency foreign ecb" },
  { to: "/settings/approvals", label: "Approvals", also: "policy limits" },
  { to: "/settings/users", label: "Users", also: "people roles invite", needs: "users-manage" },
  { to: "/settings/keys", label: "API keys", also: "tokens", needs: "keys-manage" },
];

export const CREATE: Place[] = [
  { to: "/inbox", label: "Add documents", also: "upload files invoices receipts", needs: "documents-add" },
  { to: "/ledger/entries/new", label: "New entry", keys: "n e", also: "journal manual booking", needs: "ledger-post" },
  { to: "/sales/new", label: "New invoice", keys: "n i", also: "sales bill a customer", needs: "ledger-post" },
  { to: "/sales/new/quote", label: "New quote", keys: "n q", also: "offer estimate proposal", needs: "ledger-post" },
  { to: "/payments/new", label: "Record payment", keys: "n p", also: "receipt money in out settle pay", needs: "ledger-post" },
  { to: "/payments/match", label: "Match payments", also: "allocate settle credit note open items", needs: "ledger-post" },
];

type Allowed = (capability: Capability) => boolean;
const open = (may: Allowed) => (place: Place) => !place.needs || may(place.needs);

/** The areas of a person: without the places that would only refuse, and without areas of which nothing is left. */
export function areasFor(may: Allowed): Area[] {
  return AREAS.flatMap((area) => {
    const places = area.places.filter(open(may));
    if (area.places.length === 0) return [area];
    const [first] = places;
    if (!first) return [];
    const to = places.some((place) => place.to === area.to) || area.places.every((place) => place.to !== area.to) ? area.to : first.to;
    return [{ ...area, places, to }];
  });
}
export const settingsFor = (may: Allowed): Place[] => SETTINGS.filter(open(may));
export const createFor = (may: Allowed): Place[] => CREATE.filter(open(may));

/** Every page of a person that can be named, for the palette. */
export const placesFor = (may: Allowed): Place[] => [
  ...areasFor(may)
    .filter((area) => area.label !== "Settings")
    .flatMap((area): Place[] => (area.places.length > 0 ? area.places : [area])),
  ...settingsFor(may),
];
