import { SALES } from "@/api/sales";
import { TRADE } from "@/api/trade";

/** What issuing a document, or approving one, makes stale: it posts an entry and owes something. */
export const STALE_BY_ISSUE = [SALES, TRADE, "entries", "entry", "accounts", "account-lines", "report", "returns", "dashboard"];
