/** The two parts of the first-start form. */
import { PasswordInput, Select, TextInput } from "@mantine/core";
import type { SetupRequest } from "@/api/contract";
import styles from "../sign-in/Door.module.css";
import { COUNTRIES, CURRENCIES, MONTHS, currencyOf } from "./choices";

const MIN_PASSWORD = 10;
export const emptyForm = {
  organisation: "",
  businessName: "",
  country: "DE",
  currency: "EUR",
  month: "1",
  taxId: "",
  name: "",
  email: "",
  password: "",
};
export type SetupForm = typeof emptyForm;

export const requestOf = (form: SetupForm): SetupRequest => ({
  organisation: form.organisation || form.businessName,
  business: {
    name: form.businessName,
    base_currency: form.currency,
    jurisdiction: form.country,
    fiscal_year_start: Number(form.month),
    tax_id: form.taxId || null,
  },
  admin: { name: form.name, email: form.email, password: form.password },
});

interface PartProps {
  form: SetupForm;
  /** What the server refused, by the path of the field in the request. */
  wrong: Record<string, string>;
  onChange: (part: Partial<SetupForm>) => void;
}
type TextEvent = { currentTarget: { value: string } };

export function BusinessPart({ form, wrong, onChange }: PartProps) {
  return (
    <fieldset className={styles.fieldset}>
      <legend>The business</legend>
      <TextInput
        label="Name of the business"
        required
        value={form.businessName}
        onChange={(event: TextEvent) => onChange({ businessName: event.currentTarget.value })}
        error={wrong["business.name"]}
      />
      <div className={styles.pair}>
        <Select
          label="Country"
          data={COUNTRIES}
          value={form.country}
          onChange={(country) => country && onChange({ country, currency: currencyOf(country) })}
          searchable
          allowDeselect={false}
          error={wrong["business.jurisdiction"]}
        />
        <Select
          label="Currency of the books"
          data={CURRENCIES}
          value={form.currency}
          onChange={(currency) => currency && onChange({ currency })}
          searchable
          allowDeselect={false}
          error={wrong["business.base_currency"] ?? wrong.base_currency}
        />
        <Select
          label="Fiscal year starts in"
          data={MONTHS}
          value={form.month}
          onChange={(month) => month && onChange({ month })}
          allowDeselect={false}
        />
        <TextInput
          label="Tax number (optional)"
          value={form.taxId}
          onChange={(event: TextEvent) => onChange({ taxId: event.currentTarget.value })}
          error={wrong["business.tax_id"]}
        />
      </div>
      <TextInput
        label="Organisation (optional)"
        description="When several businesses belong together. Left empty, it is called like the business."
        value={form.organisation}
        onChange={(event: TextEvent) => onChange({ organisation: event.currentTarget.value })}
        error={wrong.organisation}
      />
    </fieldset>
  );
}

export function AdminPart({ form, wrong, onChange }: PartProps) {
  return (
    <fieldset className={styles.fieldset}>
      <legend>Administrator</legend>
      <div className={styles.pair}>
        <TextInput
          label="Your name"
          required
          autoComplete="name"
          value={form.name}
          onChange={(event: TextEvent) => onChange({ name: event.currentTarget.value })}
          error={wrong["admin.name"] ?? wrong.name}
        />
        <TextInput
          label="E-mail address"
          type="email"
          required
          autoComplete="username"
          value={form.email}
          onChange={(event: TextEvent) => onChange({ email: event.currentTarget.value })}
          error={wrong["admin.email"] ?? wrong.email}
        />
      </div>
      <PasswordInput
        label="Password"
        description={`At least ${MIN_PASSWORD} characters. A sentence is easy to remember.`}
        required
        minLength={MIN_PASSWORD}
        autoComplete="new-password"
        value={form.password}
        onChange={(event: TextEvent) => onChange({ password: event.currentTarget.value })}
        error={wrong["admin.password"] ?? wrong.password}
      />
    </fieldset>
  );
}
