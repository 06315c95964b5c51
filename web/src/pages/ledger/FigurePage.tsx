import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { PartOfBooks } from "@/api/contract";
import { partQuery } from "@/api/reports";
import { Sided, drillTarget, useVia } from "@/components/Amount";
import { Page, Sheet } from "@/components/Page";
import { Empty, Loaded } from "@/components/states";
import table from "@/components/table.module.css";
import { dateText, today } from "@/dates/dates";
import { useBusiness } from "@/shell/business";
import { useFilters } from "@/shell/filters";
import { wayBack } from "./via";

/** What a total of a report is made of; each row leads on to the lines of its account. */
export default function FigurePage() {
  const business = useBusiness();
  const [{ part = "", from, to = today(), via }] = useFilters();
  const query = useQuery(partQuery(business.id, part, { from, to }));
  const note = from ? `${dateText(from)} to ${dateText(to)}` : `Balances on ${dateText(to)}`;
  const title = query.data?.name ?? "Accounts behind the figure";
  return (
    <Page
      title={title}
      note={`${note}, in ${business.base_currency}`}
      width="narrow"
      back={wayBack(via, { to: "/reports", label: "Reports" })}
    >
      <Sheet flush>
        <Loaded query={query}>
          {(data) =>
            data.rows.length > 0 ? (
              <Rows data={data} />
            ) : (
              <Empty title="Nothing stands behind this figure">No account has a balance or a movement in it.</Empty>
            )
          }
        </Loaded>
      </Sheet>
    </Page>
  );
}

function Rows({ data }: { data: PartOfBooks }) {
  const via = useVia();
  return (
    <div className={table.scroll}>
      <table className={table.table} aria-label={`Accounts of ${data.name}`}>
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col" className={table.figure}>
              {data.from ? "Movement" : "Balance"}
            </th>
          </tr>
        </thead>
        <tbody>
          {data.rows.map(({ account, figure }) => {
            const target = drillTarget(figure, via);
            const name = `${account.code} ${account.name}`;
            return (
              <tr key={account.id} data-link>
                <td>{target ? <Link {...target}>{name}</Link> : name}</td>
                <td className={table.figure}>
                  {target ? (
                    <Link {...target}>
                      <span className="visually-hidden">{name}: </span>
                      <Sided value={figure} />
                    </Link>
                  ) : (
                    <Sided value={figure} />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
        <tfoot>
          <tr className={table.total}>
            <th scope="row">{data.name}</th>
            <td className={table.figure}>
              <Sided value={data.total} />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
