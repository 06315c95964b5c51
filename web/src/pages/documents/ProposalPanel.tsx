import { CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { Proposal } from "@/api/contract";
import { Amount } from "@/components/Amount";
import { Badge } from "@/components/Badge";
import table from "@/components/table.module.css";
import { useTyped } from "@/components/use-typed";
import { dateText } from "@/dates/dates";
import { differenceOf } from "@/numbers/decimal";
import { amountText, decimalText } from "@/numbers/format";
import { parseRate } from "@/numbers/parse";
import { sentence } from "@/numbers/prose";
import { useBusiness } from "@/shell/business";
import { EntryHead } from "./EntryHead";
import { EntryLines } from "./EntryLines";
import phone from "./proposal.module.css";
import styles from "./review.module.css";
import type { Review } from "./use-review";

/** The entry as it would be posted. It follows every correction at once. */
export function ProposalPanel({ review, readOnly }: { review: Review; readOnly: boolean }) {
  const { proposal } = review.shown;
  if (!proposal) {
    return (
      <section className={styles.section} aria-label="Proposed entry">
        <h2>Proposed entry</h2>
        <p className={styles.quiet}>There is no entry to propose yet.</p>
      </section>
    );
  }
  // a server that counts votes also takes more than accounts and tax codes
  const whole = !readOnly && review.document.approved_by !== undefined;
  return (
    <section className={styles.section} aria-label="Proposed entry" aria-busy={review.previewing}>
      <div className={styles.sectionHead}>
        <h2>{review.shown.entry_id ? "Entry as posted" : "Proposed entry"}</h2>
        <span className={styles.quiet}>
          {!whole && (proposal.date ? dateText(proposal.date) : "No date")}
          {proposal.due_date && `${whole ? "D" : ", d"}ue ${dateText(proposal.due_date)}`}
        </span>
      </div>
      {whole && <EntryHead review={review} proposal={proposal} />}
      <Rate review={review} proposal={proposal} readOnly={readOnly} />
      <div className={table.scroll}>
        <table className={`${styles.entry} ${phone.proposal}`} aria-label="Lines of the proposed entry">
          <thead>
            <tr>
              <th scope="col">Account</th>
              <th scope="col">Tax code</th>
              <th scope="col" className={table.figure}>
                Debit {proposal.currency}
              </th>
              <th scope="col" className={table.figure}>
                Credit {proposal.currency}
              </th>
              {whole && (
                <th scope="col" className={phone.remove}>
                  <span className="visually-hidden">Remove</span>
                </th>
              )}
            </tr>
          </thead>
          <EntryLines review={review} proposal={proposal} readOnly={readOnly} whole={whole} />
          <tfoot>
            <tr>
              <th scope="row" colSpan={2}>
                <Balance proposal={proposal} />
              </th>
              <td className={table.figure}>
                <Amount value={proposal.totals.debit} />
              </td>
              <td className={table.figure}>
                <Amount value={proposal.totals.credit} />
              </td>
              {whole && <td />}
            </tr>
          </tfoot>
        </table>
      </div>
      {proposal.issues.map((issue) => (
        <p key={issue.code + issue.message} className={styles.issue} data-severity={issue.severity}>
          {issue.severity === "info" ? <Info size={14} aria-hidden /> : <TriangleAlert size={14} aria-hidden />}
          {sentence(issue.message)}
        </p>
      ))}
    </section>
  );
}

interface RateProps {
  review: Review;
  proposal: Proposal;
  readOnly: boolean;
}
/** The exchange rate of a document in another currency: as known for its day, or as the reviewer says. */
function Rate({ review, proposal, readOnly }: RateProps) {
  const { base_currency: base } = useBusiness();
  const shown = decimalText(review.state.rate ?? proposal.rate ?? "");
  const { text, why, type, refuse, settle } = useTyped(shown);
  if (proposal.currency === base) return null;
  const commit = () => {
    if (text === shown) return undefined;
    if (text.trim() === "") return review.dispatch({ type: "rate", rate: null });
    const rate = parseRate(text);
    if (rate === null) return refuse("Write a number above zero");
    settle();
    return rate === proposal.rate ? undefined : review.dispatch({ type: "rate", rate });
  };
  return (
    <div className={styles.rate}>
      <label htmlFor="rate">1 {proposal.currency} =</label>
      <input
        id="rate"
        className={styles.input}
        value={text}
        readOnly={readOnly}
        inputMode="decimal"
        autoComplete="off"
        aria-invalid={why !== null || undefined}
        aria-describedby="rate-note"
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === "Enter" && commit()}
      />
      <span>{base}</span>
      <span id="rate-note" className={styles.quiet}>
        {why}
      </span>
    </div>
  );
}

function Balance({ proposal }: { proposal: Proposal }) {
  if (proposal.balanced) {
    return (
      <Badge tone="good" icon={CircleCheck}>
        Balances
      </Badge>
    );
  }
  const { debit, credit } = proposal.totals;
  const gap = differenceOf(debit.amount, credit.amount, debit.currency);
  return (
    <Badge tone="bad" icon={TriangleAlert}>
      Off by {amountText(gap, debit.currency)}
    </Badge>
  );
}
