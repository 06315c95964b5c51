import { Button, PasswordInput, Select, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { isApiError, messageOf } from "@/api/errors";
import { sessionKey, setUp, setupQuery, signIn } from "@/api/session";
import { Door } from "../sign-in/Door";
import styles from "../sign-in/Door.module.css";
import { COUNTRIES, CURRENCIES, MONTHS, currencyOf } from "./choices";

const MIN_PASSWORD = 10;
const start = {
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

/** First start: one page, nothing asked that is not needed today; the demo company is one click away. */
export default function SetupPage() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data } = useQuery(setupQuery);
  const [form, setForm] = useState(start);
  const enter = async (session: unknown) => {
    client.setQueryData(sessionKey, session);
    await client.invalidateQueries({ queryKey: setupQuery.queryKey });
    await navigate({ to: "/", replace: true });
  };
  const demo = useMutation({ mutationKey: sessionKey, mutationFn: signIn, onSuccess: enter });
  const create = useMutation({
    mutationKey: sessionKey,
    mutationFn: () =>
      setUp({
        organisation: form.organisation || form.businessName,
        business: {
          name: form.businessName,
          base_currency: form.currency,
          jurisdiction: form.country,
          fiscal_year_start: Number(form.month),
          tax_id: form.taxId || null,
        },
        admin: { name: form.name, email: form.email, password: form.password },
      }),
    onSuccess: enter,
  });
  const wrong = isApiError(create.error) ? create.error.fields : {};
  const bind = (field: keyof typeof start, ...paths: string[]) => ({
    value: form[field],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setForm((old) => ({ ...old, [field]: value }));
    },
    error: paths.map((path) => wrong[path]).find(Boolean),
  });
  const choose = (field: keyof typeof start) => (value: string | null) =>
    value && setForm((old) => ({ ...old, [field]: value, ...(field === "country" ? { currency: currencyOf(value) } : {}) }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };

  return (
    <Door title="Set up your books" wide>
      {data?.demo && (
        <section className={styles.demo} aria-label="Demo company">
          <p>
            <strong>Look around first.</strong> A made-up company with two years of books is ready. You can set up your
            own at any time.
          </p>
          <code>
            {data.demo.email} · {data.demo.password}
          </code>
          <Button variant="default" loading={demo.isPending} onClick={() => data.demo && demo.mutate(data.demo)}>
            Open the demo company
          </Button>
        </section>
      )}
      <form onSubmit={submit}>
        <fieldset className={styles.fieldset}>
          <legend>The business</legend>
          <TextInput label="Name of the business" required {...bind("businessName", "business.name")} />
          <div className={styles.pair}>
            <Select
              label="Country"
              data={COUNTRIES}
              value={form.country}
              onChange={choose("country")}
              searchable
              allowDeselect={false}
              error={wrong["business.jurisdiction"]}
            />
            <Select
              label="Currency of the books"
              data={CURRENCIES}
              value={form.currency}
              onChange={choose("currency")}
              searchable
              allowDeselect={false}
              error={wrong["business.base_currency"]}
            />
            <Select
              label="Fiscal year starts in"
              data={MONTHS}
              value={form.month}
              onChange={choose("month")}
              allowDeselect={false}
            />
            <TextInput label="Tax number (optional)" {...bind("taxId", "business.tax_id")} />
          </div>
          <TextInput
            label="Organisation (optional)"
            description="When several businesses belong together. Left empty, it is called like the business."
            {...bind("organisation", "organisation")}
          />
        </fieldset>
        <fieldset className={styles.fieldset}>
          <legend>You, its administrator</legend>
          <div className={styles.pair}>
            <TextInput label="Your name" required autoComplete="name" {...bind("name", "admin.name")} />
            <TextInput label="E-mail address" type="email" required autoComplete="username" {...bind("email", "admin.email")} />
          </div>
          <PasswordInput
            label="Password"
            description={`At least ${MIN_PASSWORD} characters. A sentence is easy to remember.`}
            required
            minLength={MIN_PASSWORD}
            autoComplete="new-password"
            {...bind("password", "admin.password")}
          />
        </fieldset>
        <div className={styles.fields}>
          {create.error && (
            <p className={styles.problem} role="alert">
              {messageOf(create.error)}
            </p>
          )}
          <Button type="submit" size="md" loading={create.isPending}>
            Open the books
          </Button>
        </div>
      </form>
    </Door>
  );
}
