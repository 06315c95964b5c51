import { Button, CloseButton } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import type { OpenItem, Side } from "@/api/trade";
import { useVia } from "@/components/Amount";
import type { Selection } from "@/components/use-selection";
import { countText, moneyText } from "@/numbers/format";
import { isCredit, openSums, writeItems } from "./items";
import styles from "./trade.module.css";

/** What the selected items come to, and what can be done with them; there only while some are selected. */
export function SelectionBar({ side, selection: { chosen, clear } }: { side: Side; selection: Selection<OpenItem> }) {
  const navigate = useNavigate();
  const via = useVia();
  if (chosen.length === 0) return null;
  const parties = new Set(chosen.map(({ party_id }) => party_id));
  const [party] = parties;
  const items = writeItems(chosen);
  const one = parties.size === 1 && party;
  // one entry of a bank statement may pay the bills of several, a match is always between items of one
  const matches = one && chosen.some(isCredit) && chosen.some((item) => !isCredit(item));
  const go = (to: string) => void navigate({ to, search: { side, items, party: one || undefined, via } as never });
  return (
    <section className={styles.bulk} aria-label="Selected items">
      <strong role="status">{chosen.length === 1 ? "1 item" : `${countText(chosen.length)} items`} selected</strong>
      <span className={styles.sums}>{openSums(chosen).map(moneyText).join(" · ")}</span>
      {matches && (
        <Button size="compact-md" onClick={() => go("/payments/match")}>
          Match
        </Button>
      )}
      <Button size="compact-md" variant={matches ? "default" : "filled"} onClick={() => go("/payments/new")}>
        Record payment
      </Button>
      <CloseButton size="sm" aria-label="Select nothing" onClick={clear} />
    </section>
  );
}
