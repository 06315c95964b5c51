/** The lists of sales: each a kind, and a part of it by how it stands. */
import type { SaleKind, SaleState, SalesFilter } from "@/api/sales";
import type { Filters } from "@/router";

export interface Part {
  id: string;
  label: string;
  filter: Pick<SalesFilter, "state" | "only">;
}
const part = (id: string, label: string, filter: Part["filter"] = {}): Part => ({ id, label, filter });
const inState = (state: SaleState, label: string) => part(state, label, { state });

const PARTS: Record<SaleKind, Part[]> = {
  invoice: [
    part("all", "All"),
    inState("draft", "Drafts"),
    inState("waiting", "Waiting"),
    part("open", "Open", { only: "open" }),
    part("overdue", "Overdue", { only: "overdue" }),
    part("paid", "Paid", { only: "paid" }),
    inState("cancelled", "Cancelled"),
  ],
  quote: [
    part("all", "All"),
    inState("draft", "Drafts"),
    inState("issued", "Open"),
    inState("accepted", "Accepted"),
    inState("declined", "Declined"),
    inState("expired", "Expired"),
  ],
  credit_note: [part("all", "All"), inState("draft", "Drafts"), inState("waiting", "Waiting"), inState("issued", "Issued")],
};
export const partsOf = (kind: SaleKind): Part[] => PARTS[kind];

const isKind = (text: string | undefined): text is SaleKind => text !== undefined && text in PARTS;
/** The list that an address asks for; invoices when it says nothing that is known. */
export function listOf({ kind, state }: Pick<Filters, "kind" | "state">): { kind: SaleKind; part: Part } {
  const known = isKind(kind) ? kind : "invoice";
  const [all] = PARTS[known];
  return { kind: known, part: PARTS[known].find(({ id }) => id === state) ?? (all as Part) };
}

export const filterOf = (filters: Filters): SalesFilter => {
  const { kind, part: { filter } } = listOf(filters);
  const { party, from, to, q } = filters;
  return { kind, ...filter, party, from, to, q };
};
