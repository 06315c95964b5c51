/** The frame of an ordinary page: where it stands, its name, what can be done, and the sheet below. */
import { Link } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import styles from "./Page.module.css";

interface PageProps {
  title: string;
  /** Where Back leads: the list this thing lives in. */
  back?: { to: string; label: string; search?: Record<string, unknown> };
  note?: ReactNode;
  actions?: ReactNode;
  /** `narrow` for forms and stories, `wide` for everything with columns, `full` for a grid that takes all there is. */
  width?: "narrow" | "wide" | "full";
  children: ReactNode;
}

export function Page({ title, back, note, actions, width = "wide", children }: PageProps) {
  usePageTitle(title);
  return (
    <div className={styles.page} data-width={width}>
      <header className={styles.head}>
        <div>
          {back && (
            <Link to={back.to} search={back.search as never} className={styles.back}>
              <ChevronLeft size={15} aria-hidden />
              {back.label}
            </Link>
          )}
          <h1>{title}</h1>
          {note && <p className={styles.note}>{note}</p>}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Pacioli`;
  }, [title]);
}

interface SheetProps {
  title?: string;
  actions?: ReactNode;
  flush?: boolean;
  children: ReactNode;
}
/** A sheet of paper on the desk: the one kind of container there is. */
export function Sheet({ title, actions, flush, children }: SheetProps) {
  return (
    <section className={styles.sheet} data-flush={flush || undefined} aria-label={title}>
      {title && (
        <div className={styles.sheetHead}>
          <h2>{title}</h2>
          {actions}
        </div>
      )}
      {children}
    </section>
  );
}
