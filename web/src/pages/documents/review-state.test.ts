import { describe, expect, it } from "vitest";
import type { Document, Field, FieldStatus, Word } from "@/api/contract";
import {
  type ReviewAction,
  approvalOf,
  correctionOf,
  doubtsAbout,
  nextDoubtful,
  review,
  statusOf,
  takeText,
  pickAt,
  untouched,
  wordsBetween,
} from "./review-state";

const field = (name: string, status: FieldStatus, part: Partial<Field> = {}): Field => ({
  name,
  label: name,
  type: "text",
  value: status === "missing" ? null : "as read",
  confidence: 0.9,
  status,
  spots: [],
  reason: "",
  ...part,
});
const fields = [
  field("vendor", "sure"),
  field("invoice_number", "check"),
  field("date", "missing"),
  field("due_date", "missing"),
  field("total", "failed"),
];
const after = (...actions: ReviewAction[]) => actions.reduce(review, untouched);

describe("what a reviewer changed", () => {
  it("becomes one correction with the version it was made on", () => {
    const state = after(
      { type: "change", field: "total", value: "219.00" },
      { type: "line", id: 0, change: { account_id: "a1" } },
      { type: "line", id: 0, change: { tax_code: "P7" } },
      { type: "direction", direction: "sale" },
      { type: "rate", rate: "0.92" },
      { type: "taxes", taxes: [{ rate: "19", base: "100.00", tax: "19.00" }] },
      { type: "party", party: { name: "Papierhaus Elbe" } },
    );
    expect(correctionOf({ version: 7, fields }, state)).toEqual({
      version: 7,
      fields: { total: "219.00" },
      lines: [{ line_id: 0, account_id: "a1", tax_code: "P7" }],
      party: { name: "Papierhaus Elbe" },
      direction: "sale",
      rate: "0.92",
      tax_breakdown: [{ rate: "19", base: "100.00", tax: "19.00" }],
    });
  });

  it("is nothing until something is changed, and nothing again when it is taken back or saved", () => {
    const correction = (...actions: ReviewAction[]) => correctionOf({ version: 1, fields }, after(...actions));
    expect(correction()).toBeNull();
    const changed: ReviewAction = { type: "change", field: "total", value: "1.00" };
    expect(correction(changed)).not.toBeNull();
    expect(correction(changed, { type: "revert", field: "total" })).toBeNull();
    expect(correction(changed, { type: "saved" })).toBeNull();
    expect(correction({ type: "change", field: "total", value: "as read" }), "a confirmation").toBeNull();
  });

  it("keeps an emptied field as emptied, not as untouched", () => {
    const state = after({ type: "change", field: "total", value: null });
    expect(correctionOf({ version: 1, fields }, state)?.fields).toEqual({ total: null });
  });

  it("remembers where a value was pointed at until it is typed over", () => {
    const spots = [{ page: 1, rect: { x0: 0.1, y0: 0.1, x1: 0.2, y1: 0.2 } }];
    const pointed = after({ type: "change", field: "total", value: "1.00", spots });
    expect(correctionOf({ version: 1, fields }, pointed)?.spots).toEqual({ total: spots });
    const typed = review(pointed, { type: "change", field: "total", value: "2.00" });
    expect(correctionOf({ version: 1, fields }, typed)).not.toHaveProperty("spots");
  });

  it("counts while it is typed, and no longer when the field is left as it was", () => {
    const typing = after({ type: "typing", field: "total", value: "119.00" });
    expect(correctionOf({ version: 1, fields }, typing)?.fields).toEqual({ total: "119.00" });
    expect(correctionOf({ version: 1, fields }, review(typing, { type: "settle" }))).toBeNull();
    const taken = review(typing, { type: "change", field: "total", value: "120.00" });
    expect(correctionOf({ version: 1, fields }, taken)?.fields).toEqual({ total: "120.00" });
  });

  it("can be approved at once when it mends what stood against it", () => {
    const blocked = { can: { correct: { allowed: true }, approve: { allowed: false, why: "the total is missing" } } };
    const mended = { can: { correct: { allowed: true }, approve: { allowed: true } } };
    expect(approvalOf(blocked, blocked, false)).toEqual(blocked.can.approve);
    expect(approvalOf(blocked, blocked, true), "while the server thinks").toEqual({ allowed: true });
    expect(approvalOf(blocked, mended, false), "as the server would answer").toEqual({ allowed: true });
    expect(approvalOf(mended, blocked, false), "a change can also block").toEqual(blocked.can.approve);
    const looking = { can: { correct: { allowed: false }, approve: { allowed: false, why: "not for viewers" } } };
    expect(approvalOf(looking, looking, true)).toEqual(looking.can.approve);
  });

  it("can give up lines that were changed earlier, and the day and text of the entry", () => {
    const correction = (...actions: ReviewAction[]) => correctionOf({ version: 1, fields }, after(...actions));
    expect(correction({ type: "entry-as-proposed" })).toEqual({ version: 1, fields: {}, entry: [] });
    expect(correction({ type: "entry-as-proposed" }, { type: "entry-undone" })).toBeNull();
    expect(correction({ type: "posting-date", date: "2026-12-01" }, { type: "text", text: "" })).toEqual({
      version: 1,
      fields: {},
      posting_date: "2026-12-01",
      text: "",
    });
  });

  it("counts as confirmed by a person", () => {
    const [, number] = fields;
    if (!number) throw new Error("no such field");
    expect(statusOf(number, untouched)).toBe("check");
    expect(statusOf(number, after({ type: "change", field: "invoice_number", value: "as read" }))).toBe("confirmed");
  });
});

describe("the walk through doubtful fields", () => {
  it.each([
    [null, false, "invoice_number"],
    ["vendor", false, "invoice_number"],
    ["invoice_number", false, "date"], // an essential field that is missing
    ["date", false, "total"], // a missing due date is no doubt
    ["total", false, null], // never round in a circle: Tab then leaves the fields
    ["total", true, "date"],
    ["invoice_number", true, null],
  ])("from %s (back: %s) leads to %s", (from, back, to) => {
    expect(nextDoubtful(fields, untouched, from, back)).toBe(to);
  });

  it("skips what has been confirmed", () => {
    const state = after({ type: "change", field: "date", value: "2026-11-01" });
    expect(nextDoubtful(fields, state, "invoice_number")).toBe("total");
  });
});

describe("what is said against a field", () => {
  it("is a sentence for each doubt", () => {
    const about = (name: string, severity: string, message: string) => ({ code: message, severity, message, field: name });
    const reasons = [
      about("total", "block", "Net and tax do not make the total"),
      about("total", "warn", "the total is uncertain."),
      about("total", "info", "it is in another currency"),
      about("tax", "warn", "the tax is uncertain"),
    ] as unknown as Document["reasons"];
    expect(doubtsAbout({ reasons }, "total")).toBe("Net and tax do not make the total. The total is uncertain");
    expect(doubtsAbout({ reasons }, "vendor")).toBe("");
  });
});

describe("text taken from the page", () => {
  it.each([
    ["money", "1.234,50", "1234.50"],
    ["date", "18.11.2026", "2026-11-18"],
    ["iban", "IBAN DE89 3704 0044 0532 0130 00", "DE89370400440532013000"],
    ["text", "  Papierhaus   Elbe ", "Papierhaus Elbe"],
    ["number", "12", "12"],
    ["money", "", null],
  ] as const)("%s %s is %s", (type, text, value) => {
    expect(takeText(type, text, "EUR")).toEqual({ ok: true, value });
  });

  it("is refused when it could mean two amounts", () => {
    expect(takeText("money", "1.234", "EUR").ok && takeText("money", "1,234", "EUR").ok).toBe(false);
  });

  const word = (text: string, x: number, y: number): Word => ({
    text,
    rect: { x0: x, x1: x + 0.08, y0: y, y1: y + 0.02 },
  });
  const words = [word("Papierhaus", 0.1, 0.1), word("Elbe", 0.2, 0.1), word("219,00", 0.8, 0.6)];
  const boxed = { rect: { x0: 0.1, x1: 0.28, y0: 0.1, y1: 0.12 }, page: 1 };
  const document = { fields: [field("vendor", "sure", { spots: [boxed] })] } as unknown as Document;

  it("is the whole box of a field, or the one word", () => {
    const vendor = pickAt(document, words, 1, { x: 0.22, y: 0.11 });
    expect(vendor?.text).toBe("Papierhaus Elbe");
    expect(vendor?.spots[0]?.page).toBe(1);
    expect(vendor?.spots[0]?.rect.x1).toBeCloseTo(0.28);
    expect(pickAt(document, words, 1, { x: 0.82, y: 0.61 })?.text).toBe("219,00");
    expect(pickAt(document, words, 2, { x: 0.22, y: 0.11 })?.text).toBe("Elbe");
    expect(pickAt(document, words, 1, { x: 0.5, y: 0.5 })).toBeNull();
  });

  it("is every word under a drawn rectangle, whichever way it was drawn", () => {
    const found = wordsBetween(words, { x: 0.3, y: 0.15 }, { x: 0.05, y: 0.05 });
    expect(found.map(({ text }) => text)).toEqual(["Papierhaus", "Elbe"]);
  });
});
