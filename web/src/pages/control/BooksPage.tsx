import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, RefreshCw, TriangleAlert } from "lucide-react";
import type { BooksCheck } from "@/api/contract";
import { booksCheckQuery, rebuildBalances } from "@/api/settings";
import { Page, Sheet } from "@/components/Page";
import { Loaded } from "@/components/states";
import { tell, tellError } from "@/components/notify";
import table from "@/components/table.module.css";
import { countText } from "@/numbers/format";
import { sentence } from "@/numbers/prose";
import { useBusiness, useMay } from "@/shell/business";
import styles from "./audit.module.css";

const KINDS: Record<string, string> = {
  drift: "A stored balance differs from its lines",
  unbalanced: "An entry does not balance",
  number_gap: "A number is missing",
  misplaced: "An entry lies outside its period",
  uneven_reversal: "A reversal does not undo its entry",
};

/** Whether the books are sound: every line is replayed and compared with what is stored. */
export default function BooksPage() {
  const { id: b } = useBusiness();
  const may = useMay();
  const client = useQueryClient();
  const query = useQuery(booksCheckQuery(b));
  const rebuild = useMutation({
    mutationFn: () => rebuildBalances(b),
    onSuccess: (check) => {
      client.setQueryData(booksCheckQuery(b).queryKey, check);
      tell("The balances were made anew from the lines");
      for (const stale of ["accounts", "account-lines", "report", "dashboard"]) void client.invalidateQueries({ queryKey: [stale] });
    },
    onError: (error) => tellError(error, "The balances were not rebuilt"),
  });
  const drifts = query.data?.findings.some(({ kind }) => kind === "drift") ?? false;
  return (
    <Page
      title="Books check"
      note="Replays every line and compares the stored balances, the numbers and the links with it."
      width="narrow"
      actions={
        <Button variant="default" leftSection={<RefreshCw size={15} />} loading={query.isFetching} onClick={() => void query.refetch()}>
          Check again
        </Button>
      }
    >
      <Sheet>
        <Loaded query={query} rows={3}>
          {(check) => <Verdict check={check} />}
        </Loaded>
      </Sheet>
      {drifts && (
        <Sheet title="Rebuild the balances">
          <p className={styles.none}>
            Stored balances are sums kept for speed. They can be made again from the lines at any time; no line, entry or number is
            touched. Periods cannot be closed while they differ.
          </p>
          {may("periods-manage") && (
            <Button mt="md" loading={rebuild.isPending} onClick={() => rebuild.mutate()}>
              Rebuild the balances
            </Button>
          )}
        </Sheet>
      )}
    </Page>
  );
}

function Verdict({ check }: { check: BooksCheck }) {
  const looked = `${countText(check.entries)} entries and ${countText(check.lines)} lines were replayed.`;
  if (check.sound) {
    return (
      <p className={styles.verdict}>
        <CircleCheck size={18} aria-hidden /> The books are sound. {looked}
      </p>
    );
  }
  return (
    <>
      <p className={styles.verdict} data-off role="alert">
        <TriangleAlert size={18} aria-hidden /> The books are not sound. {looked}
      </p>
      <table className={table.table} aria-label="What was found">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Where</th>
          </tr>
        </thead>
        <tbody>
          {check.findings.map(({ kind, detail }, at) => (
            <tr key={at}>
              <td>{KINDS[kind] ?? sentence(kind.replace(/_/g, " "))}</td>
              <td className={table.long}>{detail}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
