import { Check, CircleDashed, CircleDot, Eye, type LucideIcon, OctagonX, UserRoundCheck } from "lucide-react";
import type { FieldStatus } from "@/api/contract";
import styles from "./review.module.css";

const STATUS: Record<FieldStatus, [label: string, icon: LucideIcon]> = {
  confirmed: ["Confirmed", UserRoundCheck],
  sure: ["Sure", Check],
  likely: ["Likely", CircleDot],
  check: ["Check", Eye],
  failed: ["Failed", OctagonX],
  missing: ["Missing", CircleDashed],
};

/** How sure a field is: an icon and a word, the colour only repeats them. */
export function FieldState({ status }: { status: FieldStatus }) {
  const [label, Icon] = STATUS[status];
  return (
    <span className={styles.status} data-status={status}>
      <Icon size={12.5} strokeWidth={2.3} aria-hidden />
      {label}
    </span>
  );
}
