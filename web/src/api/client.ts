/**
 * The one door to the server: typed calls, the CSRF header, an idempotency key on every write, problem+json as errors.
 * The session lives in a cookie that scripts cannot read; only its CSRF token is kept here, in memory.
 */
import createClient, { type Middleware } from "openapi-fetch";
import { OfflineError, errorOf } from "./errors";
import type { paths } from "./schema";

export const API = "/api/v1";

let csrfToken: string | null = null;
export function rememberCsrfToken(token: string | null): void {
  csrfToken = token;
}

/** The headers that every write of this browser session carries. */
export function writeHeaders(): Record<string, string> {
  const headers: Record<string, string> = { "Idempotency-Key": newKey() };
  if (csrfToken) headers["X-CSRF-Token"] = csrfToken;
  return headers;
}

/** 128 random bits; `crypto.randomUUID` is missing on plain-http addresses other than localhost. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const writes: Middleware = {
  onRequest({ request }) {
    if (request.method === "GET") return undefined;
    for (const [name, value] of Object.entries(writeHeaders())) {
      if (!request.headers.has(name)) request.headers.set(name, value);
    }
    return request;
  },
};

const problems: Middleware = {
  async onResponse({ response }) {
    if (response.ok) return undefined;
    const body: unknown = await response.json().catch(() => null);
    throw errorOf(response, body);
  },
  onError() {
    return new OfflineError();
  },
};

export const client = createClient<paths>({ baseUrl: "", credentials: "same-origin" });
client.use(writes, problems);

/** The data of an answer; a refusal has been thrown by then. */
export async function dataOf<T>(call: Promise<{ data?: T }>): Promise<T> {
  const { data } = await call;
  return data as T;
}
