/** Checks the colour pairs of tokens.css: 4.5 : 1 for text, 3 : 1 for the edges and marks one must be able to see. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("src/theme/tokens.css", "utf8");

function tokens(scheme: "light" | "dark"): Record<string, string> {
  const block = new RegExp(`data-mantine-color-scheme="${scheme}"\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? "";
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map((match) => [match[1], match[2]]));
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const TEXT: [string, string[]][] = [
  ["ink", ["paper", "sheet", "well", "hover"]],
  ["ink-2", ["paper", "sheet", "well", "hover", "accent-soft"]],
  ["ink-3", ["paper", "sheet", "hover", "well"]],
  ["accent", ["paper", "sheet", "hover", "accent-soft"]],
  ["accent-on", ["accent-fill", "accent-fill-hover"]],
  ["good", ["sheet", "good-soft"]],
  ["warn", ["sheet", "warn-soft", "hover"]],
  ["bad", ["sheet", "bad-soft", "hover"]],
  ["info", ["sheet", "info-soft"]],
];
const MARKS: [string, string[]][] = [
  ["edge", ["sheet", "paper"]],
  ["focus", ["sheet", "paper"]],
  ["mark", ["sheet"]],
  ["mark-warn", ["sheet"]],
  ["mark-bad", ["sheet"]],
  ["chart-1", ["sheet"]],
  ["chart-2", ["sheet"]],
  ["chart-3", ["sheet"]],
];

describe.each(["light", "dark"] as const)("colours in %s", (scheme) => {
  const colour = tokens(scheme);
  const of = (name: string): string => {
    const value = colour[name];
    if (!value) throw new Error(`tokens.css has no --${name} in ${scheme}`);
    return value;
  };
  it.each(TEXT.flatMap(([text, grounds]) => grounds.map((ground) => [text, ground] as const)))(
    "%s can be read on %s",
    (text, ground) => expect(contrast(of(text), of(ground))).toBeGreaterThanOrEqual(4.5),
  );
  it.each(MARKS.flatMap(([mark, grounds]) => grounds.map((ground) => [mark, ground] as const)))(
    "%s can be seen on %s",
    (mark, ground) => expect(contrast(of(mark), of(ground))).toBeGreaterThanOrEqual(3),
  );
});
