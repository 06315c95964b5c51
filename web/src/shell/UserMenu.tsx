import { Menu, UnstyledButton, useMantineColorScheme } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ChevronsUpDown, Keyboard, LogOut, Monitor, Moon, Sun, UserRound } from "lucide-react";
import { signOut } from "@/api/session";
import { removePreferences } from "@/preferences/preferences";
import { initialsOf } from "./BusinessMenu";
import styles from "./Menus.module.css";
import { useBusiness, useSession } from "./business";

const ROLES: Record<string, string> = { admin: "Administrator", accountant: "Accountant", viewer: "Viewer" };

export function UserMenu({ narrow, onShortcuts }: { narrow?: boolean; onShortcuts?: () => void }) {
  const { user } = useSession();
  const business = useBusiness();
  const navigate = useNavigate();
  const leave = useSignOut();
  return (
    <Menu position="top-start" width={230}>
      <Menu.Target>
        <UnstyledButton className={styles.face}>
          <span className={styles.initials} data-round aria-hidden>
            {initialsOf(user.name)}
          </span>
          <span className={narrow ? "visually-hidden" : styles.who}>
            <span>{user.name}</span>
            <small>{ROLES[business.role] ?? business.role}</small>
          </span>
          {!narrow && <ChevronsUpDown size={15} aria-hidden className={styles.more} />}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<UserRound size={16} />} onClick={() => void navigate({ to: "/settings/me" })}>
          My account
        </Menu.Item>
        {onShortcuts && (
          <Menu.Item leftSection={<Keyboard size={16} />} onClick={onShortcuts} rightSection={<kbd>?</kbd>}>
            Keyboard shortcuts
          </Menu.Item>
        )}
        <Menu.Divider />
        <SchemeItems />
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={16} />} onClick={leave}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function SchemeItems() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const choices = [
    ["light", "Light", Sun],
    ["dark", "Dark", Moon],
    ["auto", "As the system", Monitor],
  ] as const;
  return choices.map(([value, label, Icon]) => (
    <Menu.Item
      key={value}
      leftSection={<Icon size={16} />}
      onClick={() => setColorScheme(value)}
      aria-current={colorScheme === value || undefined}
      fw={colorScheme === value ? 620 : undefined}
    >
      {label}
    </Menu.Item>
  ));
}

/** Ends the session and forgets everything that was shown. */
export function useSignOut(): () => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  return () => {
    void signOut()
      .catch(() => undefined)
      .then(async () => {
        client.clear();
        removePreferences("draft."); // what was begun here is nobody else's business
        await navigate({ to: "/sign-in" });
      });
  };
}
