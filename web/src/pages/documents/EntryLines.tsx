import { useQuery } from "@tanstack/react-query";
import { Plus, RotateCcw, Undo2, X } from "lucide-react";
import type { KeyboardEvent } from "react";
import type { Document, Proposal, ProposalLine } from "@/api/contract";
import { taxCodesQuery } from "@/api/ledger";
import { AccountPicker } from "@/components/AccountPicker";
import { Amount } from "@/components/Amount";
import { TaxCodeSelect } from "@/components/TaxCodeSelect";
import table from "@/components/table.module.css";
import { useTyped } from "@/components/use-typed";
import { absolute, isNegative } from "@/numbers/decimal";
import { amountText, shareText } from "@/numbers/format";
import { sentence } from "@/numbers/prose";
import { useBusiness } from "@/shell/business";
import { accountInput, goOn } from "./FieldsPanel";
import { isGuessed } from "./doubts";
import { type EntryAction, type EntryEdit, type EntryRow, amountOf, isCounterparty, signed, startEdit, wasEdited } from "./entry-edit";
import phone from "./proposal.module.css";
import styles from "./review.module.css";
import type { Review } from "./use-review";

interface EntryLinesProps {
  review: Review;
  proposal: Proposal;
  readOnly: boolean;
  /** Lines, amounts and notes can be changed too. */
  whole: boolean;
}

/** The lines of the entry. Each can be changed, parted or taken out; the counterparty's takes up the rest. */
export function EntryLines({ review, proposal, readOnly, whole }: EntryLinesProps) {
  const { state, dispatch, document, shown } = review;
  const saved = document.proposal?.lines ?? [];
  const edit = state.entry ?? startEdit(proposal.lines, proposal.currency, state.lines, saved);
  const change = (action: EntryAction) => dispatch({ type: "entry", start: edit, action });
  // once lines are in hand, the proposal that comes back numbers them anew
  const known = state.entry ? saved : proposal.lines;
  const lineOf = (row: EntryRow) => known.find((line) => (state.entry ? line.id === row.lineId : `line-${line.id}` === row.key));
  const shared = { review, edit, change, readOnly, whole };
  return (
    <tbody>
      {edit.rows.map((row, at) => (
        <OwnLine key={row.key} row={row} at={at} line={lineOf(row)} {...shared} />
      ))}
      {proposal.lines.filter(isCounterparty).map((line) => (
        <CounterpartyLine key={`counterparty-${line.id}`} line={line} {...{ review, readOnly, whole }} />
      ))}
      {whole && !shown.entry_id && (
        <tr className={phone.tools}>
          <td colSpan={5}>
            <button type="button" className={styles.moreFields} onClick={() => change({ do: "add" })}>
              <Plus size={14} aria-hidden /> Another line
            </button>
            {(state.entry || state.asProposed) && (
              <button type="button" className={styles.moreFields} onClick={() => dispatch({ type: "entry-undone" })}>
                <Undo2 size={14} aria-hidden /> Lines as they were
              </button>
            )}
            {document.proposal && wasEdited(document.proposal) && !state.asProposed && (
              <button type="button" className={styles.moreFields} onClick={() => dispatch({ type: "entry-as-proposed" })}>
                <RotateCcw size={14} aria-hidden /> Lines as proposed
              </button>
            )}
          </td>
        </tr>
      )}
    </tbody>
  );
}

interface OwnLineProps {
  row: EntryRow;
  at: number;
  line: ProposalLine | undefined;
  review: Review;
  edit: EntryEdit;
  change: (action: EntryAction) => void;
  readOnly: boolean;
  whole: boolean;
}
function OwnLine({ row, at, line, review, edit, change, readOnly, whole }: OwnLineProps) {
  const { state, dispatch } = review;
  const { proposal } = review.shown;
  const name = line ? `the ${line.role.replace(/_/g, " ")} line` : `added line ${at + 1}`;
  const guessed = !readOnly && !state.entry && line !== undefined && isGuessed(line, state);
  const choose = (part: { account_id?: string; tax_code?: string | null }) => {
    if (line && !state.entry && !(proposal && wasEdited(proposal))) return dispatch({ type: "line", id: line.id, change: part });
    const { account_id: accountId, tax_code: taxCode } = part;
    const changed = { ...(accountId ? { accountId } : {}), ...("tax_code" in part ? { taxCode: taxCode ?? "" } : {}) };
    return change({ do: "set", key: row.key, change: changed });
  };
  // Enter says the account is right, or that the one just picked is, and goes on to the next doubt
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || readOnly || !line) return;
    if (!event.defaultPrevented && guessed && line.account) choose({ account_id: line.account.id });
    event.preventDefault();
    goOn(review.shown, state, line.id);
  };
  return (
    <Row line={line} review={review}>
      <td data-guessed={guessed || undefined} onKeyDown={onKeyDown}>
        <AccountPicker
          bare
          inputId={line ? accountInput(line.id) : undefined}
          readOnly={readOnly}
          ariaLabel={`Account of ${name}`}
          value={row.accountId}
          known={line?.account}
          onChange={(account) => account && choose({ account_id: account.id })}
        />
        {(state.entry || row.memo) && (
          <Memo value={row.memo} label={`Note of ${name}`} readOnly={!whole} onChange={(memo) => change({ do: "set", key: row.key, change: { memo } })} />
        )}
        <Why line={line} document={review.shown} chosen={isChanged(row, line)} />
      </td>
      <td>
        <TaxCode on={review.shown.proposal?.date ?? undefined} name={name} value={row.taxCode} readOnly={readOnly} onChange={(code) => choose({ tax_code: code || null })} />
      </td>
      {(["debit", "credit"] as const).map((side) => (
        <td key={side} className={table.figure}>
          <AmountCell row={row} side={side} name={name} edit={edit} readOnly={!whole} onChange={(amount) => change({ do: "set", key: row.key, change: { amount } })} />
        </td>
      ))}
      {whole && (
        <td className={phone.remove}>
          <button type="button" className={styles.revert} aria-label={`Remove ${name}`} onClick={() => change({ do: "remove", key: row.key })}>
            <X size={14} aria-hidden />
          </button>
        </td>
      )}
    </Row>
  );
}

/** Whether a person has had a hand in the line since it was proposed. */
const isChanged = (row: EntryRow, line: ProposalLine | undefined): boolean =>
  line === undefined || row.accountId !== (line.account?.id ?? null) || row.amount !== signed(line) || row.memo !== line.memo;

interface CounterpartyLineProps {
  line: ProposalLine;
  review: Review;
  readOnly: boolean;
  whole: boolean;
}
function CounterpartyLine({ line, review, readOnly, whole }: CounterpartyLineProps) {
  const { state, dispatch } = review;
  const name = `the ${line.role.replace(/_/g, " ")} line`;
  const draft = state.lines[line.id];
  return (
    <Row line={line} review={review}>
      <td>
        <AccountPicker
          bare
          inputId={accountInput(line.id)}
          readOnly={readOnly || state.entry !== null}
          ariaLabel={`Account of ${name}`}
          value={draft?.account_id ?? line.account?.id ?? null}
          known={line.account}
          onChange={(account) => account && dispatch({ type: "line", id: line.id, change: { account_id: account.id } })}
        />
        <Why line={line} document={review.shown} chosen={Boolean(draft?.account_id)} />
      </td>
      <td />
      <td className={table.figure}>
        <Amount value={line.debit} />
      </td>
      <td className={table.figure}>
        <Amount value={line.credit} />
      </td>
      {whole && <td className={phone.remove} />}
    </Row>
  );
}

/** Pointing at a line shows on the page what it rests on. */
function Row({ line, review, children }: { line: ProposalLine | undefined; review: Review; children: React.ReactNode }) {
  const cite = () => review.dispatch({ type: "cite", spots: line?.cites.flatMap((cited) => cited.spots) ?? [] });
  const uncite = () => review.dispatch({ type: "cite", spots: [] });
  return (
    <tr onMouseEnter={cite} onMouseLeave={uncite} onFocus={cite} onBlur={uncite}>
      {children}
    </tr>
  );
}

function Why({ line, document, chosen }: { line: ProposalLine | undefined; document: Document; chosen: boolean }) {
  if (chosen) return <p className={styles.why}>Chosen by you</p>;
  if (!line) return null;
  const sure = document.entry_id || line.confidence >= 1 ? "" : ` (${shareText(line.confidence)} sure)`;
  return <p className={styles.why}>{sentence(line.reason) + sure}</p>;
}

interface TaxCodeProps {
  name: string;
  value: string;
  readOnly: boolean;
  /** The day of the entry: codes of other times are not offered. */
  on: string | undefined;
  onChange: (code: string) => void;
}
function TaxCode({ name, value, readOnly, on, onChange }: TaxCodeProps) {
  const { id: b } = useBusiness();
  const { data: codes = [] } = useQuery(taxCodesQuery(b, on));
  return <TaxCodeSelect label={`Tax code of ${name}`} value={value} codes={codes} disabled={readOnly} onChange={onChange} />;
}

interface MemoProps {
  value: string;
  label: string;
  readOnly: boolean;
  onChange: (memo: string) => void;
}
function Memo({ value, label, readOnly, onChange }: MemoProps) {
  const { text, type, settle } = useTyped(value);
  const take = () => {
    settle();
    if (text.trim() !== value) onChange(text.trim());
  };
  return (
    <input
      className={phone.memo}
      aria-label={label}
      placeholder="Note"
      value={text}
      readOnly={readOnly}
      autoComplete="off"
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={take}
    />
  );
}

interface AmountCellProps {
  row: EntryRow;
  side: "debit" | "credit";
  name: string;
  edit: EntryEdit;
  readOnly: boolean;
  onChange: (amount: string) => void;
}
/** An amount, a sum such as 100+19%, or = for what is missing. What stands on one side empties the other. */
function AmountCell({ row, side, name, edit, readOnly, onChange }: AmountCellProps) {
  const here = row.amount !== "" && isNegative(row.amount) === (side === "credit");
  const shown = here ? amountText(absolute(row.amount), edit.currency) : "";
  const { text, why, type, refuse, settle } = useTyped(shown);
  if (readOnly) return <>{shown}</>;
  const take = () => {
    if (text === shown) return;
    const amount = amountOf(text, side, edit, row.key);
    if (!amount.ok) return refuse(amount.why);
    settle();
    if (amount.value !== row.amount && (amount.value !== "" || here)) onChange(amount.value);
  };
  const id = `${row.key}-${side}-why`;
  return (
    <>
      <input
        className={phone.amount}
        aria-label={`${side === "debit" ? "Debit" : "Credit"} of ${name}`}
        aria-invalid={why !== null || undefined}
        aria-describedby={why ? id : undefined}
        inputMode="decimal"
        autoComplete="off"
        value={text}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={take}
        onKeyDown={(event) => event.key === "Enter" && take()}
      />
      {why && (
        <p id={id} className={styles.why} role="alert">
          {why}
        </p>
      )}
    </>
  );
}
