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
  /** Stores the draft; null when that was refused. */
  save: () => Promise<SalesDocument | null>;
  issue: () => Promise<void>;
  busy: "save" | "issue" | null;
  error: unknown;
  /** It has left the editor. */
  done: boolean;
  /** Somebody else changed the draft since it was opened here. */
  stale: boolean;
}

/** `stored` is the draft as it was opened, null for a new one; `kept` what of the page is in it. */
export function useSaving(draft: Draft, stored: SalesDocument | null, kept?: string): Saving {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const navigate = useNavigate();
  const text = JSON.stringify(draft.content);
  const [saved, setSaved] = useState({ document: stored, text: kept ?? text });
  const [left, setLeft] = useState<string | null>(null);
  const [busy, setBusy] = useState<Saving["busy"]>(null);
  const running = useRef(false);
  const key = useRef({ of: "", key: "" });
  const latest = useRef(draft.state); // one types on while it is being saved
  useEffect(() => {
    latest.current = draft.state;
  });

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
  const work = useMutation({
    mutationFn: async (also: "save" | "issue") => {
      const document = await store(draft.content);
      if (also === "save") return document;
      try {
        return await issueSale(b, document.id, document.version);
      } catch (error) {
        if (!stored) showDraft(document, JSON.stringify(draft.content)); // it is stored now, and has an address of its own
        throw error;
      }
    },
  });
  const showDraft = ({ id }: SalesDocument, sent: string) => {
    handOver(id, latest.current, sent);
    setLeft(`/sales/${id}/edit`);
  };
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
  const save = async () => {
    const document = await run("save");
    if (document) tell("The draft is saved");
    if (document && !stored) showDraft(document, text);
    return document;
  };
  const issue = async () => {
    const document = await run("issue");
    if (!document) return;
    client.setQueryData(saleQuery(b, document.id).queryKey, document);
    for (const name of STALE_BY_ISSUE) void client.invalidateQueries({ queryKey: [name] });
    const { kind, number, state } = document;
    if (state === "waiting") tell("It waits: above the limit of the approval policy somebody else must approve it");
    else tell(`${KIND[kind].one} issued as ${number ?? ""}`);
    setLeft(`/sales/${document.id}`);
  };
  useEffect(() => {
    // a render later, when nothing is left that leaving the page would lose
    if (left) void navigate({ to: left, replace: true });
  }, [left, navigate]);
  const stale = isApiError(work.error) && work.error.code === "sales.stale";
  return { dirty: saved.text !== text, save, issue, busy, error: work.error, done: left !== null, stale };
}
