/** A new draft that was saved gets an address of its own; what is on the page, and the hand, go there with it. */
import type { Id } from "@/api/contract";
import type { DraftState } from "./draft-state";

interface HandedOver {
  id: Id;
  state: DraftState;
  /** What of it was saved. */
  saved: string;
  /** The field the hand is in, by its id or by the name of its cell. */
  focus: string | null;
}
let waiting: HandedOver | null = null;

export function handOver(id: Id, state: DraftState, saved: string): void {
  const field = document.activeElement;
  const cell = field instanceof HTMLElement ? field.dataset.cell : undefined;
  const focus = cell ? `[data-cell="${cell}"]` : field?.id ? `#${CSS.escape(field.id)}` : null;
  waiting = { id, state, saved, focus };
}

/** What was handed over for a draft; read while the page is made, cleared when it stands. */
export const handedOver = (id: Id): HandedOver | null => (waiting?.id === id ? waiting : null);

export function takeUp(): void {
  const focus = waiting?.focus;
  waiting = null;
  if (focus) document.querySelector<HTMLElement>(focus)?.focus();
}
