import { useQuery } from "@tanstack/react-query";
import { CircleCheck, TriangleAlert } from "lucide-react";
import type { KeyboardEvent } from "react";
import type { Proposal, ProposalLine } from "@/api/contract";
import { taxCodesQuery } from "@/api/ledger";
import { AccountPicker } from "@/components/AccountPicker";
import { Amount } from "@/components/Amount";
import { Badge } from "@/components/Badge";
import { TaxCodeSelect } from "@/components/TaxCodeSelect";
import table from "@/components/table.module.css";
import { useTyped } from "@/components/use-typed";
import { dateText } from "@/dates/dates";
import { differenceOf } from "@/numbers/decimal";
import { parseNumber } from "@/numbers/parse";
import { amountText, shareText } from "@/numbers/format";
import { useBusiness } from "@/shell/business";
import { accountInput, goOn } from "./FieldsPanel";
import { isGuessed } from "./doubts";
import phone from "./proposal.module.css";
import styles from "./review.module.css";
import type { Review } from "./use-review";
import { sentence } from "./words";

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
  return (
    <section className={styles.section} aria-label="Proposed entry" aria-busy={review.previewing}>
      <div className={styles.sectionHead}>
        <h2>{review.shown.entry_id ? "Entry as posted" : "Proposed entry"}</h2>
        <span className={styles.quiet}>
          {proposal.date ? dateText(proposal.date) : "No date"}
          {proposal.due_date && `, due ${dateText(proposal.due_date)}`}
        </span>
      </div>
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
            </tr>
          </thead>
          <tbody>
            {proposal.lines.map((line) => (
              <Line key={line.id} line={line} review={review} readOnly={readOnly} />
            ))}
          </tbody>
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
            </tr>
          </tfoot>
        </table>
      </div>
      {proposal.issues.map((issue) => (
        <p key={issue.code + issue.message} className={styles.issue} data-severity={issue.severity}>
          <TriangleAlert size={14} aria-hidden />
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
  const { text, why, type, refuse, settle } = useTyped(review.state.rate ?? proposal.rate ?? "");
  if (proposal.currency === base) return null;
  const commit = () => {
    if (text.trim() === "") return review.dispatch({ type: "rate", rate: null });
    const parsed = parseNumber(text, undefined, 3);
    if (!parsed.ok) return refuse(parsed.why);
    settle();
    return parsed.value === proposal.rate ? undefined : review.dispatch({ type: "rate", rate: parsed.value });
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

function Line({ line, review, readOnly }: { line: ProposalLine; review: Review; readOnly: boolean }) {
  const { state, dispatch } = review;
  const cite = () => dispatch({ type: "cite", spots: line.cites.flatMap((cited) => cited.spots) });
  const uncite = () => dispatch({ type: "cite", spots: [] });
  const draft = state.lines[line.id];
  const posted = review.shown.entry_id != null;
  const guessed = !posted && !readOnly && isGuessed(line, state);
  // Enter says the account is right, or that the one just picked is, and goes on to the next doubt
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || readOnly) return;
    if (!event.defaultPrevented && line.account && !draft?.account_id && guessed) {
      dispatch({ type: "line", id: line.id, change: { account_id: line.account.id } });
    }
    event.preventDefault();
    goOn(review.shown, state, line.id);
  };
  return (
    <tr onMouseEnter={cite} onMouseLeave={uncite} onFocus={cite} onBlur={uncite}>
      <td data-guessed={guessed || undefined} onKeyDown={onKeyDown}>
        <AccountPicker
          bare
          inputId={accountInput(line.id)}
          readOnly={readOnly}
          ariaLabel={`Account of the ${line.role.replace(/_/g, " ")} line`}
          value={draft?.account_id ?? line.account?.id ?? null}
          known={line.account}
          onChange={(account) => account && dispatch({ type: "line", id: line.id, change: { account_id: account.id } })}
        />
        <p className={styles.why}>
          {draft?.account_id ? "Chosen by you" : posted ? sentence(line.reason) : `${sentence(line.reason)} (${shareText(line.confidence)} sure)`}
        </p>
      </td>
      <td>
        <TaxCode line={line} review={review} readOnly={readOnly} />
      </td>
      <td className={table.figure}>
        <Amount value={line.debit} />
      </td>
      <td className={table.figure}>
        <Amount value={line.credit} />
      </td>
    </tr>
  );
}

function TaxCode({ line, review, readOnly }: { line: ProposalLine; review: Review; readOnly: boolean }) {
  const business = useBusiness();
  const { data: codes = [] } = useQuery(taxCodesQuery(business.id, review.shown.proposal?.date ?? undefined));
  const draft = review.state.lines[line.id];
  const value = draft && "tax_code" in draft ? (draft.tax_code ?? "") : (line.tax_code ?? "");
  return (
    <TaxCodeSelect
      label={`Tax code of the ${line.role.replace(/_/g, " ")} line`}
      value={value}
      codes={codes}
      disabled={readOnly}
      onChange={(code) => review.dispatch({ type: "line", id: line.id, change: { tax_code: code || null } })}
    />
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
