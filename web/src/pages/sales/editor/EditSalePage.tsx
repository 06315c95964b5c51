import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { type SalesDocument, saleQuery } from "@/api/sales";
import { Empty, Failure, NoPermission, PageLoading } from "@/components/states";
import { sentence } from "@/numbers/prose";
import { useBusiness, useMay } from "@/shell/business";
import { usePathPart } from "@/shell/filters";
import { KIND } from "../words";
import { SalesEditor } from "./SalesEditor";
import { handedOver } from "./hand-over";

export default function EditSalePage() {
  const { id: b } = useBusiness();
  const may = useMay();
  const id = usePathPart("saleId");
  const query = useQuery(saleQuery(b, id));
  if (!may("ledger-post")) return <NoPermission heading what="write invoices" />;
  if (query.data) return <Opened key={id} newest={query.data} />;
  return query.error ? <Failure heading error={query.error} onRetry={() => void query.refetch()} /> : <PageLoading />;
}

/** The draft as it was when the page was opened: what others change meanwhile is not slipped under the hand. */
function Opened({ newest }: { newest: SalesDocument }) {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const [{ document, start, saved, round }, setOpened] = useState(() => {
    const page = handedOver(newest.id);
    return { document: newest, start: page?.state ?? newest.content, saved: page?.saved, round: 0 };
  });
  const edit = document.can.edit;
  if (!edit?.allowed) {
    return (
      <Empty heading title={`This ${KIND[document.kind].of} cannot be changed`}>
        {edit?.why ? sentence(edit.why) : "It has left the drafts"}. <Link to={`/sales/${document.id}`}>Open it</Link>.
      </Empty>
    );
  }
  const reload = async () => {
    const stored = await client.fetchQuery({ ...saleQuery(b, document.id), staleTime: 0 });
    setOpened({ document: stored, start: stored.content, saved: undefined, round: round + 1 });
  };
  return <SalesEditor key={round} stored={document} start={start} saved={saved} onReload={() => void reload()} />;
}
