/** The review of one document: the server's copy, the reviewer's changes, and what they would do to the entry. */
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useReducer, useRef } from "react";
import type { Document, Permission } from "@/api/contract";
import { type Decision, correct, decide, documentQuery, previewCorrection } from "@/api/documents";
import { tellError } from "@/components/notify";
import { useBusiness } from "@/shell/business";
import { withDoubts } from "./doubts";
import { obstacleOf } from "./entry-edit";
import { type ReviewAction, type ReviewState, approvalOf, correctionOf, review, untouched } from "./review-state";

const PREVIEW_DELAY_MS = 180;

export interface Review {
  document: Document;
  /** The document as it would be with the changes: entry, checks and reasons recomputed by the server. */
  shown: Document;
  state: ReviewState;
  dispatch: (action: ReviewAction) => void;
  touched: boolean;
  /** Whether it can be approved as it stands, with the changes. */
  approval: Permission | undefined;
  previewing: boolean;
  previewError: unknown;
  discard: () => void;
  save: () => Promise<Document | null>;
  decide: (decision: Decision) => Promise<Document | null>;
  busy: boolean;
}

/** The changes could not be saved, which has been told: the decision was not even tried. */
class NotSaved extends Error {}
const notSaved = (): never => {
  throw new NotSaved();
};

export function useReview(loaded: Document): Review {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const [state, dispatch] = useReducer(review, untouched);
  const document = useMemo(() => withDoubts(loaded), [loaded]);
  const correction = correctionOf(document, state);
  const unfinished = state.entry && obstacleOf(state.entry);
  const touched = correction !== null || unfinished !== null;
  const { preview, pending } = usePreview(b, document, correction);
  const deciding = useRef(false); // a second press or click must not decide twice

  const keep = (next: Document) => {
    client.setQueryData(documentQuery(b, document.id).queryKey, next);
    for (const key of ["documents", "dashboard"]) void client.invalidateQueries({ queryKey: [key] });
  };
  const saving = useMutation({
    mutationFn: async () => {
      if (unfinished) throw new Error(unfinished);
      if (!correction) return document;
      const next = await correct(b, document.id, correction);
      keep(next);
      dispatch({ type: "saved" });
      return next;
    },
    onError: (error) => tellError(error, "The changes were not saved"),
  });
  const decision = useMutation({
    mutationFn: async (wanted: Decision) => {
      const { version } = touched ? await saving.mutateAsync().catch(notSaved) : document;
      const next = await decide(b, document.id, version, wanted);
      keep(next);
      if (next.entry_id) {
        for (const key of ["entries", "accounts", "account-lines", "report"]) {
          void client.invalidateQueries({ queryKey: [key] });
        }
      }
      return next;
    },
    onError: (error) => {
      if (!(error instanceof NotSaved)) tellError(error, "The decision was not taken");
      void client.invalidateQueries({ queryKey: documentQuery(b, document.id).queryKey });
    },
  });

  const previewed = useMemo(() => preview.data && withDoubts(preview.data), [preview.data]);
  const shown = previewed ?? document;
  return {
    document,
    shown,
    state,
    dispatch,
    touched,
    approval: unfinished ? { allowed: false, why: unfinished } : approvalOf(document, shown, pending),
    previewing: preview.isFetching,
    previewError: preview.error,
    discard: () => dispatch({ type: "saved" }),
    save: () => saving.mutateAsync().catch(() => null),
    decide: async (wanted) => {
      if (deciding.current) return null;
      deciding.current = true;
      try {
        return await decision.mutateAsync(wanted).catch(() => null);
      } finally {
        deciding.current = false;
      }
    },
    busy: saving.isPending || decision.isPending,
  };
}

/** Asks the server what the changes would do, a moment after the last of them. `pending` until it has answered. */
function usePreview(b: string, document: Document, correction: ReturnType<typeof correctionOf>) {
  const now = correction && JSON.stringify(correction);
  const [late] = useDebouncedValue(now, PREVIEW_DELAY_MS);
  const wanted = correction ? late : null;
  const preview = useQuery({
    queryKey: ["preview", b, document.id, wanted],
    enabled: wanted !== null && wanted !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
    placeholderData: wanted ? keepPreviousData : undefined,
    queryFn: () => previewCorrection(b, document.id, JSON.parse(wanted as string)),
  });
  const pending = now !== null && (late !== now || preview.isFetching || preview.isPlaceholderData);
  return { preview, pending };
}
