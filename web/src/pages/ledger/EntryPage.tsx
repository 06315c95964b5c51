import { Button, Modal, Stack, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Copy, FileSearch, Undo2 } from "lucide-react";
import { useState } from "react";
import type { Entry, EntryLine, Provenance } from "@/api/contract";
import { entryQuery, reverseEntry } from "@/api/ledger";
import { pageOfMade } from "@/api/pending";
import { Amount } from "@/components/Amount";
import { DateField } from "@/components/DateField";
import { DialogForm } from "@/components/DialogForm";
import { Facts } from "@/components/Facts";
import { Page, Sheet } from "@/components/Page";
import { Failure, PageLoading } from "@/components/states";
import { tell, tellError } from "@/components/notify";
import { dateText, timeText, today } from "@/dates/dates";
import { sumOf } from "@/numbers/decimal";
import { shareText } from "@/numbers/format";
import { useBusiness, useMay } from "@/shell/business";
import { useFilters, usePathPart } from "@/shell/filters";
import { AuditTrail } from "../control/AuditTrail";
import { fieldLabel } from "../documents/words";
import { EntryItems } from "../trade/EntryItems";
import { EntryMarks } from "./EntryMarks";
import { EntryFiles, EntryNotes } from "./EntryNotes";
import { LinesTable } from "./LinesTable";
import styles from "./ledger.module.css";
import { wayBack } from "./via";

export default function EntryPage() {
  const { id: b } = useBusiness();
  const id = usePathPart("entryId");
  const query = useQuery(entryQuery(b, id));
  if (query.data) return <EntryView entry={query.data} />;
  return query.error ? <Failure heading error={query.error} onRetry={() => void query.refetch()} /> : <PageLoading />;
}

const SOURCES: Record<string, string> = {
  manual: "Written by hand",
  document: "From a document",
  reversal: "Reversal",
  opening: "Opening balance",
  demo: "Demo data",
};

/** Version 0 is what holds as long as nobody has made a policy. */
const policyText = (version: number): string => (version === 0 ? "The default policy" : `Policy version ${version}`);

function EntryView({ entry }: { entry: Entry }) {
  const may = useMay();
  const [{ via }] = useFilters();
  const [reversing, setReversing] = useState(false);
  const link = (other: { id: string; number: string } | null | undefined) =>
    other && <Link to={`/ledger/entries/${other.id}`}>{other.number}</Link>;
  return (
    <Page
      title={entry.number}
      back={wayBack(via, { to: "/ledger/entries", label: "Entries" })}
      note={
        <>
          {entry.memo} <EntryMarks entry={{ source: entry.source, reversed: Boolean(entry.reversed_by) }} />
        </>
      }
      actions={
        may("ledger-post") && (
          <>
            <Button
              variant="default"
              component={Link}
              to="/ledger/entries/new"
              search={{ copy: entry.id } as never}
              leftSection={<Copy size={15} />}
            >
              Copy
            </Button>
            {!entry.reversed_by && (
              <Button variant="default" leftSection={<Undo2 size={15} />} onClick={() => setReversing(true)}>
                Reverse
              </Button>
            )}
          </>
        )
      }
    >
      <Sheet>
        <Facts
          items={[
            ["Date", dateText(entry.date)],
            ["Recorded", timeText(entry.recorded_at)],
            ["Party", entry.lines.some((line) => line.party) && <Parties key="party" entry={entry} />],
            ["Reference", entry.reference],
            ["Where it comes from", <Source key="source" entry={entry} />],
            ["Posted by", entry.posted_by],
            ["Approved by", entry.approval && `${entry.approval.by}, ${timeText(entry.approval.at)}`],
            ["Approved under", entry.approval && policyText(entry.approval.policy_version)],
            ["Note", entry.approval?.note],
            ["Reverses", link(entry.reverses)],
            ["Reversed by", link(entry.reversed_by)],
          ]}
        />
      </Sheet>
      <Sheet flush title="Lines">
        <Lines entry={entry} />
      </Sheet>
      <EntryItems entry={entry} />
      <EntryFiles entry={entry} />
      <EntryNotes entry={entry} />
      <AuditTrail subjectId={entry.id} />
      {reversing && <ReverseDialog entry={entry} onClose={() => setReversing(false)} />}
    </Page>
  );
}

function Parties({ entry }: { entry: Entry }) {
  const parties = new Map(entry.lines.flatMap(({ party, party_id: id }) => (id && party ? [[id, party] as const] : [])));
  return [...parties].map(([id, name], at) => (
    <span key={id}>
      {at > 0 && ", "}
      <Link to={`/ledger/parties/${id}`}>{name}</Link>
    </span>
  ));
}

function Source({ entry }: { entry: Entry }) {
  const { kind, document_id: document } = entry.source;
  const label = SOURCES[kind] ?? kind;
  return document ? <Link to={`/documents/${document}`}>{label}</Link> : label;
}

function Lines({ entry }: { entry: Entry }) {
  const base = entry.lines.map((line) => line.base_debit ?? line.base_credit).find(Boolean)?.currency;
  const total = (side: "debit" | "credit") => ({
    amount: sumOf(entry.lines.flatMap((line) => (line[side] ? [line[side].amount] : [])), entry.currency),
    currency: entry.currency,
  });
  const lines = entry.lines.map((line) => ({
    key: line.line_no,
    account: <AccountOf line={line} until={entry.date} />,
    memo: line.memo,
    taxCode: line.tax_code,
    isTax: line.tax_part === "tax",
    debit: line.debit,
    credit: line.credit,
    base: <BaseAmount line={line} />,
  }));
  return (
    <LinesTable
      label="Lines of the entry"
      texts
      lines={lines}
      debit={total("debit")}
      credit={total("credit")}
      base={base === entry.currency ? undefined : base}
    />
  );
}

const AccountOf = ({ line: { account, provenance }, until }: { line: EntryLine; until: string }) => (
  <>
    <Link to={`/ledger/accounts/${account.id}`} search={{ to: until } as never}>
      {account.code} {account.name}
    </Link>
    <Spots provenance={provenance} />
  </>
);

const BaseAmount = ({ line }: { line: EntryLine }) => (
  <>
    <Amount value={line.base_debit ?? line.base_credit} /> {line.base_debit ? "Dr" : line.base_credit ? "Cr" : ""}
  </>
);

/** Where this line was read from, a link for each fact and page; it opens the page with the first such spot marked. */
function Spots({ provenance }: { provenance: Provenance[] }) {
  const sources = new Map(provenance.toReversed().map((source) => [`${source.field} ${source.page}`, source]));
  if (sources.size === 0) return null;
  return (
    <div className={styles.sources}>
      {[...sources].toReversed().map(([key, source]) => {
        const { rect } = source;
        const search = {
          page: source.page ?? undefined,
          spot: rect ? [rect.x0, rect.y0, rect.x1, rect.y1].map((value) => value.toFixed(4)).join(",") : undefined,
        };
        return (
          <Link
            key={key}
            to={`/documents/${source.document_id}`}
            search={search as never}
            className={styles.source}
            title={[source.reason, source.confidence && `${shareText(source.confidence)} sure`].filter(Boolean).join(", ") || undefined}
          >
            <FileSearch size={13} aria-hidden />
            {fieldLabel(source.field)}
            {source.page && ` on page ${source.page}`}
          </Link>
        );
      })}
    </div>
  );
}

/** Posted entries are never changed; the only way back is an entry that undoes them. */
function ReverseDialog({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [date, setDate] = useState<string | null>(today());
  const [reason, setReason] = useState("");
  const reverse = useMutation({
    mutationFn: () => reverseEntry(b, entry.id, { date: date ?? entry.date, reason }),
    onSuccess: async (made) => {
      await client.invalidateQueries();
      onClose();
      if (made.outcome === "waiting") {
        tell("The reversal waits: above the limit of the approval policy somebody else must approve it");
      } else tell(`${entry.number} was reversed by ${made.number}`);
      await navigate({ to: pageOfMade({ entry: made, pending: made.pending }) });
    },
    onError: (error) => tellError(error, "The entry was not reversed"),
  });
  return (
    <Modal opened onClose={onClose} title={`Reverse ${entry.number}`}>
      <DialogForm onSubmit={() => reverse.mutate()}>
        <Stack gap="md">
          <DateField label="Date of the reversal" value={date} onChange={setDate} />
          <Textarea
            label="Why"
            description="A new entry with the sides exchanged is posted. Both stay in the books."
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            required
            autosize
            minRows={2}
            data-autofocus
          />
          <Button type="submit" loading={reverse.isPending} disabled={!reason.trim()}>
            Post the reversal
          </Button>
        </Stack>
      </DialogForm>
    </Modal>
  );
}
