/** Keyboard shortcuts: pages register theirs, one listener runs them, the `?` sheet lists what works right now. */
import { useEffect, useRef } from "react";

export interface Shortcut {
  /** `?`, `j`, `g h` (one after the other), `mod+Enter` (Ctrl or Command). */
  keys: string;
  label: string;
  group: string;
  /** Left out for keys that a control handles itself and the sheet only lists. `false` leaves the key to the browser. */
  run?: () => unknown;
  /** Also while typing in a field; true for every combination with `mod`. */
  whileTyping?: boolean;
  /** Goes on while the key is held down, as walking does. Every other shortcut counts one press once. */
  repeats?: boolean;
}

type Registered = { current: Shortcut[] };
const registered = new Set<Registered>();
export const activeShortcuts = (): Shortcut[] => [...registered].flatMap((entry) => entry.current);

/** Registers shortcuts while the component is on the page. */
export function useShortcuts(shortcuts: Shortcut[]): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    registered.add(latest);
    return () => {
      registered.delete(latest);
    };
  }, []);
}

const SEQUENCE_MS = 900;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
}

/** The pressed key in the words of `Shortcut.keys`. */
export function pressed(event: KeyboardEvent): string {
  const mod = event.ctrlKey || event.metaKey ? "mod+" : "";
  const alt = event.altKey ? "alt+" : "";
  const shift = event.shiftKey && event.key.length > 1 ? "shift+" : "";
  return mod + alt + shift + (event.key.length === 1 && mod ? event.key.toLowerCase() : event.key);
}

const isModalOpen = (): boolean => document.querySelector('[role="dialog"][aria-modal="true"], dialog[open]') !== null;

/** Enter sends, chooses and presses buttons, so holding it down must not do so again; in a text it writes lines. */
function isHeldEnter(event: KeyboardEvent): boolean {
  if (!event.repeat || event.key !== "Enter") return false;
  const writesLines = event.target instanceof HTMLTextAreaElement && !event.ctrlKey && !event.metaKey;
  return !writesLines;
}

/** The one listener; mounted by the shell. */
export function useShortcutListener(): void {
  useEffect(() => {
    let first = "";
    let at = 0;
    let inDialog = false;
    // Before anybody answers the key: a dialog that closes on it is gone by the time the key comes by below.
    const onPress = (event: KeyboardEvent) => {
      inDialog = isModalOpen();
      if (!isHeldEnter(event)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const key = pressed(event);
      const typing = isTyping(event.target);
      const modal = inDialog || isModalOpen();
      const sequence = event.timeStamp - at < SEQUENCE_MS ? `${first} ${key}` : "";
      const candidates = activeShortcuts().filter((shortcut) => {
        if (!shortcut.run) return false;
        if (typing && !shortcut.keys.startsWith("mod+") && !shortcut.whileTyping) return false;
        return !modal || shortcut.keys === "mod+k";
      });
      const hit = candidates.findLast((s) => s.keys === sequence) ?? candidates.findLast((s) => s.keys === key);
      first = key;
      at = event.timeStamp;
      if (!hit?.run) return;
      if (event.repeat && !hit.repeats) return event.preventDefault();
      if (hit.run() === false) return;
      event.preventDefault();
      first = "";
    };
    window.addEventListener("keydown", onPress, true);
    window.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener("keydown", onPress, true);
      window.removeEventListener("keydown", onKey);
    };
  }, []);
}

const isMac = (): boolean => /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? "");

/** Keys as they are printed on the keyboard: `mod+Enter` is `Ctrl Enter` or `⌘ Enter`. */
export function keysText(keys: string): string[] {
  if (keys === "+") return ["+"];
  return keys
    .split(/[ +]/)
    .filter(Boolean)
    .map((key) => (key === "mod" ? (isMac() ? "⌘" : "Ctrl") : key.length === 1 ? key.toUpperCase() : key));
}

export function Keys({ keys }: { keys: string }) {
  return (
    <span style={{ display: "inline-flex", gap: 3 }}>
      {keysText(keys).map((key, index) => (
        <kbd key={`${key}${index}`}>{key}</kbd>
      ))}
    </span>
  );
}
