import { useQuery } from "@tanstack/react-query";
import type { Colleague } from "@/api/contract";
import { peopleQuery } from "@/api/documents";
import { useBusiness } from "@/shell/business";

const NOBODY: Colleague[] = [];

/** Those who can be asked about documents of the business; fetched once they are needed. */
export function usePeople(needed: boolean): Colleague[] {
  const { id: b } = useBusiness();
  const { data = NOBODY } = useQuery({ ...peopleQuery(b), enabled: needed });
  return data;
}
