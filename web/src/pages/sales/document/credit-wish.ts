/** Which lines of an invoice are to be credited, as chosen in the dialog. */
import type { CreditedLine } from "@/api/sales";
import { parseDecimal } from "@/numbers/parse";

export interface Chosen {
  on: boolean;
  /** As it was typed; all that is left when empty. */
  quantity: string;
}
type Wish = { ok: true; lines: CreditedLine[] | null } | { ok: false; why: string };

export function wishOf(whole: boolean, chosen: readonly Chosen[]): Wish {
  if (whole) return { ok: true, lines: null };
  const lines: CreditedLine[] = [];
  for (const [at, { on, quantity }] of chosen.entries()) {
    if (!on) continue;
    const read = quantity.trim() === "" ? "" : parseDecimal(quantity);
    if (read === null || (read !== "" && !/[1-9]/.test(read))) return { ok: false, why: `The quantity of line ${at + 1} is no number above zero.` };
    lines.push({ line: at + 1, quantity: read || null });
  }
  return lines.length > 0 ? { ok: true, lines } : { ok: false, why: "Choose a line." };
}
