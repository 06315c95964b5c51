import { Link } from "@tanstack/react-router";
import type { Document } from "@/api/contract";
import { timeText } from "@/dates/dates";
import { sizeText } from "@/numbers/format";
import { stateLabel } from "@/components/Badge";
import { sentence } from "@/numbers/prose";
import styles from "./review.module.css";
import { originLabel } from "./words";

/** Where the document came from and what was decided about it. */
export function History({ document }: { document: Document }) {
  return (
    <section className={styles.section} aria-label="History">
      <h2>History</h2>
      <ol className={styles.history}>
        <li>
          {timeText(document.arrived_at)}: {originLabel(document.origin)}, {sizeText(document.size)},{" "}
          <Link to={`/documents/${document.id}/run`}>read by the agents</Link>
        </li>
        {document.decisions.map((decision) => (
          <li key={decision.at + decision.decision}>
            {timeText(decision.at)}: {stateLabel(decision.decision)} by {decision.by}
            {decision.reason && `: ${sentence(decision.reason)}`}
          </li>
        ))}
      </ol>
      <p className={styles.hash}>SHA-256 {document.sha256}</p>
    </section>
  );
}
