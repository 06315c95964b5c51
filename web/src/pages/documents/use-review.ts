/** The review of one document: the server's copy, the reviewer's changes, and what they would do to the entry. */
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useReducer } from "react";
import type { Document } from "@/api/contract";
import { type Decision, correct, decide, documentQuery, previewCorrection } from "@/api/documents";
import { tellError } from "@/components/notify";
import { useBusiness } from "@/shell/business";
import { type ReviewAction, type ReviewState, correctionOf, review, untouched } from "./review-state";

const PREVIEW_DELAY_MS = 180;

export interface Review {
  document: Document;
  /** The document as it would be with the changes: entry, checks and reasons recomputed by the server. */
  shown: Document;
  state: ReviewState;
  dispatch: (action: ReviewAction) => void;
  touched: boolean;
  previewing: boolean;
  previewError: unknown;
  save: () => Promise<Document | null>;
  decide: (decision: Decision) => Promise<Document | null>;
  busy: boolean;
}

export function useReview(document: Document): Review {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const [state, dispatch] = useReducer(review, untouched);
  const correction = correctionOf(document, state);
  const touched = correction !== null;
  const preview = usePreview(b, document, correction);
  useGuard(touched);

  const keep = (next: Document) => {
    client.setQueryData(documentQuery(b, document.id).queryKey, next);
    for (const key of ["documents", "dashboard"]) void client.invalidateQueries({ queryKey: [key] });
  };
  const saving = useMutation({
    mutationFn: async () => {
      if (!correction) return document;
      const next = await correct(b, document.id, correction);
      keep(next);
      dispatch({ type: "saved" });
      return next;
    },
    onError: (error) => tellError(error, "The changes were not saved"),
  });
  const deciding = useMutation({
    mutationFn: async (decision: Decision) => {
      const { version } = touched ? await saving.mutateAsync() : document;
      const next = await decide(b, document.id, version, decision);
      keep(next);
      if (decision.kind === "approve") {
        for (const key of ["entries", "accounts", "account-lines", "report"]) {
          void client.invalidateQueries({ queryKey: [key] });
        }
      }
      return next;
    },
    onError: (error) => {
      if (!saving.isError) tellError(error, "The decision was not taken");
      void client.invalidateQueries({ queryKey: documentQuery(b, document.id).queryKey });
    },
  });

  return {
    document,
    shown: preview.data ?? document,
    state,
    dispatch,
    touched,
    previewing: preview.isFetching,
    previewError: preview.error,
    save: () => saving.mutateAsync().catch(() => null),
    decide: (decision) => deciding.mutateAsync(decision).catch(() => null),
    busy: saving.isPending || deciding.isPending,
  };
}

/** Asks the server what the changes would do, a moment after the last of them. */
function usePreview(b: string, document: Document, correction: ReturnType<typeof correctionOf>) {
  const [late] = useDebouncedValue(correction && JSON.stringify(correction), PREVIEW_DELAY_MS);
  const wanted = correction ? late : null;
  return useQuery({
    queryKey: ["preview", b, document.id, wanted],
    enabled: wanted !== null && wanted !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
    placeholderData: wanted ? keepPreviousData : undefined,
    queryFn: () => previewCorrection(b, document.id, JSON.parse(wanted as string)),
  });
}

/** The browser asks before a page with unsaved changes is closed. */
function useGuard(touched: boolean): void {
  useEffect(() => {
    if (!touched) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [touched]);
}
