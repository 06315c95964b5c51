import type { Account, Calculation } from "@/api/contract";
import { Amount } from "@/components/Amount";
import { Sheet } from "@/components/Page";
import table from "@/components/table.module.css";

/** What will be posted: the lines with their tax on lines of its own. */
export function WrittenLines({ calculation, accounts }: { calculation: Calculation; accounts: Account[] }) {
  const name = (id: string) => {
    const account = accounts.find((one) => one.id === id);
    return account ? `${account.code} ${account.name}` : "";
  };
  return (
    <Sheet title="To be posted, with tax" flush>
      <div className={table.scroll}>
        <table className={table.table} aria-label="To be posted, with tax">
          <thead>
            <tr>
              <th scope="col">Account</th>
              <th scope="col">Tax code</th>
              <th scope="col" className={table.figure}>
                Debit
              </th>
              <th scope="col" className={table.figure}>
                Credit
              </th>
            </tr>
          </thead>
          <tbody>
            {calculation.lines.map((line, at) => (
              <tr key={at}>
                <td>{name(line.account_id)}</td>
                <td className={table.quiet}>
                  {line.tax_code} {line.tax_part === "tax" && "tax"}
                </td>
                <td className={table.figure}>
                  <Amount value={line.debit} />
                </td>
                <td className={table.figure}>
                  <Amount value={line.credit} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr className={table.total}>
              <th scope="row">Total</th>
              <td />
              <td className={table.figure}>
                <Amount value={calculation.debit} />
              </td>
              <td className={table.figure}>
                <Amount value={calculation.credit} />
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
    </Sheet>
  );
}
