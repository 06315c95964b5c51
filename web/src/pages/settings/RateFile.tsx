import { Button, FileButton, MultiSelect, Stack } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { messageOf } from "@/api/errors";
import { importRates } from "@/api/settings";
import { DateField } from "@/components/DateField";
import { Sheet } from "@/components/Page";
import { tell } from "@/components/notify";
import { addMonths, today } from "@/dates/dates";
import { CURRENCIES } from "../setup/choices";
import styles from "./settings.module.css";

/** Takes in the rates of a file. What is recorded already is not recorded again, so that a file may be chosen twice. */
export function RateFile() {
  const client = useQueryClient();
  const [since, setSince] = useState<string | null>(addMonths(today(), -24));
  const [only, setOnly] = useState<string[]>([]);
  const take = useMutation({
    mutationFn: async (file: File) => importRates({ text: await file.text(), since, only }),
    onSuccess: async (done) => {
      const left = done.retired.length > 0 ? ` Left out, currencies no more: ${done.retired.join(", ")}.` : "";
      tell(`${done.added} rates recorded, ${done.known} were there.${left}`);
      await client.invalidateQueries({ queryKey: ["rates"] });
    },
  });
  return (
    <Sheet title="Take in a file">
      <Stack gap="sm">
        <p className={styles.quiet}>The reference rates of the European Central Bank (XML or CSV), or a table with the columns day, from, to and rate.</p>
        <div className={styles.row}>
          <DateField label="Since" value={since} onChange={setSince} />
          <MultiSelect
            label="Currencies"
            data={CURRENCIES}
            value={only}
            onChange={setOnly}
            placeholder={only.length > 0 ? undefined : "All in the file"}
            searchable
            clearable
            w={280}
          />
          <FileButton onChange={(file) => file && take.mutate(file)} accept=".xml,.csv,.txt,text/csv,text/xml,application/xml">
            {(props) => (
              <Button {...props} variant="default" loading={take.isPending}>
                Choose a file …
              </Button>
            )}
          </FileButton>
        </div>
      </Stack>
      {take.error && (
        <p role="alert" className={styles.problem}>
          {messageOf(take.error)}
        </p>
      )}
    </Sheet>
  );
}
