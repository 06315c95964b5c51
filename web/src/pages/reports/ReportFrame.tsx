import { Button } from "@mantine/core";
import { Download, Printer } from "lucide-react";
import type { ReactNode } from "react";
import { Page } from "@/components/Page";
import { useBusiness } from "@/shell/business";
import styles from "./reports.module.css";

interface ReportFrameProps {
  title: string;
  /** Where Back leads, for a report that lives in another page. */
  back?: { to: string; label: string; search?: Record<string, unknown> };
  /** As of when, or from when to when, in words. */
  span: string;
  currency?: string;
  /** Where it is found as a CSV file. */
  csv: string;
  controls: ReactNode;
  /** What stands beside the report and is not printed with it. */
  aside?: ReactNode;
  /** What else can be done here, before the ways to take the report along. */
  actions?: ReactNode;
  /** There is nothing to take along. */
  empty?: boolean;
  children: ReactNode;
}

/** The page of a report: its controls above, the report itself as a sheet that prints as it stands. */
export function ReportFrame({ title, back, span, currency, csv, controls, aside, actions, empty, children }: ReportFrameProps) {
  const business = useBusiness();
  const sheet = (
    <section className={styles.report} aria-label={title}>
      <header className={styles.masthead}>
        <p>{business.name}</p>
        <p>
          {span}
          {currency && `, in ${currency}`}
        </p>
      </header>
      {children}
    </section>
  );
  return (
    <Page
      title={title}
      back={back}
      actions={
        <>
          {actions}
          {!empty && (
            <>
              <Button variant="default" component="a" href={csv} download leftSection={<Download size={15} />}>
                CSV
              </Button>
              <Button variant="default" leftSection={<Printer size={15} />} onClick={() => window.print()}>
                Print
              </Button>
            </>
          )}
        </>
      }
    >
      <div className={styles.controls} role="search" aria-label="Report options">
        {controls}
      </div>
      {aside ? (
        <div className={styles.beside}>
          {aside}
          {sheet}
        </div>
      ) : (
        sheet
      )}
    </Page>
  );
}
