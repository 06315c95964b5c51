import { Tooltip } from "@mantine/core";
import { Undo2 } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import type { Field, Spot } from "@/api/contract";
import { useTyped } from "@/components/use-typed";
import { dateText } from "@/dates/dates";
import { amountText, shareText } from "@/numbers/format";
import { sentence } from "@/numbers/prose";
import { CURRENCIES } from "../setup/choices";
import { type Picked, type ReviewState, isDoubtful, statusOf, takeText, valueOf } from "./review-state";
import { FieldState } from "./status";
import styles from "./review.module.css";
import { KIND_CHOICES } from "./words";

interface FieldInputProps {
  field: Field;
  state: ReviewState;
  currency: string;
  readOnly: boolean;
  /** The entry is posted: how sure the reading once was is history. */
  settled: boolean;
  /** What the server says against the field. */
  doubts: string;
  /** What was picked on the page for this field. */
  picked: (Picked & { at: number }) | null;
  onActivate: () => void;
  onLeave: () => void;
  onChange: (value: string | null, spots?: Spot[]) => void;
  /** What stands there while it is being typed; undefined when it means nothing (yet). */
  onTyping: (value: string | null | undefined) => void;
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
  const { field, state, currency } = props;
  const value = valueOf(field, state);
  const typed = useTyped(shownValue(field, value, currency));
  const commit = useCommit(props, value, typed);
  const { onKeyDown, type, leave } = useHands(props, typed, commit);
  const id = `field-${field.name}`;
  const shared = {
    id,
    "aria-invalid": typed.why !== null || undefined,
    "aria-describedby": `${id}-note`,
    onFocus: props.onActivate,
    onKeyDown,
    className: styles.input,
  };
  return (
    <div className={styles.field} data-status={statusOf(field, state)} data-active={state.active === field.name || undefined}>
      <FieldHead {...props} />
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
          value={typed.text}
          readOnly={props.readOnly}
          data-figure={field.type === "money" || field.type === "number" || undefined}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => type(event.currentTarget.value)}
          onBlur={leave}
        />
      )}
      <p id={`${id}-note`} className={styles.fieldNote} data-error={typed.why ? true : undefined}>
        {typed.why ?? noteOf(props)}
      </p>
    </div>
  );
}

/** What the keys and the going away do. */
function useHands(props: FieldInputProps, typed: ReturnType<typeof useTyped>, commit: ReturnType<typeof useCommit>) {
  const { field, currency } = props;
  const cancelled = useRef(false); // Escape leaves the field: what was typed must not be taken over then
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      commit(typed.text, true);
    } else if (event.key === "Enter") {
      commit(typed.text, false); // Ctrl Enter approves: with what stands here now
    } else if (event.key === "Escape") {
      cancelled.current = true;
      typed.settle();
      props.onTyping(undefined);
      (event.target as HTMLElement).blur();
    } else if (event.key === "Tab" && !event.altKey && commit(typed.text, false) && props.onWalk(event.shiftKey)) {
      event.preventDefault();
    }
  };
  const type = (text: string) => {
    typed.type(text);
    const taken = takeText(field.type, text, currency);
    props.onTyping(taken.ok ? taken.value : undefined);
  };
  const leave = () => {
    if (!cancelled.current) commit(typed.text, false);
    cancelled.current = false;
    props.onLeave();
  };
  return { onKeyDown, type, leave };
}

/** Takes typed or picked text over. The function returns false when the text cannot be understood. */
function useCommit(props: FieldInputProps, value: string | null, typed: ReturnType<typeof useTyped>) {
  const { field, currency, picked } = props;
  const commit = (text: string, confirm: boolean, spots?: Spot[]): boolean => {
    const taken = takeText(field.type, text, currency);
    if (!taken.ok) {
      typed.refuse(taken.why, text);
      props.onTyping(undefined);
      return false;
    }
    typed.settle();
    if (confirm) props.onConfirm(taken.value);
    else if (spots || taken.value !== value) props.onChange(taken.value, spots);
    else props.onTyping(undefined);
    return true;
  };
  useEffect(() => {
    if (picked) commit(picked.text, false, picked.spots);
    // only a new pick may overwrite what stands in the field
    // oxlint-disable-next-line react/exhaustive-deps
  }, [picked?.at]);
  return commit;
}

/** The name of the field, how it stands, and the way back to what was read. */
function FieldHead({ field, state, currency, settled, onRevert }: FieldInputProps) {
  const asRead = shownValue(field, field.value, currency) || "nothing";
  return (
    <div className={styles.fieldHead}>
      <label htmlFor={`field-${field.name}`}>{field.label}</label>
      {field.name in state.fields && (
        <Tooltip label={`Back to what was read: ${asRead}`}>
          <button type="button" className={styles.revert} onClick={onRevert} aria-label={`Take back the change of ${field.label}`}>
            <Undo2 size={13} aria-hidden />
          </button>
        </Tooltip>
      )}
      {(!settled || field.status === "confirmed") && <FieldState status={statusOf(field, state)} />}
    </div>
  );
}

/** What the server says against a field stands there always; where its value comes from, while one works on it. */
function noteOf({ field, state, doubts }: FieldInputProps): string {
  if (field.name in state.fields) return "";
  if (field.corrected_by) return `Corrected by ${field.corrected_by.name}`;
  if (doubts && isDoubtful(field, state)) return sentence(doubts);
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
