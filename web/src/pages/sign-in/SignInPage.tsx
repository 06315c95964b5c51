import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { messageOf } from "@/api/errors";
import { sessionKey, setupQuery, signIn } from "@/api/session";
import { DemoOffer } from "./DemoOffer";
import { Door } from "./Door";
import styles from "./Door.module.css";

export default function SignInPage() {
  const { next } = useSearch({ strict: false }) as { next?: string };
  const navigate = useNavigate();
  const client = useQueryClient();
  const setup = useQuery(setupQuery);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const enter = useMutation({
    mutationKey: sessionKey,
    mutationFn: signIn,
    onSuccess: async (session) => {
      client.setQueryData(sessionKey, session);
      await navigate({ to: safePath(next), replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate({ email, password });
  };
  const demo = setup.data?.demo;

  return (
    <Door title="Sign in">
      {demo && <DemoOffer demo={demo} busy={enter.isPending} onOpen={() => enter.mutate(demo)} />}
      <form onSubmit={submit} className={styles.fields}>
        <TextInput
          label="E-mail address"
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        {enter.error && (
          <p className={styles.problem} role="alert">
            {messageOf(enter.error)}
          </p>
        )}
        <Button type="submit" size="md" loading={enter.isPending}>
          Sign in
        </Button>
      </form>
    </Door>
  );
}

/** Where to go after the sign-in: only ever to a page of this app. */
export function safePath(next: string | undefined): string {
  return next?.startsWith("/") && !next.startsWith("//") && !next.startsWith("/sign-in") ? next : "/";
}
