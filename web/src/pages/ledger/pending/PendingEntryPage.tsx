import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type PendingEntry, pendingEntryQuery } from "@/api/pending";
import { Amount } from "@/components/Amount";
import { stateLabel } from "@/components/Badge";
import { Facts } from "@/components/Facts";
import { Page, Sheet } from "@/components/Page";
import { Failure, PageLoading } from "@/components/states";
import table from "@/components/table.module.css";
import { dateText, timeText } from "@/dates/dates";
import { useBusiness } from "@/shell/business";
import { usePathPart } from "@/shell/filters";
import { Decide } from "./Decide";
import { PendingState } from "./PendingState";

/** An entry by hand before it is posted: its lines, who has said yes, who must still. */
export default function PendingEntryPage() {
  const { id: b } = useBusiness();
  const id = usePathPart("entryId");
  const query = useQuery(pendingEntryQuery(b, id));
  if (query.data) return <PendingView entry={query.data} />;
  return query.error ? <Failure heading error={query.error} onRetry={() => void query.refetch()} /> : <PageLoading />;
}

function PendingView({ entry }: { entry: PendingEntry }) {
  const { approval, decisions } = entry;
  const posted = entry.state === "posted" && <Link to={`/ledger/entries/${entry.id}`}>Open the entry</Link>;
  return (
    <Page
      title={entry.memo || "Entry without a text"}
      back={{ to: "/ledger/pending", label: "Pending entries" }}
      note={<PendingState entry={entry} />}
      actions={<Decide entry={entry} />}
    >
      <Sheet>
        <Facts
          items={[
            ["Date", dateText(entry.date)],
            ["Reference", entry.reference],
            ["Written by", `${entry.written_by}, ${timeText(entry.written_at)}`],
            ["Reverses", entry.reverses && <Link key="reverses" to={`/ledger/entries/${entry.reverses}`}>An entry</Link>],
            ["Document", entry.document_id && <Link key="document" to={`/documents/${entry.document_id}`}>The document it takes back</Link>],
            ["Approved by", approval.approved.map(({ name }) => name).join(", ")],
            ["Waits for", approval.waits_for.map((rule) => waitsFor(rule)).join("; ")],
            ["Settled by", entry.settled_by && entry.settled_at && `${entry.settled_by}, ${timeText(entry.settled_at)}`],
            ["Why", entry.reason],
            ["In the books", posted],
          ]}
        />
      </Sheet>
      <Sheet title="Lines" flush>
        <Lines entry={entry} />
      </Sheet>
      {decisions.length > 0 && (
        <Sheet title="Decisions">
          <ul>
            {decisions.map((decision) => (
              <li key={decision.at + decision.by}>
                {timeText(decision.at)}: {stateLabel(decision.decision)} by {decision.by}
                {decision.reason && `: ${decision.reason}`}
              </li>
            ))}
          </ul>
        </Sheet>
      )}
    </Page>
  );
}

type Rule = PendingEntry["approval"]["waits_for"][number];
/** `1 of 2 said yes (admin): Large entries`. */
function waitsFor({ rule, asked, given, roles }: Rule): string {
  const who = roles.length > 0 ? ` (${roles.join(" or ")})` : "";
  return `${given} of ${asked} said yes${who}: ${rule}`;
}

function Lines({ entry }: { entry: PendingEntry }) {
  return (
    <div className={table.scroll}>
      <table className={table.table} aria-label="Lines of the entry">
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col" className={table.wide}>
              Text
            </th>
            <th scope="col" className={table.wide}>
              Tax code
            </th>
            <th scope="col" className={table.figure}>
              Debit
            </th>
            <th scope="col" className={table.figure}>
              Credit
            </th>
          </tr>
        </thead>
        <tbody>
          {entry.lines.map((line, at) => (
            <tr key={at}>
              <td>{line.account ? `${line.account.code} ${line.account.name}` : "An account that is gone"}</td>
              <td className={`${table.wide} ${table.quiet}`}>{line.memo}</td>
              <td className={table.wide}>{line.tax_code}</td>
              <td className={table.figure}>
                <Amount value={line.debit} />
              </td>
              <td className={table.figure}>
                <Amount value={line.credit} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className={table.total}>
            <th scope="row">Total</th>
            <td className={table.wide} colSpan={2} />
            <td className={table.figure}>
              <Amount value={entry.total} />
            </td>
            <td className={table.figure}>
              <Amount value={entry.total} />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
