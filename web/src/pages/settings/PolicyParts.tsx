/** The parts of an approval policy: a rule, a class that needs no person, and amounts in whole minor units. */
import { ActionIcon, MultiSelect, Select, Switch, TextInput } from "@mantine/core";
import { X } from "lucide-react";
import type { LowRiskClass, Minor, PolicyRule } from "@/api/contract";
import { useTyped } from "@/components/use-typed";
import { decimalsOf, fromMinor, toMinor } from "@/numbers/decimal";
import { amountText } from "@/numbers/format";
import { parseAmount } from "@/numbers/parse";
import { KIND_CHOICES } from "../documents/words";
import styles from "./settings.module.css";

const ROLES = [
  { value: "accountant", label: "Accountants" },
  { value: "admin", label: "Administrators" },
];

interface RuleProps {
  rule: PolicyRule;
  currency: string;
  editable: boolean;
  /** null takes the rule away. */
  onChange: (rule: PolicyRule | null) => void;
}
export function Rule({ rule, currency, editable, onChange }: RuleProps) {
  const when = (part: Partial<PolicyRule["when"]>) => onChange({ ...rule, when: { ...rule.when, ...part } });
  const who = (part: Partial<PolicyRule["approvers"]>) => onChange({ ...rule, approvers: { ...rule.approvers, ...part } });
  return (
    <fieldset className={styles.rule}>
      <legend className="visually-hidden">Rule {rule.name}</legend>
      <div className={styles.ruleHead}>
        <TextInput
          label="Name"
          value={rule.name}
          readOnly={!editable}
          required
          onChange={(event) => onChange({ ...rule, name: event.currentTarget.value })}
        />
        {editable && (
          <ActionIcon size={34} aria-label={`Remove the rule ${rule.name}`} onClick={() => onChange(null)}>
            <X size={16} />
          </ActionIcon>
        )}
      </div>
      <MultiSelect
        label="Documents"
        placeholder={rule.when.kinds.length === 0 ? "Every kind" : undefined}
        data={KIND_CHOICES}
        value={rule.when.kinds}
        disabled={!editable}
        onChange={(kinds) => when({ kinds })}
      />
      <div className={styles.pair}>
        <MinorField
          label="From"
          value={rule.when.min_amount}
          currency={currency}
          readOnly={!editable}
          onChange={(min_amount) => when({ min_amount })}
        />
        <MinorField
          label="Up to"
          value={rule.when.max_amount}
          currency={currency}
          readOnly={!editable}
          onChange={(max_amount) => when({ max_amount })}
        />
      </div>
      <div className={styles.pair}>
        <MultiSelect
          label="Approved by"
          placeholder={rule.approvers.roles.length === 0 ? "Anyone who may approve" : undefined}
          data={ROLES}
          value={rule.approvers.roles}
          disabled={!editable}
          onChange={(roles) => who({ roles })}
        />
        <Select
          label="How many people"
          data={["1", "2", "3"]}
          value={String(rule.approvers.count)}
          disabled={!editable}
          allowDeselect={false}
          onChange={(count) => count && who({ count: Number(count) })}
        />
      </div>
    </fieldset>
  );
}

interface LowRiskProps {
  item: LowRiskClass;
  currency: string;
  editable: boolean;
  onChange: (item: LowRiskClass | null) => void;
}
const SURE = ["0.95", "0.97", "0.98", "0.99", "0.995"];

export function LowRisk({ item, currency, editable, onChange }: LowRiskProps) {
  const sure = String(Math.round(item.min_confidence * 1000) / 1000);
  return (
    <fieldset className={styles.rule}>
      <legend className="visually-hidden">Class {item.name}</legend>
      <Switch
        label={`Post “${item.name}” without a person`}
        description="Only when nothing is in doubt, every check holds, and amount and confidence are within these limits. The audit log names this policy as approver."
        checked={item.enabled}
        disabled={!editable}
        onChange={(event) => onChange({ ...item, enabled: event.currentTarget.checked })}
      />
      <div className={styles.pair}>
        <MinorField
          label="Up to"
          value={item.max_amount}
          currency={currency}
          readOnly={!editable}
          onChange={(max_amount) => onChange({ ...item, max_amount: max_amount ?? { minor: 0, currency } })}
        />
        <Select
          label="Confidence of at least"
          data={[...new Set([...SURE, sure])].sort().map((value) => ({ value, label: `${Math.round(Number(value) * 1000) / 10}%` }))}
          value={sure}
          disabled={!editable}
          allowDeselect={false}
          onChange={(value) => value && onChange({ ...item, min_confidence: Number(value) })}
        />
      </div>
    </fieldset>
  );
}

interface MinorFieldProps {
  label: string;
  value: Minor | null;
  currency: string;
  readOnly: boolean;
  onChange: (amount: Minor | null) => void;
}
/** An amount kept in whole minor units; empty means no limit. */
export function MinorField({ label, value, currency, readOnly, onChange }: MinorFieldProps) {
  const decimals = decimalsOf(currency);
  const shown = value ? amountText(fromMinor(BigInt(value.minor), decimals), currency) : "";
  const { text, why, type, refuse, settle } = useTyped(shown);
  const commit = () => {
    if (text === shown) return;
    const parsed = text.trim() === "" ? { ok: true as const, value: null } : parseAmount(text, currency);
    if (!parsed.ok) {
      refuse(parsed.why);
      return;
    }
    settle();
    onChange(parsed.value === null ? null : { minor: Number(toMinor(parsed.value, decimals)), currency });
  };
  return (
    <TextInput
      label={`${label} (${currency})`}
      value={text}
      readOnly={readOnly}
      placeholder="No limit"
      inputMode="decimal"
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={commit}
      error={why}
      styles={{ input: { textAlign: "right", maxWidth: 240 } }}
    />
  );
}
