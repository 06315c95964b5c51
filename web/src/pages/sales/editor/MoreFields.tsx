import { Checkbox, Select, TextInput, Textarea } from "@mantine/core";
import type { SaleKind } from "@/api/sales";
import { LANGUAGES } from "../words";
import type { Head } from "./draft-state";
import styles from "./editor.module.css";
import type { Draft } from "./use-draft";

interface MoreFieldsProps {
  draft: Draft;
  wrong: (field: string) => string | undefined;
}
const SERIES: Record<SaleKind, string> = { quote: "QU", invoice: "INV", credit_note: "CN" };

/** What most documents do without. */
export function MoreFields({ draft: { state, dispatch }, wrong }: MoreFieldsProps) {
  const { head } = state;
  const change = (part: Partial<Head>) => dispatch({ type: "head", change: part });
  return (
    <>
      <Textarea
        className={styles.wide}
        label="Text below the lines (optional)"
        value={head.notes ?? ""}
        onChange={(event) => change({ notes: event.currentTarget.value || null })}
        autosize
        minRows={2}
        maxLength={4000}
        error={wrong("notes")}
      />
      <TextInput
        className={styles.title}
        label="Words about the payment (optional)"
        value={head.terms.text ?? ""}
        maxLength={500}
        onChange={(event) => dispatch({ type: "terms", change: { text: event.currentTarget.value || null } })}
      />
      <TextInput
        className={styles.short}
        label="Buyer's reference (optional)"
        placeholder="Leitweg-ID, cost centre"
        maxLength={100}
        value={head.buyer_reference ?? ""}
        onChange={(event) => change({ buyer_reference: event.currentTarget.value || null })}
        error={wrong("buyer_reference")}
      />
      <Select
        label="Language"
        placeholder="The usual one"
        data={LANGUAGES}
        value={head.language}
        onChange={(language) => change({ language })}
        clearable
        w={150}
        error={wrong("language")}
      />
      <TextInput
        label="Series"
        placeholder={SERIES[head.kind]}
        value={head.series ?? ""}
        onChange={(event) => change({ series: event.currentTarget.value.toUpperCase() || null })}
        maxLength={8}
        w={110}
        error={wrong("series")}
      />
      {head.kind === "invoice" && (
        <Checkbox
          className={styles.wide}
          label="For a payment in advance"
          description="A later invoice takes it off; until then it is owed to the customer."
          checked={head.is_deposit}
          onChange={(event) => change({ is_deposit: event.currentTarget.checked })}
        />
      )}
    </>
  );
}
