import { Drawer } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import styles from "./Phone.module.css";
import { UserMenu } from "./UserMenu";
import { AREAS, CREATE, type Place, SETTINGS, TABS } from "./navigation";

/** Everything that has no tab of its own on the phone. */
export default function MoreDrawer({ onClose }: { onClose: () => void }) {
  const rest = AREAS.filter((area) => !TABS.has(area.label) && area.places.length > 0).flatMap((area) => area.places);
  const ledger = AREAS.find((area) => area.label === "Ledger")?.places ?? [];
  const groups: [string, Place[]][] = [
    ["Create", CREATE],
    ["Ledger", ledger],
    ["Automation and control", rest],
    ["Settings", SETTINGS],
  ];
  return (
    <Drawer opened onClose={onClose} position="bottom" size="80%" title="More" padding="md">
      {groups.map(([title, places]) => (
        <section key={title} className={styles.group}>
          <h3>{title}</h3>
          {places.map(({ to, label }) => (
            <Link key={`${to}${label}`} to={to} onClick={onClose}>
              {label}
            </Link>
          ))}
        </section>
      ))}
      <UserMenu />
    </Drawer>
  );
}
