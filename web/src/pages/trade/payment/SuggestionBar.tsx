import { Button } from "@mantine/core";
import { Lightbulb } from "lucide-react";
import type { Suggestion } from "@/api/trade";
import { isZero } from "@/numbers/decimal";
import { moneyText } from "@/numbers/format";
import { sentence } from "@/numbers/prose";
import styles from "./payment.module.css";

const SHOWN = 4;

interface SuggestionBarProps {
  suggestion: Suggestion;
  currency: string;
  onTake: () => void;
}
/** What the amount seems to be for, with the reason of each, to be taken by one key. */
export function SuggestionBar({ suggestion: { settles, left }, currency, onTake }: SuggestionBarProps) {
  const more = settles.length - SHOWN;
  return (
    <section className={styles.suggestion} aria-label="Suggestion">
      <Lightbulb size={17} aria-hidden />
      <ul>
        {settles.slice(0, SHOWN).map(({ item, amount, reason }) => (
          <li key={`${item.entry_id}:${item.line}`}>
            <strong>{item.reference || item.number}</strong> {moneyText({ amount, currency: item.currency })} <span>{sentence(reason)}</span>
          </li>
        ))}
        {more > 0 && <li>and {more} more</li>}
        {!isZero(left) && (
          <li>
            <span>{moneyText({ amount: left, currency })} finds no item</span>
          </li>
        )}
      </ul>
      <Button id="take-suggestion" variant="default" onClick={onTake}>
        Take the suggestion
      </Button>
    </section>
  );
}
