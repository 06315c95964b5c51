import { Link, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import type { Ageing } from "@/api/trade";
import { Amount } from "@/components/Amount";
import type { Colours } from "@/components/Chart";
import { ChartWithTable } from "@/components/ChartWithTable";
import { frame } from "@/components/chart-frame";
import table from "@/components/table.module.css";
import { forDrawing } from "@/numbers/decimal";
import { amountText, shortAmount } from "@/numbers/format";
import { useFilters } from "@/shell/filters";
import { BUCKETS } from "./items";
import { WORDS } from "./words";

const HEIGHT = 190;
/** From not due to very late, each darker in meaning; the axis names them, the colour is not alone. */
const COLOURS = ["chart-1", "chart-2", "chart-2", "mark-warn", "mark-bad"];

const openOf = ({ buckets }: Ageing, id: string): string => buckets.find((bucket) => bucket.id === id)?.open ?? "0";

/** How old what is owed is; a bar leads to the items of its age. */
export function AgeingChart({ ageing }: { ageing: Ageing }) {
  const navigate = useNavigate();
  const { as_of, by } = useFilters()[0];
  const { side, currency } = ageing;
  const words = WORDS[side];
  const to = (bucket: string) => ({ to: words.path, search: { as_of, by, bucket } as never, resetScroll: false });
  const option = useCallback(
    (colour: Colours) => ({
      ...frame(colour, BUCKETS.map(({ short }) => short), shortAmount, (value) => amountText(value, ageing.currency)),
      series: [
        {
          name: "Open",
          type: "bar",
          barMaxWidth: 56,
          data: BUCKETS.map(({ id }, at) => ({
            value: forDrawing(openOf(ageing, id)),
            itemStyle: { color: colour(COLOURS[at] ?? "chart-1"), borderRadius: [3, 3, 0, 0] },
          })),
        },
      ],
    }),
    [ageing],
  );
  return (
    <ChartWithTable
      title={ageing.by === "date" ? "By age" : "By days overdue"}
      label={`Bars of ${words.title.toLowerCase()} by ${ageing.by === "date" ? "days since their date" : "days overdue"}, in ${currency}`}
      height={HEIGHT}
      option={option}
      onPick={(index) => BUCKETS[index] && void navigate(to(BUCKETS[index].id))}
      table={
        <div className={table.scroll}>
          <table className={table.table} aria-label={`${words.title} by age`}>
            <thead>
              <tr>
                <th scope="col">{ageing.by === "date" ? "Since the date" : "Days overdue"}</th>
                <th scope="col" className={table.figure}>
                  Open {currency}
                </th>
              </tr>
            </thead>
            <tbody>
              {BUCKETS.map(({ id, label }) => (
                <tr key={id} data-link>
                  <td>
                    <Link {...to(id)}>{label}</Link>
                  </td>
                  <td className={table.figure}>
                    <Amount value={{ amount: openOf(ageing, id), currency }} />
                  </td>
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr className={table.total}>
                <th scope="row">Total</th>
                <td className={table.figure}>
                  <Amount value={{ amount: ageing.total, currency }} />
                </td>
              </tr>
            </tfoot>
          </table>
        </div>
      }
    />
  );
}
