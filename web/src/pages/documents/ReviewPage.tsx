import { SegmentedControl } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { Document, Permission, Spot } from "@/api/contract";
import { type Decision, documentQuery } from "@/api/documents";
import { messageOf } from "@/api/errors";
import { usePageTitle } from "@/components/Page";
import { LeaveDialog } from "@/components/LeaveDialog";
import { tellRefused } from "@/components/notify";
import { Failure, PageLoading } from "@/components/states";
import { sentence } from "@/numbers/prose";
import { useBusiness } from "@/shell/business";
import { useFilters, usePathPart } from "@/shell/filters";
import { useShortcuts } from "@/shell/shortcuts";
import { FieldsPanel, focusAccount, focusField } from "./FieldsPanel";
import { History } from "./History";
import { LinesPanel } from "./LinesPanel";
import { PageViewer } from "./PageViewer";
import { PartyPanel } from "./PartyPanel";
import { ProposalPanel } from "./ProposalPanel";
import { ReviewHeader } from "./ReviewHeader";
import { Checks, WhyPanel } from "./WhyPanel";
import { type Asking, DecisionDialog } from "./decisions";
import { lineToChange } from "./doubts";
import { hasPicture } from "./pictures";
import styles from "./review.module.css";
import { type Picked, nextDoubtful } from "./review-state";
import { type Neighbours, useNeighbourKeys, useNeighbours } from "./use-neighbours";
import { useDecide } from "./use-decide";
import { usePeople } from "./use-people";
import { type Review, useReview } from "./use-review";

export default function ReviewPage() {
  const { id: b } = useBusiness();
  const id = usePathPart("documentId");
  const query = useQuery(documentQuery(b, id));
  const neighbours = useNeighbours(id);
  useNeighbourKeys(neighbours); // here, so that no key is lost while the next document is on its way
  if (query.data) return <ReviewScreen key={id} document={query.data} neighbours={neighbours} />;
  return query.error ? <Failure heading error={query.error} onRetry={() => void query.refetch()} /> : <PageLoading />;
}

function ReviewScreen({ document: loaded, neighbours }: { document: Document; neighbours: Neighbours }) {
  const review = useReview(loaded);
  const { document } = review;
  const [asking, setAsking] = useState<Asking | null>(null);
  const [picked, setPicked] = useState<(Picked & { field: string; at: number }) | null>(null);
  const phone = useMediaQuery("(max-width: 900px)", undefined, { getInitialValueInEffect: false });
  const [part, setPart] = useState("facts");
  const decide = useDecide(review, neighbours);
  const start = useStart();
  usePageTitle(document.vendor ?? document.file_name);
  useReviewKeys(review, decide, setAsking);

  const readOnly = !document.can.correct?.allowed;
  const { active } = review.state;
  const marked = useMarked(review, start?.spots);
  const pick = (taken: Picked) => active && setPicked((old) => ({ ...taken, field: active, at: (old?.at ?? 0) + 1 }));
  const show = (name: string) => {
    if (phone) setPart("facts");
    requestAnimationFrame(() => focusField(name));
  };

  return (
    <div className={styles.screen} data-part={phone ? part : undefined} data-pages={hasPicture(document) || undefined}>
      <ReviewHeader
        document={document}
        neighbours={neighbours}
        touched={review.touched}
        approval={review.approval}
        busy={review.busy}
        onSave={() => void review.save()}
        onDecide={(decision) => void decide(decision)}
        onAsk={setAsking}
      />
      {phone && (
        <SegmentedControl
          className={styles.parts}
          fullWidth
          value={part}
          onChange={setPart}
          aria-label="Part of the review"
          data={[
            { value: "page", label: "Page" },
            { value: "facts", label: "Facts" },
            { value: "entry", label: "Entry" },
          ]}
        />
      )}
      <PageViewer
        document={document}
        active={readOnly ? null : active}
        marked={marked}
        start={start}
        onPick={pick}
        onActivate={show}
      />
      <Panel review={review} readOnly={readOnly} picked={picked} />
      <Dialogs review={review} asking={asking} onClose={() => setAsking(null)} onDecide={decide} />
    </div>
  );
}

interface DialogsProps {
  review: Review;
  asking: Asking | null;
  onClose: () => void;
  onDecide: (decision: Decision) => Promise<void>;
}
function Dialogs({ review, asking, onClose, onDecide }: DialogsProps) {
  const { document, touched, save, discard } = review;
  const people = usePeople(asking === "ask");
  return (
    <>
      <LeaveDialog when={touched} title="Save your changes?" onSave={async () => (await save()) !== null} onDiscard={discard}>
        What you changed in {document.file_name} is not saved yet.
      </LeaveDialog>
      <DecisionDialog
        asking={asking}
        document={document}
        people={people}
        onClose={onClose}
        onDecide={(decision) => void onDecide(decision)}
      />
    </>
  );
}

interface PanelProps {
  review: Review;
  readOnly: boolean;
  picked: (Picked & { field: string; at: number }) | null;
}
/** What the document says, and the entry that follows from it. */
function Panel({ review, readOnly, picked }: PanelProps) {
  return (
    <div className={styles.panel}>
      <div className={styles.facts}>
        <WhyPanel
          document={review.shown}
          onPostOn={readOnly ? undefined : (date) => review.dispatch({ type: "posting-date", date })}
        />
        <PartyPanel review={review} readOnly={readOnly} />
        <FieldsPanel review={review} readOnly={readOnly} picked={picked} />
      </div>
      <div className={styles.entryPart}>
        {review.previewError !== null && (
          <p className={styles.issue} data-severity="block" role="alert">
            {messageOf(review.previewError)}
          </p>
        )}
        <ProposalPanel review={review} readOnly={readOnly} />
        <LinesPanel review={review} readOnly={readOnly} />
        <Checks checks={review.shown.checks} />
        <History document={review.document} />
      </div>
    </div>
  );
}

/** What the page points out: the chosen field, else what a line cites, else what the address asks for. */
function useMarked({ document, state }: Review, asked: Spot[] | undefined): Spot[] {
  const { active, cited, spots: pointed } = state;
  return useMemo(() => {
    if (cited.length > 0) return cited;
    if (active) return pointed[active] ?? document.fields.find((field) => field.name === active)?.spots ?? [];
    return asked ?? [];
  }, [document, active, cited, pointed, asked]);
}

/** The page and spot in the address, as the entry page links to them. */
function useStart(): { page: number; spots: Spot[] } | undefined {
  const [{ page, spot }] = useFilters();
  return useMemo(() => {
    if (!page) return undefined;
    const [x0, y0, x1, y1] = (spot ?? "").split(",").map(Number);
    const whole = [x0, y0, x1, y1].every((value) => value !== undefined && Number.isFinite(value));
    const rect = { x0: x0 ?? 0, y0: y0 ?? 0, x1: x1 ?? 0, y1: y1 ?? 0 };
    return { page, spots: spot && whole ? [{ page, rect }] : [] };
  }, [page, spot]);
}

/** Nothing in particular has the focus, as after a page was opened. */
const isOnPage = (): boolean => {
  const focused = window.document.activeElement;
  return focused === null || focused === window.document.body || focused.id === "main";
};

/** The key does what the button does; where the button is off, it says why. */
function approve(approval: Permission | undefined, decide: (decision: Decision) => Promise<void>): void {
  if (approval?.allowed) void decide({ kind: "approve" });
  else if (approval?.why) tellRefused(sentence(approval.why));
}

function useReviewKeys(
  review: Review,
  decide: (decision: Decision) => Promise<void>,
  ask: (asking: Asking) => void,
): void {
  const { document, state } = review;
  const focusDoubt = (): boolean => {
    const doubt = nextDoubtful(document.fields, state, null);
    if (doubt) focusField(doubt);
    return doubt !== null;
  };
  const group = "Review";
  const allowed = (asking: "reject" | "park" | "ask" | "split") => () => document.can[asking]?.allowed && ask(asking);
  useShortcuts([
    {
      keys: "mod+Enter",
      label: "Approve, with the changes made",
      group,
      run: () => approve(review.approval, decide),
    },
    { keys: "mod+s", label: "Save the changes", group, run: () => void review.save() },
    { keys: "e", label: "Go to the fields", group, run: () => focusDoubt() || focusField(document.fields[0]?.name ?? "") },
    {
      keys: "b",
      label: "Go to the account it is booked to",
      group,
      run: () => focusAccount(lineToChange(review.shown.proposal?.lines ?? [], state)),
    },
    { keys: "r", label: "Reject", group, run: allowed("reject") },
    { keys: "p", label: "Park", group, run: allowed("park") },
    { keys: "a", label: "Ask someone", group, run: allowed("ask") },
    { keys: "s", label: "Split", group, run: allowed("split") },
    { keys: "Tab", label: "Next doubtful field", group, run: () => isOnPage() && focusDoubt() },
    { keys: "Enter", label: "In a field: it is right, go on", group },
  ]);
}
