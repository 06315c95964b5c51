/** The business whose books are open: named in the address, so that a link shows everybody the same. */
import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { Session, SessionBusiness } from "@/api/contract";
import { type Capability, may, sessionQuery } from "@/api/session";
import { writePreference } from "@/preferences/preferences";
import { businessOf } from "./choose-business";

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
  return useCallback((capability) => may(session, business, capability), [session, business]);
}

/** Opens another business on the same page, without the filters that belong to the old one. */
export function useSwitchBusiness(): (id: string) => void {
  const navigate = useNavigate();
  return (id) => {
    writePreference("business", id);
    void navigate({ to: "/", search: { business: id } });
  };
}
