/** Who is signed in, to which businesses, and what they may do. */
import { queryOptions } from "@tanstack/react-query";
import { client, dataOf, rememberCsrfToken } from "./client";
import type { Session, SessionBusiness, SetupRequest } from "./contract";
import { hasStatus } from "./errors";

export const sessionKey = ["session"] as const;

function remembered(session: Session): Session {
  rememberCsrfToken(session.csrf_token ?? null);
  return session;
}

/** The session, or null when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  staleTime: 60_000,
  queryFn: async (): Promise<Session | null> => {
    try {
      return remembered(await dataOf(client.GET("/api/v1/session")));
    } catch (error) {
      if (hasStatus(error, 401)) return null;
      throw error;
    }
  },
});

export const setupQuery = queryOptions({
  queryKey: ["setup"],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: () => dataOf(client.GET("/api/v1/setup")),
});

export const signIn = async (body: { email: string; password: string }): Promise<Session> =>
  remembered(await dataOf(client.POST("/api/v1/session", { body })));

export const signOut = (): Promise<void> => dataOf(client.DELETE("/api/v1/session"));

export const setUp = async (body: SetupRequest): Promise<Session> =>
  remembered(await dataOf(client.POST("/api/v1/setup", { body })));

/** What a person may do in a business, as the server names it. The server decides; the app only hides what it would refuse. */
export type Capability =
  | "organisation-manage"
  | "users-manage"
  | "keys-manage"
  | "ledger-post"
  | "parties-manage"
  | "chart-manage"
  | "periods-manage"
  | "documents-add"
  | "documents-review"
  | "documents-approve"
  | "policies-manage"
  | "budgets-manage"
  | "audit-read";

export const may = (session: Session, business: SessionBusiness, capability: Capability): boolean =>
  business.capabilities.includes(capability) || session.capabilities.includes(capability);
