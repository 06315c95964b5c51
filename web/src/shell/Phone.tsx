import { ActionIcon } from "@mantine/core";
import { Link, useLocation } from "@tanstack/react-router";
import { Ellipsis, Search } from "lucide-react";
import { Suspense, lazy, useState } from "react";
import { Logo } from "@/theme/Logo";
import { BusinessMenu } from "./BusinessMenu";
import styles from "./Phone.module.css";
import { useWaiting } from "./Rail";
import { AREAS, TABS } from "./navigation";

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

const MoreDrawer = lazy(() => import("./MoreDrawer"));

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
      <Suspense>{more && <MoreDrawer onClose={() => setMore(false)} />}</Suspense>
    </nav>
  );
}
