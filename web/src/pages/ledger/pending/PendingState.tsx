import { Ban, CircleCheck, Hourglass, type LucideIcon, Undo2 } from "lucide-react";
import { Badge, type Tone } from "@/components/Badge";

const STATES: Record<string, [label: string, tone: Tone, icon: LucideIcon]> = {
  waiting: ["Waits for approval", "info", Hourglass],
  posted: ["Posted", "good", CircleCheck],
  rejected: ["Rejected", "plain", Ban],
  withdrawn: ["Withdrawn", "plain", Undo2],
};

export function PendingState({ entry: { state } }: { entry: { state: string } }) {
  const [label, tone, icon] = STATES[state] ?? [state, "plain" as const, Hourglass];
  return (
    <Badge tone={tone} icon={icon}>
      {label}
    </Badge>
  );
}
