import { Button, Group, Select, TextInput, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { isApiError, messageOf } from "@/api/errors";
import { type SalesProfile, changeSalesProfile, salesProfileQuery } from "@/api/sales";
import { Sheet } from "@/components/Page";
import { Loaded } from "@/components/states";
import { tell } from "@/components/notify";
import { useBusiness, useMay } from "@/shell/business";
import { SettingsFrame } from "./SettingsFrame";
import styles from "./settings.module.css";

/** What the business says of itself on quotes, invoices and credit notes. */
export default function PapersPage() {
  const { id: b } = useBusiness();
  const editable = useMay()("chart-manage");
  const query = useQuery(salesProfileQuery(b));
  return (
    <SettingsFrame title="Papers" note="What the business says of itself on quotes, invoices and e-invoices. What is issued keeps what was said then.">
      <Loaded query={query}>{(profile) => <Profile key={profile.version} profile={profile} editable={editable} />}</Loaded>
    </SettingsFrame>
  );
}

type TextField = "contact" | "phone" | "email" | "web" | "tax_number" | "iban" | "bic" | "bank";
type AddressField = keyof NonNullable<SalesProfile["address"]>;

const ADDRESS: [name: AddressField, label: string][] = [
  ["street", "Street and number"],
  ["second", "Second line"],
  ["post_code", "Post code"],
  ["city", "City"],
  ["region", "Region"],
];
const CONTACT: [name: TextField, label: string][] = [
  ["contact", "Contact"],
  ["phone", "Phone"],
  ["email", "E-mail"],
  ["web", "Web"],
];
const BANK: [name: TextField, label: string, description?: string][] = [
  ["iban", "IBAN to pay to", "The first account of the business when empty."],
  ["bic", "BIC"],
  ["bank", "Name of the bank"],
];
/** Electronic addresses by the code of their scheme (EAS). */
const SCHEMES = [
  ["0204", "Leitweg-ID (Germany)"],
  ["0088", "GLN"],
  ["0106", "KVK number (Netherlands)"],
  ["0190", "OIN (Netherlands)"],
  ["0208", "Enterprise number (Belgium)"],
  ["0209", "GS1 number"],
  ["0210", "Codice fiscale (Italy)"],
  ["0211", "Partita IVA (Italy)"],
  ["9906", "VAT number (Italy)"],
  ["9914", "VAT number (Austria)"],
  ["9925", "VAT number (Belgium)"],
  ["9930", "VAT number (Germany)"],
  ["9944", "VAT number (Netherlands)"],
  ["9957", "VAT number (France)"],
  ["EM", "E-mail"],
].map(([value = "", label = ""]) => ({ value, label: `${value} · ${label}` }));

const linesOf = (text: string): string[] => text.split("\n").map((line) => line.trim()).filter(Boolean);

function Profile({ profile, editable }: { profile: SalesProfile; editable: boolean }) {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const [fields, setFields] = useState(profile);
  const [registration, setRegistration] = useState((profile.registration ?? []).join("\n"));
  const [scheme, setScheme] = useState(profile.electronic_address?.scheme ?? null);
  const [identifier, setIdentifier] = useState(profile.electronic_address?.value ?? "");
  const change = (part: Partial<SalesProfile>) => setFields((old) => ({ ...old, ...part }));
  const save = useMutation({
    mutationFn: () => {
      const electronic_address = scheme && identifier.trim() ? { scheme, value: identifier.trim() } : null;
      return changeSalesProfile(b, { ...fields, registration: linesOf(registration), electronic_address });
    },
    onSuccess: (saved) => {
      tell("Saved");
      client.setQueryData(salesProfileQuery(b).queryKey, saved);
    },
  });
  const wrong = isApiError(save.error) ? save.error.fields : {};
  const text = ([name, label, description]: [name: TextField, label: string, description?: string]) => (
    <TextInput
      key={name}
      label={label}
      description={description}
      value={fields[name] ?? ""}
      onChange={(event) => change({ [name]: event.currentTarget.value || null })}
      readOnly={!editable}
      error={wrong[name]}
    />
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate();
  };
  return (
    <form onSubmit={submit} className={styles.policy}>
      <Sheet title="Address">
        <div className={styles.form}>
          {ADDRESS.map(([name, label]) => (
            <TextInput
              key={name}
              label={label}
              value={fields.address?.[name] ?? ""}
              onChange={(event) => change({ address: { ...fields.address, [name]: event.currentTarget.value || null } })}
              readOnly={!editable}
              error={wrong[`address.${name}`]}
            />
          ))}
        </div>
      </Sheet>
      <Sheet title="Contact">
        <div className={styles.form}>{CONTACT.map(text)}</div>
      </Sheet>
      <Sheet title="Register and tax">
        <div className={styles.form}>
          {text(["tax_number", "Tax number", "The local one; the VAT number stands under Business."])}
          <Textarea
            label="Register"
            description="One line each: court and number, managing directors, capital."
            value={registration}
            onChange={(event) => setRegistration(event.currentTarget.value)}
            readOnly={!editable}
            autosize
            minRows={2}
            error={wrong.registration}
          />
        </div>
      </Sheet>
      <Sheet title="Bank">
        <div className={styles.form}>{BANK.map(text)}</div>
      </Sheet>
      <Sheet title="Electronic address">
        <div className={styles.form}>
          <Select
            label="Scheme"
            data={scheme && !SCHEMES.some(({ value }) => value === scheme) ? [scheme, ...SCHEMES] : SCHEMES}
            value={scheme}
            onChange={setScheme}
            searchable
            clearable={editable}
            readOnly={!editable}
            error={wrong["electronic_address.scheme"]}
          />
          <TextInput
            label="Address in it"
            description="Where e-invoices find the business; asked for by Peppol and XRechnung."
            value={identifier}
            onChange={(event) => setIdentifier(event.currentTarget.value)}
            readOnly={!editable}
            error={wrong["electronic_address.value"] ?? wrong.electronic_address}
          />
        </div>
      </Sheet>
      {save.error && (
        <p role="alert" className={styles.problem}>
          {messageOf(save.error)}
        </p>
      )}
      {editable && (
        <Group>
          <Button type="submit" loading={save.isPending}>
            Save
          </Button>
        </Group>
      )}
    </form>
  );
}
