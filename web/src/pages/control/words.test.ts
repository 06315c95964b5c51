import { expect, it } from "vitest";
import { actionChoices, homeOf } from "./words";

it.each([
  ["entry.posted", "entry", "/ledger/entries/7"],
  ["pending_entry.withdrawn", "entry", "/ledger/pending/7"], // it never became an entry
  ["pending_entry.written", "pending_entry", "/ledger/pending/7"],
  ["document.posted", "document", "/documents/7"],
  ["session.started", "session", null],
])("%s of a %s leads to %s", (action, subject, path) => {
  expect(homeOf({ action, subject, subject_id: "7" })).toBe(path);
});

it("offers what happens to entries that wait", () => {
  expect(actionChoices(undefined)).toContainEqual({ value: "pending_entry.withdrawn", label: "Pending entry withdrawn" });
});
