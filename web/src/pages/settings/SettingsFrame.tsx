import { Link, useLocation } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { Page } from "@/components/Page";
import { useMay } from "@/shell/business";
import { settingsFor } from "@/shell/navigation";
import styles from "./settings.module.css";

interface SettingsFrameProps {
  title: string;
  note?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}
/** Settings: the list of them beside the one that is open. */
export function SettingsFrame({ title, note, actions, children }: SettingsFrameProps) {
  const path = useLocation({ select: (location) => location.pathname });
  const settings = settingsFor(useMay());
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    nav.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [path]);
  return (
    <div className={styles.frame}>
      <nav ref={nav} className={styles.nav} aria-label="Settings">
        {settings.map(({ to, label }) => (
          <Link key={to} to={to} aria-current={path === to ? "page" : undefined}>
            {label}
          </Link>
        ))}
      </nav>
      <Page title={title} note={note} actions={actions} width="narrow">
        {children}
      </Page>
    </div>
  );
}
