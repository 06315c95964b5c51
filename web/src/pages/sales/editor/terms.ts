/** When a document is to be paid: one of three ways. */
import type { IsoDate } from "@/api/contract";
import type { SalesInstalment, SalesTerms } from "@/api/sales";
import { fromMinor, toMinor } from "@/numbers/decimal";

export type TermsMode = "days" | "day" | "instalments";

export function modeOf({ instalments, due }: Pick<SalesTerms, "instalments" | "due">): TermsMode {
  if (instalments.length > 0) return "instalments";
  return due === null ? "days" : "day";
}

const SHARE_DECIMALS = 6;
/** The share that is still missing to a whole, or null when the shares cannot be added up or are more than that. */
export function missingShare(instalments: readonly Pick<SalesInstalment, "share">[]): string | null {
  try {
    const sum = instalments.reduce((total, { share }) => total + toMinor(share || "0", SHARE_DECIMALS), 0n);
    const rest = 100n * 10n ** BigInt(SHARE_DECIMALS) - sum;
    return rest < 0n ? null : fromMinor(rest, SHARE_DECIMALS).replace(/\.?0+$/, "");
  } catch {
    return null;
  }
}

/** Changes the way of paying and keeps what still holds. */
export function switched(terms: SalesTerms, mode: TermsMode, issued: IsoDate): Partial<SalesTerms> {
  if (mode === "days") return { due: null, instalments: [], days: terms.days };
  if (mode === "day") return { due: terms.due ?? issued, days: null, instalments: [] };
  const half = (days: number): SalesInstalment => ({ share: "50", days, due: null });
  return { due: null, days: null, instalments: [half(0), half(30)] };
}
