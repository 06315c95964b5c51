/** The columns a list of documents can have: what they show, and what their order goes by. */
import { UsersRound } from "lucide-react";
import type { ReactNode } from "react";
import type { DocumentSummary } from "@/api/contract";
import { Amount } from "@/components/Amount";
import { Badge, StateBadge } from "@/components/Badge";
import { agoText, dateText } from "@/dates/dates";
import { readPreference, usePreference } from "@/preferences/preferences";
import { shareText } from "@/numbers/format";
import { kindLabel, originLabel, reasonText, routeLabel, stateDetail } from "../documents/words";
import styles from "./DocumentTable.module.css";

export type ColumnId = "number" | "date" | "total" | "state" | "why" | "kind" | "source" | "sure" | "pages" | "arrived";

export interface DocumentColumn {
  id: ColumnId;
  label: string;
  cell: (row: DocumentSummary) => ReactNode;
  figure?: boolean;
  /** Left out on phones. */
  wide?: boolean;
}

export const COLUMNS: DocumentColumn[] = [
  { id: "number", label: "Number", cell: (row) => row.number, wide: true },
  { id: "date", label: "Date", cell: (row) => row.date && dateText(row.date), wide: true },
  { id: "kind", label: "Kind", cell: (row) => row.kind && kindLabel(row.kind), wide: true },
  { id: "total", label: "Total", cell: (row) => <Amount value={row.total} withCurrency />, figure: true },
  { id: "state", label: "State", cell: (row) => <State row={row} />, wide: true },
  { id: "why", label: "Why it needs you", cell: (row) => <Why row={row} />, wide: true },
  { id: "sure", label: "Least sure", cell: (row) => row.confidence != null && shareText(row.confidence), figure: true, wide: true },
  { id: "source", label: "Source", cell: (row) => sourceOf(row), wide: true },
  { id: "pages", label: "Pages", cell: (row) => row.pages || null, figure: true, wide: true },
  { id: "arrived", label: "Arrived", cell: (row) => agoText(row.arrived_at), figure: true, wide: true },
];
const USUAL = "date,total,state,why,arrived";
const KEY = "inbox-columns";

const chosen = (kept: string): DocumentColumn[] => {
  const ids = kept.split(",");
  return COLUMNS.filter(({ id }) => ids.includes(id));
};

/** The columns a person wants to see, kept in this browser. */
export function useColumns(): [DocumentColumn[], (id: ColumnId) => void] {
  const [kept, keep] = usePreference(KEY, USUAL);
  const toggle = (id: ColumnId) => {
    const now = readPreference(KEY, USUAL).split(",").filter(Boolean);
    keep((now.includes(id) ? now.filter((other) => other !== id) : [...now, id]).join(","));
  };
  return [chosen(kept), toggle];
}
export const usualColumns = (): DocumentColumn[] => chosen(USUAL);

const sourceOf = ({ origin, route }: DocumentSummary): string =>
  [originLabel(origin), route && `read from ${routeLabel(route)}`].filter(Boolean).join(", ");

/** Where it stands; a vote that is under way is no longer simply to review. */
export function State({ row }: { row: DocumentSummary }) {
  if (row.state.name === "in_review" && row.approved_by && row.approved_by.length > 0) {
    return (
      <Badge tone="info" icon={UsersRound}>
        Approved, waits for others
      </Badge>
    );
  }
  return <StateBadge name={row.state.name} />;
}

/** Why a person is asked; for the others, what is known about where it stands. */
function Why({ row }: { row: DocumentSummary }) {
  const [first, ...others] = row.reasons;
  if (!first) {
    const detail = stateDetail(row.state);
    if (detail) return <span className={styles.detail}>{detail}</span>;
    if (row.confidence && row.confidence >= 0.9) return <Badge tone="good">Read at {shareText(row.confidence)}</Badge>;
    return null;
  }
  return (
    <span className={styles.detail} title={row.reasons.map(reasonText).join("\n")}>
      {reasonText(first)}
      {others.length > 0 && <span className={styles.more}>and {others.length} more</span>}
    </span>
  );
}
