/** Who is signed in, to which businesses, and what they may do. */
import { queryOptions } from "@tanstack/react-query";
import { client, dataOf, rememberCsrfToken } from "./client";
import type { Session, SessionBusiness, SetupRequest } from "./contract";
import { hasStatus } from "./errors";

export const sessionKey = ["session"] as const;

function remembered(session: Session): Session {
  rememberCsrfToken(session.csrf_token);
  return session;
}

/** The session, or null when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: sessionKey,
  staleTime: 60_000,
  queryFn: async (): Promise<Session | null> => {
    try {
      return remembered(await dataOf(client.GET("/session", { params: { path: {} } })));
    } catch (error) {
      if (hasStatus(error, 401)) return null;
      throw error;
    }
  },
});

export const setupQuery = queryOptions({
  queryKey: ["setup"],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: () => dataOf(client.GET("/setup", { params: { path: {} } })),
});

export const signIn = async (body: { email: string; password: string }): Promise<Session> =>
  remembered(await dataOf(client.POST("/session", { params: { path: {} }, body })));

export const signOut = (): Promise<void> => dataOf(client.DELETE("/session", { params: { path: {} } }));

export const setUp = async (body: SetupRequest): Promise<Session> =>
  remembered(await dataOf(client.POST("/setup", { params: { path: {} }, body })));

/** What a role may do, as the server names it. The server decides; the app only hides what would be refused. */
export type Capability =
  | "documents-upload"
  | "documents-correct"
  | "documents-approve"
  | "entries-post"
  | "accounts-manage"
  | "periods-manage"
  | "business-manage"
  | "users-manage"
  | "audit-read";

const OF_ACCOUNTANT = new Set<Capability>([
  "documents-upload",
  "documents-correct",
  "documents-approve",
  "entries-post",
  "accounts-manage",
  "audit-read",
]);

/** Whether the person may do something in a business: by the server's list, or by the role when the list is silent. */
export function may(business: SessionBusiness, capability: Capability): boolean {
  if (business.capabilities.includes(capability)) return true;
  if (business.role === "admin") return true;
  return business.capabilities.length === 0 && business.role === "accountant" && OF_ACCOUNTANT.has(capability);
}
