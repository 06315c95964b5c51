import { Badge } from "@/components/Badge";
import { type Standing as Row, standingOf } from "./words";

/** How a document stands, in a word. */
export function Standing({ row }: { row: Row }) {
  const [label, tone, icon] = standingOf(row);
  return (
    <Badge tone={tone} icon={icon}>
      {label}
    </Badge>
  );
}
