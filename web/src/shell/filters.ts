/** The filters of a page, read from and written to its address, so that Back and shared links keep them. */
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { Filters } from "@/router";

export function useFilters(): [Filters, (change: Partial<Filters>) => void] {
  const filters = useSearch({ strict: false }) as Filters;
  const navigate = useNavigate();
  const change = (next: Partial<Filters>) => {
    const search = (old: Filters) => ({ ...old, ...next });
    void navigate({ to: ".", search: search as never, replace: true, resetScroll: false });
  };
  return [filters, change];
}

/** A part of the address, such as the id of the entry that is open. */
export function usePathPart(name: "documentId" | "entryId" | "accountId" | "partyId" | "saleId"): string {
  const parts = useParams({ strict: false }) as Record<string, string | undefined>;
  return parts[name] ?? "";
}
