/** What can be done with a document. Each runs once, however often its key is pressed. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type SalesDocument, approveSale, copySale, deleteSale, invoiceOfQuote, issueSale, saleQuery, withdrawSale } from "@/api/sales";
import { tell, tellError } from "@/components/notify";
import { useBusiness } from "@/shell/business";
import { STALE_BY_ISSUE } from "../stale";
import { KIND, nameOf } from "../words";

/** Shows a changed document at once, and fetches what it made stale. */
export function useSettled() {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  return (sale: SalesDocument) => {
    client.setQueryData(saleQuery(b, sale.id).queryKey, sale);
    for (const stale of STALE_BY_ISSUE) void client.invalidateQueries({ queryKey: [stale] });
  };
}

/** Opens a draft that was made of another document. */
export function useOpenDraft() {
  const { id: b } = useBusiness();
  const client = useQueryClient();
  const navigate = useNavigate();
  return (made: SalesDocument) => {
    client.setQueryData(saleQuery(b, made.id).queryKey, made);
    void client.invalidateQueries({ queryKey: ["sales", b, "list"] });
    void navigate({ to: `/sales/${made.id}/edit` });
  };
}

export function useVerbs(sale: SalesDocument) {
  const { id: b } = useBusiness();
  const navigate = useNavigate();
  const settled = useSettled();
  const openDraft = useOpenDraft();
  const { id, version, kind } = sale;
  const failed = (what: string) => (error: unknown) => tellError(error, what);
  const issue = useMutation({
    mutationFn: () => issueSale(b, id, version),
    onSuccess: (next) => {
      tell(next.state === "waiting" ? "It waits: somebody else must approve it" : `${KIND[kind].one} issued as ${next.number ?? ""}`);
      settled(next);
    },
    onError: failed("It was not issued"),
  });
  const approve = useMutation({
    mutationFn: () => approveSale(b, id, version),
    onSuccess: ({ outcome, document }) => {
      tell(outcome === "issued" ? `Approved and issued as ${document.number ?? ""}` : "Approved; others must still say theirs");
      settled(document);
    },
    onError: failed("It was not approved"),
  });
  const withdraw = useMutation({
    mutationFn: () => withdrawSale(b, id, version),
    onSuccess: (next) => {
      tell("It is a draft again");
      settled(next);
    },
    onError: failed("It was not withdrawn"),
  });
  const copy = useMutation({ mutationFn: () => copySale(b, id), onSuccess: openDraft, onError: failed("It was not copied") });
  const invoice = useMutation({ mutationFn: () => invoiceOfQuote(b, id), onSuccess: openDraft, onError: failed("No invoice was made") });
  const remove = useMutation({
    mutationFn: () => deleteSale(b, id, version),
    onSuccess: () => {
      tell(`${nameOf(sale)} was deleted`);
      void navigate({ to: "/sales", search: { kind } as never });
    },
    onError: failed("It was not deleted"),
  });
  return { issue, approve, withdraw, copy, invoice, remove };
}
