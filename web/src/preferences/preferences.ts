/** What a person likes, kept in this browser only: density, last business, recent palette choices, rail. */
import { useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

function read(name: string): string | null {
  try {
    return localStorage.getItem(`pacioli.${name}`);
  } catch {
    return null; // storage refused: preferences last as long as the page
  }
}

export function writePreference(name: string, value: string): void {
  try {
    localStorage.setItem(`pacioli.${name}`, value);
  } catch {
    // see above
  }
  for (const listener of listeners) listener();
}

/** Forgets every preference whose name begins so. */
export function removePreferences(prefix: string): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(`pacioli.${prefix}`)) localStorage.removeItem(name);
  } catch {
    // see above
  }
}

export const readPreference = (name: string, otherwise: string): string => read(name) ?? otherwise;

/** A preference that re-renders whoever shows it. */
export function usePreference(name: string, otherwise: string): [string, (value: string) => void] {
  const value = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => readPreference(name, otherwise),
  );
  return [value, (next) => writePreference(name, next)];
}

export type Density = "comfortable" | "compact";
export function setDensity(density: Density): void {
  document.documentElement.setAttribute("data-density", density);
  writePreference("density", density);
}
