import { Button, Modal, Stack, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Lock, LockKeyhole, LockOpen } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { Period } from "@/api/contract";
import { closePeriod, periodsQuery, reopenPeriod } from "@/api/settings";
import { Badge } from "@/components/Badge";
import { Sheet } from "@/components/Page";
import { Empty, Loaded } from "@/components/states";
import { tell, tellError } from "@/components/notify";
import table from "@/components/table.module.css";
import { dateText } from "@/dates/dates";
import { useBusiness, useMay } from "@/shell/business";
import { SettingsFrame } from "./SettingsFrame";

const STATUS = {
  open: ["Open", "good", LockOpen],
  closed: ["Closed", "plain", Lock],
  locked: ["Locked", "plain", LockKeyhole],
} as const;

export default function PeriodsPage() {
  const { id: b } = useBusiness();
  const query = useQuery(periodsQuery(b));
  return (
    <SettingsFrame title="Periods" note="Nothing can be posted to a closed period. A locked one stays closed for good.">
      <Loaded query={query} rows={12}>
        {(periods) => {
          const years = [...new Set(periods.map((period) => period.year))].sort((a, c) => c - a);
          if (years.length === 0) return <Empty title="No periods" />;
          return years.map((year) => (
            <Year key={year} year={year} periods={periods.filter((period) => period.year === year)} />
          ));
        }}
      </Loaded>
    </SettingsFrame>
  );
}

function Year({ year, periods }: { year: number; periods: Period[] }) {
  const manages = useMay()("periods-manage");
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const [reopening, setReopening] = useState<Period | null>(null);
  const close = useMutation({
    mutationFn: (period: Period) => closePeriod(b, period.id),
    onSuccess: (_, period) => tell(`Period ${period.number} of ${period.year} was closed`),
    onError: (error) => tellError(error, "The period was not closed"),
    onSettled: () => client.invalidateQueries({ queryKey: ["periods"] }),
  });
  return (
    <Sheet title={String(year)} flush>
      <table className={table.table} aria-label={`Periods of ${year}`}>
        <thead>
          <tr>
            <th scope="col">Period</th>
            <th scope="col">From</th>
            <th scope="col" className={table.wide}>
              To
            </th>
            <th scope="col">Status</th>
            <th scope="col">
              <span className="visually-hidden">Change</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {periods.map((period) => {
            const [label, tone, icon] = STATUS[period.status as keyof typeof STATUS] ?? STATUS.locked;
            return (
              <tr key={period.id}>
                <td>{period.number}</td>
                <td className={table.nowrap}>
                  {dateText(period.start)}
                  <div className={table.under}>to {dateText(period.end)}</div>
                </td>
                <td className={`${table.wide} ${table.nowrap}`}>{dateText(period.end)}</td>
                <td>
                  <Badge tone={tone} icon={icon}>
                    {label}
                  </Badge>
                </td>
                <td className={table.figure}>
                  {manages && period.status === "open" && (
                    <Button size="compact-sm" variant="default" onClick={() => close.mutate(period)} aria-label={`Close period ${period.number} of ${year}`}>
                      Close
                    </Button>
                  )}
                  {manages && period.status === "closed" && (
                    <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setReopening(period)} aria-label={`Reopen period ${period.number} of ${year}`}>
                      Reopen
                    </Button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {reopening && <ReopenDialog period={reopening} onClose={() => setReopening(null)} />}
    </Sheet>
  );
}

function ReopenDialog({ period, onClose }: { period: Period; onClose: () => void }) {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const [reason, setReason] = useState("");
  const reopen = useMutation({
    mutationFn: () => reopenPeriod(b, period.id, reason),
    onSuccess: async () => {
      tell(`Period ${period.number} of ${period.year} is open again`);
      await client.invalidateQueries({ queryKey: ["periods"] });
      onClose();
    },
    onError: (error) => tellError(error, "The period was not reopened"),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    reopen.mutate();
  };
  return (
    <Modal opened onClose={onClose} title={`Reopen period ${period.number} of ${period.year}`}>
      <form onSubmit={submit}>
        <Stack>
          <Textarea
            label="Why"
            description="Kept in the audit log."
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            required
            autosize
            minRows={2}
            data-autofocus
          />
          <Button type="submit" loading={reopen.isPending} disabled={!reason.trim()}>
            Reopen
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
