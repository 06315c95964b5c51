import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Copy, FileMinus2, FilePlus2, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import type { SaleVerb, SalesDocument } from "@/api/sales";
import { Guarded } from "@/components/Guarded";
import { useMay } from "@/shell/business";
import { useShortcuts } from "@/shell/shortcuts";
import { AnswerDialog, DeleteDialog, RejectDialog } from "./SaleDialogs";
import { CreditDialog } from "./CreditDialog";
import { useVerbs } from "./use-verbs";

type Opened = "reject" | "credit" | "accepted" | "declined" | "delete" | null;

/** What can be done now. What would only be refused is not there; the next step stays in place and says why it waits. */
export function SaleActions({ sale }: { sale: SalesDocument }) {
  const posts = useMay()("ledger-post");
  const [opened, setOpened] = useState<Opened>(null);
  const verbs = useVerbs(sale);
  const can = (verb: SaleVerb): boolean => sale.can[verb]?.allowed ?? false;
  const close = () => setOpened(null);
  const { issue, approve, withdraw, copy, invoice } = verbs;
  const next = can("issue") ? issue : can("approve") ? approve : null;
  const run = () => {
    if (!next || next.isPending || next.isSuccess) return false;
    next.mutate();
    return true;
  };
  useShortcuts(
    next
      ? [{ keys: "mod+Enter", label: next === issue ? "Issue" : "Approve and issue", group: "Document", run }]
      : [],
  );
  return (
    <>
      {can("delete") && (
        <Button variant="subtle" color="gray" leftSection={<Trash2 size={15} />} onClick={() => setOpened("delete")}>
          Delete
        </Button>
      )}
      {can("withdraw") && (
        <Button variant="subtle" color="gray" loading={withdraw.isPending} onClick={() => withdraw.mutate()}>
          Withdraw
        </Button>
      )}
      {can("copy") && (
        <Button variant="default" leftSection={<Copy size={15} />} loading={copy.isPending} onClick={(event) => event.detail < 2 && copy.mutate()}>
          Copy
        </Button>
      )}
      {can("credit") && (
        <Button variant="default" leftSection={<FileMinus2 size={15} />} onClick={() => setOpened("credit")}>
          Credit note
        </Button>
      )}
      {can("reject") && (
        <Button variant="default" onClick={() => setOpened("reject")}>
          Send back
        </Button>
      )}
      {can("decline") && (
        <Button variant="default" onClick={() => setOpened("declined")}>
          Declined
        </Button>
      )}
      {can("accept") && (
        <Button variant="default" onClick={() => setOpened("accepted")}>
          Accepted
        </Button>
      )}
      {can("edit") && (
        <Button variant="default" component={Link} to={`/sales/${sale.id}/edit`} leftSection={<Pencil size={15} />}>
          Edit
        </Button>
      )}
      {can("invoice") && (
        <Button leftSection={<FilePlus2 size={15} />} loading={invoice.isPending} onClick={(event) => event.detail < 2 && invoice.mutate()}>
          Make an invoice
        </Button>
      )}
      {posts && sale.state === "draft" && (
        <Guarded permission={sale.can.issue} busy={issue.isPending} onClick={run}>
          Issue
        </Guarded>
      )}
      {sale.state === "waiting" && (posts || can("approve")) && (
        <Guarded permission={sale.can.approve} busy={approve.isPending} onClick={run}>
          Approve and issue
        </Guarded>
      )}
      {opened === "reject" && <RejectDialog sale={sale} onClose={close} />}
      {opened === "credit" && <CreditDialog sale={sale} onClose={close} />}
      {(opened === "accepted" || opened === "declined") && <AnswerDialog sale={sale} answer={opened} onClose={close} />}
      {opened === "delete" && <DeleteDialog sale={sale} remove={verbs.remove} onClose={close} />}
    </>
  );
}
