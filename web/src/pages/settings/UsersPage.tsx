import { Button, Modal, PasswordInput, Select, Stack, Switch, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import type { Grant, User } from "@/api/contract";
import { isApiError, messageOf } from "@/api/errors";
import { addUser, businessesQuery, changeUser, usersQuery } from "@/api/settings";
import { Badge } from "@/components/Badge";
import { DialogForm } from "@/components/DialogForm";
import { Sheet } from "@/components/Page";
import { Loaded, NoPermission } from "@/components/states";
import { tell } from "@/components/notify";
import table from "@/components/table.module.css";
import { agoText } from "@/dates/dates";
import { useMay, useSession } from "@/shell/business";
import { SettingsFrame } from "./SettingsFrame";
import styles from "./settings.module.css";

const ROLE_LABELS: Record<string, string> = { admin: "Administrator", accountant: "Accountant", viewer: "Viewer" };
const ROLES = [
  { value: "admin", label: "Administrator: everything" },
  { value: "accountant", label: "Accountant: documents, entries, reports" },
  { value: "viewer", label: "Viewer: looks, changes nothing" },
];
const EVERYWHERE = "all";

export default function UsersPage() {
  const allowed = useMay()("users-manage");
  const query = useQuery({ ...usersQuery, enabled: allowed });
  const [editing, setEditing] = useState<User | "new" | null>(null);
  return (
    <SettingsFrame
      title="Users"
      actions={
        allowed && (
          <Button leftSection={<Plus size={16} />} onClick={() => setEditing("new")}>
            New user
          </Button>
        )
      }
    >
      {allowed ? (
        <Sheet flush>
          <Loaded query={query} rows={4}>
            {(users) => <Users users={users} onEdit={setEditing} />}
          </Loaded>
        </Sheet>
      ) : (
        <NoPermission what="see the users" />
      )}
      {editing && <UserDialog user={editing === "new" ? null : editing} onClose={() => setEditing(null)} />}
    </SettingsFrame>
  );
}

function Users({ users, onEdit }: { users: User[]; onEdit: (user: User) => void }) {
  return (
    <div className={table.scroll}>
      <table className={table.table} aria-label="Users">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col" className={table.wide}>
              Role
            </th>
            <th scope="col" className={table.wide}>
              Last seen
            </th>
            <th scope="col">
              <span className="visually-hidden">Change</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {users.map((user) => (
            <tr key={user.id}>
              <td>
                {user.name} {!user.active && <Badge>Inactive</Badge>}
                <div className={`${styles.quiet} ${table.long}`}>{user.email}</div>
                <div className={table.under}>
                  <Grants grants={user.grants} />
                </div>
              </td>
              <td className={table.wide}>
                <Grants grants={user.grants} />
              </td>
              <td className={`${table.wide} ${table.quiet}`}>{user.last_seen_at ? agoText(user.last_seen_at) : "Never"}</td>
              <td className={table.figure}>
                <Button size="compact-sm" variant="default" onClick={() => onEdit(user)} aria-label={`Change ${user.name}`}>
                  Change
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Grants({ grants }: { grants: Grant[] }) {
  const { data: businesses = [] } = useQuery(businessesQuery);
  if (grants.length === 0) return <>No access</>;
  return grants.map((grant) => (
    <div key={grant.business_id ?? EVERYWHERE}>
      {ROLE_LABELS[grant.role] ?? grant.role}
      {grant.business_id && (
        <span className={styles.quiet}> in {businesses.find(({ id }) => id === grant.business_id)?.name ?? "a business"}</span>
      )}
    </div>
  ));
}

function UserDialog({ user, onClose }: { user: User | null; onClose: () => void }) {
  const me = useSession().user;
  const client = useQueryClient();
  const [name, setName] = useState(user?.name ?? "");
  const [email, setEmail] = useState(user?.email ?? "");
  const [password, setPassword] = useState("");
  const [active, setActive] = useState(user?.active ?? true);
  const first = user?.grants[0];
  const [role, setRole] = useState(first?.role ?? "accountant");
  const [where, setWhere] = useState(first ? (first.business_id ?? EVERYWHERE) : EVERYWHERE);
  const several = (user?.grants.length ?? 0) > 1;
  const grants: Grant[] = [{ business_id: where === EVERYWHERE ? null : where, role }];
  const save = useMutation({
    mutationFn: () =>
      user
        ? changeUser(user.id, { name, active, ...(several ? {} : { grants }), ...(password ? { password } : {}) })
        : addUser({ name, email, password, grants }),
    onSuccess: async (saved) => {
      tell(user ? `${saved.name} was changed` : `${saved.name} can sign in now`);
      await client.invalidateQueries({ queryKey: ["users"] });
      onClose();
    },
  });
  const wrong = isApiError(save.error) ? save.error.fields : {};
  return (
    <Modal opened onClose={onClose} title={user ? `Change ${user.name}` : "New user"}>
      <DialogForm onSubmit={() => save.mutate()}>
        <Stack gap="md">
          <TextInput label="Name" value={name} onChange={(e) => setName(e.currentTarget.value)} required error={wrong.name} data-autofocus />
          {!user && (
            <TextInput label="E-mail address" type="email" value={email} onChange={(e) => setEmail(e.currentTarget.value)} required error={wrong.email} autoComplete="off" />
          )}
          <PasswordInput
            label={user ? "New password (optional)" : "First password"}
            description="At least 10 characters. Tell it in person; it can be changed after the first sign-in."
            value={password}
            onChange={(e) => setPassword(e.currentTarget.value)}
            required={!user}
            minLength={10}
            autoComplete="new-password"
            error={wrong.password}
          />
          {several ? <SeveralRoles /> : <RolePart role={role} where={where} onRole={setRole} onWhere={setWhere} />}
          {user && user.id !== me.id && (
            <Switch label="May sign in" checked={active} onChange={(e) => setActive(e.currentTarget.checked)} />
          )}
          {save.error && (
            <p role="alert" className={styles.problem}>
              {messageOf(save.error)}
            </p>
          )}
          <Button type="submit" loading={save.isPending}>
            {user ? "Save" : "Add the user"}
          </Button>
        </Stack>
      </DialogForm>
    </Modal>
  );
}

const SeveralRoles = () => (
  <p className={styles.quiet}>This user has different roles in several businesses. They stay as they are.</p>
);

interface RolePartProps {
  role: string;
  where: string;
  onRole: (role: string) => void;
  onWhere: (where: string) => void;
}
function RolePart({ role, where, onRole, onWhere }: RolePartProps) {
  const { data: businesses = [] } = useQuery(businessesQuery);
  const places = businesses.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <Select label="Role" data={ROLES} value={role} onChange={(value) => value && onRole(value)} allowDeselect={false} />
      <Select
        label="In"
        data={[{ value: EVERYWHERE, label: "Every business" }, ...places]}
        value={where}
        onChange={(value) => value && onWhere(value)}
        allowDeselect={false}
      />
    </>
  );
}
