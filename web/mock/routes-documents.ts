/** Documents: queue, review, decisions, uploads that walk the road by themselves. */
import type { Correction, Document, DocumentSummary, EntryLine } from "../src/api/contract";
import { byCode, byId, cents, book } from "./books";
import { type Held, addDocument, find, held, refresh } from "./documents";
import { uploadedFacts } from "./fixtures";
import { svgOf, wordsOf } from "./paper";
import { note, signedIn } from "./people";
import { type Answer, type Call, Refusal, type Route, tell } from "./server";
import { runOf } from "./story";

const GROUPS: Record<string, string[]> = {
  waiting: ["in_review", "asked"],
  parked: ["parked"],
  rejected: ["rejected"],
  settled: ["archived", "split"],
  working: ["arrived", "read", "extracted", "classified"],
  held: ["held"],
  posted: ["posted"],
  failed: ["failed"],
};
const summary = ({ document }: Held): DocumentSummary => document;
const inState = (...names: string[]) => held.filter(({ document }) => names.includes(document.state.name)).length;

function queue({ query }: Call): Answer {
  const group = query.get("group") ?? "waiting";
  const q = query.get("q")?.toLowerCase();
  const items = held
    .filter(({ document }) => group === "all" || GROUPS[group]?.includes(document.state.name))
    .filter(({ document }) => !q || JSON.stringify([document.file_name, document.vendor, document.number]).toLowerCase().includes(q))
    .map(summary);
  const counts = {
    settled: inState("archived", "split"),
    waiting: inState("in_review", "asked"),
    working: inState(...(GROUPS.working ?? [])),
    held: inState("held"),
    parked: inState("parked"),
    posted: inState("posted"),
    rejected: inState("rejected"),
    failed: inState("failed"),
  };
  return { body: { items, next_cursor: null, counts } };
}

function one(call: Call): Held {
  const item = find(call.path.id ?? "");
  if (!item) throw new Refusal(404, "not_found", "No such document.");
  return item;
}

function correct(call: Call): Answer {
  const item = one(call);
  const body = call.body as unknown as Correction;
  if (body.version !== item.document.version) throw new Refusal(409, "stale", "Somebody changed this document.");
  const dry = call.query.get("dry_run") === "1";
  const work: Held = dry ? { ...item, document: structuredClone(item.document), accounts: { ...item.accounts } } : item;
  for (const field of work.document.fields) {
    const value = body.fields?.[field.name];
    if (value === undefined) continue;
    field.value = value;
    field.status = "confirmed";
    field.confidence = 1;
    field.corrected_by = { name: signedIn()?.name ?? "", at: new Date().toISOString() };
  }
  for (const line of body.lines ?? []) if (line.account_id) work.accounts[line.line_id] = line.account_id;
  refresh(work);
  if (!dry) {
    item.document.version += 1;
    note("document.corrected", "document", item.document.id, body.fields ?? {});
    tell("document", item.document.id);
  }
  return { body: work.document };
}

function move(call: Call, state: string, detail: string | null = null): Answer {
  const item = one(call);
  const { document } = item;
  if (call.body.version !== undefined && call.body.version !== document.version) {
    throw new Refusal(409, "stale", "Somebody changed this document.");
  }
  document.state = { name: state, since: new Date().toISOString(), detail, related: [] };
  document.version += 1;
  document.decisions.push({ decision: state, by: signedIn()?.name ?? "", at: new Date().toISOString(), reason: detail });
  item.fixture = { ...item.fixture, detail: detail ?? undefined };
  refresh(item);
  note(`document.${state}`, "document", document.id, { state }, detail);
  tell("document", document.id);
  return { body: document };
}

function approve(call: Call): Answer {
  const item = one(call);
  if (signedIn()?.grants[0]?.role === "viewer") throw new Refusal(403, "auth.denied", "Your role may look, not approve.");
  postEntry(item);
  tell("entry", item.document.entry_id ?? "");
  return move(call, "posted", (call.body.note as string | undefined) ?? null);
}

export function postEntry(item: Held): void {
  const { document } = item;
  const proposal = document.proposal;
  if (!proposal) return;
  const who = signedIn()?.name ?? "Anna Winter";
  const entry = book(
    {
      date: proposal.date ?? "2026-11-22",
      memo: `${document.vendor ?? ""} ${document.number ?? ""}`.trim(),
      journal: "PUR",
      party: document.vendor ?? undefined,
      source: { kind: "document", document_id: document.id },
      by: who,
      approval: { by: who, at: new Date().toISOString(), note: null, policy_version: 1 },
    },
    proposal.lines.map((line) => ({
      account: byId(line.account?.id ?? "") ?? byCode("6300"),
      minor: line.debit ? cents(line.debit.amount) : -cents(line.credit?.amount ?? "0.00"),
      memo: line.memo,
      tax: line.tax_code,
    })),
    proposal.lines.map((line) => provenanceOf(document, line)),
  );
  document.entry_id = entry.id;
}

const provenanceOf = (document: Document, line: NonNullable<Document["proposal"]>["lines"][number]): EntryLine["provenance"] =>
  line.cites.map(({ field, spots }) => ({
    document_id: document.id,
    page: spots[0]?.page ?? null,
    rect: spots[0]?.rect ?? null,
    field,
    confidence: line.confidence,
    reason: line.reason,
  }));

const ROAD = ["read", "extracted", "classified", "in_review"];
let uploaded = 0;

function upload({ raw }: Call): Answer {
  const name = /filename="([^"]*)"/.exec(raw.toString("latin1"))?.[1] ?? "document.pdf";
  const decoded = Buffer.from(name, "latin1").toString();
  if (!/\.(pdf|png|jpe?g|tiff?|xml|eml)$/i.test(decoded)) {
    const title = "This is not a document that can be read.";
    const error = { type: "about:blank", title, status: 415, code: "document.type", detail: `${title} Send PDF, picture, XML or mail.` };
    return { body: { items: [{ file_name: decoded, document: null, duplicate_of: null, error }] } };
  }
  uploaded += 1;
  const item = addDocument({ file: decoded, state: "propose", facts: uploadedFacts(uploaded), account: "6310", minutesAgo: 0 });
  item.document.state.name = "read";
  ROAD.forEach((state, index) => setTimeout(() => step(item, state), 900 * (index + 1)));
  return { body: { items: [{ file_name: decoded, document: summary(item), duplicate_of: null, error: null }] } };
}

function step(item: Held, state: string): void {
  if (state === "in_review") {
    const read = addDocument({ ...item.fixture, state: "review" });
    held.shift();
    Object.assign(item.document, read.document, { id: item.document.id, arrived_at: item.document.arrived_at });
  }
  item.document.state = { name: state, since: new Date().toISOString(), related: [] };
  item.document.version += 1;
  refresh(item);
  tell("document", item.document.id);
}

const at = "/businesses/{b}/documents/{id}";
export const documentRoutes: Route[] = [
  ["GET", "/businesses/{b}/documents", queue],
  ["POST", "/businesses/{b}/documents", upload],
  ["GET", at, (call) => ({ body: one(call).document })],
  ["GET", `${at}/run`, (call) => ({ body: runOf(one(call)) })],
  ["GET", `${at}/pages/{n}/words`, (call) => ({ body: { items: wordsOf(one(call).paper, Number(call.path.n)) } })],
  [
    "GET",
    `${at}/pages/{n}/image`,
    (call) => ({
      type: "image/svg+xml",
      text: svgOf(one(call).paper, Number(call.path.n), Number(call.query.get("width") ?? 1240)),
    }),
  ],
  ["POST", `${at}/correct`, correct],
  ["POST", `${at}/approve`, approve],
  ["POST", `${at}/reject`, (call) => move(call, "rejected", String(call.body.reason))],
  ["POST", `${at}/park`, (call) => move(call, "parked", String(call.body.note))],
  ["POST", `${at}/resume`, (call) => move(call, "in_review")],
  ["POST", `${at}/ask`, (call) => move(call, "asked", String(call.body.question))],
  ["POST", `${at}/answer`, (call) => move(call, "in_review", String(call.body.answer))],
  ["POST", `${at}/split`, (call) => move(call, "rejected", "Split into parts")],
  ["POST", `${at}/retry`, (call) => move(call, "in_review")],
  ["POST", `${at}/release`, (call) => move(call, "in_review")],
];

/** Posted fixtures get their entries once both books and documents are there. */
export function postFixtures(): void {
  for (const item of held) if (item.document.state.name === "posted" && !item.document.entry_id) postEntry(item);
}
