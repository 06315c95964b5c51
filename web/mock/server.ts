/** Routing of the made-up server: an address and a method to a function, errors as problem+json, news as events. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { fillBooks } from "./books";
import { budgetRoutes } from "./budgets";
import { fillDocuments } from "./documents";
import { documentRoutes, postFixtures } from "./routes-documents";
import { ledgerRoutes } from "./routes-ledger";
import { peopleRoutes } from "./routes-people";
import { signedIn } from "./people";

export interface Call {
  path: Record<string, string>;
  query: URLSearchParams;
  body: Record<string, unknown>;
  raw: Buffer;
  response: ServerResponse;
  request: IncomingMessage;
}
export type Answer = { status?: number; body?: unknown; type?: string; text?: string; headers?: Record<string, string> };
export type Route = [method: string, pattern: string, handler: (call: Call) => Answer | Promise<Answer>];

export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly errors: { field: string; code: string; message: string }[] = [],
  ) {
    super(message);
  }
}

const streams = new Set<ServerResponse>();
export function tell(topic: string, subject: string): void {
  const data = JSON.stringify({ topic, business_id: null, subject_id: subject });
  for (const stream of streams) stream.write(`event: changed\ndata: ${data}\n\n`);
}

const OPEN = new Set(["/setup", "/session"]);

export function mockApiMiddleware() {
  fillBooks();
  fillDocuments();
  postFixtures();
  const routes = [...peopleRoutes, ...documentRoutes, ...ledgerRoutes, ...budgetRoutes].map(([method, pattern, handler]) => ({
    method,
    handler,
    names: [...pattern.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string),
    regex: new RegExp(`^${pattern.replace(/\{\w+\}/g, "([^/]+)")}$`),
  }));

  return (request: IncomingMessage, response: ServerResponse, next: () => void) => {
    const url = new URL(request.url ?? "/", "http://mock");
    if (!url.pathname.startsWith("/api/v1")) return next();
    const address = url.pathname.slice("/api/v1".length);
    if (address === "/events") return openStream(response);
    const route = routes.find((r) => r.method === request.method && r.regex.test(address));
    void answer(response, async () => {
      if (!route) throw new Refusal(404, "not_found", `The made-up server has no ${request.method} ${address}.`);
      if (!OPEN.has(address) && !signedIn()) throw new Refusal(401, "auth.required", "Nobody is signed in.");
      const match = route.regex.exec(address) ?? [];
      const path = Object.fromEntries(route.names.map((name, index) => [name, match[index + 1] as string]));
      const raw = await bodyOf(request);
      const json = request.headers["content-type"]?.includes("json") && raw.length > 0;
      const body = json ? (JSON.parse(raw.toString()) as Record<string, unknown>) : {};
      return route.handler({ path, query: url.searchParams, body, raw, response, request });
    });
  };
}

async function answer(response: ServerResponse, work: () => Promise<Answer>): Promise<void> {
  let result: Answer;
  try {
    result = await work();
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal(500, "internal", String(error));
    const { status, code, message, errors } = refusal;
    const body = { type: "about:blank", title: message, status, code, detail: message, request_id: "req-mock-1", errors };
    result = { status, body, type: "application/problem+json" };
  }
  const empty = result.body === undefined && result.text === undefined;
  response.statusCode = result.status ?? (empty ? 204 : 200);
  response.setHeader("content-type", result.type ?? "application/json");
  for (const [name, value] of Object.entries(result.headers ?? {})) response.setHeader(name, value);
  response.end(result.text ?? (empty ? undefined : JSON.stringify(result.body)));
}

function bodyOf(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => resolve(Buffer.concat(parts)));
  });
}

function openStream(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
  response.write(": hello\n\n");
  streams.add(response);
  response.on("close", () => streams.delete(response));
}
