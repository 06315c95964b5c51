import type { DocumentSummary } from "@/api/contract";
import { countText } from "@/numbers/format";
import { isAtWork } from "@/pages/inbox/order";
import type { Upload } from "./uploads";

/** A file of the list, with the document it has become once that is known. */
export interface UploadOnPage {
  item: Upload;
  document?: Pick<DocumentSummary, "state">;
}

const filesText = (count: number): string => (count === 1 ? "1 file" : `${countText(count)} files`);

/** How far the files have come, in one line: on their way, being read, read; and how many were refused. */
export function uploadSummary(rows: UploadOnPage[]): string {
  const sending = rows.filter(({ item }) => item.status === "waiting" || item.status === "sending").length;
  if (sending > 0) return rows.length === 1 ? "Sending 1 file" : `Sending ${countText(sending)} of ${filesText(rows.length)}`;
  const refused = rows.filter(({ item }) => item.status === "refused").length;
  const here = rows.filter(({ item }) => item.status === "duplicate").length;
  const received = rows.length - refused - here;
  const reading = rows.filter(({ item, document }) => item.status === "done" && (!document || isAtWork(document))).length;
  const parts = [
    reading > 0 && `${filesText(reading)} being read`,
    received - reading > 0 && `${filesText(received - reading)} read`,
    here > 0 && `${filesText(here)} already here`,
    refused > 0 && `${filesText(refused)} refused`,
  ].filter((part) => part !== false);
  return parts.join(", ");
}
