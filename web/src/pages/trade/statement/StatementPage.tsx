import { Checkbox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { PartyDetail } from "@/api/contract";
import { partyQuery } from "@/api/ledger";
import { type PartyStatement, csvOfStatement, statementQuery } from "@/api/statement";
import { DateField } from "@/components/DateField";
import { Failure, Loaded } from "@/components/states";
import { addDays, addMonths, dateText, endOfMonth, startOfMonth, startOfYear, today } from "@/dates/dates";
import { useBusiness } from "@/shell/business";
import { useFilters, usePathPart } from "@/shell/filters";
import { wayBack } from "../../ledger/via";
import { Presets } from "../../reports/Presets";
import { ReportFrame } from "../../reports/ReportFrame";
import { StatementTable } from "./StatementTable";
import styles from "./statement.module.css";

/** Spans that are asked for again and again. */
function spansOf(now: string): [label: string, from: string, to: string][] {
  const year = startOfYear(now);
  const month = startOfMonth(addMonths(now, -1));
  return [
    ["This year", year, now],
    ["Last month", month, endOfMonth(month)],
    ["Last year", startOfYear(addDays(year, -1)), addDays(year, -1)],
  ];
}
const OPEN_ONLY = "open";

/** What went to and fro with one party, with the balance after each line: to look at, and to send. */
export default function StatementPage() {
  const { id: b } = useBusiness();
  const id = usePathPart("partyId");
  const [filters, setFilters] = useFilters();
  const spans = spansOf(today());
  const from = filters.from ?? startOfYear(today());
  const to = filters.to ?? today();
  const query = useQuery(statementQuery(b, id, { from, to }));
  const party = useQuery(partyQuery(b, id));
  if (party.error && !party.data) return <Failure heading error={party.error} onRetry={() => void party.refetch()} />;
  const name = query.data?.party_name ?? party.data?.name ?? "";
  return (
    <ReportFrame
      title={name ? `Statement of ${name}` : "Statement"}
      back={wayBack(filters.via, { to: `/ledger/parties/${id}`, label: name || "Party" })}
      span={`${dateText(from)} to ${dateText(to)}`}
      csv={csvOfStatement(b, id, { from, to })}
      empty={!query.data || query.data.currencies.length === 0}
      controls={
        <>
          <DateField label="From" value={from} onChange={(day) => setFilters({ from: day ?? undefined })} />
          <DateField label="To" value={to} onChange={(day) => setFilters({ to: day ?? undefined })} />
          <Presets
            choices={spans.map(([label]) => [label, label])}
            value={spans.find(([, first, last]) => first === from && last === to)?.[0] ?? ""}
            onChoose={(label) => {
              const [, first, last] = spans.find(([one]) => one === label) ?? [];
              setFilters({ from: first, to: last });
            }}
          />
          <Checkbox
            label="Only what is open"
            checked={filters.group === OPEN_ONLY}
            onChange={(event) => setFilters({ group: event.currentTarget.checked ? OPEN_ONLY : undefined })}
            mb={8}
            ml={6}
          />
        </>
      }
    >
      {party.data && <Address party={party.data} />}
      <Loaded query={query} rows={10}>
        {(statement) => <Currencies statement={statement} openOnly={filters.group === OPEN_ONLY} />}
      </Loaded>
    </ReportFrame>
  );
}

/** Who the statement is for, as it stands in the window of an envelope. */
const Address = ({ party: { name, address, tax_ids: taxIds } }: { party: PartyDetail }) => (
  <address className={styles.address}>
    <strong>{name}</strong>
    {address && <span>{address}</span>}
    {taxIds && taxIds.length > 0 && <span>{taxIds.join(", ")}</span>}
  </address>
);

function Currencies({ statement, openOnly }: { statement: PartyStatement; openOnly: boolean }) {
  const { currencies, party_name: name, party_id: id } = statement;
  if (currencies.length === 0) {
    return (
      <p className={styles.none}>
        Nothing was owed either way in this time. <Link to={`/ledger/parties/${id}`}>Look at {name}</Link>
      </p>
    );
  }
  return currencies.map((one) => <StatementTable key={one.currency} of={one} statement={statement} openOnly={openOnly} alone={currencies.length === 1} />);
}
