/** Server-sent news: each says what changed, and the open pages fetch it again. */
import type { QueryClient } from "@tanstack/react-query";
import { API } from "./client";

interface News {
  topic: string;
  business_id?: string | null;
  subject_id?: string | null;
}

/** Which cached answers a topic makes stale; the first words of query keys. */
const STALE: Record<string, string[]> = {
  document: ["documents", "document", "run", "dashboard"],
  entry: ["entries", "entry", "accounts", "account-lines", "report", "returns", "dashboard", "trade", "sales"],
  item: ["trade", "sales"],
  sale: ["sales"],
  rate: ["rates", "trade"],
  return: ["returns"],
  account: ["accounts", "account-lines", "report"],
  pending_entry: ["pending-entries", "pending-entry"],
  approval: ["pending-entries", "pending-entry", "documents", "document"],
  party: ["parties", "party"],
  policy: ["approval-policy"],
  period: ["periods"],
  budget: ["budgets", "budget", "report"],
  business: ["businesses", "session"],
  user: ["users"],
  job: ["jobs", "documents"],
};

const PAUSE_MS = 250; // a batch of a hundred files must not cause a hundred reloads

/** Listens until the returned function is called. `onState` hears whether news arrives. */
export function listen(client: QueryClient, onState: (connected: boolean) => void): () => void {
  const source = new EventSource(`${API}/events`);
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    timer = undefined;
    for (const key of waiting) void client.invalidateQueries({ queryKey: [key] });
    waiting.clear();
  };
  source.addEventListener("changed", (event: MessageEvent<string>) => {
    for (const key of staleKeys(event.data)) waiting.add(key);
    timer ??= setTimeout(flush, PAUSE_MS);
  });
  source.addEventListener("open", () => onState(true));
  source.addEventListener("error", () => onState(false));
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

export function staleKeys(data: string): string[] {
  try {
    const news = JSON.parse(data) as News;
    const subject = news.topic.split(/[.:/]/)[0]?.replace(/s$/, "") ?? "";
    return STALE[subject] ?? ["documents", "document", "dashboard"];
  } catch {
    return [];
  }
}
