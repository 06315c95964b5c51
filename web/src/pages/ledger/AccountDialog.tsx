import { Button, Modal, Select, Stack, Switch, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { Account } from "@/api/contract";
import { isApiError, messageOf } from "@/api/errors";
import { accountsQuery, addAccount, changeAccount, taxCodesQuery } from "@/api/ledger";
import { tell } from "@/components/notify";
import { useBusiness } from "@/shell/business";

const TYPES = [
  { value: "asset", label: "Asset" },
  { value: "liability", label: "Liability" },
  { value: "equity", label: "Equity" },
  { value: "income", label: "Income" },
  { value: "expense", label: "Expense" },
];

interface AccountForm {
  code: string;
  name: string;
  type: string;
  parent_id: string | null;
  tax_code: string | null;
  active: boolean;
}
const formOf = (account: Account | null): AccountForm => ({
  code: account?.code ?? "",
  name: account?.name ?? "",
  type: account?.type ?? "expense",
  parent_id: account?.parent_id ?? null,
  tax_code: account?.tax_code ?? null,
  active: account?.active ?? true,
});

/** Adds an account or changes one. Number, type and place in the tree stay as they are once an account exists. */
export function AccountDialog({ account, onClose }: { account: Account | null; onClose: () => void }) {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const [form, setForm] = useState(() => formOf(account));
  const change = (part: Partial<AccountForm>) => setForm((old) => ({ ...old, ...part }));
  const { code, name, type, parent_id, tax_code, active } = form;
  const save = useMutation({
    mutationFn: () =>
      account
        ? changeAccount(b, account.id, { version: account.version, name, tax_code: tax_code ?? "", active })
        : addAccount(b, { code, name, type, parent_id, tax_code, postable: true }),
    onSuccess: async (saved) => {
      tell(`${saved.code} ${saved.name} ${account ? "was changed" : "was added"}`);
      await client.invalidateQueries({ queryKey: ["accounts"] });
      onClose();
    },
  });
  const wrong = isApiError(save.error) ? save.error.fields : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={account ? `Change ${account.code}` : "New account"}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {!account && <FixedPart form={form} wrong={wrong} change={change} />}
          <TextInput
            label="Name"
            value={name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            required
            error={wrong.name}
            data-autofocus={account ? true : undefined}
          />
          <UsualTaxCode value={tax_code} onChange={(next) => change({ tax_code: next })} />
          {account && (
            <Switch
              label="In use"
              description="An account out of use keeps its lines; nothing new can be posted to it."
              checked={active}
              onChange={(event) => change({ active: event.currentTarget.checked })}
            />
          )}
          {save.error && (
            <p role="alert" style={{ margin: 0, color: "var(--bad)" }}>
              {messageOf(save.error)}
            </p>
          )}
          <Button type="submit" loading={save.isPending}>
            {account ? "Save" : "Add the account"}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}

interface FixedPartProps {
  form: AccountForm;
  wrong: Record<string, string>;
  change: (part: Partial<AccountForm>) => void;
}
/** What is decided once, when the account is made. */
function FixedPart({ form, wrong, change }: FixedPartProps) {
  const { id: b } = useBusiness();
  const { data: accounts = [] } = useQuery(accountsQuery(b));
  const groups = accounts.filter((other) => !other.postable && other.type === form.type);
  return (
    <>
      <TextInput
        label="Number"
        value={form.code}
        onChange={(event) => change({ code: event.currentTarget.value })}
        required
        error={wrong.code}
        data-autofocus
      />
      <Select
        label="Type"
        data={TYPES}
        value={form.type}
        onChange={(type) => type && change({ type, parent_id: null })}
        allowDeselect={false}
      />
      <Select
        label="Under"
        data={groups.map((group) => ({ value: group.id, label: `${group.code} ${group.name}` }))}
        value={form.parent_id}
        onChange={(parent_id) => change({ parent_id })}
        clearable
        searchable
        placeholder="No group"
        error={wrong.parent_id}
      />
    </>
  );
}

function UsualTaxCode({ value, onChange }: { value: string | null; onChange: (code: string | null) => void }) {
  const { id: b } = useBusiness();
  const { data: codes = [] } = useQuery(taxCodesQuery(b));
  return (
    <Select
      label="Usual tax code"
      data={codes.map((item) => ({ value: item.code, label: `${item.code} · ${item.name}` }))}
      value={value}
      onChange={onChange}
      clearable
      searchable
      placeholder="None"
    />
  );
}
