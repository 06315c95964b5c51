import { expect, it } from "vitest";
import type { Upload, UploadStatus } from "./uploads";
import { type UploadOnPage, uploadSummary } from "./summary";

const file = (status: UploadStatus, state?: string): UploadOnPage => ({
  item: { key: 1, name: "a.pdf", size: 1, share: 0, status } as Upload,
  document: state ? ({ state: { name: state } } as UploadOnPage["document"]) : undefined,
});

it.each([
  [[file("sending")], "Sending 1 file"],
  [[file("sending"), file("waiting"), file("done")], "Sending 2 of 3 files"],
  [[file("done")], "1 file being read"],
  [[file("done", "extracted"), file("done", "in_review")], "1 file being read, 1 file read"],
  [[file("done", "in_review"), file("done", "held")], "2 files read"],
  [[file("refused"), file("duplicate"), file("done", "failed")], "1 file read, 1 file already here, 1 file refused"],
])("the line over the files", (rows, text) => {
  expect(uploadSummary(rows)).toBe(text);
});
