import { Button, PasswordInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { OwnSession } from "@/api/contract";
import { isApiError, messageOf } from "@/api/errors";
import { changePassword, endSession, sessionsQuery } from "@/api/settings";
import { Badge } from "@/components/Badge";
import { Facts } from "@/components/Facts";
import { Sheet } from "@/components/Page";
import { Loaded } from "@/components/states";
import { tell, tellError } from "@/components/notify";
import table from "@/components/table.module.css";
import { agoText, timeText } from "@/dates/dates";
import { useSession } from "@/shell/business";
import { SettingsFrame } from "./SettingsFrame";
import { browserText } from "./browser";
import styles from "./settings.module.css";

export default function MePage() {
  const { user, organisation } = useSession();
  return (
    <SettingsFrame title="My account">
      <Sheet>
        <Facts
          items={[
            ["Name", user.name],
            ["E-mail address", user.email],
            ["Organisation", organisation.name],
          ]}
        />
      </Sheet>
      <Password />
      <Sessions />
    </SettingsFrame>
  );
}

function Password() {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const change = useMutation({
    mutationFn: () => changePassword({ current, new: next }),
    onSuccess: () => {
      tell("Your password was changed");
      setCurrent("");
      setNext("");
    },
  });
  const wrong = isApiError(change.error) ? change.error.fields : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Sheet title="Password">
      <form onSubmit={submit} className={styles.form}>
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          required
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
          error={wrong.current}
        />
        <PasswordInput
          label="New password"
          description="At least 10 characters"
          autoComplete="new-password"
          required
          minLength={10}
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          error={wrong.new}
        />
        {change.error && !wrong.current && !wrong.new && (
          <p role="alert" className={styles.problem}>
            {messageOf(change.error)}
          </p>
        )}
        <Button type="submit" loading={change.isPending} w="fit-content">
          Change the password
        </Button>
      </form>
    </Sheet>
  );
}

function Sessions() {
  const client = useQueryClient();
  const query = useQuery(sessionsQuery);
  const end = useMutation({
    mutationFn: endSession,
    onSuccess: () => tell("That browser was signed out"),
    onError: (error) => tellError(error),
    onSettled: () => client.invalidateQueries({ queryKey: ["sessions"] }),
  });
  return (
    <Sheet title="Where you are signed in" flush>
      <Loaded query={query} rows={2}>
        {(sessions) => (
          <div className={table.scroll}>
            <table className={table.table} aria-label="Sessions">
              <thead>
                <tr>
                  <th scope="col">Browser</th>
                  <th scope="col" className={table.wide}>
                    Since
                  </th>
                  <th scope="col">Last used</th>
                  <th scope="col">
                    <span className="visually-hidden">Sign out</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {sessions.map((session) => (
                  <SessionRow key={session.id} session={session} onEnd={() => end.mutate(session.id)} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
    </Sheet>
  );
}

const SessionRow = ({ session, onEnd }: { session: OwnSession; onEnd: () => void }) => (
  <tr>
    <td>
      <span title={session.user_agent ?? undefined}>{browserText(session.user_agent)}</span>{" "}
      {session.current && <Badge tone="good">This one</Badge>}
      {session.address && <div className={styles.quiet}>{session.address}</div>}
    </td>
    <td className={`${table.wide} ${table.nowrap}`}>{timeText(session.created_at)}</td>
    <td className={table.nowrap}>{agoText(session.last_seen_at)}</td>
    <td className={table.figure}>
      {!session.current && (
        <Button size="compact-sm" variant="default" onClick={onEnd}>
          Sign out
        </Button>
      )}
    </td>
  </tr>
);
