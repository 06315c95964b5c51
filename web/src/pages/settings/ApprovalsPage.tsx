import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { LowRiskClass, Policy, PolicyInForce, PolicyRule } from "@/api/contract";
import { messageOf } from "@/api/errors";
import { changePolicy, policyQuery } from "@/api/settings";
import { Sheet } from "@/components/Page";
import { Loaded } from "@/components/states";
import { tell } from "@/components/notify";
import { useBusiness, useMay } from "@/shell/business";
import { LowRisk, MinorField, Rule } from "./PolicyParts";
import { SettingsFrame } from "./SettingsFrame";
import styles from "./settings.module.css";

export default function ApprovalsPage() {
  const { id: b } = useBusiness();
  const may = useMay();
  const query = useQuery(policyQuery(b));
  return (
    <SettingsFrame title="Approvals" note={query.data && (query.data.version === 0 ? "The default policy" : `Policy version ${query.data.version}`)}>
      <Loaded query={query}>
        {(inForce) => <PolicyForm key={inForce.version} inForce={inForce} editable={may("policies-manage")} />}
      </Loaded>
    </SettingsFrame>
  );
}

const newRule = (name: string): PolicyRule => ({
  name,
  when: { kinds: [], min_amount: null, max_amount: null, confidence_below: null, party_known: null, accounts: [] },
  approvers: { roles: ["accountant", "admin"], persons: [], count: 1 },
});
const newClass = (currency: string): LowRiskClass => ({
  name: "Small and sure",
  enabled: false,
  kinds: [],
  max_amount: { minor: 5000, currency },
  min_confidence: 0.98,
});

/** The list with one item changed, or without it when there is nothing in its place. */
function replaced<T>(list: T[], at: number, item: T | null): T[] {
  return item === null ? list.filter((_, index) => index !== at) : list.map((old, index) => (index === at ? item : old));
}

function PolicyForm({ inForce, editable }: { inForce: PolicyInForce; editable: boolean }) {
  const { id: b, base_currency: currency } = useBusiness();
  const client = useQueryClient();
  const [policy, setPolicy] = useState<Policy>(inForce.policy);
  const change = (part: Partial<Policy>) => setPolicy((old) => ({ ...old, ...part }));
  const save = useMutation({
    mutationFn: () => changePolicy(b, inForce.version, policy),
    onSuccess: (next) => {
      tell("The policy was changed");
      client.setQueryData(policyQuery(b).queryKey, next);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const part = { policy, currency, editable, change };
  return (
    <form onSubmit={submit} className={styles.policy}>
      <Rules {...part} />
      <Sheet title="Own work">
        <MinorField
          label="Anyone may approve what they entered or corrected themselves, up to"
          value={policy.self_approval_limit}
          currency={currency}
          readOnly={!editable}
          onChange={(limit) => change({ self_approval_limit: limit ?? { minor: 0, currency } })}
        />
      </Sheet>
      <Automatic {...part} />
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

interface PartProps {
  policy: Policy;
  currency: string;
  editable: boolean;
  change: (part: Partial<Policy>) => void;
}
const AddButton = ({ children, onClick }: { children: string; onClick: () => void }) => (
  <Button variant="subtle" size="compact-sm" leftSection={<Plus size={14} />} onClick={onClick}>
    {children}
  </Button>
);

function Rules({ policy: { rules }, currency, editable, change }: PartProps) {
  const add = () => change({ rules: [...rules, newRule(`Rule ${rules.length + 1}`)] });
  return (
    <Sheet title="Who must approve" actions={editable && <AddButton onClick={add}>Add a rule</AddButton>}>
      <p className={styles.quiet}>
        {rules.length === 0
          ? "There are no rules: one person who may approve documents is enough for any of them."
          : "Every rule that applies must be satisfied. Where none applies, one person who may approve documents is enough."}
      </p>
      {rules.map((rule, at) => (
        <Rule
          key={at}
          rule={rule}
          currency={currency}
          editable={editable}
          onChange={(next) => change({ rules: replaced(rules, at, next) })}
        />
      ))}
    </Sheet>
  );
}

function Automatic({ policy: { automatic }, currency, editable, change }: PartProps) {
  const add = () => change({ automatic: [newClass(currency)] });
  const addable = editable && automatic.length === 0;
  return (
    <Sheet title="Automatic posting" actions={addable && <AddButton onClick={add}>Add a class</AddButton>}>
      {automatic.length === 0 && <p className={styles.quiet}>Nothing is posted without a person.</p>}
      {automatic.map((item, at) => (
        <LowRisk
          key={at}
          item={item}
          currency={currency}
          editable={editable}
          onChange={(next) => change({ automatic: replaced(automatic, at, next) })}
        />
      ))}
    </Sheet>
  );
}
