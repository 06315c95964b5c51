/** The made-up story of a document's run. */
import type { Run, RunStep } from "../src/api/contract";
import type { Held } from "./documents";

const AGENTS: [string, string, string, number, (item: Held) => string][] = [
  ["arrive", "Receiver", "1.0.0", 18, (i) => `Took in ${i.document.file_name}, 82 kB. It is a PDF and not known yet.`],
  ["read", "Reader", "1.2.0", 143, (i) => `Read ${i.document.pages} page from its text layer: 62 words with their places.`],
  ["extract", "Extractor", "2.1.0", 61, (i) => `Found ${i.document.fields.length} fields. ${i.document.reasons.length} need a person's eye.`],
  ["classify", "Classifier", "1.4.1", 22, (i) => `Knows the supplier ${i.document.vendor ?? "not at all"} and takes account ${i.fixture.account}.`],
  ["propose", "Bookkeeper", "1.3.0", 9, (i) => `Drafted an entry over ${i.document.total?.amount ?? "0.00"} EUR. It ${i.document.proposal?.balanced ? "balances" : "does not balance"}.`],
];

/** The description calls inputs and outputs open objects; the generator makes them empty ones. */
const json = (value: object) => value as Record<string, never>;

export function runOf(item: Held): Run {
  const start = Date.parse(item.document.arrived_at);
  const failed = item.document.state.name === "failed";
  let at = start;
  const steps: RunStep[] = [];
  for (const [stage, name, version, milliseconds, summary] of AGENTS) {
    const broken = failed && stage === "read";
    steps.push({
      version: 1,
      seq: steps.length + 1,
      stage,
      agent: { name, version },
      started_at: new Date(at).toISOString(),
      finished_at: new Date(at + milliseconds).toISOString(),
      milliseconds,
      status: broken ? "failed" : "done",
      summary: broken ? "No readable text was found on the page." : summary(item),
      input: json({ document: item.document.id, stage }),
      output: json(stage === "extract" ? { fields: item.document.fields.slice(0, 3) } : { ok: !broken }),
      messages: stage === "classify" ? messages(item, at) : [],
      error: broken ? { code: "read.no_text", message: "Neither the text layer nor recognition found words." } : null,
      attempt: 1,
    });
    at += milliseconds + 12;
    if (broken) return { document_id: item.document.id, steps };
  }
  return { document_id: item.document.id, steps };
}

const messages = (item: Held, at: number) => [
  {
    from: "Classifier",
    to: "Memory",
    text: `Which accounts did ${item.document.vendor ?? "this supplier"} use before?`,
    at: new Date(at).toISOString(),
  },
  {
    from: "Memory",
    to: "Classifier",
    text: `${item.fixture.account} in 12 of 14 invoices, 6500 in the other two.`,
    at: new Date(at + 4).toISOString(),
  },
];
