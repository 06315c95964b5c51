/** Where the remarks of the server belong: a field of the head, or a cell of a line. */
import type { SalesRemark } from "@/api/sales";
import { type Column, type DraftRow, usedRows } from "./draft-state";

const CELL: Record<string, Column> = {
  text: "text",
  quantity: "quantity",
  unit: "unit",
  unit_price: "price",
  discount: "discount",
  tax_code: "tax",
  account_id: "account",
  supply: "tax",
  of_line: "text",
};

export interface PlacedRemark extends SalesRemark {
  /** It stands against issuing; otherwise it should only be looked at. */
  stops: boolean;
  /** The line it is about, by its key; null for the head. */
  row: number | null;
  /** The cell of that line, or the field of the head as the server names it. */
  place: string | null;
}

/** Lines are counted by the server among those that were sent, which leaves blank ones out. */
export function placed(remarks: readonly SalesRemark[], rows: readonly DraftRow[], stops: boolean): PlacedRemark[] {
  const used = usedRows(rows);
  return remarks.map((remark) => {
    const [, line, part] = /^lines\[(\d+)\](?:\.(\w+))?$/.exec(remark.field ?? "") ?? [];
    if (line === undefined) return { ...remark, stops, row: null, place: remark.field?.split(/[.[]/)[0] ?? null };
    return { ...remark, stops, row: used[Number(line)]?.key ?? null, place: CELL[part ?? ""] ?? "text" };
  });
}

/** What is said of one field of the head. */
export const ofField = (remarks: readonly PlacedRemark[], field: string): PlacedRemark | undefined =>
  remarks.find(({ row, place }) => row === null && place === field);
/** What is said of the cells of one line, those that stop it first. */
export const ofRow = (remarks: readonly PlacedRemark[], key: number): PlacedRemark[] =>
  remarks.filter(({ row }) => row === key).sort((a, b) => Number(b.stops) - Number(a.stops));
