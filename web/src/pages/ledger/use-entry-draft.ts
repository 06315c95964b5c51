/** An entry while it is written: its head, its lines, why it cannot be posted yet, and the posting itself. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type Dispatch, useEffect, useReducer, useRef, useState } from "react";
import { newKey } from "@/api/client";
import type { Amounts, Entry, IsoDate } from "@/api/contract";
import { entryQuery, postEntry } from "@/api/ledger";
import { pageOfMade } from "@/api/pending";
import { tell } from "@/components/notify";
import { today } from "@/dates/dates";
import { usePreference } from "@/preferences/preferences";
import { useBusiness } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { dropDraft, keepDraft, keptDraft } from "./draft-store";
import { type GridAction, type GridRow, emptyGrid, grid, isBlank, linesOf, obstacle } from "./grid-state";
import { type Written, useWritten } from "./use-written";

export interface EntryHead {
  date: IsoDate | null;
  memo: string;
  reference: string;
}
export interface EntryDraft {
  head: EntryHead;
  changeHead: (part: Partial<EntryHead>) => void;
  /** Whether amounts with a tax code are with or without tax. */
  amounts: Amounts;
  setAmounts: (amounts: Amounts) => void;
  rows: GridRow[];
  dispatch: Dispatch<GridAction>;
  currency: string;
  /** The lines with their tax written out, as far as they are known. */
  written: Written;
  /** Why it cannot be posted yet, or null. */
  why: string | null;
  /** There is something that a draft keeps. */
  dirty: boolean;
  /** The draft was taken up where it was left. */
  resumed: boolean;
  /** Starts over. */
  discard: () => void;
}

const emptyHead = (): EntryHead => ({ date: today(), memo: "", reference: "" });

export function useEntryDraft(): EntryDraft {
  const { id: b, base_currency: currency } = useBusiness();
  const [{ copy }] = useFilters();
  const [kept] = useState(() => (copy ? null : keptDraft(b)));
  const [{ rows }, dispatch] = useReducer(grid, kept, (draft) =>
    draft ? grid(emptyGrid, { type: "restore", rows: draft.rows }) : emptyGrid,
  );
  const [head, setHead] = useState<EntryHead>(kept?.head ?? emptyHead);
  const [resumed, setResumed] = useState(kept !== null);
  const [preferred, setAmounts] = usePreference("amounts", "gross");
  const amounts: Amounts = preferred === "net" ? "net" : "gross";
  const changeHead = (part: Partial<EntryHead>) => setHead((old) => ({ ...old, ...part }));
  useCopy((entry) => {
    dispatch({ type: "load", entry });
    changeHead({ memo: entry.memo });
  });
  const written = useWritten(head.date, amounts, rows, currency);
  const dirty = head.memo !== "" || rows.some((row) => !isBlank(row));
  useEffect(() => {
    if (dirty) keepDraft(b, { head, rows });
    else dropDraft(b);
  }, [b, dirty, head, rows]);
  const discard = () => {
    dispatch({ type: "restore", rows: [] });
    setHead(emptyHead());
    setResumed(false);
  };
  const why = head.date ? obstacle(rows, currency, written.extra) : "The entry needs a date.";
  return { head, changeHead, amounts, setAmounts, rows, dispatch, currency, written, why, dirty, resumed, discard };
}

/** Posts the draft. The key stays the same until it succeeds, so that a lost answer cannot lead to a second posting. */
export function usePosting({ head, amounts, rows, currency }: EntryDraft) {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const navigate = useNavigate();
  const key = useRef(newKey());
  const posting = useMutation({
    mutationFn: () => {
      const { date, memo, reference } = head;
      const lines = linesOf(rows, currency);
      return postEntry(b, { date: date ?? today(), memo, reference: reference || null, amounts, lines }, key.current);
    },
    onSuccess: async (made) => {
      const { number, repeated, outcome } = made;
      if (outcome === "waiting") tell("It waits: above the limit of the approval policy somebody else must approve it");
      else tell(repeated ? `It had been posted already, as ${number}` : `Posted as ${number}`);
      for (const stale of ["entries", "accounts", "account-lines", "report", "dashboard"]) {
        void client.invalidateQueries({ queryKey: [stale] });
      }
      dropDraft(b);
      await navigate({ to: pageOfMade(made) });
    },
  });
  return posting;
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
