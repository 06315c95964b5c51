/** Which rows of a list are selected. What leaves the list is no longer selected. */
import { useRef, useState } from "react";

export interface Selection<T> {
  chosen: T[];
  has: (row: T) => boolean;
  /** Whether a row can be selected at all. */
  offers: (row: T) => boolean;
  all: boolean;
  some: boolean;
  /** Selects or leaves out a row; with `through`, all rows from the last one touched up to it. */
  toggle: (index: number, through?: boolean) => void;
  toggleAll: () => void;
  clear: () => void;
}

const NONE: ReadonlySet<string> = new Set();

/** `first` is what is selected from the start. */
export function useSelection<T>(
  rows: T[],
  keyOf: (row: T) => string,
  offers: (row: T) => boolean = () => true,
  first: ReadonlySet<string> = NONE,
): Selection<T> {
  const [keys, setKeys] = useState(first);
  const last = useRef(-1);
  const open = rows.filter(offers);
  const chosen = open.filter((row) => keys.has(keyOf(row)));
  const all = chosen.length > 0 && chosen.length === open.length;
  return {
    chosen,
    offers,
    has: (row) => keys.has(keyOf(row)),
    all,
    some: chosen.length > 0 && !all,
    toggle: (index, through = false) => {
      const row = rows[index];
      if (!row || !offers(row)) return;
      const on = !keys.has(keyOf(row));
      const from = through && last.current >= 0 ? last.current : index;
      const touched = rows.slice(Math.min(from, index), Math.max(from, index) + 1).filter(offers);
      const next = new Set(keys);
      for (const key of touched.map(keyOf)) {
        if (on) next.add(key);
        else next.delete(key);
      }
      last.current = index;
      setKeys(next);
    },
    toggleAll: () => setKeys(all ? new Set() : new Set(open.map(keyOf))),
    clear: () => setKeys(new Set()),
  };
}
