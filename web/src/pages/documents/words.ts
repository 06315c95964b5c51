/** The words of documents: fields, kinds, routes, stages and roles as a person says them. */

const FIELDS: Record<string, string> = {
  kind: "Kind",
  vendor: "Supplier",
  vendor_tax_id: "Tax number",
  vendor_iban: "Bank account",
  vendor_address: "Address",
  customer: "Addressed to",
  customer_tax_id: "Their tax number",
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

/** With a capital letter, for what the server says in half sentences. */
export const sentence = (text: string): string => text.replace(/^./, (letter) => letter.toUpperCase());

export const fieldLabel = (name: string): string => FIELDS[name] ?? plain(name);
export const kindLabel = (name: string): string => KINDS[name] ?? plain(name);
export const routeLabel = (name: string): string => ROUTES[name] ?? plain(name);
export const originLabel = (name: string): string => ORIGINS[name] ?? plain(name).toLowerCase();
export const stageLabel = (name: string): string => STAGES[name] ?? plain(name);
export const checkLabel = (name: string): string => CHECKS[name] ?? plain(name);
export const KIND_CHOICES = Object.entries(KINDS).map(([value, label]) => ({ value, label }));
