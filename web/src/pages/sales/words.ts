/** Quotes, invoices and credit notes in a person's words. */
import { Ban, CircleCheck, CircleDashed, CircleX, Clock, Hourglass, type LucideIcon, Send } from "lucide-react";
import type { EInvoiceFormat, SaleKind, SaleState, SalesRow } from "@/api/sales";
import type { Tone } from "@/components/Badge";
import { differenceOf, isZero } from "@/numbers/decimal";

export const KIND: Record<SaleKind, { one: string; many: string; of: string }> = {
  quote: { one: "Quote", many: "Quotes", of: "quote" },
  invoice: { one: "Invoice", many: "Invoices", of: "invoice" },
  credit_note: { one: "Credit note", many: "Credit notes", of: "credit note" },
};

const STATE: Record<SaleState, [label: string, tone: Tone, icon: LucideIcon]> = {
  draft: ["Draft", "plain", CircleDashed],
  waiting: ["Waits for approval", "warn", Hourglass],
  issued: ["Issued", "info", Send],
  cancelled: ["Cancelled", "plain", Ban],
  accepted: ["Accepted", "good", CircleCheck],
  declined: ["Declined", "plain", CircleX],
  expired: ["Expired", "warn", Clock],
};
export type Standing = Pick<SalesRow, "kind" | "state" | "currency" | "open" | "payable" | "credited" | "is_overdue">;
/** How a document stands: its state, and for an issued one what became of its money. */
export function standingOf(row: Standing): [label: string, tone: Tone, icon: LucideIcon] {
  if (row.state !== "issued" || row.kind === "quote") return STATE[row.state];
  if (row.is_overdue) return ["Overdue", "bad", Clock];
  if (row.open && isZero(row.open)) return [row.kind === "invoice" ? "Paid" : "Settled", "good", CircleCheck];
  if (row.kind === "invoice" && row.open) {
    const gone = differenceOf(row.payable, row.open, row.currency);
    if (!isZero(gone)) return [isZero(differenceOf(gone, row.credited, row.currency)) ? "Credited in part" : "Paid in part", "info", CircleDashed];
  }
  return STATE.issued;
}
export const stateWords = (state: SaleState): string => STATE[state][0];

/** The name of a document: its number, or what it is while it has none. */
export const nameOf = ({ kind, number }: { kind: SaleKind; number?: string | null }): string => number ?? `Draft ${KIND[kind].of}`;

export const FORMAT: Record<EInvoiceFormat, { name: string; note: string }> = {
  peppol: { name: "Peppol BIS Billing 3.0", note: "UBL, over the Peppol network" },
  xrechnung: { name: "XRechnung (UBL)", note: "German authorities and businesses" },
  "xrechnung-cii": { name: "XRechnung (CII)", note: "the same in the other syntax" },
  "factur-x": { name: "Factur-X, ZUGFeRD", note: "the XML; the PDF carries it inside when nothing is missing" },
  fatturapa: { name: "FatturaPA", note: "Italian businesses and consumers" },
  "fatturapa-public": { name: "FatturaPA, public bodies", note: "Italian authorities" },
};

const ACTION: Record<string, string> = {
  "sales.drafted": "Written",
  "sales.changed": "Changed",
  "sales.discarded": "Draft deleted",
  "sales.submitted": "Handed in for approval",
  "sales.approved": "Approved",
  "sales.rejected": "Sent back",
  "sales.withdrawn": "Withdrawn",
  "sales.issued": "Issued",
  "sales.accepted": "Accepted by the customer",
  "sales.declined": "Declined by the customer",
  "approval.given": "Approved",
  "sales.cancelled": "Cancelled by credit notes",
};
export const actionWords = (action: string): string =>
  ACTION[action] ?? action.replace(/^\w+\./, "").replace(/_/g, " ").replace(/^./, (letter) => letter.toUpperCase());

/** Units of quantity: UN/ECE Recommendation 20. */
export const UNITS: { code: string; short: string; name: string }[] = [
  { code: "C62", short: "pc", name: "Piece" },
  { code: "HUR", short: "h", name: "Hour" },
  { code: "MIN", short: "min", name: "Minute" },
  { code: "DAY", short: "day", name: "Day" },
  { code: "MON", short: "month", name: "Month" },
  { code: "ANN", short: "year", name: "Year" },
  { code: "KGM", short: "kg", name: "Kilogram" },
  { code: "TNE", short: "t", name: "Tonne" },
  { code: "MTR", short: "m", name: "Metre" },
  { code: "KMT", short: "km", name: "Kilometre" },
  { code: "MTK", short: "m²", name: "Square metre" },
  { code: "MTQ", short: "m³", name: "Cubic metre" },
  { code: "LTR", short: "l", name: "Litre" },
  { code: "KWH", short: "kWh", name: "Kilowatt hour" },
  { code: "LS", short: "lump", name: "Lump sum" },
];
export const unitText = (code: string | null | undefined): string => (code ? (UNITS.find((unit) => unit.code === code)?.short ?? code) : "");

/** The languages in which papers are written. */
export const LANGUAGES = (
  [
    ["en", "English"],
    ["de", "German"],
    ["fr", "French"],
    ["es", "Spanish"],
    ["it", "Italian"],
    ["nl", "Dutch"],
    ["pt", "Portuguese"],
    ["pl", "Polish"],
  ] as const
).map(([value, label]) => ({ value: value as string, label: label as string }));

const TREATMENT: Record<string, string> = {
  standard: "standard rate",
  reduced: "reduced rate",
  zero: "zero rate",
  exempt: "exempt",
  reverse_charge: "reverse charge",
  export: "export",
  intra_community: "supply within the EU",
  out_of_scope: "not taxable here",
};
export const treatmentText = (treatment: string): string => TREATMENT[treatment] ?? treatment.replace(/_/g, " ");
