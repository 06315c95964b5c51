import type { Proposal } from "@/api/contract";
import { DateField } from "@/components/DateField";
import { useTyped } from "@/components/use-typed";
import phone from "./proposal.module.css";
import styles from "./review.module.css";
import type { Review } from "./use-review";

/** The day and the text of the entry: as the document has them, or as the reviewer wants them. */
export function EntryHead({ review: { shown, state, dispatch }, proposal }: { review: Review; proposal: Proposal }) {
  const text = useTyped(state.text ?? proposal.text ?? "");
  const usual = [shown.vendor ?? shown.file_name, shown.number].filter(Boolean).join(" ");
  const take = () => {
    const wanted = text.text.trim();
    text.settle();
    if (wanted !== (state.text ?? proposal.text ?? "")) dispatch({ type: "text", text: wanted });
  };
  return (
    <div className={phone.head}>
      <DateField
        label="Posting date"
        value={state.postingDate || proposal.date || null}
        onChange={(date) => dispatch({ type: "posting-date", date: date ?? "" })}
        width="100%"
      />
      <label>
        <span>Text</span>
        <input
          className={styles.input}
          value={text.text}
          placeholder={usual}
          autoComplete="off"
          maxLength={2000}
          onChange={(event) => text.type(event.currentTarget.value)}
          onBlur={take}
          onKeyDown={(event) => event.key === "Enter" && take()}
        />
      </label>
    </div>
  );
}
