/** A small seeded generator (mulberry32), so that the made-up company is the same on every start. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

let counter = 0;
/** Ids in the form of UUIDs, numbered so that they can be told apart in a log. */
export function newId(kind = 0): string {
  counter += 1;
  return `0193${kind.toString(16).padStart(4, "0")}-0000-7000-8000-${counter.toString(16).padStart(12, "0")}`;
}
