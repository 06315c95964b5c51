import type { SalesDocument } from "@/api/sales";
import { Sheet } from "@/components/Page";
import { timeText } from "@/dates/dates";
import { actionWords } from "../words";
import styles from "./document.module.css";

/** What happened to it, oldest first. */
export const History = ({ sale }: { sale: SalesDocument }) => (
  <Sheet title="History">
    <ol className={styles.history}>
      {sale.history.map(({ at, by, action, reason }) => (
        <li key={at + action}>
          <strong>{actionWords(action)}</strong> {by}, {timeText(at)}
          {reason && <q>{reason}</q>}
        </li>
      ))}
    </ol>
  </Sheet>
);
