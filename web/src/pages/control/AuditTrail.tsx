import { useInfiniteQuery } from "@tanstack/react-query";
import type { AuditRow } from "@/api/contract";
import { auditQuery } from "@/api/settings";
import { FoldedChanges } from "@/components/Changes";
import { Sheet } from "@/components/Page";
import { Loaded } from "@/components/states";
import { timeText } from "@/dates/dates";
import { useMay } from "@/shell/business";
import styles from "./audit.module.css";
import { actionText, originText } from "./words";

/** Everything that was ever done to one thing. */
export function AuditTrail({ subjectId }: { subjectId: string }) {
  const may = useMay();
  const allowed = may("audit-read");
  const query = useInfiniteQuery({ ...auditQuery({ subject_id: subjectId }), enabled: allowed });
  if (!allowed) return null;
  return (
    <Sheet title="Audit trail">
      <Loaded query={query} rows={3}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.items);
          if (rows.length === 0) return <p className={styles.none}>The audit log holds nothing under this entry.</p>;
          return (
            <ul className={styles.trail}>
              {rows.map((row) => (
                <li key={row.id}>
                  <AuditLine row={row} />
                </li>
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Sheet>
  );
}

export function AuditLine({ row }: { row: AuditRow }) {
  return (
    <>
      <p>
        <strong>{actionText(row.action)}</strong> by {row.actor.name || row.actor.kind}
        <span className={styles.quiet}>
          {" "}
          · {timeText(row.at)} · {originText(row.origin)}
        </span>
      </p>
      {row.reason && <p className={styles.reason}>{row.reason}</p>}
      <FoldedChanges title="What changed" before={row.before} after={row.after} />
    </>
  );
}
