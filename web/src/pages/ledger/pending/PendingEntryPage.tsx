import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type PendingEntry, pendingEntryQuery } from "@/api/pending";
import { stateLabel } from "@/components/Badge";
import { Facts } from "@/components/Facts";
import { Page, Sheet } from "@/components/Page";
import { Failure, PageLoading } from "@/components/states";
import { dateText, timeText } from "@/dates/dates";
import { sentence } from "@/numbers/prose";
import { useBusiness, useMay } from "@/shell/business";
import { usePathPart } from "@/shell/filters";
import { countOf, whomText } from "../../documents/approval";
import { usePeople } from "../../documents/use-people";
import { LinesTable } from "../LinesTable";
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
  const posts = useMay()("ledger-post");
  const waiting = entry.state === "waiting";
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
            ["Waits for", waiting && approval.waits_for.length > 0 && <WaitsFor key="waits" approval={approval} />],
            ["You cannot approve it", waiting && posts && !entry.can.approve?.allowed && sentence(entry.can.approve?.why ?? "")],
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

/** `Bodo Beispiel or an administrator`, with the count where one yes is not enough. */
function WaitsFor({ approval }: Pick<PendingEntry, "approval">) {
  const people = usePeople(true);
  const several = approval.waits_for.some(({ asked }) => asked > 1);
  return sentence(whomText(approval, people)) + (several ? `, ${countOf(approval)} so far` : "");
}

function Lines({ entry }: { entry: PendingEntry }) {
  const lines = entry.lines.map((line, at) => ({
    key: at,
    account: line.account ? (
      <Link to={`/ledger/accounts/${line.account.id}`}>{`${line.account.code} ${line.account.name}`}</Link>
    ) : (
      "An account that is gone"
    ),
    memo: line.memo,
    taxCode: line.tax_code,
    debit: line.debit,
    credit: line.credit,
  }));
  return <LinesTable label="Lines of the entry" texts lines={lines} debit={entry.total} credit={entry.total} />;
}
