/** The words of documents: fields, kinds, routes, stages and roles as a person says them. */
import type { DocumentSummary, Reason } from "@/api/contract";
import { sentence } from "@/numbers/prose";

const FIELDS: Record<string, string> = {
  kind: "Kind",
  vendor: "Supplier",
  vendor_tax_id: "Tax number",
  vendor_iban: "Bank account",
  vendor_address: "Address",
  customer: "Addressed to",
  customer_tax_id: "Their tax number",
  customer_address: "Their address",
  payment_means: "Paid by",
  account: "Account",
  invoice_number: "Number",
  po_number: "Order number",
  corrects_number: "Corrects",
  date: "Date",
  due_date: "Due date",
  supply_date: "Date of supply",
  currency: "Currency",
  subtotal: "Net",
  tax: "Tax",
  total: "Total",
  prepaid: "Already paid",
  amount_due: "To pay",
  payment_terms: "Terms",
};
const KINDS: Record<string, string> = {
  invoice: "Invoice",
  credit_note: "Credit note",
  receipt: "Receipt",
  reminder: "Reminder",
  order: "Order",
  delivery_note: "Delivery note",
  quote: "Quotation",
  bank_statement: "Bank statement",
  other: "Other",
};
const ROUTES: Record<string, string> = {
  xml: "e-invoice data",
  hybrid: "e-invoice data inside a PDF",
  text_layer: "PDF text",
  ocr: "a picture",
  plain_text: "plain text",
};
const ORIGINS: Record<string, string> = {
  worker: "made from another document",
  upload: "uploaded",
  web: "uploaded",
  api: "sent by a program",
  cli: "sent from the command line",
  watched_folder: "from the watched folder",
  folder: "from the watched folder",
  mail: "by e-mail",
  email: "by e-mail",
  split: "split from another document",
  demo: "demo data",
};
const STAGES: Record<string, string> = {
  arrive: "Arrive",
  read: "Read",
  extract: "Extract",
  classify: "Classify",
  propose: "Propose",
  review: "Review",
  post: "Post",
};
const CHECKS: Record<string, string> = {
  sum: "Net and tax make the total",
  tax_rate: "Tax fits its rate",
  due_after_issue: "Due date fits the date",
  iban: "Bank account is valid",
  tax_id: "Tax number is valid",
  line_sum: "Lines make the net",
  xml_equals_page: "Data and page agree",
};

const plain = (name: string): string => name.replace(/[_.]/g, " ").replace(/^./, (letter) => letter.toUpperCase());

/** Why a person is asked. */
export const reasonText = ({ message }: Pick<Reason, "message">): string => sentence(message);

const NOTHING: Record<string, string> = {
  nothing_to_book: "Orders, delivery notes, quotations and reminders say nothing that is booked",
  unpacked: "Its contents came in as documents of their own",
};
/** What is known about where a document stands, in words; a code the app does not know yet is spelled out. */
export function stateDetail({ name, detail }: Pick<DocumentSummary["state"], "name" | "detail">): string {
  if (!detail) return "";
  if (name === "archived") return NOTHING[detail] ?? plain(detail);
  return sentence(detail);
}

export const fieldLabel = (name: string): string => FIELDS[name] ?? plain(name);
export const kindLabel = (name: string): string => KINDS[name] ?? plain(name);
export const routeLabel = (name: string): string => ROUTES[name] ?? plain(name);
export const originLabel = (name: string): string => ORIGINS[name] ?? plain(name).toLowerCase();
export const stageLabel = (name: string): string => STAGES[name] ?? plain(name);
export const checkLabel = (name: string): string => CHECKS[name] ?? plain(name);
export const KIND_CHOICES = Object.entries(KINDS).map(([value, label]) => ({ value, label }));
