/** Saving and issuing what is written. Neither a double press nor a lost answer does it twice. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { newKey } from "@/api/client";
import { isApiError } from "@/api/errors";
import { SALES, type SalesContent, type SalesDocument, addSale, changeSale, issueSale, saleQuery } from "@/api/sales";
import { tell } from "@/components/notify";
import { useBusiness } from "@/shell/business";
import { KIND } from "../words";
import { STALE_BY_ISSUE } from "../stale";
import { handOver } from "./hand-over";
import type { Draft } from "./use-draft";

export interface Saving {
  dirty: boolean;
  /** Stores the draft and stays with it. */
  save: () => Promise<void>;
  /** Stores the draft on the way to another page; null when that was refused. */
  keep: () => Promise<SalesDocument | null>;
  issue: () => Promise<void>;
  busy: "save" | "issue" | null;
  error: unknown;
  /** It has left the editor. */
  done: boolean;
  /** Somebody else changed the draft since it was opened here. */
  stale: boolean;
}

interface Stored {
  document: SalesDocument | null;
  /** The content that was stored, as its JSON. */
  text: string;
}
/** Stores a content when it differs from what is stored. The key stays the same until the content changes. */
function useStore(first: Stored) {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const [saved, setSaved] = useState(first);
  const key = useRef({ of: "", key: "" });
  const store = async (content: SalesContent): Promise<SalesDocument> => {
    const before = saved.document;
    const now = JSON.stringify(content);
    if (before && saved.text === now) return before;
    if (key.current.of !== now) key.current = { of: now, key: newKey() };
    const document = before ? await changeSale(b, before.id, { version: before.version, content }) : await addSale(b, content, key.current.key);
    client.setQueryData(saleQuery(b, document.id).queryKey, document);
    void client.invalidateQueries({ queryKey: [SALES, b, "list"] });
    setSaved({ document, text: now });
    return document;
  };
  return { saved, store };
}

/** Goes to another page a render later, when nothing is left that leaving this one would lose. */
function useLeaving(draft: Draft) {
  const navigate = useNavigate();
  const [left, setLeft] = useState<string | null>(null);
  const latest = useRef(draft.state); // one types on while it is being saved
  useEffect(() => {
    latest.current = draft.state;
  });
  useEffect(() => {
    if (left) void navigate({ to: left, replace: true });
  }, [left, navigate]);
  /** A new draft gets an address of its own; `sent` is what of it was stored. */
  const showDraft = ({ id }: SalesDocument, sent: string) => {
    handOver(id, latest.current, sent);
    setLeft(`/sales/${id}/edit`);
  };
  return { left, showDraft, showDocument: ({ id }: SalesDocument) => setLeft(`/sales/${id}`) };
}

/** `stored` is the draft as it was opened, null for a new one; `kept` what of the page is in it. */
export function useSaving(draft: Draft, stored: SalesDocument | null, kept?: string): Saving {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const text = JSON.stringify(draft.content);
  const { saved, store } = useStore({ document: stored, text: kept ?? text });
  const { left, showDraft, showDocument } = useLeaving(draft);
  const [busy, setBusy] = useState<Saving["busy"]>(null);
  const running = useRef(false);

  const work = useMutation({
    mutationFn: async (also: "save" | "issue") => {
      const document = await store(draft.content);
      if (also === "save") return document;
      try {
        return await issueSale(b, document.id, document.version);
      } catch (error) {
        if (!stored) showDraft(document, text); // it is stored now
        throw error;
      }
    },
  });
  const run = async (what: "save" | "issue"): Promise<SalesDocument | null> => {
    if (running.current || left) return null;
    running.current = true;
    setBusy(what);
    try {
      return await work.mutateAsync(what);
    } catch {
      return null; // it is shown at the foot
    } finally {
      running.current = false;
      setBusy(null);
    }
  };
  const keep = async () => {
    const document = await run("save");
    if (document) tell("The draft is saved");
    return document;
  };
  const save = async () => {
    const document = await keep();
    if (document && !stored) showDraft(document, text);
  };
  const issue = async () => {
    const document = await run("issue");
    if (!document) return;
    client.setQueryData(saleQuery(b, document.id).queryKey, document);
    for (const name of STALE_BY_ISSUE) void client.invalidateQueries({ queryKey: [name] });
    tell(issuedWords(document));
    showDocument(document);
  };
  const stale = isApiError(work.error) && work.error.code === "sales.stale";
  return { dirty: saved.text !== text, save, keep, issue, busy, error: work.error, done: left !== null, stale };
}

const issuedWords = ({ kind, number, state }: SalesDocument): string =>
  state === "waiting"
    ? "It waits: above the limit of the approval policy somebody else must approve it"
    : `${KIND[kind].one} issued as ${number ?? ""}`;
