/** An entry while it is written: its head, its lines, why it cannot be posted yet, and the posting itself. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type Dispatch, useEffect, useReducer, useRef, useState } from "react";
import { newKey } from "@/api/client";
import type { Entry, IsoDate } from "@/api/contract";
import { entryQuery, postEntry } from "@/api/ledger";
import { tell } from "@/components/notify";
import { today } from "@/dates/dates";
import { useBusiness } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { type GridAction, type GridRow, emptyGrid, grid, isBlank, linesOf, obstacle } from "./grid-state";

export interface EntryHead {
  date: IsoDate | null;
  memo: string;
  reference: string;
}
export interface EntryDraft {
  head: EntryHead;
  changeHead: (part: Partial<EntryHead>) => void;
  rows: GridRow[];
  dispatch: Dispatch<GridAction>;
  currency: string;
  /** Why it cannot be posted yet, or null. */
  why: string | null;
  /** Something would be lost by leaving. */
  dirty: boolean;
}

export function useEntryDraft(): EntryDraft {
  const { base_currency: currency } = useBusiness();
  const [{ rows }, dispatch] = useReducer(grid, emptyGrid);
  const [head, setHead] = useState<EntryHead>({ date: today(), memo: "", reference: "" });
  const changeHead = (part: Partial<EntryHead>) => setHead((old) => ({ ...old, ...part }));
  useCopy((entry) => {
    dispatch({ type: "load", entry });
    changeHead({ memo: entry.memo });
  });
  return {
    head,
    changeHead,
    rows,
    dispatch,
    currency,
    why: head.date ? obstacle(rows, currency) : "The entry needs a date.",
    dirty: head.memo !== "" || rows.some((row) => !isBlank(row)),
  };
}

/** Posts the draft. The key stays the same until it succeeds, so that a lost answer cannot lead to a second posting. */
export function usePosting({ head, rows, currency }: EntryDraft) {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const navigate = useNavigate();
  const key = useRef(newKey());
  const [posted, setPosted] = useState(false);
  const posting = useMutation({
    mutationFn: () => {
      const { date, memo, reference } = head;
      const body = { date: date ?? today(), memo, reference: reference || null, lines: linesOf(rows, currency) };
      return postEntry(b, body, key.current);
    },
    onSuccess: ({ number, repeated }) => {
      tell(repeated ? `It had been posted already, as ${number}` : `Posted as ${number}`);
      for (const stale of ["entries", "accounts", "account-lines", "report", "dashboard"]) {
        void client.invalidateQueries({ queryKey: [stale] });
      }
      setPosted(true);
    },
  });
  const entry = posting.data?.entry;
  useEffect(() => {
    // a render later, when nothing is left that leaving the page would lose
    if (posted) void navigate({ to: entry ? `/ledger/entries/${entry.id}` : "/ledger/entries" });
  }, [posted, entry, navigate]);
  return { posting, posted };
}

/** Starts from the lines of another entry when the address names one. */
function useCopy(take: (entry: Entry) => void): void {
  const { id: b } = useBusiness();
  const [{ copy }] = useFilters();
  const { data } = useQuery({ ...entryQuery(b, copy ?? ""), enabled: Boolean(copy) });
  const taken = useRef(false);
  useEffect(() => {
    if (!data || taken.current) return;
    taken.current = true;
    take(data);
  }, [data, take]);
}
