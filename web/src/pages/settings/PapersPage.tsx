import { Button, Select, TextInput, Textarea } from "@mantine/core";
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

/** The profile while it is edited; the register and the electronic address as they are typed. */
interface Edited {
  fields: SalesProfile;
  registration: string;
  scheme: string | null;
  identifier: string;
}
const editedOf = (profile: SalesProfile): Edited => ({
  fields: profile,
  registration: (profile.registration ?? []).join("\n"),
  scheme: profile.electronic_address?.scheme ?? null,
  identifier: profile.electronic_address?.value ?? "",
});
const profileOf = ({ fields, registration, scheme, identifier }: Edited): SalesProfile => ({
  ...fields,
  registration: linesOf(registration),
  electronic_address: scheme && identifier.trim() ? { scheme, value: identifier.trim() } : null,
});

interface PartProps {
  edited: Edited;
  change: (part: Partial<Edited>) => void;
  editable: boolean;
  wrong: Record<string, string>;
}

function Profile({ profile, editable }: { profile: SalesProfile; editable: boolean }) {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const [edited, setEdited] = useState(() => editedOf(profile));
  const save = useMutation({
    mutationFn: () => changeSalesProfile(b, profileOf(edited)),
    onSuccess: (saved) => {
      tell("Saved");
      client.setQueryData(salesProfileQuery(b).queryKey, saved);
    },
  });
  const part: PartProps = {
    edited,
    change: (next) => setEdited((old) => ({ ...old, ...next })),
    editable,
    wrong: isApiError(save.error) ? save.error.fields : {},
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!save.isPending) save.mutate();
  };
  return (
    <form onSubmit={submit} className={styles.policy}>
      <Address {...part} />
      <Texts title="Contact" fields={CONTACT} {...part} />
      <Register {...part} />
      <Texts title="Bank" fields={BANK} {...part} />
      <ElectronicAddress {...part} />
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
  );
}

function Address({ edited: { fields }, change, editable, wrong }: PartProps) {
  const { address } = fields;
  return (
    <Sheet title="Address">
      <div className={styles.form}>
        {ADDRESS.map(([name, label]) => (
          <TextInput
            key={name}
            label={label}
            value={address?.[name] ?? ""}
            onChange={(event) => change({ fields: { ...fields, address: { ...address, [name]: event.currentTarget.value || null } } })}
            readOnly={!editable}
            error={wrong[`address.${name}`]}
          />
        ))}
      </div>
    </Sheet>
  );
}

type Text = [name: TextField, label: string, description?: string];
const TextOf = ({ field: [name, label, description], edited: { fields }, change, editable, wrong }: PartProps & { field: Text }) => (
  <TextInput
    label={label}
    description={description}
    value={fields[name] ?? ""}
    onChange={(event) => change({ fields: { ...fields, [name]: event.currentTarget.value || null } })}
    readOnly={!editable}
    error={wrong[name]}
  />
);
const Texts = ({ title, fields, ...part }: PartProps & { title: string; fields: Text[] }) => (
  <Sheet title={title}>
    <div className={styles.form}>
      {fields.map((field) => (
        <TextOf key={field[0]} field={field} {...part} />
      ))}
    </div>
  </Sheet>
);

const TAX_NUMBER: Text = ["tax_number", "Tax number", "The local one; the VAT number stands under Business."];
function Register(part: PartProps) {
  const { edited, change, editable, wrong } = part;
  return (
    <Sheet title="Register and tax">
      <div className={styles.form}>
        <TextOf field={TAX_NUMBER} {...part} />
        <Textarea
          label="Register"
          description="One line each: court and number, managing directors, capital."
          value={edited.registration}
          onChange={(event) => change({ registration: event.currentTarget.value })}
          readOnly={!editable}
          autosize
          minRows={2}
          error={wrong.registration}
        />
      </div>
    </Sheet>
  );
}

function ElectronicAddress({ edited: { scheme, identifier }, change, editable, wrong }: PartProps) {
  const known = SCHEMES.some(({ value }) => value === scheme);
  return (
    <Sheet title="Electronic address">
      <div className={styles.form}>
        <Select
          label="Scheme"
          data={scheme && !known ? [{ value: scheme, label: scheme }, ...SCHEMES] : SCHEMES}
          value={scheme}
          onChange={(next) => change({ scheme: next })}
          searchable
          clearable={editable}
          readOnly={!editable}
          error={wrong["electronic_address.scheme"]}
        />
        <TextInput
          label="Address in it"
          description="Where e-invoices find the business; asked for by Peppol and XRechnung."
          value={identifier}
          onChange={(event) => change({ identifier: event.currentTarget.value })}
          readOnly={!editable}
          error={wrong["electronic_address.value"] ?? wrong.electronic_address}
        />
      </div>
    </Sheet>
  );
}
