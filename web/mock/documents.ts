/** The made-up road of a document: fields with spots, a proposal from them, states and what may be done. */
import type { Document, Field, Proposal, ProposalLine, Spot } from "../src/api/contract";
import { parseDate } from "../src/dates/parse";
import { differenceOf, isZero } from "../src/numbers/decimal";
import { byCode, byId, cents, money, refOf } from "./books";
import { FIXTURES, type Fixture } from "./fixtures";
import { HEIGHT, type Paper, WIDTH, draw, spotsOf } from "./paper";
import { newId } from "./random";

export interface Held {
  document: Document;
  paper: Paper;
  fixture: Fixture;
  accounts: Record<number, string>;
}
export const held: Held[] = [];
export const find = (id: string): Held | undefined => held.find((item) => item.document.id === id);

const LABELS: [string, string, string][] = [
  ["kind", "Kind of document", "select"],
  ["vendor", "Supplier", "text"],
  ["invoice_number", "Invoice number", "text"],
  ["date", "Invoice date", "date"],
  ["due_date", "Due date", "date"],
  ["currency", "Currency", "select"],
  ["subtotal", "Net", "money"],
  ["tax", "Tax", "money"],
  ["total", "Total", "money"],
  ["vendor_tax_id", "Tax number", "text"],
  ["vendor_iban", "Bank account", "iban"],
  ["customer", "Addressed to", "text"],
  ["payment_terms", "Terms", "text"],
];
const amount = (text: string) => text.replace(/\./g, "").replace(",", ".");
const date = (text: string) => {
  const parsed = parseDate(text);
  return parsed.ok ? parsed.value : null;
};

function valueOf(name: string, facts: Fixture["facts"]): string | null {
  const values: Record<string, string | null> = {
    kind: "invoice",
    vendor: facts.vendor,
    invoice_number: facts.number,
    date: date(facts.date),
    due_date: date(facts.due),
    currency: "EUR",
    subtotal: amount(facts.subtotal),
    tax: amount(facts.tax),
    total: amount(facts.total),
    vendor_tax_id: facts.taxId,
    vendor_iban: facts.iban.replace(/ /g, ""),
    customer: "Lindenhof Handel GmbH",
    payment_terms: "14 days net",
  };
  return values[name] ?? null;
}

function fieldsOf(fixture: Fixture, paper: Paper): Field[] {
  return LABELS.map(([name, label, type]) => {
    const [status, confidence, reason] = fixture.doubts?.[name] ?? ["sure", 0.985, `Printed beside “${label}”.`];
    const missing = status === "missing";
    return {
      name,
      label,
      type,
      value: missing ? null : valueOf(name, fixture.facts),
      confidence,
      status,
      reason,
      spots: missing ? [] : spotsOf(paper, name),
    };
  });
}

/** Names of the made-up fixtures where the server has its own. */
const STATES: Record<string, string> = { review: "in_review", propose: "read" };

export function addDocument(fixture: Fixture): Held {
  const paper = draw(fixture.facts);
  const id = newId(3);
  const at = new Date(Date.now() - fixture.minutesAgo * 60_000).toISOString();
  const unread = fixture.state === "failed" || fixture.state === "propose";
  const document: Document = {
    id,
    file_name: fixture.file,
    origin: fixture.file.includes("scan") ? "watched_folder" : "upload",
    arrived_at: at,
    state: { name: STATES[fixture.state] ?? fixture.state, since: at, detail: fixture.detail ?? null, related: [] },
    route: fixture.file.endsWith("pdf") ? "text_layer" : "ocr",
    reasons: [],
    thumbnail: true,
    version: 1,
    media_type: fixture.file.endsWith("pdf") ? "application/pdf" : "image/jpeg",
    size: 84_211,
    sha256: "9f2c".repeat(16),
    notes: [],
    pages: paper.pages.length,
    page_sizes: paper.pages.map((_, index) => ({ number: index + 1, width: WIDTH, height: HEIGHT })),
    fields: unread ? [] : fieldsOf(fixture, paper),
    lines: fixture.facts.lines.map((line, index) => ({
      index,
      description: line.description,
      amount: amount(line.amount),
      tax_rate: fixture.facts.rate,
      spots: spotsOf(paper, `line${index}`),
    })),
    tax_breakdown: [],
    checks: [],
    classification: null,
    proposal: null,
    duplicates: [],
    decisions: [],
    can: {},
  };
  const item: Held = { document, paper, fixture, accounts: {} };
  held.unshift(item);
  refresh(item);
  return item;
}

const value = (item: Held, name: string) => item.document.fields.find((field) => field.name === name)?.value ?? null;
const spots = (item: Held, name: string): Spot[] => item.document.fields.find((f) => f.name === name)?.spots ?? [];

/** Recomputes everything that follows from the fields. */
export function refresh(item: Held): void {
  const { document: doc, fixture } = item;
  const state = doc.state.name;
  const read = doc.fields.length > 0;
  doc.vendor = read ? value(item, "vendor") : null;
  doc.number = value(item, "invoice_number");
  doc.date = value(item, "date");
  const total = value(item, "total");
  doc.total = total ? money(cents(total)) : null;
  doc.kind = read ? "invoice" : null;
  doc.confidence = read ? Math.min(...doc.fields.filter((f) => f.value).map((f) => f.confidence)) : null;
  doc.reasons = reasonsOf(item);
  doc.checks = read ? checksOf(item) : [];
  doc.tax_breakdown = read
    ? [{ rate: "19", base: value(item, "subtotal") ?? "0.00", tax: value(item, "tax") ?? "0.00" }]
    : [];
  doc.classification = read
    ? {
        party: {
          id: fixture.isNew ? null : "party",
          name: value(item, "vendor") ?? "",
          is_new: fixture.isNew ?? false,
          score: fixture.isNew ? 0.4 : 0.97,
          reason: fixture.isNew ? "No supplier of this name or tax number is known." : "The same tax number as 14 earlier invoices.",
        },
        kind: "invoice",
        direction: "purchase",
      }
    : null;
  doc.proposal = read ? proposalOf(item) : null;
  if (state === "held") doc.duplicates = duplicatesOf(item);
  if (state === "asked") {
    doc.question = { text: fixture.detail ?? "", asked_at: doc.arrived_at };
  }
  doc.can = permissions(item);
}

function duplicatesOf(item: Held): Document["duplicates"] {
  return held
    .filter((other) => other !== item && other.document.number === item.document.number)
    .map(({ document }) => ({
      document_id: document.id,
      file_name: document.file_name,
      why: "Same supplier, number and total; the pictures are alike.",
      score: 98,
      holds: true,
    }));
}

function reasonsOf(item: Held): Document["reasons"] {
  const doubtful = item.document.fields.filter((f) => f.status === "check" || f.status === "failed");
  const reasons: Document["reasons"] = doubtful.map((field) => ({
    code: `field.${field.status}`,
    message: field.reason,
    field: field.name,
    severity: field.status === "failed" ? "block" : "warn",
  }));
  if (item.fixture.isNew) reasons.push({ code: "party.new", message: "A new supplier", severity: "info" });
  if (item.document.state.name === "held") {
    reasons.unshift({ code: "duplicate", message: "Looks like a document that is already here", severity: "block" });
  }
  return reasons;
}

function checksOf(item: Held): Document["checks"] {
  const [net, tax, total] = ["subtotal", "tax", "total"].map((name) => value(item, name) ?? "0.00");
  const gap = differenceOf(total ?? "0", money(cents(net ?? "0") + cents(tax ?? "0")).amount, "EUR");
  const due = value(item, "due_date");
  return [
    { name: "sum", holds: isZero(gap), detail: `Net ${net} + tax ${tax} = total ${total}${isZero(gap) ? "" : `, off by ${gap}`}` },
    { name: "due_after_issue", holds: !due || due >= (value(item, "date") ?? ""), detail: "The due date is not before the invoice date" },
    { name: "iban", holds: value(item, "vendor_iban") !== null, detail: "The bank account number has a valid checksum" },
  ];
}

function proposalOf(item: Held): Proposal {
  const net = cents(value(item, "subtotal") ?? "0.00");
  const tax = cents(value(item, "tax") ?? "0.00");
  const total = cents(value(item, "total") ?? "0.00");
  const pick = (role: string, code: string) => {
    const chosen = item.accounts[["net", "tax", "payable"].indexOf(role)];
    return refOf((chosen ? byId(chosen) : undefined) ?? byCode(code));
  };
  let next = 0;
  const line = (role: string, code: string, minor: bigint, field: string, reason: string): ProposalLine => ({
    id: next++,
    role,
    account: pick(role, code),
    debit: minor > 0n ? money(minor) : null,
    credit: minor < 0n ? money(-minor) : null,
    tax_code: role === "net" ? "P19" : null,
    memo: item.document.vendor ?? "",
    confidence: 0.94,
    reason,
    cites: [{ field, spots: spots(item, field) }],
  });
  const gap = total - net - tax;
  return {
    kind: "bill",
    reasons: [],
    date: value(item, "date"),
    due_date: value(item, "due_date"),
    currency: value(item, "currency") ?? "EUR",
    lines: [
      line("net", item.fixture.account, net, "subtotal", "12 of 14 earlier invoices of this supplier went here."),
      line("tax", "1280", tax, "tax", "Input tax at 19 % as printed."),
      line("payable", "2000", -total, "total", "A bill that is still to be paid."),
    ],
    totals: { debit: money(net + tax), credit: money(total) },
    balanced: gap === 0n,
    issues: gap === 0n ? [] : [{ code: "sum", message: `The amounts leave ${money(gap).amount} EUR unexplained.`, severity: "block", field: "total" }],
    confidence: 0.93,
  };
}

function permissions(item: Held): Document["can"] {
  const { document: doc } = item;
  const open = ["in_review", "parked", "asked", "held"].includes(doc.state.name);
  const no = (why: string) => ({ allowed: false, why });
  const yes = { allowed: true };
  const decided = no("This document has been decided.");
  const approve = !open
    ? decided
    : doc.state.name === "held"
      ? no("Release it first, or reject it as a duplicate.")
      : doc.proposal?.balanced
        ? yes
        : no("The entry does not balance yet.");
  const when = open ? yes : decided;
  return {
    approve,
    correct: when,
    reject: open || doc.state.name === "failed" ? yes : decided,
    park: when,
    split: doc.pages > 1 ? when : no("It has one page only."),
    ask: when,
    retry: doc.state.name === "failed" || open ? yes : decided,
    release: doc.state.name === "held" ? yes : no("It is not held."),
    answer: doc.state.name === "asked" ? yes : no("No question is open."),
    resume: ["parked", "rejected"].includes(doc.state.name) ? yes : no("It is not put aside."),
    enter_by_hand: doc.state.name === "failed" ? yes : no("It was read."),
  };
}

export function fillDocuments(): void {
  for (const fixture of [...FIXTURES].sort((a, b) => b.minutesAgo - a.minutesAgo)) addDocument(fixture);
  for (const item of held) refresh(item); // duplicates are known only when all are there
}
