import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Lock, LockKeyhole, LockOpen } from "lucide-react";
import { useState } from "react";
import type { Period } from "@/api/contract";
import { periodsQuery } from "@/api/settings";
import { Badge } from "@/components/Badge";
import { Sheet } from "@/components/Page";
import { Empty, Loaded } from "@/components/states";
import table from "@/components/table.module.css";
import { dateText } from "@/dates/dates";
import { useBusiness, useMay } from "@/shell/business";
import { CloseDialog, LockDialog, ReopenDialog } from "./PeriodDialogs";
import { SettingsFrame } from "./SettingsFrame";
import { periodName, upTo } from "./periods";

const STATUS = {
  open: ["Open", "good", LockOpen],
  closed: ["Closed", "plain", Lock],
  locked: ["Locked for good", "plain", LockKeyhole],
} as const;

type Doing = { what: "close" | "reopen" | "lock"; period: Period } | null;

export default function PeriodsPage() {
  const { id: b } = useBusiness();
  const query = useQuery(periodsQuery(b));
  const [doing, setDoing] = useState<Doing>(null);
  const end = () => setDoing(null);
  return (
    <SettingsFrame title="Periods" note="Nothing can be posted to a closed period. A locked one stays closed for good.">
      <Loaded query={query} rows={12}>
        {(periods) => {
          const years = [...new Set(periods.map((period) => period.year))].sort((a, c) => c - a);
          if (years.length === 0) return <Empty title="No periods" />;
          return (
            <>
              {years.map((year) => (
                <Year key={year} year={year} periods={periods.filter((period) => period.year === year)} onDo={setDoing} />
              ))}
              {doing?.what === "close" && (
                <CloseDialog period={doing.period} all={upTo(periods, doing.period, "open")} onClose={end} />
              )}
              {doing?.what === "reopen" && <ReopenDialog period={doing.period} onClose={end} />}
              {doing?.what === "lock" && (
                <LockDialog period={doing.period} all={upTo(periods, doing.period, "closed")} onClose={end} />
              )}
            </>
          );
        }}
      </Loaded>
    </SettingsFrame>
  );
}

interface YearProps {
  year: number;
  periods: Period[];
  onDo: (doing: Doing) => void;
}
function Year({ year, periods, onDo }: YearProps) {
  const manages = useMay()("periods-manage");
  const last = periods.at(-1);
  const lockable = manages && last !== undefined && periods.every((period) => period.status !== "open") && last.status === "closed";
  return (
    <Sheet
      title={String(year)}
      flush
      actions={
        lockable && (
          <Button size="compact-sm" variant="default" leftSection={<LockKeyhole size={14} />} onClick={() => onDo({ what: "lock", period: last })}>
            Lock the year
          </Button>
        )
      }
    >
      <table className={table.table} aria-label={`Periods of ${year}`}>
        <thead>
          <tr>
            <th scope="col">Period</th>
            <th scope="col" className={table.wide}>
              Days
            </th>
            <th scope="col">Status</th>
            <th scope="col">
              <span className="visually-hidden">Change</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {periods.map((period) => (
            <Row key={period.id} period={period} onDo={manages ? onDo : undefined} />
          ))}
        </tbody>
      </table>
    </Sheet>
  );
}

function Row({ period, onDo }: { period: Period; onDo?: (doing: Doing) => void }) {
  const [label, tone, icon] = STATUS[period.status as keyof typeof STATUS] ?? STATUS.locked;
  const name = periodName(period);
  const days = period.start === period.end ? dateText(period.end) : `${dateText(period.start)} to ${dateText(period.end)}`;
  return (
    <tr>
      <td>
        {name}
        <div className={table.under}>{days}</div>
      </td>
      <td className={`${table.wide} ${table.nowrap}`}>{days}</td>
      <td>
        <Badge tone={tone} icon={icon}>
          {label}
        </Badge>
      </td>
      <td className={table.figure}>
        {onDo && period.status === "open" && (
          <Button size="compact-sm" variant="default" onClick={() => onDo({ what: "close", period })} aria-label={`Close ${name}`}>
            Close
          </Button>
        )}
        {onDo && period.status === "closed" && (
          <>
            <Button size="compact-sm" variant="subtle" color="gray" onClick={() => onDo({ what: "reopen", period })} aria-label={`Reopen ${name}`}>
              Reopen
            </Button>
            <Button size="compact-sm" variant="subtle" color="gray" onClick={() => onDo({ what: "lock", period })} aria-label={`Lock ${name} for good`}>
              Lock
            </Button>
          </>
        )}
      </td>
    </tr>
  );
}
