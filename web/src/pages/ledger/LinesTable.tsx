import type { ReactNode } from "react";
import type { Money } from "@/api/contract";
import { Amount } from "@/components/Amount";
import table from "@/components/table.module.css";

export interface ShownLine {
  key: string | number;
  account: ReactNode;
  memo?: string | null;
  taxCode?: string | null;
  /** The line holds the tax itself, not what is taxed. */
  isTax?: boolean;
  debit?: Money | null;
  credit?: Money | null;
  /** The amount in the currency of the books. */
  base?: ReactNode;
}
interface LinesTableProps {
  label: string;
  lines: ShownLine[];
  /** Sums of the two sides; their currency stands in the head. */
  debit: Money;
  credit: Money;
  /** Currency of the books, for entries in another. */
  base?: string;
  /** Lines have texts of their own. */
  texts?: boolean;
}

/** The lines of an entry, to be posted or posted, with the sums of both sides under the double rule. */
export function LinesTable({ label, lines, debit, credit, base, texts = false }: LinesTableProps) {
  return (
    <div className={table.scroll}>
      <table className={table.table} aria-label={label}>
        <Head currency={debit.currency} base={base} texts={texts} />
        <tbody>
          {lines.map((line) => (
            <tr key={line.key}>
              <td>{line.account}</td>
              {texts && <td className={`${table.wide} ${table.quiet}`}>{line.memo}</td>}
              <td className={table.wide}>
                {line.taxCode} {line.isTax && <span className={table.quiet}>tax</span>}
              </td>
              <td className={table.figure}>
                <Amount value={line.debit} />
              </td>
              <td className={table.figure}>
                <Amount value={line.credit} />
              </td>
              {base && <td className={`${table.figure} ${table.wide} ${table.quiet}`}>{line.base}</td>}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr className={table.total}>
            <th scope="row">Total</th>
            <td className={table.wide} colSpan={texts ? 2 : 1} />
            <td className={table.figure}>
              <Amount value={debit} />
            </td>
            <td className={table.figure}>
              <Amount value={credit} />
            </td>
            {base && <td className={table.wide} />}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

const Head = ({ currency, base, texts }: { currency: string; base?: string; texts: boolean }) => (
  <thead>
    <tr>
      <th scope="col">Account</th>
      {texts && (
        <th scope="col" className={table.wide}>
          Text
        </th>
      )}
      <th scope="col" className={table.wide}>
        Tax code
      </th>
      <th scope="col" className={table.figure}>
        Debit {currency}
      </th>
      <th scope="col" className={table.figure}>
        Credit {currency}
      </th>
      {base && (
        <th scope="col" className={`${table.figure} ${table.wide}`}>
          In {base}
        </th>
      )}
    </tr>
  </thead>
);
