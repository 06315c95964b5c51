import { Button, Checkbox, Group, Modal, NumberInput, Select, Stack, Switch, TextInput, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { PartyDetail, PartyFields } from "@/api/contract";
import { isApiError, messageOf } from "@/api/errors";
import { addParty, changeParty, taxCodesQuery } from "@/api/ledger";
import { AccountPicker } from "@/components/AccountPicker";
import { DialogForm } from "@/components/DialogForm";
import { tell } from "@/components/notify";
import { useBusiness } from "@/shell/business";
import { COUNTRIES } from "../../setup/choices";
import { linesOf } from "./words";

const EMPTY: PartyFields = {
  name: "",
  is_supplier: true,
  is_customer: false,
  aliases: [],
  tax_ids: [],
  ibans: [],
  domains: [],
};

interface PartyDialogProps {
  party: PartyDetail | null;
  onClose: () => void;
  onSaved?: (id: string) => void;
  /** What a new one is from the start. */
  as?: "supplier" | "customer";
}

/** Adds a counterparty or changes one: its names and numbers, its bank accounts, what is usual for it. */
export function PartyDialog({ party, onClose, onSaved, as = "supplier" }: PartyDialogProps) {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const [fields, setFields] = useState<PartyFields>(() => (party ? fieldsOf(party) : { ...EMPTY, is_supplier: as === "supplier", is_customer: as === "customer" }));
  const [active, setActive] = useState(party?.active ?? true);
  const change = (part: Partial<PartyFields>) => setFields((old) => ({ ...old, ...part }));
  const save = useMutation({
    mutationFn: () => (party ? changeParty(b, party.id, { ...fields, version: party.version, active }) : addParty(b, fields)),
    onSuccess: async (saved) => {
      tell(`${saved.name} was ${party ? "changed" : "added"}`);
      await client.invalidateQueries({ queryKey: ["parties"] });
      await client.invalidateQueries({ queryKey: ["party"] });
      onClose();
      onSaved?.(saved.id);
    },
  });
  const wrong = isApiError(save.error) ? save.error.fields : {};
  return (
    <Modal opened onClose={onClose} title={party ? `Change ${party.name}` : "New party"} size="lg">
      <DialogForm onSubmit={() => save.mutate()}>
        <Stack gap="md">
          <Who {...{ fields, change, wrong }} />
          <Numbers {...{ fields, change, wrong }} />
          <Usual {...{ fields, change, wrong }} />
          {party && (
            <Switch
              label="In use"
              description="One out of use is still recognised on documents, but not offered."
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
            {party ? "Save" : "Add the party"}
          </Button>
        </Stack>
      </DialogForm>
    </Modal>
  );
}

const fieldsOf = ({ id: _id, version: _version, active: _active, created_at: _at, ...fields }: PartyDetail): PartyFields => fields;

interface PartProps {
  fields: PartyFields;
  change: (part: Partial<PartyFields>) => void;
  wrong: Record<string, string>;
}

function Who({ fields, change, wrong }: PartProps) {
  return (
    <>
      <TextInput
        label="Name"
        value={fields.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
        required
        error={wrong.name}
        data-autofocus
      />
      <Group>
        <Checkbox label="Supplier" checked={fields.is_supplier} onChange={(event) => change({ is_supplier: event.currentTarget.checked })} />
        <Checkbox label="Customer" checked={fields.is_customer} onChange={(event) => change({ is_customer: event.currentTarget.checked })} />
      </Group>
      <Group grow align="flex-start">
        <Select
          label="Country"
          data={COUNTRIES}
          value={fields.country ?? null}
          onChange={(country) => change({ country })}
          searchable
          clearable
          error={wrong.country}
        />
        <TextInput label="E-mail" type="email" value={fields.email ?? ""} onChange={(event) => change({ email: event.currentTarget.value })} error={wrong.email} />
      </Group>
      <TextInput label="Address" value={fields.address ?? ""} onChange={(event) => change({ address: event.currentTarget.value })} />
    </>
  );
}

const LISTS: [name: "aliases" | "tax_ids" | "ibans", label: string, description: string][] = [
  ["ibans", "Bank accounts (IBAN)", "One a line. A document with another one is held back with a warning."],
  ["tax_ids", "VAT and tax numbers", "One a line"],
  ["aliases", "Other names on documents", "One a line"],
];

function Numbers({ fields, change, wrong }: PartProps) {
  return LISTS.map(([name, label, description]) => (
    <ListField key={name} {...{ label, description }} value={fields[name] ?? []} error={wrong[name]} onChange={(list) => change({ [name]: list })} />
  ));
}

interface ListFieldProps {
  label: string;
  description: string;
  value: string[];
  error?: string;
  onChange: (list: string[]) => void;
}
function ListField({ value, onChange, ...field }: ListFieldProps) {
  const [text, setText] = useState(value.join("\n"));
  return (
    <Textarea
      {...field}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        onChange(linesOf(event.currentTarget.value));
      }}
      autosize
      minRows={1}
    />
  );
}

function Usual({ fields, change }: PartProps) {
  const { id: b } = useBusiness();
  const { data: codes = [] } = useQuery(taxCodesQuery(b));
  const choices = (kind: string) => codes.filter((code) => code.kind === kind).map(({ code, name }) => ({ value: code, label: `${code} · ${name}` }));
  return (
    <>
      {fields.is_supplier && (
        <Group grow align="flex-start">
          <AccountPicker
            label="Usual cost account"
            value={fields.expense_account ?? null}
            onChange={(account) => change({ expense_account: account?.id ?? null })}
            clearable
          />
          <Select
            label="Usual tax code of purchases"
            data={choices("input")}
            value={fields.purchase_tax_code ?? null}
            onChange={(purchase_tax_code) => change({ purchase_tax_code })}
            searchable
            clearable
          />
        </Group>
      )}
      {fields.is_customer && (
        <Group grow align="flex-start">
          <AccountPicker
            label="Usual income account"
            value={fields.income_account ?? null}
            onChange={(account) => change({ income_account: account?.id ?? null })}
            clearable
          />
          <Select
            label="Usual tax code of sales"
            data={choices("output")}
            value={fields.sales_tax_code ?? null}
            onChange={(sales_tax_code) => change({ sales_tax_code })}
            searchable
            clearable
          />
        </Group>
      )}
      <NumberInput
        label="Days to pay"
        value={fields.payment_days ?? ""}
        onChange={(days) => change({ payment_days: days === "" ? null : Number(days) })}
        min={0}
        max={365}
        allowDecimal={false}
        hideControls
        w={120}
      />
    </>
  );
}
