import { Button } from "@mantine/core";
import styles from "./Door.module.css";

interface DemoOfferProps {
  demo: { email: string; password: string };
  busy: boolean;
  onOpen: () => void;
}

/** The way into the demo company, for people who want to see before they decide. */
export function DemoOffer({ demo, busy, onOpen }: DemoOfferProps) {
  return (
    <section className={styles.demo} aria-label="Demo company">
      <p>
        <strong>Look around first.</strong> A made-up company with two years of books is ready.
      </p>
      <code>
        {demo.email} · {demo.password}
      </code>
      <Button variant="default" loading={busy} onClick={onOpen}>
        Open the demo company
      </Button>
    </section>
  );
}
