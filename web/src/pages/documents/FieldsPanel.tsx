import { useState } from "react";
import type { Document, Field } from "@/api/contract";
import { FieldInput } from "./FieldInput";
import { lineToChange, nextGuessed } from "./doubts";
import { type Picked, type ReviewState, doubtsAbout, isDoubtful, nextDoubtful } from "./review-state";
import styles from "./review.module.css";
import type { Review } from "./use-review";

interface FieldsPanelProps {
  review: Review;
  readOnly: boolean;
  picked: (Picked & { field: string; at: number }) | null;
}

/** Moves the focus to a field at once, so that the next key already lands there. */
export function focusField(name: string): void {
  const input = document.getElementById(`field-${name}`);
  input?.focus();
  if (input instanceof HTMLInputElement) input.select();
}

/** The facts of the document. Tab goes from doubt to doubt, Enter says a field is right. */
export function FieldsPanel({ review, readOnly, picked }: FieldsPanelProps) {
  const { shown, document, state, dispatch } = review;
  const [more, setMore] = useState(false);
  const fields = shown.fields;
  const minor = fields.filter((field) => field.status === "missing" && !isDoubtful(field, state) && !(field.name in state.fields));
  const main = fields.filter((field) => more || !minor.includes(field));
  const currency = fields.find((field) => field.name === "currency")?.value ?? document.proposal?.currency ?? "EUR";
  const asRead = (field: Field) => document.fields.find(({ name }) => name === field.name) ?? field;

  const walk = (from: string, back: boolean, next = state): boolean => {
    const target = nextDoubtful(main, next, from, back);
    if (target) focusField(target);
    else if (!back) return focusAccount(lineToChange(shown.proposal?.lines ?? [], next));
    return target !== null;
  };
  const confirm = (field: Field, value: string | null) => {
    const fieldsAfter = { ...state.fields, [field.name]: value };
    const worthKeeping = value !== (asRead(field).value ?? null) || isDoubtful(field, state);
    dispatch(worthKeeping ? { type: "change", field: field.name, value } : { type: "settle" });
    const after = { ...state, fields: fieldsAfter };
    const target = nextDoubtful(main, after, field.name);
    if (target) focusField(target);
    else goOn(shown, after, null);
  };

  return (
    <section className={styles.section} aria-label="Facts">
      <div className={styles.fields} data-settled={document.entry_id ? true : undefined}>
        {main.map((field) => (
          <FieldInput
            key={field.name}
            // what is being typed is not overwritten by its own preview
            field={field.name === state.typing?.field ? { ...field, value: asRead(field).value } : field}
            state={state}
            currency={currency}
            readOnly={readOnly}
            settled={document.entry_id != null}
            doubts={doubtsAbout(shown, field.name)}
            picked={picked?.field === field.name ? picked : null}
            onActivate={() => dispatch({ type: "activate", field: field.name })}
            onLeave={() => dispatch({ type: "activate", field: null })}
            onChange={(value, spots) =>
              value === (asRead(field).value ?? null) && !spots
                ? dispatch({ type: "revert", field: field.name })
                : dispatch({ type: "change", field: field.name, value, spots })
            }
            onTyping={(value) =>
              dispatch(value === undefined ? { type: "settle" } : { type: "typing", field: field.name, value })
            }
            onRevert={() => dispatch({ type: "revert", field: field.name })}
            onConfirm={(value) => confirm(field, value)}
            onWalk={(back) => walk(field.name, back)}
          />
        ))}
      </div>
      {minor.length > 0 && (
        <button type="button" className={styles.moreFields} onClick={() => setMore(!more)} aria-expanded={more}>
          {more ? "Hide what is not on the document" : `${minor.length} more fields, not found on the document`}
        </button>
      )}
    </section>
  );
}

export const accountInput = (line: number): string => `account-of-${line}`;
/** False when there is no such line. */
export function focusAccount(line: number | null): boolean {
  const input = line === null ? null : document.getElementById(accountInput(line));
  input?.focus();
  return input !== null;
}

/** To the next guessed account; with no doubt left to Approve, where the next Enter or Space approves. */
export function goOn(shown: Document, state: Pick<ReviewState, "lines">, after: number | null): void {
  if (!focusAccount(nextGuessed(shown.proposal?.lines ?? [], state, after))) document.getElementById("approve")?.focus();
}
