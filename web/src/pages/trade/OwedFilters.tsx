import { Button, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type Side, ageingQuery } from "@/api/trade";
import { DateField } from "@/components/DateField";
import { PartyPicker } from "@/components/PartyPicker";
import { SearchField } from "@/components/SearchField";
import { today } from "@/dates/dates";
import type { Filters } from "@/router";
import { useBusiness } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { BUCKETS } from "./items";
import styles from "./trade.module.css";
import { onlyOf, useOwed } from "./use-owed";
import { WORDS } from "./words";

const WHICH = [
  { value: "all", label: "All items" },
  { value: "overdue", label: "Overdue" },
  { value: "due", label: "Due within 14 days" },
  ...BUCKETS.map(({ id, label }) => ({ value: id as string, label })),
];
const CLEAR: Partial<Filters> = {
  as_of: undefined,
  party: undefined,
  currency: undefined,
  only: undefined,
  bucket: undefined,
  q: undefined,
};

/** What is shown of the list, in the address; ageing knows a day only. */
export function OwedFilters({ side }: { side: Side }) {
  const [{ as_of, party, currency, only, bucket, q, by }, setFilters] = useFilters();
  const { tab, filtered } = useOwed();
  const which = onlyOf(only) ?? (BUCKETS.some(({ id }) => id === bucket) ? bucket : "all");
  const choose = (value: string | null) =>
    setFilters({ only: onlyOf(value ?? undefined), bucket: BUCKETS.some(({ id }) => id === value) ? (value ?? undefined) : undefined });
  const past = (date: string | null) => setFilters({ as_of: date === null || date === today() ? undefined : date });
  return (
    <div className={styles.filters} role="search" aria-label={`${WORDS[side].title} to show`}>
      <DateField label="As of" value={as_of ?? null} placeholder="Today" onChange={past} optional />
      {tab === "ageing" ? (
        <Select
          label="Age counts from"
          data={[
            { value: "due", label: "The due day" },
            { value: "date", label: "The date" },
          ]}
          value={by === "date" ? "date" : "due"}
          onChange={(value) => setFilters({ by: value === "date" ? "date" : undefined })}
          allowDeselect={false}
          w={160}
        />
      ) : (
        <>
          <SearchField
            className={styles.find}
            placeholder="Number, reference, text"
            value={q ?? ""}
            onChange={(text) => setFilters({ q: text || undefined })}
          />
          <div className={styles.party}>
            <PartyPicker label={WORDS[side].party} value={party ?? null} placeholder="Anybody" onChange={(id) => setFilters({ party: id ?? undefined })} />
          </div>
          <Select label="Which" data={WHICH} value={which ?? "all"} onChange={choose} allowDeselect={false} w={176} />
          <CurrencyChoice side={side} value={currency} onChange={(next) => setFilters({ currency: next })} />
        </>
      )}
      {filtered && (
        <Button variant="subtle" color="gray" onClick={() => setFilters(CLEAR)}>
          Clear
        </Button>
      )}
    </div>
  );
}

interface CurrencyChoiceProps {
  side: Side;
  value?: string;
  onChange: (currency: string | undefined) => void;
}
/** The currencies that something is owed in; with one there is nothing to choose. */
function CurrencyChoice({ side, value, onChange }: CurrencyChoiceProps) {
  const { id: b } = useBusiness();
  const { asOf, by } = useOwed();
  const { data } = useQuery(ageingQuery(b, side, asOf, by));
  const used = (data?.parties ?? []).flatMap(({ currencies }) => currencies.map(({ currency }) => currency));
  const currencies = [...new Set([...used, ...(value ? [value] : [])])].sort();
  if (currencies.length < 2 && !value) return null;
  return (
    <Select
      label="Currency"
      placeholder="All"
      data={currencies}
      value={value ?? null}
      onChange={(next) => onChange(next ?? undefined)}
      clearable
      w={110}
    />
  );
}
