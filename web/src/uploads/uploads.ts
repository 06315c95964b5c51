/** Files on their way to the server. They go on while one walks through the app, three at a time. */
import { useSyncExternalStore } from "react";
import type { Id } from "@/api/contract";
import { messageOf } from "@/api/errors";
import { type UploadHandle, upload } from "@/api/upload";

export type UploadStatus = "waiting" | "sending" | "done" | "duplicate" | "refused";
export interface Upload {
  key: number;
  name: string;
  size: number;
  share: number;
  status: UploadStatus;
  message?: string;
  documentId?: Id;
}
const AT_ONCE = 3;

let items: Upload[] = [];
let nextKey = 1;
const files = new Map<number, { file: File; business: Id }>();
const running = new Map<number, UploadHandle>();
const listeners = new Set<() => void>();
const finishedListeners = new Set<() => void>();

function change(key: number, part: Partial<Upload>): void {
  items = items.map((item) => (item.key === key ? { ...item, ...part } : item));
  for (const listener of listeners) listener();
}

export function addFiles(business: Id, list: Iterable<File>): number {
  const added = [...list].map((file): Upload => {
    const key = nextKey++;
    files.set(key, { file, business });
    return { key, name: file.name, size: file.size, share: 0, status: "waiting" };
  });
  items = [...items.filter((item) => item.status !== "done"), ...added];
  for (const listener of listeners) listener();
  startNext();
  return added.length;
}

function startNext(): void {
  for (const item of items) {
    if (running.size >= AT_ONCE) return;
    const waiting = files.get(item.key);
    if (item.status === "waiting" && waiting && !running.has(item.key)) void send(item.key, waiting.business, waiting.file);
  }
}

async function send(key: number, business: Id, file: File): Promise<void> {
  const handle = upload(business, file, (share) => change(key, { share }));
  running.set(key, handle);
  change(key, { status: "sending" });
  try {
    const { document, duplicate_of, error } = await handle.done;
    if (error) change(key, { status: "refused", message: error.detail ?? error.title });
    else if (duplicate_of) {
      change(key, { status: "duplicate", documentId: duplicate_of, message: "This file is already here" });
    } else change(key, { status: "done", share: 1, documentId: document?.id });
  } catch (error) {
    change(key, { status: "refused", message: messageOf(error) });
  }
  running.delete(key);
  if (items.find((item) => item.key === key)?.status !== "refused") files.delete(key);
  for (const listener of finishedListeners) listener();
  startNext();
}

/** Sends a refused file once more, for instance when the connection is back. */
export function sendAgain(key: number): void {
  change(key, { status: "waiting", share: 0, message: undefined });
  startNext();
}

/** Takes a file off the list, stopping it if it is on its way. */
export function dismiss(key: number): void {
  running.get(key)?.cancel();
  files.delete(key);
  items = items.filter((item) => item.key !== key);
  for (const listener of listeners) listener();
}

export function dismissFinished(): void {
  for (const item of items) if (item.status !== "waiting" && item.status !== "sending") files.delete(item.key);
  items = items.filter((item) => item.status === "waiting" || item.status === "sending");
  for (const listener of listeners) listener();
}

export function whenFinished(listener: () => void): () => void {
  finishedListeners.add(listener);
  return () => finishedListeners.delete(listener);
}

export const useUploads = (): Upload[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => items,
  );
