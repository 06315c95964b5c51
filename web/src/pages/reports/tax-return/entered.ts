/** What a person enters in boxes that no line of the books tells, as the address carries it: `304:120.00,310:50.00`. */
export interface Entered {
  id: string;
  amount: string;
}

/** Reads the address; what is no box with a decimal amount is left out, and the last one of a box counts. */
export function readEntered(text: string | undefined): Entered[] {
  const found = new Map<string, string>();
  for (const part of (text ?? "").split(",")) {
    const [, id, amount] = /^(.+):(-?\d+(?:\.\d+)?)$/.exec(part.trim()) ?? [];
    if (id && amount) found.set(id, amount);
  }
  return [...found].map(([id, amount]) => ({ id, amount }));
}

/** Always in the same order, so that the same figures have the same address; nothing when none is entered. */
export function writeEntered(entered: Entered[]): string | undefined {
  const sorted = [...entered].sort((a, b) => a.id.localeCompare(b.id, "en", { numeric: true }));
  return sorted.map(({ id, amount }) => `${id}:${amount}`).join(",") || undefined;
}

/** With another figure in one box; an empty one takes it out. */
export function withEntered(entered: Entered[], id: string, amount: string): Entered[] {
  const others = entered.filter((other) => other.id !== id);
  return amount === "" ? others : [...others, { id, amount }];
}
