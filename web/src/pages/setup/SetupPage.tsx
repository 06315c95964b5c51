import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import type { Session } from "@/api/contract";
import { isApiError, messageOf } from "@/api/errors";
import { sessionKey, setUp, setupQuery, signIn } from "@/api/session";
import { DemoOffer } from "../sign-in/DemoOffer";
import { Door } from "../sign-in/Door";
import styles from "../sign-in/Door.module.css";
import { AdminPart, BusinessPart, type SetupForm, emptyForm, requestOf } from "./SetupForm";

/** First start: one page, nothing asked that is not needed today; the demo company is one click away. */
export default function SetupPage() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data } = useQuery(setupQuery);
  const [form, setForm] = useState(emptyForm);
  const change = (part: Partial<SetupForm>) => setForm((old) => ({ ...old, ...part }));
  const enter = async (session: Session) => {
    client.setQueryData(sessionKey, session);
    await client.invalidateQueries({ queryKey: setupQuery.queryKey });
    await navigate({ to: "/", replace: true });
  };
  const demo = useMutation({ mutationKey: sessionKey, mutationFn: signIn, onSuccess: enter });
  const create = useMutation({ mutationKey: sessionKey, mutationFn: () => setUp(requestOf(form)), onSuccess: enter });
  const wrong = isApiError(create.error) ? create.error.fields : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  const offered = data?.demo;

  return (
    <Door title="Set up your books" wide>
      {offered && <DemoOffer demo={offered} busy={demo.isPending} onOpen={() => demo.mutate(offered)} />}
      <form onSubmit={submit}>
        <BusinessPart form={form} wrong={wrong} onChange={change} />
        <AdminPart form={form} wrong={wrong} onChange={change} />
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
