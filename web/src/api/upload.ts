/** Sends one file with progress. `fetch` reports none, so this is the one use of XMLHttpRequest. */
import { API, writeHeaders } from "./client";
import type { Id, UploadResult } from "./contract";
import { ApiError, OfflineError } from "./errors";

export interface UploadHandle {
  done: Promise<UploadResult>;
  cancel: () => void;
}

export function upload(business: Id, file: File, onProgress: (share: number) => void): UploadHandle {
  const request = new XMLHttpRequest();
  const done = new Promise<UploadResult>((resolve, reject) => {
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      const answer = request.response as { items?: UploadResult[] } | null;
      const first = answer?.items?.[0];
      if (request.status < 300 && first) resolve(first);
      else reject(refusal(request));
    });
    request.addEventListener("error", () => reject(new OfflineError()));
    request.addEventListener("abort", () => reject(new Error("Cancelled.")));
  });
  request.open("POST", `${API}/businesses/${business}/documents`);
  request.responseType = "json";
  for (const [name, value] of Object.entries(writeHeaders())) request.setRequestHeader(name, value);
  const body = new FormData();
  body.append("files", file, file.name);
  request.send(body);
  return { done, cancel: () => request.abort() };
}

function refusal(request: XMLHttpRequest): ApiError {
  const problem = request.response as ConstructorParameters<typeof ApiError>[0] | null;
  const requestId = request.getResponseHeader("x-request-id");
  if (problem?.title) return new ApiError(problem, requestId);
  const title = request.status === 413 ? "This file is too large." : `The server answered ${request.status}.`;
  return new ApiError({ type: "about:blank", title, status: request.status, code: "http" }, requestId);
}
