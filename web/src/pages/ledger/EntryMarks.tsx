import { FileText, Undo2 } from "lucide-react";
import type { EntrySummary } from "@/api/contract";
import { Badge } from "@/components/Badge";

interface EntryMarksProps {
  entry: { source: EntrySummary["source"]; reversed: boolean };
}

/** Small marks beside an entry: from a document, reversed, a reversal. */
export function EntryMarks({ entry }: EntryMarksProps) {
  return (
    <>
      {entry.source.document_id && (
        <FileText size={13} aria-label="From a document" style={{ verticalAlign: "-2px", color: "var(--ink-3)" }} />
      )}
      {entry.reversed && (
        <Badge tone="warn" icon={Undo2}>
          Reversed
        </Badge>
      )}
      {entry.source.kind === "reversal" && <Badge icon={Undo2}>Reversal</Badge>}
    </>
  );
}
