import { ActionIcon, Button, SegmentedControl, TextInput } from "@mantine/core";
import { X } from "lucide-react";
import type { SalesInstalment, SalesTerms } from "@/api/sales";
import { DateField } from "@/components/DateField";
import { useTyped } from "@/components/use-typed";
import { today } from "@/dates/dates";
import { isZero } from "@/numbers/decimal";
import { decimalText } from "@/numbers/format";
import { parseDecimal } from "@/numbers/parse";
import styles from "./editor.module.css";
import { type TermsMode, missingShare, modeOf, switched } from "./terms";
import type { Draft } from "./use-draft";

interface TermsFieldsProps {
  draft: Draft;
  wrong: (field: string) => string | undefined;
}
/** When it is to be paid: in so many days, on a day, or in instalments; and what paying early is worth. */
export function TermsFields({ draft, wrong }: TermsFieldsProps) {
  const { terms, issue_date } = draft.state.head;
  const mode = modeOf(terms);
  const change = (part: Partial<SalesTerms>) => draft.dispatch({ type: "terms", change: part });
  return (
    <div className={styles.terms}>
      <fieldset className={styles.prices}>
        <legend>To be paid</legend>
        <SegmentedControl
          aria-label="To be paid"
          value={mode}
          onChange={(next) => change(switched(terms, next as TermsMode, issue_date ?? today()))}
          data={[
            { value: "days", label: "In days" },
            { value: "day", label: "On a day" },
            { value: "instalments", label: "Instalments" },
          ]}
        />
      </fieldset>
      {mode === "days" && <NumberField label="Days" whole placeholder="Customer's" value={terms.days === null ? "" : String(terms.days)} onChange={(days) => change({ days: days === "" ? null : Number(days) })} />}
      {mode === "day" && <DateField label="Due" value={terms.due} onChange={(due) => change({ due })} />}
      {mode === "instalments" && <Instalments terms={terms} change={change} />}
      <EarlyDiscount terms={terms} change={change} />
      {wrong("terms") && (
        <p className={styles.wrong} role="alert">
          {wrong("terms")}
        </p>
      )}
    </div>
  );
}

interface PartProps {
  terms: SalesTerms;
  change: (part: Partial<SalesTerms>) => void;
}
function EarlyDiscount({ terms: { discount }, change }: PartProps) {
  const set = (percent: string, days: number) => change({ discount: percent === "" ? null : { percent, days } });
  return (
    <>
      <NumberField label="Early discount %" placeholder="None" value={discount?.percent ?? ""} onChange={(percent) => set(percent, discount?.days ?? 14)} />
      {discount && <NumberField label="within days" whole value={String(discount.days)} onChange={(days) => set(discount.percent, Number(days || "0"))} />}
    </>
  );
}

function Instalments({ terms: { instalments }, change }: PartProps) {
  const set = (at: number, part: Partial<SalesInstalment>) =>
    change({ instalments: instalments.map((known, index) => (index === at ? { ...known, ...part } : known)) });
  const missing = missingShare(instalments);
  const add = () => {
    const days = (instalments.at(-1)?.days ?? 0) + 30;
    change({ instalments: [...instalments, { share: missing ?? "0", days, due: null }] });
  };
  return (
    <fieldset className={styles.instalments} aria-label="Instalments">
      {instalments.map((instalment, at) => (
        // shares have no name of their own; their place is what they are
        <div key={at} className={styles.instalment}>
          <NumberField label={`Share ${at + 1} %`} value={instalment.share} onChange={(share) => set(at, { share: share || "0" })} />
          <NumberField
            label="after days"
            whole
            placeholder="A day"
            value={instalment.days === null ? "" : String(instalment.days)}
            onChange={(days) => set(at, days === "" ? { days: null, due: instalment.due ?? today() } : { days: Number(days), due: null })}
          />
          {instalment.days === null && <DateField label="on" value={instalment.due} onChange={(due) => set(at, { due })} />}
          <ActionIcon variant="subtle" aria-label={`Remove share ${at + 1}`} onClick={() => change({ instalments: instalments.filter((_, index) => index !== at) })}>
            <X size={15} />
          </ActionIcon>
        </div>
      ))}
      <Button variant="default" size="compact-sm" onClick={add}>
        Another share
      </Button>
      <span className={styles.rest} data-off={missing === null || !isZero(missing) || undefined} role="status">
        {missing === null ? "More than 100 %" : isZero(missing) ? "100 % in all" : `${decimalText(missing)} % are missing`}
      </span>
    </fieldset>
  );
}

interface NumberFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  /** Days: no decimals. */
  whole?: boolean;
}
/** A per cent or a number of days; what cannot be read stays with the reason. */
function NumberField({ label, value, onChange, placeholder, whole }: NumberFieldProps) {
  const shown = value === "" ? "" : decimalText(value);
  const typed = useTyped(shown);
  const take = () => {
    if (typed.text === shown) return;
    const text = typed.text.trim().replace(/\s*%$/, "");
    const read = text === "" ? "" : parseDecimal(text);
    if (read === null || (whole && read.includes("."))) return typed.refuse(whole ? "Type whole days" : "Type a per cent");
    typed.settle();
    onChange(read);
  };
  return (
    <TextInput
      label={label}
      w={112}
      value={typed.text}
      error={typed.why}
      placeholder={placeholder}
      inputMode={whole ? "numeric" : "decimal"}
      autoComplete="off"
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => typed.type(event.currentTarget.value)}
      onBlur={take}
      onKeyDown={(event) => event.key === "Enter" && take()}
    />
  );
}
