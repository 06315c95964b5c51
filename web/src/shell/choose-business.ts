/** Which business to open when the address names none. */
import type { Session, SessionBusiness } from "@/api/contract";
import { readPreference } from "@/preferences/preferences";

/** The business asked for, else the last one used, else the first. */
export function businessOf(session: Session, wanted?: string): SessionBusiness | undefined {
  const find = (id: string | undefined) => session.businesses.find((business) => business.id === id);
  return find(wanted) ?? find(readPreference("business", "")) ?? session.businesses[0];
}
