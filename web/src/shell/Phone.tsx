import { ActionIcon, Drawer } from "@mantine/core";
import { Link, useLocation } from "@tanstack/react-router";
import { Ellipsis, Search } from "lucide-react";
import { useState } from "react";
import { Logo } from "@/theme/Logo";
import { BusinessMenu } from "./BusinessMenu";
import styles from "./Phone.module.css";
import { useWaiting } from "./Rail";
import { UserMenu } from "./UserMenu";
import { AREAS, CREATE, type Place, SETTINGS } from "./navigation";

export function PhoneBar({ onSearch }: { onSearch: () => void }) {
  return (
    <header className={styles.bar}>
      <Link to="/" aria-label="Pacioli, home">
        <Logo size={28} />
      </Link>
      <div className={styles.business}>
        <BusinessMenu />
      </div>
      <ActionIcon size={40} aria-label="Search or go to" onClick={onSearch}>
        <Search size={20} />
      </ActionIcon>
    </header>
  );
}

const TABS = new Set(["Home", "Inbox", "Ledger", "Reports"]);

export function PhoneTabs() {
  const [more, setMore] = useState(false);
  const path = useLocation({ select: (location) => location.pathname });
  const waiting = useWaiting();
  return (
    <nav className={styles.tabs} aria-label="Main">
      {AREAS.filter((area) => TABS.has(area.label)).map(({ label, to, icon: Icon }) => {
        const here = to === "/" ? path === "/" : path.startsWith(`/${to.split("/")[1] ?? ""}`);
        return (
          <Link key={to} to={to} className={styles.tab} data-here={here || undefined} aria-current={here ? "page" : undefined}>
            <Icon size={21} strokeWidth={1.8} aria-hidden />
            <span>{label}</span>
            {label === "Inbox" && waiting > 0 && (
              <span className={styles.count}>
                {waiting}
                <span className="visually-hidden"> waiting</span>
              </span>
            )}
          </Link>
        );
      })}
      <button type="button" className={styles.tab} aria-haspopup="dialog" onClick={() => setMore(true)}>
        <Ellipsis size={21} aria-hidden />
        <span>More</span>
      </button>
      <MoreDrawer opened={more} onClose={() => setMore(false)} />
    </nav>
  );
}

function MoreDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const rest = AREAS.filter((area) => !TABS.has(area.label) && area.places.length > 0).flatMap((area) => area.places);
  const ledger = AREAS.find((area) => area.label === "Ledger")?.places ?? [];
  const groups: [string, Place[]][] = [
    ["Create", CREATE],
    ["Ledger", ledger],
    ["Behind the scenes", rest],
    ["Settings", SETTINGS],
  ];
  return (
    <Drawer opened={opened} onClose={onClose} position="bottom" size="80%" title="More" padding="md">
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
