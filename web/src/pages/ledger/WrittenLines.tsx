import type { Account, Calculation } from "@/api/contract";
import { Sheet } from "@/components/Page";
import { LinesTable } from "./LinesTable";

const LABEL = "To be posted, with tax";

/** What will be posted: the lines with their tax on lines of its own. */
export function WrittenLines({ calculation, accounts }: { calculation: Calculation; accounts: Account[] }) {
  const name = (id: string) => {
    const account = accounts.find((one) => one.id === id);
    return account ? `${account.code} ${account.name}` : "";
  };
  const lines = calculation.lines.map((line, at) => ({
    key: at,
    account: name(line.account_id),
    taxCode: line.tax_code,
    isTax: line.tax_part === "tax",
    debit: line.debit,
    credit: line.credit,
  }));
  return (
    <Sheet title={LABEL} flush>
      <LinesTable label={LABEL} lines={lines} debit={calculation.debit} credit={calculation.credit} />
    </Sheet>
  );
}
