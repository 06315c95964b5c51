import { Button, Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { messageOf } from "@/api/errors";
import { sessionKey, signIn } from "@/api/session";
import { useSession } from "./business";

/** When the session ends while someone works, the password is asked for in place: nothing half-typed is lost. */
export default function SignInAgain({ onClose }: { onClose: () => void }) {
  const { user } = useSession();
  const client = useQueryClient();
  const [password, setPassword] = useState("");
  const again = useMutation({
    mutationKey: sessionKey,
    mutationFn: () => signIn({ email: user.email, password }),
    onSuccess: async (session) => {
      client.setQueryData(sessionKey, session);
      onClose();
      await client.invalidateQueries();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    again.mutate();
  };
  return (
    <Modal opened onClose={onClose} title="Your session has ended">
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            Sign in again as {user.email} and go on where you were.
          </Text>
          <PasswordInput
            label="Password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={again.error ? messageOf(again.error) : undefined}
            autoComplete="current-password"
            data-autofocus
          />
          <Button type="submit" loading={again.isPending}>
            Sign in
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
