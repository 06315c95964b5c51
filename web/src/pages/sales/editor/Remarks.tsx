import { CircleAlert, TriangleAlert } from "lucide-react";
import { sentence } from "@/numbers/prose";
import { type DraftRow, usedRows } from "./draft-state";
import styles from "./editor.module.css";
import type { PlacedRemark } from "./remarks";

interface RemarksProps {
  remarks: PlacedRemark[];
  rows: DraftRow[];
}
/** Everything that stands against issuing, then what should be looked at; each leads to its place. */
export function Remarks({ remarks, rows }: RemarksProps) {
  if (remarks.length === 0) return null;
  const parts = [
    ["Before it can be issued", remarks.filter(({ stops }) => stops)],
    ["To look at", remarks.filter(({ stops }) => !stops)],
  ] as const;
  return parts.map(
    ([title, found]) =>
      found.length > 0 && (
        <section key={title} className={styles.remarks} aria-label={title}>
          <h2>{title}</h2>
          <ul>
            {found.map((remark) => (
              <li key={`${remark.code}${remark.field}`} data-stops={remark.stops || undefined}>
                {remark.stops ? <CircleAlert size={15} aria-hidden /> : <TriangleAlert size={15} aria-hidden />}
                <button type="button" onClick={() => focusOn(remark, rows)}>
                  {lineText(remark, rows)}
                  {sentence(remark.message)}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ),
  );
}

const lineText = ({ row }: PlacedRemark, rows: DraftRow[]): string =>
  row === null ? "" : `Line ${usedRows(rows).findIndex(({ key }) => key === row) + 1}: `;

const FIELDS: Record<string, string> = { customer_id: "#sale-customer", currency: "#sale-currency", lines: '[data-cell="0-text"]' };

/** Puts the hand where the remark is about. */
export function focusOn({ row, place }: PlacedRemark, rows: DraftRow[]): void {
  const at = rows.findIndex(({ key }) => key === row);
  const target = at >= 0 ? `[data-cell="${at}-${place}"]` : FIELDS[place ?? ""];
  if (target) document.querySelector<HTMLElement>(target)?.focus();
}
