/** Which rows of a list are selected. What leaves the list is no longer selected. */
import { useRef, useState } from "react";
import type { DocumentSummary } from "@/api/contract";

export interface Selection {
  chosen: DocumentSummary[];
  has: (row: DocumentSummary) => boolean;
  /** Whether a row can be selected at all. */
  offers: (row: DocumentSummary) => boolean;
  all: boolean;
  some: boolean;
  /** Selects or leaves out a row; with `through`, all rows from the last one touched up to it. */
  toggle: (index: number, through?: boolean) => void;
  toggleAll: () => void;
  clear: () => void;
}

export function useSelection(rows: DocumentSummary[], offers: (row: DocumentSummary) => boolean): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const last = useRef(-1);
  const open = rows.filter(offers);
  const chosen = open.filter(({ id }) => ids.has(id));
  const all = chosen.length > 0 && chosen.length === open.length;
  return {
    chosen,
    offers,
    has: ({ id }) => ids.has(id),
    all,
    some: chosen.length > 0 && !all,
    toggle: (index, through = false) => {
      const row = rows[index];
      if (!row || !offers(row)) return;
      const on = !ids.has(row.id);
      const from = through && last.current >= 0 ? last.current : index;
      const touched = rows.slice(Math.min(from, index), Math.max(from, index) + 1).filter(offers);
      const next = new Set(ids);
      for (const { id } of touched) {
        if (on) next.add(id);
        else next.delete(id);
      }
      last.current = index;
      setIds(next);
    },
    toggleAll: () => setIds(all ? new Set() : new Set(open.map(({ id }) => id))),
    clear: () => setIds(new Set()),
  };
}
