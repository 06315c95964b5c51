/** The business whose books are open: named in the address, so that a link shows everybody the same. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Session, SessionBusiness } from "@/api/contract";
import { type Capability, may, sessionQuery } from "@/api/session";
import { readPreference, writePreference } from "@/preferences/preferences";

/** The business asked for, else the last one used, else the first. */
export function businessOf(session: Session, wanted?: string): SessionBusiness | undefined {
  const find = (id: string | undefined) => session.businesses.find((business) => business.id === id);
  return find(wanted) ?? find(readPreference("business", "")) ?? session.businesses[0];
}

export function useSession(): Session {
  const { data } = useSuspenseQuery(sessionQuery);
  if (!data) throw new Error("This page needs someone to be signed in.");
  return data;
}

export function useBusiness(): SessionBusiness {
  const session = useSession();
  const search: { business?: string } = useSearch({ strict: false });
  const business = businessOf(session, search.business);
  if (!business) throw new Error("You have no access to any business yet. Ask an administrator for it.");
  return business;
}

export function useMay(): (capability: Capability) => boolean {
  const session = useSession();
  const business = useBusiness();
  return (capability) => may(session, business, capability);
}

/** Opens another business on the same page, without the filters that belong to the old one. */
export function useSwitchBusiness(): (id: string) => void {
  const navigate = useNavigate();
  return (id) => {
    writePreference("business", id);
    void navigate({ to: "/", search: { business: id } });
  };
}
