import { Button, Modal, Select, Stack, Switch, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Account } from "@/api/contract";
import { isApiError, messageOf } from "@/api/errors";
import { accountsQuery, addAccount, changeAccount, taxCodesQuery } from "@/api/ledger";
import { DialogForm } from "@/components/DialogForm";
import { tell } from "@/components/notify";
import { useBusiness } from "@/shell/business";
import { headingOf, neighbourOf } from "./account-type";

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
  /** Null until one was chosen: then the number of the account decides. */
  type: string | null;
  /** Undefined until one was chosen. */
  parent_id: string | null | undefined;
  tax_code: string | null;
  active: boolean;
}
const formOf = (account: Account | null): AccountForm => ({
  code: account?.code ?? "",
  name: account?.name ?? "",
  type: account?.type ?? null,
  parent_id: account ? (account.parent_id ?? null) : undefined,
  tax_code: account?.tax_code ?? null,
  active: account?.active ?? true,
});

/** Adds an account or changes one. The type of one that has lines or a budget stays: the server says so. */
export function AccountDialog({ account, onClose }: { account: Account | null; onClose: () => void }) {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const [form, setForm] = useState(() => formOf(account));
  const change = (part: Partial<AccountForm>) => setForm((old) => ({ ...old, ...part }));
  const { data: accounts = [] } = useQuery(accountsQuery(b));
  const { code, name, tax_code, active } = form;
  const { type, parent_id } = placed(form, accounts);
  const save = useMutation({
    mutationFn: () =>
      account
        ? changeAccount(b, account.id, {
            version: account.version,
            name,
            tax_code: tax_code ?? "",
            active,
            ...(type === account.type ? {} : { type }),
            ...(parent_id === (account.parent_id ?? null) ? {} : { parent_id: parent_id ?? NO_PARENT }),
          })
        : addAccount(b, { code, name, type: type ?? "expense", parent_id, tax_code, postable: true }),
    onSuccess: async (saved) => {
      tell(`${saved.code} ${saved.name} ${account ? "was changed" : "was added"}`);
      await client.invalidateQueries({ queryKey: ["accounts"] });
      onClose();
    },
  });
  const wrong = isApiError(save.error) ? save.error.fields : {};
  return (
    <Modal opened onClose={onClose} title={account ? `Change ${account.code}` : "New account"}>
      <DialogForm onSubmit={() => save.mutate()}>
        <Stack gap="md">
          {!account && <NumberField value={code} error={wrong.code} onChange={(next) => change({ code: next })} />}
          <TextInput
            label="Name"
            value={name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            required
            error={wrong.name}
            data-autofocus={account ? true : undefined}
          />
          <Place {...{ type, parent_id, accounts, wrong, change }} />
          <UsualTaxCode value={tax_code} onChange={(next) => change({ tax_code: next })} />
          {account && (
            <Switch
              label="In use"
              description="An account out of use keeps its lines; nothing new can be posted to it."
              checked={active}
              onChange={(event) => change({ active: event.currentTarget.checked })}
            />
          )}
          <Refusal error={save.error} />
          <Button type="submit" loading={save.isPending}>
            {account ? "Save" : "Add the account"}
          </Button>
        </Stack>
      </DialogForm>
    </Modal>
  );
}

const Refusal = ({ error }: { error: unknown }) =>
  error ? (
    <p role="alert" style={{ margin: 0, color: "var(--bad)" }}>
      {messageOf(error)}
    </p>
  ) : null;

interface NumberFieldProps {
  value: string;
  error?: string;
  onChange: (code: string) => void;
}
const NumberField = ({ value, error, onChange }: NumberFieldProps) => (
  <TextInput
    label="Number"
    description="Its neighbours in the chart decide the type and the group; both can be changed."
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
    required
    error={error}
    data-autofocus
  />
);

/** What the server takes for "under no heading". */
const NO_PARENT = "00000000-0000-0000-0000-000000000000";

/** Type and heading as chosen, or as the number suggests. */
function placed(form: AccountForm, accounts: Account[]): { type: string | null; parent_id: string | null } {
  const type = form.type ?? neighbourOf(form.code.trim(), accounts)?.type ?? null;
  if (form.parent_id !== undefined) return { type, parent_id: form.parent_id };
  const heading = headingOf(form.code.trim(), accounts);
  return { type, parent_id: heading && heading.type === type ? heading.id : null };
}

interface PlaceProps {
  type: string | null;
  parent_id: string | null;
  accounts: Account[];
  wrong: Record<string, string>;
  change: (part: Partial<AccountForm>) => void;
}
function Place({ type, parent_id, accounts, wrong, change }: PlaceProps) {
  const groups = accounts.filter((other) => !other.postable && other.type === type);
  return (
    <>
      <Select
        label="Type"
        data={TYPES}
        value={type}
        onChange={(chosen) => chosen && change({ type: chosen, parent_id: null })}
        allowDeselect={false}
        placeholder="Choose"
        required
        error={wrong.type}
      />
      <Select
        label="Under"
        data={groups.map((group) => ({ value: group.id, label: `${group.code} ${group.name}` }))}
        value={parent_id}
        onChange={(chosen) => change({ parent_id: chosen })}
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
