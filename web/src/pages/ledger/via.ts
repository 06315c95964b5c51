/** The way back to where a figure stood. */
const NAMES: [path: string, label: string][] = [
  ["/reports/trial-balance", "Trial balance"],
  ["/reports/balance-sheet", "Balance sheet"],
  ["/reports/profit-loss", "Profit and loss"],
  ["/reports/budget", "Budget"],
  ["/reports/tax-return", "Tax return"],
  ["/ledger/figure", "The figure's accounts"],
  ["/ledger/accounts", "Accounts"],
  ["/ledger/parties", "Party"],
  ["/ledger/entries", "Entry"],
  ["/receivables", "Receivables"],
  ["/payables", "Payables"],
  ["/reports/currency", "Foreign currency"],
  ["/payments/new", "Payment"],
];

export interface Way {
  to: string;
  label: string;
  search?: Record<string, unknown>;
}
/** Back to the address a figure was followed from, by the name of its page; else to the place this page lives in. */
export function wayBack(via: string | undefined, home: Way): Way {
  if (!via) return home;
  const [path = "/", query = ""] = via.split("?");
  const label = path === "/" ? "Home" : (NAMES.find(([known]) => path.startsWith(known))?.[1] ?? "Back");
  return { to: path, label, search: Object.fromEntries(new URLSearchParams(query)) };
}
