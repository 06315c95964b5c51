import { useMemo } from "react";
import type { SaleKind } from "@/api/sales";
import { NoPermission } from "@/components/states";
import { useMay } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { SalesEditor } from "./SalesEditor";
import { emptyContent } from "./draft-state";

export default function NewSalePage() {
  return <NewSale kind="invoice" />;
}

/** An empty document; the address may name its customer. */
export function NewSale({ kind }: { kind: SaleKind }) {
  const may = useMay();
  const [{ party }] = useFilters();
  const start = useMemo(() => emptyContent(kind, { customer_id: party ?? null }), [kind, party]);
  if (!may("ledger-post")) return <NoPermission heading what="write invoices" />;
  return <SalesEditor key={kind} stored={null} start={start} />;
}
