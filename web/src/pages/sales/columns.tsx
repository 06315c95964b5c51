import { Link } from "@tanstack/react-router";
import type { SaleKind, SalesRow } from "@/api/sales";
import { Amount } from "@/components/Amount";
import type { Column } from "@/components/LongTable";
import table from "@/components/table.module.css";
import { dateText } from "@/dates/dates";
import { isZero } from "@/numbers/decimal";
import { Standing } from "./Standing";
import { nameOf } from "./words";

const page = (row: SalesRow) => ({ to: "/sales/$saleId" as const, params: { saleId: row.id } });

const DATE: Column<SalesRow> = { id: "date", header: "Date", wide: true, className: table.nowrap, cell: (row) => dateText(row.issue_date) };
const NUMBER: Column<SalesRow> = {
  id: "number",
  header: "Number",
  wide: true,
  className: table.nowrap,
  cell: (row) => <Link {...page(row)}>{nameOf(row)}</Link>,
};
const CUSTOMER: Column<SalesRow> = {
  id: "customer",
  header: "Customer",
  cell: (row) => (
    <>
      <Link {...page(row)}>{row.customer_name ?? "No customer yet"}</Link>
      <div className={table.under}>
        {nameOf(row)} · {dateText(row.issue_date)}
      </div>
      <div className={table.under}>
        <Standing row={row} />
      </div>
    </>
  ),
};
const TITLE: Column<SalesRow> = {
  id: "title",
  header: "Title",
  wide: true,
  className: table.quiet,
  cell: (row) => [row.is_deposit && "In advance", row.title, row.order_number].filter(Boolean).join(" · "),
};
const STANDING: Column<SalesRow> = { id: "state", header: "State", wide: true, cell: (row) => <Standing row={row} /> };
const GROSS: Column<SalesRow> = {
  id: "gross",
  header: "Total",
  figure: true,
  cell: (row) => <Amount value={{ amount: row.gross, currency: row.currency }} withCurrency />,
};
const day = (id: "due" | "valid_until", header: string): Column<SalesRow> => ({
  id,
  header,
  wide: true,
  className: table.nowrap,
  cell: (row) => row[id] && dateText(row[id]),
});
const OPEN: Column<SalesRow> = {
  id: "open",
  header: "Open",
  figure: true,
  wide: true,
  cell: (row) => row.open && !isZero(row.open) && <Amount value={{ amount: row.open, currency: row.currency }} withCurrency />,
};

export const columnsOf = (kind: SaleKind): Column<SalesRow>[] => COLUMNS[kind];
const COLUMNS: Record<SaleKind, Column<SalesRow>[]> = {
  invoice: [DATE, NUMBER, CUSTOMER, TITLE, day("due", "Due"), STANDING, GROSS, OPEN],
  quote: [DATE, NUMBER, CUSTOMER, TITLE, day("valid_until", "Valid until"), STANDING, GROSS],
  credit_note: [DATE, NUMBER, CUSTOMER, TITLE, STANDING, GROSS, OPEN],
};
