/** The keys of every grid: Enter goes on, arrows move, Ctrl Enter hands in, Ctrl Delete takes a row away. */
import type { KeyboardEvent } from "react";
import { flushSync } from "react-dom";
import type { CellPlace } from "./cell";

export interface GridKeys {
  columns: readonly string[];
  go: (place: CellPlace) => void;
  /** Where Enter leads from a cell; it may change rows on the way. */
  onEnter: (place: CellPlace, input: HTMLInputElement) => CellPlace;
  onSubmit: () => void;
  onRemove: (row: number) => void;
  onCopyAbove?: (place: CellPlace) => void;
  onUndo?: () => void;
}

/** Whether an arrow sideways leaves the cell: at the edge of its text, or while all of it is marked. */
function leaves(input: HTMLInputElement, step: number): boolean {
  if (input.tagName === "SELECT") return true;
  const { selectionStart: start, selectionEnd: end, value } = input;
  if (start === 0 && end === value.length) return true;
  return start === end && start === (step < 0 ? 0 : value.length);
}

export function handleKey(event: KeyboardEvent<HTMLElement>, place: CellPlace, keys: GridKeys): void {
  if (event.defaultPrevented) return; // the cell itself has taken the key
  const { row, column } = place;
  const { columns, go } = keys;
  const input = event.target as HTMLInputElement;
  if (input.getAttribute("aria-expanded") === "true" && !(event.ctrlKey || event.metaKey)) return; // an open list has the keys
  const select = input.tagName === "SELECT"; // its own arrows choose
  const beside = (step: number): string | undefined => columns[columns.indexOf(column) + step];
  const sideways = (step: number) => {
    const next = beside(step);
    return next !== undefined && leaves(input, step) ? () => go({ row, column: next }) : undefined;
  };
  const key = event.ctrlKey || event.metaKey ? `mod+${event.key.toLowerCase()}` : event.altKey ? "" : event.key;
  const remove = () => {
    flushSync(() => keys.onRemove(row));
    go(place);
  };
  const copy = keys.onCopyAbove;
  const act: Record<string, (() => void) | undefined> = {
    Enter: () => go(keys.onEnter(place, input)),
    ArrowDown: select ? undefined : () => go({ row: row + 1, column }),
    ArrowUp: select ? undefined : () => go({ row: row - 1, column }),
    ArrowLeft: sideways(-1),
    ArrowRight: sideways(1),
    "mod+enter": () => {
      input.blur(); // what is being typed counts
      keys.onSubmit();
    },
    "mod+d": copy && (() => flushSync(() => copy(place))),
    "mod+r": fillButton(input),
    "mod+z": input.dataset.typed || !keys.onUndo ? undefined : () => flushSync(() => keys.onUndo?.()),
    "mod+delete": remove,
    "mod+backspace": remove,
  };
  const run = act[key];
  if (!run) return;
  event.preventDefault();
  run();
}

/** The cell's own button for "the same to the end", where it has one. */
function fillButton(input: HTMLElement): (() => void) | undefined {
  const button = input.parentElement?.querySelector<HTMLElement>("[data-fill]");
  return button ? () => button.click() : undefined;
}
