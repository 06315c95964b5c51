import type { SalesRow } from "@/api/sales";
import { Badge } from "@/components/Badge";
import { standingOf } from "./words";

/** How a document stands, in a word. */
export function Standing({ row }: { row: Pick<SalesRow, "kind" | "state" | "open" | "payable" | "is_overdue"> }) {
  const [label, tone, icon] = standingOf(row);
  return (
    <Badge tone={tone} icon={icon}>
      {label}
    </Badge>
  );
}
