/** An item for tests; each names only what it is about. */
import type { OpenItem } from "@/api/trade";

export const item = (change: Partial<OpenItem> = {}): OpenItem => ({
  entry_id: "00000000-0000-7000-8000-000000000001",
  line: 1,
  number: "SAL-1",
  date: "2026-09-01",
  due: "2026-10-01",
  days_overdue: 0,
  party_id: "p",
  party_name: "Acme",
  reference: "RE-1",
  text: "",
  account_id: "a",
  account_code: "1400",
  account_name: "Receivables",
  currency: "EUR",
  amount: "119.00",
  open: "119.00",
  open_base: "119.00",
  document_id: null,
  ...change,
});
