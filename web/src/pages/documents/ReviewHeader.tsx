import { ActionIcon, Button, Menu } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import {
  ArrowLeft,
  ArrowRight,
  Ban,
  BookOpenText,
  ChevronLeft,
  CircleHelp,
  CirclePause,
  Download,
  Ellipsis,
  MessageSquareText,
  RotateCw,
  Scissors,
} from "lucide-react";
import type { ReactNode } from "react";
import type { Document, Permission } from "@/api/contract";
import { type Decision, originalFile } from "@/api/documents";
import { StateBadge } from "@/components/Badge";
import { Guarded } from "@/components/Guarded";
import { useBusiness, useMay, useSession } from "@/shell/business";
import { queueSearch } from "../inbox/use-queue";
import { countOf, hasVoted } from "./approval";
import type { Asking } from "./decisions";
import styles from "./review.module.css";
import type { Neighbours } from "./use-neighbours";

interface ReviewHeaderProps {
  document: Document;
  neighbours: Neighbours;
  touched: boolean;
  /** Whether it can be approved as it stands, with the changes. */
  approval: Permission | undefined;
  busy: boolean;
  onSave: () => void;
  onDecide: (decision: Decision) => void;
  onAsk: (asking: Asking) => void;
}

export function ReviewHeader(props: ReviewHeaderProps) {
  const { document, neighbours, touched, busy, onSave } = props;
  return (
    <header className={styles.header}>
      <div className={styles.titles}>
        <Link to="/inbox" search={neighbours.queue as never} className={styles.back} aria-label="Back to the inbox">
          <ChevronLeft size={18} aria-hidden />
        </Link>
        <h1 title={document.file_name}>{document.file_name}</h1>
        <StateBadge name={document.state.name} />
        {neighbours.position > 0 && neighbours.count > 1 && <Neighbour {...neighbours} />}
      </div>
      <div className={styles.decide}>
        {touched && (
          <Button variant="default" onClick={onSave} loading={busy}>
            Save changes
          </Button>
        )}
        <MainDecision {...props} />
        <MoreMenu {...props} />
      </div>
    </header>
  );
}

function Neighbour({ position, count, before, after, queue }: Neighbours) {
  const navigate = useNavigate();
  const go = (id: string | null) => () => {
    if (id) void navigate({ to: "/documents/$documentId", params: { documentId: id }, search: queueSearch(queue) });
  };
  return (
    <span className={styles.neighbours}>
      <ActionIcon size={26} aria-label="Document before (K)" disabled={!before} onClick={go(before)}>
        <ArrowLeft size={16} />
      </ActionIcon>
      {position} of {count}
      <ActionIcon size={26} aria-label="Next document (J)" disabled={!after} onClick={go(after)}>
        <ArrowRight size={16} />
      </ActionIcon>
    </span>
  );
}

const SETTLED = new Set(["rejected", "archived", "split", "posted"]);

/** The one decision the state asks for, and its opposite. */
function MainDecision({ document, approval, busy, onDecide, onAsk }: ReviewHeaderProps) {
  const { can, state, entry_id: entry } = document;
  const { user } = useSession();
  const may = useMay();
  const approves = may("documents-approve");
  const voted = hasVoted(document.approval, user.id);
  if (entry) {
    return (
      <Button component={Link} to={`/ledger/entries/${entry}`} leftSection={<BookOpenText size={16} />}>
        Open the entry
      </Button>
    );
  }
  if (!may("documents-review") && !can.answer?.allowed) return null;
  const reject = approves && (
    <Guarded permission={can.reject} variant="default" onClick={() => onAsk("reject")}>
      Reject
    </Guarded>
  );
  if (state.name === "held") {
    return (
      <>
        {reject}
        <Guarded permission={can.release} busy={busy} onClick={() => onDecide({ kind: "release" })}>
          Not a duplicate
        </Guarded>
      </>
    );
  }
  if (state.name === "failed") {
    return (
      <>
        {reject}
        <Guarded permission={can.enter_by_hand} variant="default" onClick={() => onDecide({ kind: "enter-by-hand" })}>
          Enter by hand
        </Guarded>
        <Guarded permission={can.retry} busy={busy} onClick={() => onDecide({ kind: "retry" })}>
          Read again
        </Guarded>
      </>
    );
  }
  return (
    <>
      {can.answer?.allowed && (
        <Button variant="default" onClick={() => onAsk("answer")}>
          Answer
        </Button>
      )}
      {can.resume?.allowed && (
        <Button variant="default" onClick={() => onDecide({ kind: "resume" })}>
          Take up again
        </Button>
      )}
      {can.enter_by_hand?.allowed && (
        <Button variant="default" onClick={() => onDecide({ kind: "enter-by-hand" })}>
          Enter by hand
        </Button>
      )}
      {approves && !SETTLED.has(state.name) && (
        <>
          {reject}
          <Guarded id="approve" permission={approval} busy={busy} onClick={() => onDecide({ kind: "approve" })}>
            {voted && !approval?.allowed ? `You approved, ${countOf(document.approval) ?? "it waits"}` : "Approve"}
          </Guarded>
        </>
      )}
    </>
  );
}

function MoreMenu({ document, approval, onDecide, onAsk }: ReviewHeaderProps) {
  const { id: b } = useBusiness();
  const { can } = document;
  const items: [label: string, icon: ReactNode, permission: Permission | undefined, run: () => void, keys?: string][] = [
    ["Approve with a note", <MessageSquareText key="n" size={16} />, approval, () => onAsk("approve")],
    ["Park", <CirclePause key="p" size={16} />, can.park, () => onAsk("park"), "P"],
    ["Ask someone", <CircleHelp key="a" size={16} />, can.ask, () => onAsk("ask"), "A"],
    ["Split", <Scissors key="s" size={16} />, can.split, () => onAsk("split"), "S"],
    ["Read again", <RotateCw key="r" size={16} />, can.retry, () => onDecide({ kind: "retry" })],
    ["Reject", <Ban key="x" size={16} />, can.reject, () => onAsk("reject"), "R"],
  ];
  return (
    <Menu width={230}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label="More decisions">
          <Ellipsis size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {items
          .filter(([, , permission]) => permission?.allowed)
          .map(([label, icon, , run, keys]) => (
            <Menu.Item key={label} leftSection={icon} rightSection={keys && <kbd>{keys}</kbd>} onClick={run}>
              {label}
            </Menu.Item>
          ))}
        <Menu.Divider />
        <Menu.Item component={Link} to={`/documents/${document.id}/run`} leftSection={<BookOpenText size={16} />}>
          How it was read
        </Menu.Item>
        <Menu.Item component="a" href={originalFile(b, document.id)} download leftSection={<Download size={16} />}>
          Download the original
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
