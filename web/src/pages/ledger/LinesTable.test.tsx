import { render, screen, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { LinesTable } from "./LinesTable";

const eur = (amount: string) => ({ amount, currency: "EUR" });
const lines = [
  { key: 1, account: "6610 Advertising", memo: "Posters", taxCode: "I19", debit: eur("100.00"), base: "1" },
  { key: 2, account: "1400 Input tax", memo: "", taxCode: "I19", isTax: true, debit: eur("19.00") },
  { key: 3, account: "2010 Payables", memo: "", credit: eur("119.00") },
];
const cells = (row: HTMLElement) => within(row).queryAllByRole("cell").map((cell) => cell.textContent?.trim());

describe("the lines of an entry", () => {
  it("name the currency once and add up under both sides", () => {
    render(<LinesTable label="Lines" texts lines={lines} debit={eur("119.00")} credit={eur("119.00")} />);
    expect(screen.getAllByRole("columnheader").map((head) => head.textContent)).toEqual(
      ["Account", "Text", "Tax code", "Debit EUR", "Credit EUR"],
    );
    const [, first, tax, , total] = screen.getAllByRole("row");
    expect(cells(first as HTMLElement)).toEqual(["6610 Advertising", "Posters", "I19", "100.00", ""]);
    expect(cells(tax as HTMLElement)[2]).toBe("I19 tax");
    expect(cells(total as HTMLElement)).toEqual(["", "119.00", "119.00"]);
  });

  it("have a column in the currency of the books only for entries in another", () => {
    render(<LinesTable label="Lines" lines={lines} debit={eur("119.00")} credit={eur("119.00")} base="USD" />);
    expect(screen.getAllByRole("columnheader").map((head) => head.textContent)).toEqual(
      ["Account", "Tax code", "Debit EUR", "Credit EUR", "In USD"],
    );
  });
});
