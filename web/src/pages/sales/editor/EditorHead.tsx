import { ActionIcon, Button, SegmentedControl, Select, TextInput, Tooltip } from "@mantine/core";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import type { Prices } from "@/api/sales";
import { DateField } from "@/components/DateField";
import { PartyPicker } from "@/components/PartyPicker";
import { sentence } from "@/numbers/prose";
import { useMay } from "@/shell/business";
import { PartyDialog } from "../../ledger/parties/PartyDialog";
import { CURRENCIES } from "../../setup/choices";
import { MoreFields } from "./MoreFields";
import { TermsFields } from "./TermsFields";
import type { Head } from "./draft-state";
import styles from "./editor.module.css";
import { ofField } from "./remarks";
import type { Draft } from "./use-draft";

/** What stands against a field of the head; warnings are listed with the totals. */
export function useFieldErrors({ remarks }: Pick<Draft, "remarks">, refused: Record<string, string>) {
  return (field: string): string | undefined => {
    const remark = ofField(remarks, field);
    if (refused[field]) return sentence(refused[field]);
    return remark?.stops ? sentence(remark.message) : undefined;
  };
}

interface EditorHeadProps {
  draft: Draft;
  wrong: (field: string) => string | undefined;
}
/** Who, when, in which currency, until when; the rest is folded away. */
export function EditorHead({ draft, wrong }: EditorHeadProps) {
  const { head } = draft.state;
  const [more, setMore] = useState(() => [head.notes, head.series, head.language, head.buyer_reference, head.terms.text].some(Boolean) || head.is_deposit);
  const change = (part: Partial<Head>) => draft.dispatch({ type: "head", change: part });
  return (
    <div className={styles.head}>
      <Customer draft={draft} wrong={wrong} />
      <Days draft={draft} wrong={wrong} />
      <Money draft={draft} wrong={wrong} />
      <TextInput
        id="sale-title"
        className={styles.title}
        label="Title (optional)"
        placeholder="What it is about"
        maxLength={200}
        value={head.title ?? ""}
        onChange={(event) => change({ title: event.currentTarget.value || null })}
      />
      <TextInput
        id="sale-order"
        className={styles.short}
        label="Order number (optional)"
        maxLength={100}
        value={head.order_number ?? ""}
        onChange={(event) => change({ order_number: event.currentTarget.value || null })}
      />
      {head.kind !== "credit_note" && <TermsFields draft={draft} wrong={wrong} />}
      {more ? (
        <MoreFields draft={draft} wrong={wrong} />
      ) : (
        <Button className={styles.fold} variant="subtle" size="compact-sm" onClick={() => setMore(true)}>
          Text, language, series and more
        </Button>
      )}
    </div>
  );
}

function Customer({ draft: { state, dispatch }, wrong }: EditorHeadProps) {
  const { head } = state;
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const fixed = head.kind === "credit_note" && head.credits_id !== null;
  const change = (customer_id: string | null) => dispatch({ type: "head", change: { customer_id } });
  return (
    <div className={styles.customer}>
      <PartyPicker
        id="sale-customer"
        label="Customer"
        kind="customer"
        value={head.customer_id}
        onChange={change}
        error={wrong("customer_id")}
        readOnly={fixed}
        autoFocus={head.customer_id === null}
      />
      {!fixed && may("parties-manage") && (
        <Tooltip label="New customer">
          <ActionIcon size={36} variant="default" aria-label="New customer" onClick={() => setAdding(true)}>
            <UserPlus size={17} />
          </ActionIcon>
        </Tooltip>
      )}
      {adding && <PartyDialog party={null} as="customer" onClose={() => setAdding(false)} onSaved={change} />}
    </div>
  );
}

function Days({ draft: { state, dispatch }, wrong }: EditorHeadProps) {
  const { kind, issue_date, tax_point, valid_until } = state.head;
  const change = (part: Partial<Head>) => dispatch({ type: "head", change: part });
  return (
    <>
      <DateField
        label="Date"
        value={issue_date}
        optional
        placeholder="Day of issue"
        onChange={(day) => change({ issue_date: day })}
        error={wrong("issue_date")}
      />
      {kind === "quote" ? (
        <DateField label="Valid until" value={valid_until} optional placeholder="No end" onChange={(day) => change({ valid_until: day })} error={wrong("valid_until")} />
      ) : (
        <DateField label="Delivered" value={tax_point} optional placeholder="The same day" onChange={(day) => change({ tax_point: day })} error={wrong("tax_point")} />
      )}
    </>
  );
}

const CODES = CURRENCIES.map(({ value }) => value);

function Money({ draft: { state, currency, dispatch }, wrong }: EditorHeadProps) {
  const { head } = state;
  const fixed = head.kind === "credit_note" && head.credits_id !== null;
  return (
    <>
      <Select
        id="sale-currency"
        label="Currency"
        data={CODES.includes(currency) ? CODES : [currency, ...CODES]}
        value={currency}
        onChange={(next) => next && dispatch({ type: "head", change: { currency: next } })}
        allowDeselect={false}
        searchable
        readOnly={fixed}
        error={wrong("currency")}
        w={100}
      />
      <fieldset className={styles.prices}>
        <legend>Prices</legend>
        <SegmentedControl
          aria-label="Prices"
          value={head.prices}
          disabled={fixed}
          onChange={(prices) => dispatch({ type: "head", change: { prices: prices as Prices } })}
          data={[
            { value: "net", label: "Net" },
            { value: "gross", label: "Gross" },
          ]}
        />
      </fieldset>
    </>
  );
}
