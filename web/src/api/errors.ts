/** One error type for everything the server refuses, and the words a person reads. */
import { inOwnFormats } from "@/numbers/prose";
import type { Problem } from "./contract";

export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;
  readonly fields: Record<string, string>;

  constructor(problem: Problem, requestId: string | null) {
    super(problem.detail || problem.title);
    this.name = "ApiError";
    this.status = problem.status;
    this.code = problem.code;
    this.requestId = problem.request_id ?? requestId;
    this.fields = Object.fromEntries((problem.errors ?? []).map((error) => [error.field, error.message]));
  }
}

/** The server could not be reached at all. */
export class OfflineError extends Error {
  constructor() {
    super("Pacioli cannot be reached. Check that it is running and that you are connected.");
    this.name = "OfflineError";
  }
}

/** Builds the error of an answer that is not 2xx; a proxy's HTML page becomes a plain sentence. */
export function errorOf(response: Response, body: unknown): ApiError {
  const requestId = response.headers.get("x-request-id");
  if (isProblem(body)) return new ApiError(body, requestId);
  const title = `The server answered ${response.status} ${response.statusText}`.trim();
  return new ApiError({ type: "about:blank", title, status: response.status, code: "http" }, requestId);
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "title" in body && "status" in body;
}

export const isApiError = (error: unknown): error is ApiError => error instanceof ApiError;
export const hasStatus = (error: unknown, status: number): boolean => isApiError(error) && error.status === status;

/** The sentence to show for any error. */
export function messageOf(error: unknown): string {
  if (isApiError(error) && error.status === 429) return "Too many requests at once. Wait a moment and try again.";
  if (isApiError(error)) return inOwnFormats(error.message).replace(/^./, (letter) => letter.toUpperCase());
  if (error instanceof Error) return error.message;
  return "Something went wrong.";
}
