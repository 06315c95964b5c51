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

/** Adds an account or changes one. Number and type stay as they are once an account exists. */
export function AccountDialog({ account, onClose }: { account: Account | null; onClose: () => void }) {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const { data: accounts = [] } = useQuery(accountsQuery(b));
  const { data: codes = [] } = useQuery(taxCodesQuery(b));
  const [code, setCode] = useState(account?.code ?? "");
  const [name, setName] = useState(account?.name ?? "");
  const [type, setType] = useState(account?.type ?? "expense");
  const [parent, setParent] = useState<string | null>(account?.parent_id ?? null);
  const [tax, setTax] = useState<string | null>(account?.tax_code ?? null);
  const [active, setActive] = useState(account?.active ?? true);
  const save = useMutation({
    mutationFn: () =>
      account
        ? changeAccount(b, account.id, { version: account.version, name, tax_code: tax ?? "", active })
        : addAccount(b, { code, name, type, parent_id: parent, tax_code: tax, postable: true }),
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
  const groups = accounts.filter((other) => !other.postable && other.type === type && other.id !== account?.id);
  return (
    <Modal opened onClose={onClose} title={account ? `Change ${account.code}` : "New account"}>
      <form onSubmit={submit}>
        <Stack gap="md">
          {!account && (
            <>
              <TextInput label="Number" value={code} onChange={(event) => setCode(event.currentTarget.value)} required error={wrong.code} data-autofocus />
              <Select label="Type" data={TYPES} value={type} onChange={(value) => value && setType(value)} allowDeselect={false} />
            </>
          )}
          <TextInput label="Name" value={name} onChange={(event) => setName(event.currentTarget.value)} required error={wrong.name} />
          {!account && (
            <Select
            label="Under"
            data={groups.map((group) => ({ value: group.id, label: `${group.code} ${group.name}` }))}
            value={parent}
            onChange={setParent}
            clearable
            searchable
            placeholder="No group"
            error={wrong.parent_id}
            />
          )}
          <Select
            label="Usual tax code"
            data={codes.map((item) => ({ value: item.code, label: `${item.code} · ${item.name}` }))}
            value={tax}
            onChange={setTax}
            clearable
            searchable
            placeholder="None"
          />
          {account && (
            <Switch
              label="In use"
              description="An account out of use keeps its lines; nothing new can be posted to it."
              checked={active}
              onChange={(event) => setActive(event.currentTarget.checked)}
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
