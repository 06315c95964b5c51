import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Copy, FileMinus2, FilePlus2, Pencil, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { SaleVerb, SalesDocument } from "@/api/sales";
import { Guarded } from "@/components/Guarded";
import { useMay } from "@/shell/business";
import { useShortcuts } from "@/shell/shortcuts";
import { AnswerDialog, DeleteDialog, RejectDialog } from "./SaleDialogs";
import { CreditDialog } from "./CreditDialog";
import { useVerbs } from "./use-verbs";

type Verbs = ReturnType<typeof useVerbs>;
type Opened = "reject" | "credit" | "accepted" | "declined" | "delete" | null;

/** What can be done now. What would only be refused is not there; the next step stays in place and says why it waits. */
export function SaleActions({ sale }: { sale: SalesDocument }) {
  const posts = useMay()("ledger-post");
  const [opened, setOpened] = useState<Opened>(null);
  const verbs = useVerbs(sale);
  const can = (verb: SaleVerb): boolean => sale.can[verb]?.allowed ?? false;
  const { issue, approve } = verbs;
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
      <OtherVerbs can={can} verbs={verbs} onOpen={setOpened} />
      {can("edit") && (
        <Button variant="default" component={Link} to={`/sales/${sale.id}/edit`} leftSection={<Pencil size={15} />}>
          Edit
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
      <Dialogs sale={sale} opened={opened} remove={verbs.remove} onClose={() => setOpened(null)} />
    </>
  );
}

interface DialogsProps {
  sale: SalesDocument;
  opened: Opened;
  remove: Verbs["remove"];
  onClose: () => void;
}
function Dialogs({ sale, opened, remove, onClose }: DialogsProps) {
  switch (opened) {
    case "reject":
      return <RejectDialog sale={sale} onClose={onClose} />;
    case "credit":
      return <CreditDialog sale={sale} onClose={onClose} />;
    case "accepted":
    case "declined":
      return <AnswerDialog sale={sale} answer={opened} onClose={onClose} />;
    case "delete":
      return <DeleteDialog sale={sale} remove={remove} onClose={onClose} />;
    case null:
      return null;
  }
}

interface OtherVerbsProps {
  can: (verb: SaleVerb) => boolean;
  verbs: Verbs;
  onOpen: (dialog: Opened) => void;
}
/** Everything beside the next step. */
function OtherVerbs({ can, verbs: { withdraw, copy, invoice }, onOpen }: OtherVerbsProps) {
  const asking: [verb: SaleVerb, label: string, dialog: Opened, icon?: ReactNode][] = [
    ["credit", "Credit note", "credit", <FileMinus2 key="credit" size={15} />],
    ["reject", "Send back", "reject"],
    ["decline", "Declined", "declined"],
    ["accept", "Accepted", "accepted"],
  ];
  return (
    <>
      {can("delete") && (
        <Button variant="subtle" color="gray" leftSection={<Trash2 size={15} />} onClick={() => onOpen("delete")}>
          Delete
        </Button>
      )}
      {can("withdraw") && (
        <Button variant="subtle" color="gray" loading={withdraw.isPending} onClick={(event) => event.detail < 2 && withdraw.mutate()}>
          Withdraw
        </Button>
      )}
      {can("copy") && (
        <Button variant="default" leftSection={<Copy size={15} />} loading={copy.isPending} onClick={(event) => event.detail < 2 && copy.mutate()}>
          Copy
        </Button>
      )}
      {asking.map(
        ([verb, label, dialog, icon]) =>
          can(verb) && (
            <Button key={verb} variant="default" leftSection={icon} onClick={() => onOpen(dialog)}>
              {label}
            </Button>
          ),
      )}
      {can("invoice") && (
        <Button leftSection={<FilePlus2 size={15} />} loading={invoice.isPending} onClick={(event) => event.detail < 2 && invoice.mutate()}>
          Make an invoice
        </Button>
      )}
    </>
  );
}
