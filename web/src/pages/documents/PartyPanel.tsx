import { Autocomplete } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { UserRoundPlus, UserRoundSearch } from "lucide-react";
import { useState } from "react";
import { partiesQuery } from "@/api/ledger";
import { Badge } from "@/components/Badge";
import { shareText } from "@/numbers/format";
import { sentence } from "@/numbers/prose";
import { useBusiness } from "@/shell/business";
import styles from "./review.module.css";
import type { Review } from "./use-review";
import { kindLabel, routeLabel } from "./words";

/** Whose document it is and what kind: one line, opened for a change. */
export function PartyPanel({ review, readOnly }: { review: Review; readOnly: boolean }) {
  const { classification, route } = review.shown;
  const posted = review.shown.entry_id != null; // then how the party was found is history
  const [changing, setChanging] = useState(false);
  if (!classification) return null;
  const { party, kind } = classification;
  const direction = review.state.direction ?? classification.direction;
  const name = review.state.party?.name ?? party?.name;
  const side = direction === "sale" ? "customer" : "supplier";
  return (
    <section className={styles.section} aria-label="Party and kind">
      <div className={styles.party}>
        <div>
          <p className={styles.partyName}>{name || "No name was found"}</p>
          <div className={styles.badges}>
            {party &&
              !posted &&
              (party.is_new ? (
                <Badge tone="info" icon={UserRoundPlus}>
                  New {side}
                </Badge>
              ) : (
                <Badge tone="good">
                  Known {side}, {shareText(party.score)}
                </Badge>
              ))}
            <Badge>{kindLabel(kind)}</Badge>
            <select
              className={styles.direction}
              aria-label="Purchase or sale"
              value={direction}
              disabled={readOnly}
              onChange={(event) =>
                review.dispatch({ type: "direction", direction: event.currentTarget.value as "purchase" | "sale" })
              }
            >
              <option value="purchase">Purchase</option>
              <option value="sale">Sale</option>
            </select>
          </div>
          <p className={styles.quiet}>
            {[!posted && party?.reason && sentence(party.reason), route && `Read from ${routeLabel(route)}`].filter(Boolean).join(". ")}
          </p>
        </div>
        {!readOnly && !changing && (
          <button type="button" className={styles.link} onClick={() => setChanging(true)}>
            <UserRoundSearch size={14} aria-hidden /> Someone else
          </button>
        )}
      </div>
      {changing && <PartySearch review={review} onDone={() => setChanging(false)} />}
    </section>
  );
}

function PartySearch({ review, onDone }: { review: Review; onDone: () => void }) {
  const { id: b } = useBusiness();
  const [text, setText] = useState("");
  const [late] = useDebouncedValue(text, 180);
  const { data: parties = [] } = useQuery(partiesQuery(b, late));
  const take = (name: string) => {
    const known = parties.find((party) => party.name === name);
    if (name.trim()) review.dispatch({ type: "party", party: known ? { id: known.id, name } : { name: name.trim() } });
    onDone();
  };
  return (
    <Autocomplete
      label="Whose document is it?"
      description="Choose a known name, or type a new one and press Enter."
      data={[...new Set(parties.map((party) => party.name))]}
      value={text}
      onChange={setText}
      onOptionSubmit={take}
      onKeyDown={(event) => {
        if (event.key === "Enter" && text && parties.every((party) => !party.name.startsWith(text))) take(text);
        if (event.key === "Escape") onDone();
      }}
      data-autofocus
      autoFocus
      mt={8}
    />
  );
}
