/** What a step took in and gave out, for a reader: a field with its confidence and reason is one line, places are pages. */
import { shareText } from "@/numbers/format";

type Data = Record<string, unknown>;
const isData = (value: unknown): value is Data => typeof value === "object" && value !== null && !Array.isArray(value);
const isField = (value: Data): boolean => "value" in value && typeof value.confidence === "number";
/** Coordinates on the page say nothing in a list; the review shows them on the page itself. */
const PLACES = new Set(["schema", "spots", "rect", "cites"]);

export function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (!isData(value)) return value;
  if (isField(value)) return ofField(value);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !PLACES.has(name))
      .map(([name, part]) => [name, name === "confidence" && typeof part === "number" ? shareText(part) : readable(part)]),
  );
}

function ofField({ value, confidence, reason, spots }: Data): unknown {
  const page = Array.isArray(spots) ? (spots[0] as { page?: number } | undefined)?.page : undefined;
  const known = [`${shareText(Number(confidence))} sure`, page && `page ${page}`, reason].filter(Boolean).join(", ");
  return typeof value === "object" && value !== null ? { ...(readable({ is: value }) as Data), known } : `${String(value)} (${known})`;
}
