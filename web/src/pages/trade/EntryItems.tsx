import { useQuery } from "@tanstack/react-query";
import type { Entry } from "@/api/contract";
import { accountsQuery } from "@/api/ledger";
import { Sheet } from "@/components/Page";
import { useBusiness } from "@/shell/business";
import { ItemHistory } from "./ItemHistory";

/** Accounts of which every line is an item. */
const CONTROL = new Set(["receivable", "payable"]);

/** What is open of an entry and what settled it; nothing for an entry without such lines. */
export function EntryItems({ entry }: { entry: Entry }) {
  const { id: b } = useBusiness();
  const { data: accounts = [] } = useQuery(accountsQuery(b));
  const control = new Set(accounts.filter(({ role }) => role && CONTROL.has(role)).map(({ id }) => id));
  const lines = entry.lines.filter((line) => control.has(line.account.id));
  if (lines.length === 0) return null;
  return (
    <Sheet title={lines.length === 1 ? "Open item" : "Open items"} flush>
      {lines.map((line) => (
        <ItemHistory key={line.line_no} of={{ entry_id: entry.id, line: line.line_no }} />
      ))}
    </Sheet>
  );
}
