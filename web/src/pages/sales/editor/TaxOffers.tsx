import { Button } from "@mantine/core";
import { Sparkles } from "lucide-react";
import { sentence } from "@/numbers/prose";
import { Keys } from "@/shell/shortcuts";
import { treatmentText } from "../words";
import styles from "./editor.module.css";
import { SUPPLIES, linesText, takeable } from "./offers";
import type { Draft } from "./use-draft";

/** How the lines would be taxed by the places, where that differs from how they are; one key takes all of it. */
export function TaxOffers({ draft: { offers, dispatch } }: { draft: Draft }) {
  if (offers.length === 0) return null;
  const codes = takeable(offers).length > 0;
  return (
    <section className={styles.offers} aria-label="Suggested tax">
      <Sparkles size={16} aria-hidden />
      <ul>
        {offers.map(({ taxCode, treatment, reason, lines }) => (
          <li key={`${taxCode}${reason}`}>
            <span>
              <strong>
                {linesText(lines)}: {taxCode === null ? "goods or services?" : `${taxCode}${treatment ? `, ${treatmentText(treatment)}` : ""}`}
              </strong>{" "}
              {sentence(reason)}
            </span>
            {taxCode === null &&
              SUPPLIES.map(({ value, label }) => (
                <Button key={value} variant="default" size="compact-sm" onClick={() => dispatch({ type: "take", lines, change: { supply: value } })}>
                  {label}
                </Button>
              ))}
          </li>
        ))}
      </ul>
      {codes && (
        <Button variant="default" size="compact-sm" onClick={() => takeOffers({ offers, dispatch })} rightSection={<Keys keys="alt+t" />}>
          Take it
        </Button>
      )}
    </section>
  );
}

export function takeOffers({ offers, dispatch }: Pick<Draft, "offers" | "dispatch">): void {
  for (const { lines, taxCode } of takeable(offers)) dispatch({ type: "take", lines, change: { taxCode } });
}
