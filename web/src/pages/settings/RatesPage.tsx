import { Button, Select, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { ExchangeRate } from "@/api/contract";
import { isApiError, messageOf } from "@/api/errors";
import { addRate, ratesQuery } from "@/api/settings";
import { DateField } from "@/components/DateField";
import { Sheet } from "@/components/Page";
import { Empty, Loaded } from "@/components/states";
import { tell } from "@/components/notify";
import table from "@/components/table.module.css";
import { addMonths, dateText, timeText, today } from "@/dates/dates";
import { decimalText } from "@/numbers/format";
import { parseRate } from "@/numbers/parse";
import { useBusiness, useSession } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { CURRENCIES } from "../setup/choices";
import { RateFile } from "./RateFile";
import { SettingsFrame } from "./SettingsFrame";
import styles from "./settings.module.css";

/** Exchange rates of the organisation: what was recorded, and recording another one. */
export default function RatesPage() {
  const [filters, setFilters] = useFilters();
  const to = filters.to ?? today();
  const from = filters.from ?? addMonths(to, -12);
  const query = useQuery(ratesQuery(from, to));
  // rates belong to the whole organisation, not to one of its businesses
  const records = useSession().capabilities.includes("ledger-post");
  return (
    <SettingsFrame title="Exchange rates" note="The last rate on or before the day of an entry counts. Posted lines keep the value they were posted with.">
      {records && <NewRateForm />}
      {records && <RateFile />}
      <div className={styles.row} role="search">
        <DateField label="From" value={from} onChange={(date) => setFilters({ from: date ?? undefined })} />
        <DateField label="To" value={to} onChange={(date) => setFilters({ to: date ?? undefined })} />
      </div>
      <Sheet flush>
        <Loaded query={query}>
          {(rates) => (rates.length > 0 ? <Rates rates={rates} /> : <Empty title="No rates in these days">Record one above, take in a file, or choose other days.</Empty>)}
        </Loaded>
      </Sheet>
    </SettingsFrame>
  );
}

/** Rates are quoted with four decimals, so that the points stand under each other. */
const RATE_DECIMALS = 4;

function Rates({ rates }: { rates: ExchangeRate[] }) {
  return (
    <div className={table.scroll}>
      <table className={table.table} aria-label="Exchange rates">
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col" className={table.figure}>
              Rate
            </th>
            <th scope="col" className={table.wide}>
              Source
            </th>
            <th scope="col" className={table.wide}>
              Recorded
            </th>
          </tr>
        </thead>
        <tbody>
          {rates.map((rate) => (
            <tr key={`${rate.day}${rate.from}${rate.to}${rate.recorded_at}`}>
              <td className={table.nowrap}>{dateText(rate.day)}</td>
              <td className={table.figure}>
                1 {rate.from} = {decimalText(rate.rate, RATE_DECIMALS)} {rate.to}
              </td>
              <td className={table.wide}>{rate.source}</td>
              <td className={`${table.wide} ${table.quiet}`}>
                {timeText(rate.recorded_at)}, {rate.recorded_by}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function NewRateForm() {
  const { base_currency: base } = useBusiness();
  const client = useQueryClient();
  const [day, setDay] = useState<string | null>(today());
  const [foreign, setForeign] = useState(base === "USD" ? "EUR" : "USD");
  const [text, setText] = useState("");
  const [source, setSource] = useState("");
  const rate = parseRate(text);
  const save = useMutation({
    mutationFn: (value: string) => addRate({ from: foreign, to: base, day: day ?? today(), rate: value, source: source.trim() || null }),
    onSuccess: async (made) => {
      tell(`Recorded: 1 ${made.from} = ${decimalText(made.rate)} ${made.to} on ${dateText(made.day)}`);
      setText("");
      await client.invalidateQueries({ queryKey: ["rates"] });
    },
  });
  const wrong = isApiError(save.error) ? save.error.fields : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (rate) save.mutate(rate);
  };
  return (
    <Sheet title="Record a rate">
      <form onSubmit={submit} className={styles.row}>
        <DateField label="Day" value={day} onChange={setDay} />
        <Select
          label="Currency"
          data={CURRENCIES.filter(({ value }) => value !== base)}
          value={foreign}
          onChange={(value) => value && setForeign(value)}
          allowDeselect={false}
          searchable
          w={210}
          error={wrong.from}
        />
        <TextInput
          label={`1 ${foreign} in ${base}`}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          inputMode="decimal"
          placeholder="0.9231"
          autoComplete="off"
          w={130}
          error={wrong.rate ?? (text.trim() !== "" && rate === null && "Write a number above zero")}
        />
        <TextInput
          label="Source (optional)"
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
          placeholder="ECB"
          maxLength={60}
          w={140}
          error={wrong.source}
        />
        <Button type="submit" loading={save.isPending} disabled={rate === null}>
          Record
        </Button>
      </form>
      {save.error && (
        <p role="alert" className={styles.problem}>
          {messageOf(save.error)}
        </p>
      )}
    </Sheet>
  );
}
