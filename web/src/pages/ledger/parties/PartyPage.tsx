import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Pencil } from "lucide-react";
import { useState } from "react";
import type { PartyDetail } from "@/api/contract";
import { documentsQuery } from "@/api/documents";
import { accountsQuery, entriesQuery, partyQuery } from "@/api/ledger";
import { Amount } from "@/components/Amount";
import { Badge, StateBadge } from "@/components/Badge";
import { Facts } from "@/components/Facts";
import { Page, Sheet } from "@/components/Page";
import { Empty, Failure, Loaded, PageLoading } from "@/components/states";
import table from "@/components/table.module.css";
import { dateText, timeText } from "@/dates/dates";
import { useBusiness, useMay } from "@/shell/business";
import { usePathPart } from "@/shell/filters";
import { AuditTrail } from "../../control/AuditTrail";
import { PartyOwed } from "../../trade/PartyOwed";
import { EntryMarks } from "../EntryMarks";
import { PartyDialog } from "./PartyDialog";
import { ibanText, roleText } from "./words";

/** A supplier or customer: who it is, what came from it, what was booked for it. */
export default function PartyPage() {
  const { id: b } = useBusiness();
  const id = usePathPart("partyId");
  const query = useQuery(partyQuery(b, id));
  if (query.data) return <PartyView party={query.data} />;
  return query.error ? <Failure heading error={query.error} onRetry={() => void query.refetch()} /> : <PageLoading />;
}

function PartyView({ party }: { party: PartyDetail }) {
  const { id: b } = useBusiness();
  const may = useMay();
  const { data: accounts = [] } = useQuery(accountsQuery(b));
  const [changing, setChanging] = useState(false);
  const account = (id: string | null | undefined) => {
    const found = accounts.find((one) => one.id === id);
    return found && <Link to={`/ledger/accounts/${found.id}`}>{`${found.code} ${found.name}`}</Link>;
  };
  return (
    <Page
      title={party.name}
      back={{ to: "/ledger/parties", label: "Parties" }}
      note={
        <>
          {roleText(party)} {!party.active && <Badge>Out of use</Badge>}
        </>
      }
      actions={
        may("parties-manage") && (
          <Button variant="default" leftSection={<Pencil size={15} />} onClick={() => setChanging(true)}>
            Change
          </Button>
        )
      }
    >
      <Sheet>
        <Facts
          items={[
            ["Address", party.address],
            ["Country", party.country],
            ["E-mail", party.email],
            ["Tax numbers", party.tax_ids?.join(", ")],
            ["Bank accounts", party.ibans?.map(ibanText).join(", ")],
            ["Also called", party.aliases?.join(", ")],
            ["Usual cost account", account(party.expense_account)],
            ["Usual income account", account(party.income_account)],
            ["Usual tax codes", [party.purchase_tax_code, party.sales_tax_code].filter(Boolean).join(", ")],
            ["Days to pay", party.payment_days],
            ["Known since", timeText(party.created_at)],
          ]}
        />
      </Sheet>
      <PartyOwed party={party} />
      <Documents name={party.name} />
      <Entries id={party.id} />
      <AuditTrail subjectId={party.id} />
      {changing && <PartyDialog party={party} onClose={() => setChanging(false)} />}
    </Page>
  );
}

const SHOWN = 25;

function Documents({ name }: { name: string }) {
  const { id: b } = useBusiness();
  const query = useInfiniteQuery(documentsQuery(b, { group: "all", q: name }));
  const rows = query.data?.pages[0]?.items ?? [];
  return (
    <Sheet title="Documents" flush actions={rows.length > SHOWN && <Link to="/inbox" search={{ group: "all", q: name } as never}>All of them</Link>}>
      <Loaded query={query} rows={4}>
        {() =>
          rows.length > 0 ? (
            <div className={table.scroll}>
              <table className={table.table} aria-label={`Documents of ${name}`}>
                <thead>
                  <tr>
                    <th scope="col">Date</th>
                    <th scope="col">Number</th>
                    <th scope="col" className={table.wide}>
                      State
                    </th>
                    <th scope="col" className={table.figure}>
                      Total
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {rows.slice(0, SHOWN).map((document) => (
                    <tr key={document.id} data-link>
                      <td className={table.nowrap}>{document.date && dateText(document.date)}</td>
                      <td>
                        <Link to={`/documents/${document.id}`}>{document.number ?? document.file_name}</Link>
                      </td>
                      <td className={table.wide}>
                        <StateBadge name={document.state.name} />
                      </td>
                      <td className={table.figure}>
                        <Amount value={document.total} withCurrency />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          ) : (
            <Empty title="No documents">None of the documents taken in names this party.</Empty>
          )
        }
      </Loaded>
    </Sheet>
  );
}

function Entries({ id }: { id: string }) {
  const { id: b } = useBusiness();
  const query = useInfiniteQuery(entriesQuery(b, { party_id: id }));
  const rows = query.data?.pages[0]?.items ?? [];
  return (
    <Sheet title="Entries" flush>
      <Loaded query={query} rows={4}>
        {() =>
          rows.length > 0 ? (
            <div className={table.scroll}>
              <table className={table.table} aria-label="Entries of the party">
                <thead>
                  <tr>
                    <th scope="col">Date</th>
                    <th scope="col">Entry</th>
                    <th scope="col" className={table.wide}>
                      Text
                    </th>
                    <th scope="col" className={table.figure}>
                      Amount
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {rows.slice(0, SHOWN).map((entry) => (
                    <tr key={entry.id} data-link>
                      <td className={table.nowrap}>{dateText(entry.date)}</td>
                      <td className={table.nowrap}>
                        <Link to={`/ledger/entries/${entry.id}`}>{entry.number}</Link>
                      </td>
                      <td className={table.wide}>
                        {entry.memo} <EntryMarks entry={entry} />
                      </td>
                      <td className={table.figure}>
                        <Amount value={entry.total} withCurrency />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          ) : (
            <Empty title="No entries">Nothing has been booked for this party yet.</Empty>
          )
        }
      </Loaded>
    </Sheet>
  );
}
