import { describe, expect, it } from "vitest";
import type { Approval, Document } from "@/api/contract";
import { countOf, hasVoted, isOnItsWay, whomText, whyNotMine } from "./approval";
import { outcomeOf } from "./outcome";

const people = [
  { id: "b", name: "Bodo Beispiel" },
  { id: "d", name: "Dana Demo" },
];
const waits = (part: Partial<Approval["waits_for"][number]>): Approval => ({
  approved: [{ user_id: "d", name: "Dana Demo", at: "2026-11-27T10:00:00Z" }],
  waits_for: [{ rule: "two", asked: 2, given: 1, roles: [], user_ids: [], ...part }],
});

describe("an approval that waits for others", () => {
  it.each([
    [{}, "one more who may approve"],
    [{ roles: ["admin"] }, "an administrator"],
    [{ roles: ["admin"], user_ids: ["b"] }, "Bodo Beispiel or an administrator"],
    [{ user_ids: ["x"] }, "a person named by the rule"],
    [{ asked: 3 }, "2 more who may approve"],
  ])("%j is waited for by %s", (part, text) => {
    expect(whomText(waits(part), people)).toBe(text);
  });

  it("counts, and knows who has said yes", () => {
    expect(countOf(waits({}))).toBe("1 of 2");
    expect(isOnItsWay(waits({}))).toBe(true);
    expect(isOnItsWay({ approved: [], waits_for: waits({}).waits_for })).toBe(false);
    expect(hasVoted(waits({}), "d")).toBe(true);
    expect(hasVoted(waits({}), "b")).toBe(false);
    expect(countOf(null)).toBeNull();
  });

  it("is never told as posted", () => {
    const waiting = { state: { name: "in_review" }, entry_id: null, can: {}, approval: waits({ roles: ["admin"] }) } as unknown as Document;
    expect(outcomeOf("approve", waiting, people)?.said).toBe("Your approval counts, 1 of 2; it waits for an administrator");
    const posted = { state: { name: "posted" }, entry_id: "e", can: {} } as unknown as Document;
    expect(outcomeOf("approve", posted, people)?.said).toBe("Approved and posted");
  });
});

describe("why somebody cannot approve what nothing speaks against", () => {
  const limit = "you entered or corrected this, and above 1000.00 EUR somebody else must approve it";
  const document = (part: object) =>
    ({
      state: { name: "in_review" },
      reasons: [{ severity: "warn" }],
      can: { correct: { allowed: true }, approve: { allowed: false, why: limit } },
      approval: { approved: [], waits_for: [] },
      ...part,
    }) as unknown as Document;

  it("is told where the document itself gives no reason", () => {
    expect(whyNotMine(document({}))).toBe(limit);
  });

  it.each([
    ["a reason that blocks says enough", { reasons: [{ severity: "block" }] }],
    ["the votes are told of by themselves", { approval: waits({}) }],
    ["who only looks is not asked", { can: { correct: { allowed: false }, approve: { allowed: false, why: "no right" } } }],
    ["it can be approved", { can: { correct: { allowed: true }, approve: { allowed: true } } }],
    ["it is posted", { state: { name: "posted" } }],
  ])("is not told when %s", (_, part) => {
    expect(whyNotMine(document(part))).toBeNull();
  });
});
