import { describe, expect, it } from "vitest";
import type { Document, ProposalLine } from "@/api/contract";
import { lineToChange, nextGuessed, openDayOf, withDoubts } from "./doubts";
import { untouched } from "./review-state";

const field = (name: string, status: string) => ({ name, status });
const shown = (fields: object[], reasons: object[]) =>
  withDoubts({ fields, reasons } as unknown as Document).fields.map(({ name, status }) => `${name} ${status}`);

describe("what is marked", () => {
  it("is what a reason names, and nothing else that is merely less than sure", () => {
    const fields = [field("kind", "check"), field("invoice_number", "check"), field("amount_due", "check"), field("total", "failed")];
    const reasons = [
      { field: "invoice_number", severity: "warn" },
      { field: "kind", severity: "info" },
    ];
    expect(shown(fields, reasons)).toEqual(["kind likely", "invoice_number check", "amount_due likely", "total failed"]);
  });
});

describe("guessed accounts", () => {
  const line = (id: number, role: string, confidence: number) =>
    ({ id, role, confidence, account: { id: "a", code: "1", name: "A" } }) as ProposalLine;
  const lines = [line(0, "expense", 0.95), line(1, "tax", 0.3), line(2, "expense", 0.3), line(3, "expense", 0.4), line(4, "payable", 0.2)];

  it("are walked through one after the other until a person has chosen", () => {
    expect(nextGuessed(lines, untouched, null)).toBe(2);
    expect(nextGuessed(lines, untouched, 2)).toBe(3);
    expect(nextGuessed(lines, untouched, 3)).toBeNull();
    const chosen = { ...untouched, lines: { 2: { account_id: "b" } } };
    expect(nextGuessed(lines, chosen, null)).toBe(3);
  });

  it("come first when one wants to change an account", () => {
    expect(lineToChange(lines, untouched)).toBe(2);
    expect(lineToChange(lines.slice(0, 2), untouched)).toBe(0);
    expect(lineToChange([], untouched)).toBeNull();
  });
});

it("a closed period names the day that is open", () => {
  const message = "the books are closed on 2026-10-31: post it on 2026-11-01, or reopen the period";
  expect(openDayOf({ code: "ledger.period_closed", message })).toBe("2026-11-01");
  expect(openDayOf({ code: "date_in_future", message })).toBeNull();
});
