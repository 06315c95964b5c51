/** Cells of a grid by name: `3-debit` is the column `debit` of the fourth row. */
export interface CellPlace {
  row: number;
  column: string;
}

export const cellName = ({ row, column }: CellPlace): string => `${row}-${column}`;

/** Which cell an event happened in. */
export function cellOf(target: EventTarget | null): CellPlace | null {
  const name = target instanceof HTMLElement ? target.closest<HTMLElement>("[data-cell]")?.dataset.cell : undefined;
  const at = name?.indexOf("-") ?? -1;
  return name && at > 0 ? { row: Number(name.slice(0, at)), column: name.slice(at + 1) } : null;
}

/** Puts the focus into a cell at once: the next key press, however fast, must land there. */
export function focusCell(table: HTMLTableElement | null, place: CellPlace): void {
  const cell = table?.querySelector<HTMLElement>(`[data-cell="${cellName(place)}"]`);
  cell?.focus({ preventScroll: true });
  cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  if (cell instanceof HTMLInputElement) cell.select();
}

/** Text that holds more than one cell of a spreadsheet. */
export const isTable = (text: string): boolean => /[\t\n]/.test(text.trim());
