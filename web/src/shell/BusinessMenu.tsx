import { Menu, UnstyledButton } from "@mantine/core";
import { Check, ChevronsUpDown } from "lucide-react";
import styles from "./Menus.module.css";
import { useBusiness, useSession, useSwitchBusiness } from "./business";

/** Which books are open; a menu only when there is a choice. */
export function BusinessMenu({ narrow }: { narrow?: boolean }) {
  const { businesses } = useSession();
  const business = useBusiness();
  const switchTo = useSwitchBusiness();
  const face = (
    <>
      <span className={styles.initials} aria-hidden>
        {initialsOf(business.name)}
      </span>
      <span className={narrow ? "visually-hidden" : styles.who}>
        <span>{business.name}</span>
        <small>
          {business.base_currency}
          {business.demo && " · demo"}
        </small>
      </span>
    </>
  );
  if (businesses.length < 2) return <div className={styles.face}>{face}</div>;
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <UnstyledButton className={styles.face}>
          {face}
          {!narrow && <ChevronsUpDown size={15} aria-hidden className={styles.more} />}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Open the books of</Menu.Label>
        {businesses.map((other) => (
          <Menu.Item
            key={other.id}
            onClick={() => switchTo(other.id)}
            rightSection={other.id === business.id && <Check size={15} aria-label="open" />}
          >
            {other.name} <small>{other.base_currency}</small>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Two letters that stand for a name. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return ((words[0]?.[0] ?? "?") + (words[1]?.[0] ?? "")).toUpperCase();
}
