import { describe, expect, it } from "vitest";
import type { DocumentSummary } from "@/api/contract";
import { inOrder, nextOrder } from "./order";

const row = (id: string, part: Partial<DocumentSummary>): DocumentSummary =>
  ({ id, file_name: `${id}.pdf`, reasons: [], state: { name: "in_review" }, ...part }) as DocumentSummary;
const money = (amount: string, currency = "EUR") => ({ total: { amount, currency } });
const ids = (rows: DocumentSummary[]) => rows.map(({ id }) => id).join(" ");

describe("the order of documents", () => {
  const rows = [
    row("a", { ...money("99.00"), vendor: "Zoo" }),
    row("b", { vendor: "anna" }),
    row("c", { ...money("1000.00"), vendor: "Berta" }),
    row("d", { ...money("-5.00"), vendor: "Berta", number: "2" }),
    row("e", { ...money("5.00", "USD"), vendor: "Berta", number: "10" }),
  ];

  it.each([
    [undefined, "a b c d e"],
    ["total", "d a c e b"], // by value within a currency, not by digits; without an amount last
    ["-total", "e c a d b"],
    ["document", "b d e c a"],
    ["nonsense", "a b c d e"],
  ])("by %s is %s", (order, expected) => {
    expect(ids(inOrder(rows, order))).toBe(expected);
  });

  it("turns with each press and comes back to newest first", () => {
    expect(nextOrder("total", undefined)).toBe("total");
    expect(nextOrder("total", "date")).toBe("total");
    expect(nextOrder("total", "total")).toBe("-total");
    expect(nextOrder("total", "-total")).toBeUndefined();
  });
});
