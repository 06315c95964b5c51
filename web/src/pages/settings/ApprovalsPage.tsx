import { ActionIcon, Button, Select, Switch, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { ApprovalPolicy, ApprovalRule, Role } from "@/api/contract";
import { messageOf } from "@/api/errors";
import { changePolicy, policyQuery } from "@/api/settings";
import { Sheet } from "@/components/Page";
import { Loaded } from "@/components/states";
import { tell } from "@/components/notify";
import table from "@/components/table.module.css";
import { useTyped } from "@/components/use-typed";
import { amountText } from "@/numbers/format";
import { parseAmount } from "@/numbers/parse";
import { useBusiness, useMay } from "@/shell/business";
import { KIND_CHOICES } from "../documents/words";
import { SettingsFrame } from "./SettingsFrame";
import styles from "./settings.module.css";

export default function ApprovalsPage() {
  const { id: b } = useBusiness();
  const may = useMay();
  const query = useQuery(policyQuery(b));
  return (
    <SettingsFrame
      title="Approvals"
      note={query.data && `Policy version ${query.data.version}. Documents already waiting keep the version they came under.`}
    >
      <Loaded query={query}>
        {(policy) => <PolicyForm key={policy.version} policy={policy} editable={may("policies-manage")} />}
      </Loaded>
    </SettingsFrame>
  );
}

const ROLES = [
  { value: "accountant", label: "an accountant" },
  { value: "admin", label: "an administrator" },
];

function PolicyForm({ policy, editable }: { policy: ApprovalPolicy; editable: boolean }) {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const currency = policy.self_approval_limit.currency;
  const [draft, setDraft] = useState(policy);
  const save = useMutation({
    mutationFn: () => changePolicy(b, draft),
    onSuccess: (next) => {
      tell("The policy was changed");
      client.setQueryData(policyQuery(b).queryKey, next);
    },
  });
  const setRule = (at: number, change: Partial<ApprovalRule>) =>
    setDraft((old) => ({ ...old, rules: old.rules.map((rule, index) => (index === at ? { ...rule, ...change } : rule)) }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} style={{ display: "grid", gap: 18 }}>
      <Sheet title="Who may approve" flush>
        <Rules rules={draft.rules} currency={currency} editable={editable} onChange={setRule} onRemove={(at) => setDraft((old) => ({ ...old, rules: old.rules.filter((_, index) => index !== at) }))} />
        {editable && (
          <div style={{ padding: "10px 18px 14px" }}>
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<Plus size={14} />}
              onClick={() => setDraft((old) => ({ ...old, rules: [...old.rules, { needs_role: "accountant", approvers: 1 }] }))}
            >
              Add a rule
            </Button>
          </div>
        )}
      </Sheet>
      <Sheet title="Own entries">
        <AmountField
          width={220}
          label={`Nobody approves what he entered himself above (${currency})`}
          value={draft.self_approval_limit.amount}
          currency={currency}
          readOnly={!editable}
          onChange={(amount) => setDraft((old) => ({ ...old, self_approval_limit: { amount: amount ?? "0.00", currency } }))}
        />
      </Sheet>
      <Sheet title="Without a person">
        <div className={styles.form}>
          <Switch
            label="Post by policy when nothing is in doubt"
            description="Only known suppliers, every check holds, every field at least this sure, and below the amount."
            checked={draft.automatic.enabled}
            disabled={!editable}
            onChange={(event) => {
              const enabled = event.currentTarget.checked;
              setDraft((old) => ({ ...old, automatic: { ...old.automatic, enabled } }));
            }}
          />
          <div className={styles.pair}>
            <AmountField
              label={`Up to (${currency})`}
              value={draft.automatic.max_amount}
              currency={currency}
              readOnly={!editable}
              onChange={(amount) => setDraft((old) => ({ ...old, automatic: { ...old.automatic, max_amount: amount ?? "0.00" } }))}
            />
            <Select
              label="At least this sure"
              data={["0.95", "0.97", "0.98", "0.99", "0.995"].map((value) => ({ value, label: `${Number(value) * 100}%` }))}
              value={String(draft.automatic.min_confidence)}
              disabled={!editable}
              allowDeselect={false}
              onChange={(value) => value && setDraft((old) => ({ ...old, automatic: { ...old.automatic, min_confidence: Number(value) } }))}
            />
          </div>
        </div>
      </Sheet>
      {save.error && (
        <p role="alert" className={styles.problem}>
          {messageOf(save.error)}
        </p>
      )}
      {editable && (
        <Button type="submit" loading={save.isPending} w="fit-content">
          Save the policy
        </Button>
      )}
    </form>
  );
}

interface RulesProps {
  rules: ApprovalRule[];
  currency: string;
  editable: boolean;
  onChange: (at: number, change: Partial<ApprovalRule>) => void;
  onRemove: (at: number) => void;
}
function Rules({ rules, currency, editable, onChange, onRemove }: RulesProps) {
  return (
    <div className={table.scroll}>
      <table className={`${table.table} ${styles.rules}`} aria-label="Rules of approval">
        <thead>
          <tr>
            <th scope="col">Documents</th>
            <th scope="col">From {currency}</th>
            <th scope="col">Up to {currency}</th>
            <th scope="col">Approved by</th>
            <th scope="col">
              <span className="visually-hidden">Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule, at) => (
            // rules have no id; their place is their name
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={at}>
              <td>
                <Select
                  aria-label={`Documents of rule ${at + 1}`}
                  data={KIND_CHOICES}
                  placeholder="All"
                  clearable
                  disabled={!editable}
                  value={rule.kind ?? null}
                  onChange={(kind) => onChange(at, { kind })}
                />
              </td>
              {(["min_amount", "max_amount"] as const).map((side) => (
                <td key={side}>
                  <AmountField
                    ariaLabel={`${side === "min_amount" ? "From" : "Up to"}, rule ${at + 1}`}
                    value={rule[side] ?? null}
                    currency={currency}
                    readOnly={!editable}
                    onChange={(amount) => onChange(at, { [side]: amount })}
                  />
                </td>
              ))}
              <td>
                <Select
                  aria-label={`Approved by, rule ${at + 1}`}
                  data={ROLES}
                  value={rule.needs_role}
                  allowDeselect={false}
                  disabled={!editable}
                  onChange={(role) => role && onChange(at, { needs_role: role as Role })}
                />
              </td>
              <td>
                {editable && (
                  <ActionIcon aria-label={`Remove rule ${at + 1}`} onClick={() => onRemove(at)}>
                    <X size={16} />
                  </ActionIcon>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface AmountFieldProps {
  width?: number;
  label?: string;
  ariaLabel?: string;
  value: string | null;
  currency: string;
  readOnly: boolean;
  onChange: (amount: string | null) => void;
}
function AmountField({ label, ariaLabel, value, currency, readOnly, onChange, width }: AmountFieldProps) {
  const { text, why, type, refuse, settle } = useTyped(value ? amountText(value, currency) : "");
  const commit = () => {
    const parsed = text.trim() === "" ? { ok: true as const, value: null } : parseAmount(text, currency);
    if (!parsed.ok) {
      refuse(parsed.why);
      return;
    }
    settle();
    onChange(parsed.value);
  };
  return (
    <TextInput
      label={label}
      aria-label={ariaLabel}
      value={text}
      readOnly={readOnly}
      placeholder="no limit"
      inputMode="decimal"
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={commit}
      error={why}
      styles={{ input: { textAlign: "right", maxWidth: width } }}
    />
  );
}
