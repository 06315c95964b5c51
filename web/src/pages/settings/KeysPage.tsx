import { Button, Checkbox, CopyButton, Modal, Select, Stack, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Copy, KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import type { ApiKey } from "@/api/contract";
import { messageOf } from "@/api/errors";
import { addApiKey, apiKeysQuery, revokeApiKey } from "@/api/settings";
import { DateField } from "@/components/DateField";
import { DialogForm } from "@/components/DialogForm";
import { Sheet } from "@/components/Page";
import { Empty, Loaded, NoPermission } from "@/components/states";
import { tell, tellError } from "@/components/notify";
import table from "@/components/table.module.css";
import { agoText, dateText } from "@/dates/dates";
import { useBusiness, useMay, useSession } from "@/shell/business";
import { SCOPES, scopeLabel } from "./scopes";
import { SettingsFrame } from "./SettingsFrame";
import styles from "./settings.module.css";

export default function KeysPage() {
  const allowed = useMay()("keys-manage");
  const query = useQuery({ ...apiKeysQuery, enabled: allowed });
  const [adding, setAdding] = useState(false);
  return (
    <SettingsFrame
      title="API keys"
      note="For scanners, scripts and other programs that send documents or fetch figures."
      actions={
        allowed && (
          <Button leftSection={<Plus size={16} />} onClick={() => setAdding(true)}>
            New key
          </Button>
        )
      }
    >
      {allowed ? (
        <Sheet flush>
          <Loaded query={query} rows={3}>
            {(keys) =>
              keys.length > 0 ? <Keys keys={keys} /> : <Empty icon={KeyRound} title="No keys">A key lets a program do what you allow it, and nothing else.</Empty>
            }
          </Loaded>
        </Sheet>
      ) : (
        <NoPermission what="see the API keys" />
      )}
      {adding && <NewKey onClose={() => setAdding(false)} />}
    </SettingsFrame>
  );
}

function Keys({ keys }: { keys: ApiKey[] }) {
  const client = useQueryClient();
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const revoke = useMutation({
    mutationFn: (key: ApiKey) => revokeApiKey(key.id),
    onSuccess: (_, key) => tell(`“${key.name}” no longer works`),
    onError: (error) => tellError(error),
    onSettled: async () => {
      setRevoking(null);
      await client.invalidateQueries({ queryKey: ["api-keys"] });
    },
  });
  return (
    <div className={table.scroll}>
      <table className={table.table} aria-label="API keys">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" className={table.wide}>
              May
            </th>
            <th scope="col">Last used</th>
            <th scope="col" className={table.wide}>
              Ends
            </th>
            <th scope="col">
              <span className="visually-hidden">Revoke</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id}>
              <td>
                {key.name}
                <div className={styles.quiet}>{key.prefix}…</div>
              </td>
              <td className={table.wide}>{key.scopes.map(scopeLabel).join(", ")}</td>
              <td className={table.nowrap}>{key.last_used_at ? agoText(key.last_used_at) : "never"}</td>
              <td className={`${table.wide} ${table.nowrap}`}>{key.expires_at ? dateText(key.expires_at.slice(0, 10)) : "never"}</td>
              <td className={table.figure}>
                <Button size="compact-sm" variant="default" onClick={() => setRevoking(key)} aria-label={`Revoke ${key.name}`}>
                  Revoke
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Modal opened={revoking !== null} onClose={() => setRevoking(null)} title="Revoke this key?">
        <Stack>
          <p className={styles.quiet}>Whatever uses “{revoking?.name}” stops working at once. This cannot be taken back.</p>
          <Button color="red" loading={revoke.isPending} onClick={() => revoking && revoke.mutate(revoking)} data-autofocus>
            Revoke
          </Button>
        </Stack>
      </Modal>
    </div>
  );
}

function NewKey({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const business = useBusiness();
  const { businesses } = useSession();
  const [name, setName] = useState("");
  const [where, setWhere] = useState(business.id);
  const [scopes, setScopes] = useState<string[]>([]);
  const [ends, setEnds] = useState<string | null>(null);
  const add = useMutation({
    mutationFn: () => addApiKey({ name, business_id: where, scopes, expires_at: ends && `${ends}T00:00:00Z` }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["api-keys"] }),
  });
  if (add.data) return <Secret name={name} secret={add.data.key} onClose={onClose} />;
  return (
    <Modal opened onClose={onClose} title="New API key">
      <DialogForm onSubmit={() => add.mutate()}>
        <Stack gap="md">
          <TextInput label="Name" placeholder="Scanner in the office" value={name} onChange={(e) => setName(e.currentTarget.value)} required data-autofocus />
          {businesses.length > 1 && (
            <Select
              label="For"
              data={businesses.map(({ id, name: label }) => ({ value: id, label }))}
              value={where}
              onChange={(value) => value && setWhere(value)}
              allowDeselect={false}
            />
          )}
          <Checkbox.Group label="It may" value={scopes} onChange={setScopes}>
            <Stack gap={6} mt={4}>
              {SCOPES.map(({ value, label }) => (
                <Checkbox key={value} value={value} label={label} />
              ))}
            </Stack>
          </Checkbox.Group>
          <DateField label="Expires on (optional)" value={ends} onChange={setEnds} optional placeholder="Never" />
          {add.error && (
            <p role="alert" className={styles.problem}>
              {messageOf(add.error)}
            </p>
          )}
          <Button type="submit" loading={add.isPending} disabled={scopes.length === 0}>
            Create the key
          </Button>
        </Stack>
      </DialogForm>
    </Modal>
  );
}

/** The one time the key is shown; only its hash is kept. */
function Secret({ name, secret, onClose }: { name: string; secret: string; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={`Key for “${name}”`}>
      <Stack>
        <p className={styles.quiet}>Copy it now. It is shown this one time and cannot be looked up later.</p>
        <div className={styles.secret}>
          <code>{secret}</code>
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button size="compact-sm" variant="default" leftSection={<Copy size={14} />} onClick={copy}>
                {copied ? "Copied" : "Copy"}
              </Button>
            )}
          </CopyButton>
        </div>
        <Button onClick={onClose}>I have it</Button>
      </Stack>
    </Modal>
  );
}
