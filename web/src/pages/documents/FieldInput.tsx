import { Tooltip } from "@mantine/core";
import { Undo2 } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import type { Field, Spot } from "@/api/contract";
import { useTyped } from "@/components/use-typed";
import { dateText } from "@/dates/dates";
import { amountText, shareText } from "@/numbers/format";
import { CURRENCIES } from "../setup/choices";
import { type Picked, type ReviewState, isDoubtful, statusOf, takeText, valueOf } from "./review-state";
import { FieldState } from "./status";
import styles from "./review.module.css";
import { KIND_CHOICES, sentence } from "./words";

interface FieldInputProps {
  field: Field;
  state: ReviewState;
  currency: string;
  readOnly: boolean;
  /** What the server says against the field. */
  doubts: string;
  /** What was picked on the page for this field. */
  picked: (Picked & { at: number }) | null;
  onActivate: () => void;
  onLeave: () => void;
  onChange: (value: string | null, spots?: Spot[]) => void;
  onRevert: () => void;
  /** Enter: this one is right, go on to the next doubtful. */
  onConfirm: (value: string | null) => void;
  onWalk: (back: boolean) => boolean;
}

/** A value as a person reads it; the wire form stays behind. */
export function shownValue(field: Pick<Field, "type">, value: string | null | undefined, currency: string): string {
  if (value === null || value === undefined) return "";
  if (field.type === "date") return /^\d{4}-\d\d-\d\d$/.test(value) ? dateText(value) : value;
  if (field.type === "money") return /^-?\d+(\.\d+)?$/.test(value) ? amountText(value, currency) : value;
  if (field.type === "iban") return value.replace(/(.{4})(?=.)/g, "$1 ");
  return value;
}

export function FieldInput(props: FieldInputProps) {
  const { field, state, currency, picked } = props;
  const value = valueOf(field, state);
  const { text, why, type, refuse, settle } = useTyped(shownValue(field, value, currency));
  const cancelled = useRef(false); // Escape leaves the field: what was typed must not be taken over then
  const status = statusOf(field, state);
  const changed = field.name in state.fields;

  /** Takes the text over; false when it cannot be understood. */
  const commit = (typed: string, confirm: boolean, spots?: Spot[]): boolean => {
    const taken = takeText(field.type, typed, currency);
    if (!taken.ok) {
      refuse(taken.why, typed);
      return false;
    }
    settle();
    if (confirm) props.onConfirm(taken.value);
    else if (spots || taken.value !== value) props.onChange(taken.value, spots);
    return true;
  };
  useEffect(() => {
    if (!picked) return;
    commit(picked.text, false, picked.spots);
    // only a new pick may overwrite what stands in the field
    // oxlint-disable-next-line react/exhaustive-deps
  }, [picked?.at]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      commit(text, true);
    } else if (event.key === "Enter") {
      commit(text, false); // Ctrl Enter approves: with what stands here now
    } else if (event.key === "Escape") {
      cancelled.current = true;
      settle();
      (event.target as HTMLElement).blur();
    } else if (event.key === "Tab" && !event.altKey && commit(text, false) && props.onWalk(event.shiftKey)) {
      event.preventDefault();
    }
  };
  const id = `field-${field.name}`;
  const shared = {
    id,
    "aria-invalid": why !== null || undefined,
    "aria-describedby": `${id}-note`,
    onFocus: props.onActivate,
    onKeyDown,
    className: styles.input,
  };
  return (
    <div className={styles.field} data-status={status} data-active={state.active === field.name || undefined}>
      <div className={styles.fieldHead}>
        <label htmlFor={id}>{field.label}</label>
        {changed && (
          <Tooltip label={`Back to what was read: ${shownValue(field, field.value, currency) || "nothing"}`}>
            <button type="button" className={styles.revert} onClick={props.onRevert} aria-label={`Take back the change of ${field.label}`}>
              <Undo2 size={13} aria-hidden />
            </button>
          </Tooltip>
        )}
        <FieldState status={status} />
      </div>
      {field.type === "select" ? (
        <select
          {...shared}
          value={value ?? ""}
          disabled={props.readOnly}
          onBlur={props.onLeave}
          onChange={(event) => props.onChange(event.currentTarget.value || null)}
        >
          <Options field={field} value={value} />
        </select>
      ) : (
        <input
          {...shared}
          value={text}
          readOnly={props.readOnly}
          data-figure={field.type === "money" || field.type === "number" || undefined}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => type(event.currentTarget.value)}
          onBlur={() => {
            if (!cancelled.current) commit(text, false);
            cancelled.current = false;
            props.onLeave();
          }}
        />
      )}
      <p id={`${id}-note`} className={styles.fieldNote} data-error={why ? true : undefined}>
        {why ?? noteOf(props)}
      </p>
    </div>
  );
}

/** Why the field looks as it does: always for doubtful ones, for the others while one works on them. */
function noteOf({ field, state, doubts }: FieldInputProps): string {
  if (field.name in state.fields) return "";
  if (field.corrected_by) return `Corrected by ${field.corrected_by.name}`;
  if (isDoubtful(field, state)) return sentence(doubts || field.reason);
  if (state.active === field.name && field.reason) return `${sentence(field.reason)} (${shareText(field.confidence)} sure)`;
  return "";
}

const OPTIONS: Record<string, { value: string; label: string }[]> = { kind: KIND_CHOICES, currency: CURRENCIES };

function Options({ field, value }: { field: Field; value: string | null }) {
  const options = OPTIONS[field.name] ?? [];
  const known = value === null || options.some((option) => option.value === value);
  return (
    <>
      {value === null && <option value="">–</option>}
      {!known && <option value={value}>{value}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </>
  );
}
