import { expect, it, vi } from "vitest";
import type { Document, DocumentSummary } from "@/api/contract";
import { decideEach, refusedOf, summaryOf } from "./bulk";

const row = (id: string): DocumentSummary => ({ id, version: 1, file_name: `${id}.pdf` }) as DocumentSummary;
const posted = { state: { name: "posted" }, entry_id: "e", can: {} } as unknown as Document;

it("one refusal does not stop the others, and each is told", async () => {
  const seen: string[] = [];
  const steps = vi.fn();
  const results = await decideEach(
    [row("a"), row("b"), row("c")],
    { kind: "approve" },
    (each) => {
      seen.push(each.id);
      return each.id === "b" ? Promise.reject(new Error("The period is closed.")) : Promise.resolve(posted);
    },
    steps,
  );
  expect(seen).toEqual(["a", "b", "c"]);
  expect(steps).toHaveBeenLastCalledWith(3);
  expect(summaryOf(results, "approved")).toBe("2 approved and posted, 1 not decided");
  expect(refusedOf(results)).toEqual([{ row: row("b"), why: "The period is closed." }]);
});
