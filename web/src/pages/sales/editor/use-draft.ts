/** A document while it is written: its content, what it comes to, and what is said of it. */
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { type Dispatch, useMemo, useReducer } from "react";
import type { Id, TaxCode } from "@/api/contract";
import { taxCodesQuery } from "@/api/ledger";
import { type SalesContent, type SalesTotals, salesTotalsQuery } from "@/api/sales";
import { today } from "@/dates/dates";
import { useBusiness } from "@/shell/business";
import { type DraftAction, type DraftState, contentOf, draft, draftOf } from "./draft-state";
import { type Offer, offersOf } from "./offers";
import { type PlacedRemark, placed } from "./remarks";

export interface Draft {
  /** The draft as it is stored; null while it never was. */
  id: Id | null;
  state: DraftState;
  dispatch: Dispatch<DraftAction>;
  content: SalesContent;
  currency: string;
  /** As of the newest answer; a little behind while one types. */
  totals: SalesTotals | undefined;
  /** The totals are those of what stands on the page. */
  fresh: boolean;
  error: unknown;
  remarks: PlacedRemark[];
  offers: Offer[];
  /** The tax codes of sales in force on its day. */
  codes: TaxCode[];
}
const NO_CODES: TaxCode[] = [];
const PAUSE_MS = 250;

export function useDraft(id: Id | null, start: DraftState | SalesContent): Draft {
  const { id: b, base_currency: base } = useBusiness();
  const [state, dispatch] = useReducer(draft, start, (first) => ("rows" in first ? first : draftOf(first)));
  const content = useMemo(() => contentOf(state), [state]);
  const text = useMemo(() => JSON.stringify(content), [content]);
  const [asked] = useDebouncedValue(text, PAUSE_MS);
  const query = useQuery(salesTotalsQuery(b, asked, id ?? undefined));
  const totals = query.data;
  const fresh = asked === text && !query.isPlaceholderData && query.data !== undefined;
  const remarks = useMemo(
    () => (totals ? [...placed(totals.problems, state.rows, true), ...placed(totals.warnings, state.rows, false)] : []),
    [totals, state.rows],
  );
  const { data: known = NO_CODES } = useQuery(taxCodesQuery(b));
  const day = content.tax_point ?? content.issue_date ?? today();
  const codes = useMemo(() => salesCodes(known, day), [known, day]);
  const offers = useMemo(() => offersOf(state.rows, totals, codes), [state.rows, totals, codes]);
  const currency = content.currency ?? totals?.currency ?? base;
  return { id, state, dispatch, content, currency, totals, fresh, error: query.error, remarks, offers, codes };
}

const salesCodes = (codes: TaxCode[], day: string): TaxCode[] =>
  codes.filter(({ kind, valid_from: from, valid_to: to }) => kind === "output" && (!from || from <= day) && (!to || day <= to));
