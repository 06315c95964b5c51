import { expect, it } from "vitest";
import { pageOfMade } from "./pending";

it.each([
  ["the entry that was posted", { entry: { id: "e" } }, "/ledger/entries/e"],
  ["the entry that waits", { entry: null, pending: { id: "p" } }, "/ledger/pending/p"],
  ["the list when neither is told", {}, "/ledger/entries"],
])("a posting leads to %s", (_, made, path) => {
  expect(pageOfMade(made)).toBe(path);
});
