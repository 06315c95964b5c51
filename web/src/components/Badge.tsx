/** Small labels that always carry an icon or a word beside their colour. */
import {
  Archive,
  Ban,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CirclePause,
  CircleX,
  Copy,
  Eye,
  LoaderCircle,
  type LucideIcon,
  Scissors,
} from "lucide-react";
import type { ReactNode } from "react";
import styles from "./Badge.module.css";

export type Tone = "good" | "warn" | "bad" | "info" | "plain";

export function Badge({ tone = "plain", icon: Icon, children }: { tone?: Tone; icon?: LucideIcon; children: ReactNode }) {
  return (
    <span className={styles.badge} data-tone={tone}>
      {Icon && <Icon size={13} strokeWidth={2.2} aria-hidden />}
      {children}
    </span>
  );
}

/** The states of a document in a person's words. A state the app does not know yet is shown by its own name. */
const STATES: Record<string, [label: string, tone: Tone, icon: LucideIcon]> = {
  arrived: ["Being read", "plain", LoaderCircle],
  read: ["Finding the facts", "plain", LoaderCircle],
  extracted: ["Sorting", "plain", LoaderCircle],
  classified: ["Drafting the entry", "plain", LoaderCircle],
  in_review: ["To review", "info", Eye],
  asked: ["Question open", "warn", CircleHelp],
  held: ["Held", "warn", Copy],
  parked: ["Parked", "plain", CirclePause],
  posted: ["Posted", "good", CircleCheck],
  rejected: ["Rejected", "plain", Ban],
  failed: ["Failed", "bad", CircleX],
  split: ["Split", "plain", Scissors],
  archived: ["Nothing to book", "plain", Archive],
  approve: ["Approved", "good", CircleCheck],
  reject: ["Rejected", "plain", Ban],
};

/** A state in words. */
export function stateLabel(name: string): string {
  return STATES[name]?.[0] ?? name.replace(/_/g, " ").replace(/^./, (letter) => letter.toUpperCase());
}

export function StateBadge({ name }: { name: string }) {
  const [, tone, icon] = STATES[name] ?? ["", "plain", CircleDashed];
  return (
    <Badge tone={tone} icon={icon}>
      {stateLabel(name)}
    </Badge>
  );
}
