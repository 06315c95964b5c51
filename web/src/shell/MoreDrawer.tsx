import { Drawer } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import styles from "./Phone.module.css";
import { UserMenu } from "./UserMenu";
import { useMay } from "./business";
import { type Place, TABS, areasFor, createFor, settingsFor } from "./navigation";

/** Everything that has no tab of its own on the phone. */
export default function MoreDrawer({ onClose }: { onClose: () => void }) {
  const may = useMay();
  const areas = areasFor(may);
  const placesOf = (label: string) => areas.find((area) => area.label === label)?.places ?? [];
  const named = new Set([...TABS, "Money"]);
  const rest = areas.filter((area) => !named.has(area.label) && area.places.length > 0).flatMap((area) => area.places);
  const groups: [string, Place[]][] = [
    ["Create", createFor(may)],
    ["Ledger", placesOf("Ledger")],
    ["Money", placesOf("Money")],
    ["Automation and control", rest],
    ["Settings", settingsFor(may)],
  ];
  return (
    <Drawer opened onClose={onClose} position="bottom" size="80%" title="More" padding="md">
      {groups.filter(([, places]) => places.length > 0).map(([title, places]) => (
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
