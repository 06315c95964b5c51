import { Checkbox } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { MouseEvent } from "react";
import type { OpenItem } from "@/api/trade";
import { Amount, useVia } from "@/components/Amount";
import { Sheet } from "@/components/Page";
import table from "@/components/table.module.css";
import type { Selection } from "@/components/use-selection";
import { dateText } from "@/dates/dates";
import { DueMark } from "../item-columns";
import { isCredit, keyOfItem } from "../items";
import styles from "../trade.module.css";
import own from "./match.module.css";

interface ItemChoiceProps {
  title: string;
  items: OpenItem[];
  selection: Selection<OpenItem>;
}
/** One side of a match: a list with a box before each item. */
export function ItemChoice({ title, items, selection }: ItemChoiceProps) {
  const via = useVia();
  return (
    <Sheet title={title} flush>
      <div className={table.scroll}>
        <table className={table.table} aria-label={title}>
          <thead>
            <tr>
              <th scope="col" className={own.box}>
                <Checkbox
                  size="xs"
                  aria-label={`Select all: ${title}`}
                  checked={selection.all}
                  indeterminate={selection.some}
                  onChange={selection.toggleAll}
                />
              </th>
              <th scope="col">Item</th>
              <th scope="col" className={table.wide}>
                Date
              </th>
              <th scope="col" className={table.figure}>
                Open
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((item, at) => (
              <tr key={keyOfItem(item)} data-link className={own.row} data-marked={selection.has(item) || undefined}>
                <td className={own.box}>
                  <Checkbox
                    size="xs"
                    aria-label={`Select ${item.reference || item.number}`}
                    checked={selection.has(item)}
                    onChange={() => undefined}
                    onClick={(event: MouseEvent) => selection.toggle(at, event.shiftKey)}
                  />
                </td>
                <td className={styles.item}>
                  <Link to={`/ledger/entries/${item.entry_id}`} search={{ via } as never}>
                    {item.reference || item.number}
                  </Link>
                  <div className={styles.text}>{[item.reference && item.number, item.text].filter(Boolean).join(" · ")}</div>
                  <div className={table.under}>{dateText(item.date)}</div>
                </td>
                <td className={`${table.wide} ${table.nowrap}`}>
                  {dateText(item.date)}
                  {!isCredit(item) && (
                    <div>
                      <DueMark item={item} />
                    </div>
                  )}
                </td>
                <td className={table.figure}>
                  <Amount value={{ amount: item.open, currency: item.currency }} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Sheet>
  );
}
