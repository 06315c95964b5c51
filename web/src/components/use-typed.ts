import { useState } from "react";

interface Typed {
  text: string;
  /** Why the text cannot be taken over; null while it is fine or being typed. */
  why: string | null;
  type: (text: string) => void;
  refuse: (why: string, text?: string) => void;
  /** Forgets what was typed and shows the value again. */
  settle: () => void;
}

/** The text of an input between typing and taking over. It starts over whenever the value it stands for changes. */
export function useTyped(shown: string): Typed {
  const [draft, setDraft] = useState<{ of: string; text: string; why: string | null } | null>(null);
  const current = draft?.of === shown ? draft : null;
  const text = current?.text ?? shown;
  return {
    text,
    why: current?.why ?? null,
    type: (next) => setDraft({ of: shown, text: next, why: null }),
    refuse: (why, refused = text) => setDraft({ of: shown, text: refused, why }),
    settle: () => setDraft(null),
  };
}
