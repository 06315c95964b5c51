import { Button, Modal, Select, TextInput, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { Business } from "@/api/contract";
import { isApiError, messageOf } from "@/api/errors";
import { addBusiness, businessesQuery, changeBusiness } from "@/api/settings";
import { sessionKey } from "@/api/session";
import { DialogForm } from "@/components/DialogForm";
import { Facts } from "@/components/Facts";
import { Sheet } from "@/components/Page";
import { Loaded } from "@/components/states";
import { tell } from "@/components/notify";
import { useBusiness, useMay } from "@/shell/business";
import { ibanText } from "../ledger/parties/words";
import { COUNTRIES, CURRENCIES, MONTHS, currencyOf } from "../setup/choices";
import { SettingsFrame } from "./SettingsFrame";
import styles from "./settings.module.css";

export default function BusinessPage() {
  const { id } = useBusiness();
  const may = useMay();
  const query = useQuery(businessesQuery);
  const [adding, setAdding] = useState(false);
  return (
    <SettingsFrame
      title="Business"
      actions={
        may("organisation-manage") && (
          <Button variant="default" leftSection={<Plus size={16} />} onClick={() => setAdding(true)}>
            Another business
          </Button>
        )
      }
    >
      <Loaded query={query}>
        {(businesses) => {
          const business = businesses.find((candidate) => candidate.id === id);
          return business ? <Details key={business.version} business={business} editable={may("organisation-manage")} /> : null;
        }}
      </Loaded>
      {adding && <NewBusiness onClose={() => setAdding(false)} />}
    </SettingsFrame>
  );
}

const label = (choices: { value: string; label: string }[], value: string) =>
  choices.find((choice) => choice.value === value)?.label ?? value;
const lines = (text: string): string[] => text.split(/\n/).map((line) => line.trim()).filter(Boolean);

function Details({ business, editable }: { business: Business; editable: boolean }) {
  const client = useQueryClient();
  const [name, setName] = useState(business.name);
  const [taxId, setTaxId] = useState(business.tax_id ?? "");
  const [names, setNames] = useState(business.also_known_as.join("\n"));
  const [ibans, setIbans] = useState(business.ibans.map(ibanText).join("\n"));
  const save = useMutation({
    mutationFn: () =>
      changeBusiness(business.id, {
        version: business.version,
        name,
        tax_id: taxId || null,
        also_known_as: lines(names),
        ibans: lines(ibans).map((iban) => iban.replace(/\s/g, "").toUpperCase()),
      }),
    onSuccess: async () => {
      tell("Saved");
      await client.invalidateQueries({ queryKey: ["businesses"] });
      await client.invalidateQueries({ queryKey: sessionKey });
    },
  });
  const wrong = isApiError(save.error) ? save.error.fields : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <>
      <FixedFacts business={business} />
      <Sheet title="Details">
        <form onSubmit={submit} className={styles.form}>
          <TextInput label="Name" value={name} onChange={(e) => setName(e.currentTarget.value)} required readOnly={!editable} error={wrong.name} />
          <TextInput label="Tax number" value={taxId} onChange={(e) => setTaxId(e.currentTarget.value)} readOnly={!editable} error={wrong.tax_id} />
          <Textarea
            label="Also known as"
            description="One name a line. Documents addressed to any of them are yours."
            value={names}
            onChange={(e) => setNames(e.currentTarget.value)}
            readOnly={!editable}
            autosize
            minRows={2}
          />
          <Textarea
            label="Own bank accounts (IBAN)"
            description="One a line. They tell your own account from a supplier's."
            value={ibans}
            onChange={(e) => setIbans(e.currentTarget.value)}
            readOnly={!editable}
            autosize
            minRows={2}
            error={wrong.ibans}
          />
          {save.error && (
            <p role="alert" className={styles.problem}>
              {messageOf(save.error)}
            </p>
          )}
          {editable && (
            <Button type="submit" loading={save.isPending} w="fit-content">
              Save
            </Button>
          )}
        </form>
      </Sheet>
    </>
  );
}

const FixedFacts = ({ business }: { business: Business }) => (
  <Sheet title="Fixed when the books were opened">
    <Facts
      items={[
        ["Currency of the books", label(CURRENCIES, business.base_currency)],
        ["Country", label(COUNTRIES, business.jurisdiction)],
        ["Fiscal year starts in", label(MONTHS, String(business.fiscal_year_start))],
      ]}
    />
  </Sheet>
);

function NewBusiness({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [country, setCountry] = useState("DE");
  const [currency, setCurrency] = useState("EUR");
  const [month, setMonth] = useState("1");
  const add = useMutation({
    mutationFn: () =>
      addBusiness({ name, jurisdiction: country, base_currency: currency, fiscal_year_start: Number(month) }),
    onSuccess: async () => {
      tell(`${name} was added`);
      await client.invalidateQueries({ queryKey: ["businesses"] });
      await client.invalidateQueries({ queryKey: sessionKey });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title="Another business">
      <DialogForm onSubmit={() => add.mutate()} className={styles.form}>
        <TextInput label="Name of the business" value={name} onChange={(e) => setName(e.currentTarget.value)} required data-autofocus />
        <Select
          label="Country"
          data={COUNTRIES}
          value={country}
          allowDeselect={false}
          searchable
          onChange={(value) => {
            if (!value) return;
            setCountry(value);
            setCurrency(currencyOf(value));
          }}
        />
        <Select label="Currency of the books" data={CURRENCIES} value={currency} allowDeselect={false} searchable onChange={(value) => value && setCurrency(value)} />
        <Select label="Fiscal year starts in" data={MONTHS} value={month} allowDeselect={false} onChange={(value) => value && setMonth(value)} />
        {add.error && (
          <p role="alert" className={styles.problem}>
            {messageOf(add.error)}
          </p>
        )}
        <Button type="submit" loading={add.isPending}>
          Open the books
        </Button>
      </DialogForm>
    </Modal>
  );
}
