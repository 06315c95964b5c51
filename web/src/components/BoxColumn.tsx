import { Checkbox } from "@mantine/core";
import type { MouseEvent } from "react";
import type { Column } from "./LongTable";
import styles from "./LongTable.module.css";
import type { Selection } from "./use-selection";

/** A box before each row of a long table, and one in its head for all; Shift selects all rows in between. */
export function boxColumn<T>(selection: Selection<T>, rows: T[], nameOf: (row: T) => string, all: string): Column<T> {
  return {
    id: "box",
    className: styles.box,
    header: (
      <Checkbox size="xs" aria-label={all} checked={selection.all} indeterminate={selection.some} onChange={selection.toggleAll} />
    ),
    cell: (row) =>
      selection.offers(row) && (
        <Checkbox
          size="xs"
          aria-label={`Select ${nameOf(row)}`}
          checked={selection.has(row)}
          onChange={() => undefined}
          onClick={(event: MouseEvent) => selection.toggle(rows.indexOf(row), event.shiftKey)}
        />
      ),
  };
}
