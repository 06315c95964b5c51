/** What has to be known before the differences are posted: rates that are missing, and what was posted before. */
import { Link } from "@tanstack/react-router";
import { CircleCheck, TriangleAlert } from "lucide-react";
import type { Revaluation } from "@/api/revaluation";
import { addDays, dateText } from "@/dates/dates";
import styles from "./currency.module.css";

export function Notices({ revaluation }: { revaluation: Revaluation }) {
  const { positions, as_of, posted, stale, currency } = revaluation;
  const missing = [...new Set(positions.filter((position) => position.missing).map((position) => position.currency))].sort();
  return (
    <>
      {missing.length > 0 && (
        <p className={styles.notice} data-warn>
          <TriangleAlert size={16} aria-hidden />
          <span>
            There is no rate of {listText(missing)} in {currency} for {dateText(as_of)}: what stands in {missing.length === 1 ? "it" : "them"} is not
            valued.{" "}
            <Link to="/settings/rates" search={{ from: addDays(as_of, -31), to: as_of } as never}>
              Record rates
            </Link>
          </span>
        </p>
      )}
      {posted.length > 0 && (
        <p className={styles.notice} data-warn={stale || undefined}>
          {stale ? <TriangleAlert size={16} aria-hidden /> : <CircleCheck size={16} aria-hidden />}
          <span>
            Posted for this day:{" "}
            {posted.map((entry, at) => (
              <span key={entry.entry_id}>
                {at > 0 && "; "}
                <Link to={`/ledger/entries/${entry.entry_id}`}>{entry.number}</Link> on {dateText(entry.date)}
                {entry.reversal_entry_id ? (
                  <>
                    , <Link to={`/ledger/entries/${entry.reversal_entry_id}`}>reversed on the next day</Link>
                  </>
                ) : (
                  ", not reversed"
                )}
              </span>
            ))}
            . {stale && "Since then an entry or a rate has changed: post again, and only the change is booked."}
          </span>
        </p>
      )}
    </>
  );
}

/** `USD`, `USD and CHF`, `USD, CHF and GBP`. */
export const listText = (words: string[]): string => new Intl.ListFormat("en-GB", { type: "conjunction" }).format(words);
