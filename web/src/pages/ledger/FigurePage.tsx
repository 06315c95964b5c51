import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Account } from "@/api/contract";
import { accountsQuery } from "@/api/ledger";
import { Sided } from "@/components/Amount";
import { Page, Sheet } from "@/components/Page";
import { Empty, Loaded } from "@/components/states";
import table from "@/components/table.module.css";
import { addDays, dateText, today } from "@/dates/dates";
import { differenceOf, isZero, sumOf } from "@/numbers/decimal";
import { useBusiness } from "@/shell/business";
import { useFilters } from "@/shell/filters";

/** What a figure over several accounts is made of; each row leads on to the lines of its account. */
export default function FigurePage() {
  const business = useBusiness();
  const [filters] = useFilters();
  const to = filters.to ?? today();
  const before = filters.from ? addDays(filters.from, -1) : null;
  const ids = (filters.accounts ?? "").split(",").filter(Boolean);
  const now = useQuery(accountsQuery(business.id, to));
  const then = useQuery({ ...accountsQuery(business.id, before ?? to), enabled: before !== null });
  const note = filters.from ? `${dateText(filters.from)} to ${dateText(to)}` : `Balances on ${dateText(to)}`;
  return (
    <Page title="Accounts behind the figure" note={`${note}, in ${business.base_currency}`}>
      <Sheet flush>
        <Loaded query={before ? both(now, then) : now}>
          {() => {
            const rows = rowsOf(ids, now.data ?? [], before ? (then.data ?? []) : null, business.base_currency);
            if (rows.length === 0) return <Empty title="Nothing stands behind this figure">It is zero, or its accounts are unknown here.</Empty>;
            return <Parts rows={rows} currency={business.base_currency} span={{ from: filters.from, to }} />;
          }}
        </Loaded>
      </Sheet>
    </Page>
  );
}

type AccountsResult = ReturnType<typeof useQuery<Account[]>>;
const both = (a: AccountsResult, b: AccountsResult) => ({
  data: a.data && b.data ? a.data : undefined,
  error: a.error ?? b.error,
  isPending: a.isPending || b.isPending,
  refetch: () => Promise.all([a.refetch(), b.refetch()]),
});

interface Part {
  account: Account;
  amount: string;
}
/** Balance at the end, or movement when there is a start; accounts without either are left out. */
function rowsOf(ids: string[], now: Account[], then: Account[] | null, currency: string): Part[] {
  return now
    .filter((account) => ids.includes(account.id))
    .map((account) => {
      const amount = account.balance?.amount ?? "0";
      const old = then?.find((other) => other.id === account.id)?.balance?.amount;
      return { account, amount: old ? differenceOf(amount, old, currency) : amount };
    })
    .filter(({ amount }) => !isZero(amount));
}

function Parts({ rows, currency, span }: { rows: Part[]; currency: string; span: { from?: string; to: string } }) {
  return (
    <table className={table.table} aria-label="Accounts behind the figure">
      <thead>
        <tr>
          <th scope="col">Account</th>
          <th scope="col" className={table.figure}>
            {span.from ? "Movement" : "Balance"}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ account, amount }) => (
          <tr key={account.id} data-link>
            <td>
              <Link to={`/ledger/accounts/${account.id}`} search={span as never}>
                {account.code} {account.name}
              </Link>
            </td>
            <td className={table.figure}>
              <Link to={`/ledger/accounts/${account.id}`} search={span as never}>
                <Sided value={{ amount, currency }} />
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className={table.total}>
          <th scope="row">Total</th>
          <td className={table.figure}>
            <Sided value={{ amount: sumOf(rows.map(({ amount }) => amount), currency), currency }} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
