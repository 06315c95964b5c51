/** A quote, invoice or credit note being written, as a pure state machine. Decimals are strings, "" while empty. */
import type { Account, Id, TaxCode } from "@/api/contract";
import type { SaleKind, SalesContent, SalesLine, SalesTerms } from "@/api/sales";
import { UNITS } from "../words";
import { numberOf } from "./numbers";

export interface DraftRow {
  key: number;
  text: string;
  /** One when empty. */
  quantity: string;
  unit: string;
  price: string;
  discount: string;
  taxCode: string;
  accountId: Id | null;
  supply: SalesLine["supply"];
  ofLine: number | null;
}
export const COLUMNS = ["text", "quantity", "unit", "price", "discount", "tax", "account"] as const;
export type Column = (typeof COLUMNS)[number];
export type Head = Omit<SalesContent, "lines">;
export interface DraftState {
  head: Head;
  rows: DraftRow[];
  nextKey: number;
}
type RowChange = Partial<Omit<DraftRow, "key">>;
export type DraftAction =
  | { type: "head"; change: Partial<Head> }
  | { type: "terms"; change: Partial<SalesTerms> }
  | { type: "set"; row: number; change: RowChange }
  | { type: "remove"; row: number }
  | { type: "copy-above"; row: number; column: Column }
  | { type: "paste"; row: number; column: Column; cells: string[][]; accounts: Account[]; codes: TaxCode[]; currency: string }
  /** Takes what the places suggest: lines by their place among the lines that count. */
  | { type: "take"; change: RowChange; lines: readonly number[] }
  | { type: "load"; content: SalesContent };

const blank = (key: number): DraftRow => ({
  key,
  text: "",
  quantity: "",
  unit: "",
  price: "",
  discount: "",
  taxCode: "",
  accountId: null,
  supply: null,
  ofLine: null,
});
export const isBlank = (row: DraftRow): boolean =>
  [row.text, row.quantity, row.price, row.discount, row.taxCode].every((text) => text === "") && row.accountId === null;

export const NO_TERMS: SalesTerms = { days: null, due: null, text: null, discount: null, instalments: [] };

/** Nothing yet; `start` is what is known, such as the customer. */
export function emptyContent(kind: SaleKind, start: Partial<SalesContent> = {}): SalesContent {
  return {
    kind,
    customer_id: null,
    currency: null,
    issue_date: null,
    tax_point: null,
    valid_until: null,
    series: null,
    prices: "net",
    terms: NO_TERMS,
    buyer_reference: null,
    order_number: null,
    title: null,
    notes: null,
    language: null,
    lines: [],
    credits_id: null,
    is_deposit: false,
    deposits: [],
    ...start,
  };
}

export function draftOf({ lines, ...head }: SalesContent): DraftState {
  const rows = lines.map(
    (line, at): DraftRow => ({
      key: at + 1,
      text: line.text ?? "",
      quantity: line.quantity ?? "",
      unit: line.unit ?? "",
      price: line.unit_price ?? "",
      discount: line.discount ?? "",
      taxCode: line.tax_code ?? "",
      accountId: line.account_id ?? null,
      supply: line.supply ?? null,
      ofLine: line.of_line ?? null,
    }),
  );
  const terms = { ...NO_TERMS, ...head.terms };
  return withSpare({ head: { ...emptyContent(head.kind), ...head, terms }, rows, nextKey: rows.length + 1 }, rows);
}

/** The lines that count: a blank one is only room to write in. */
export const usedRows = (rows: readonly DraftRow[]): DraftRow[] => rows.filter((row) => !isBlank(row));

/** What is sent: the whole of it. */
export function contentOf({ head, rows }: Pick<DraftState, "head" | "rows">): SalesContent {
  const lines = usedRows(rows).map(
    (row): SalesLine => ({
      text: row.text,
      quantity: row.quantity || "1",
      unit: row.unit || null,
      unit_price: row.price || "0",
      discount: row.discount || null,
      account_id: row.accountId,
      tax_code: row.taxCode || null,
      supply: row.supply,
      of_line: row.ofLine,
    }),
  );
  return { ...head, lines };
}

export function draft(state: DraftState, action: DraftAction): DraftState {
  switch (action.type) {
    case "head":
      return { ...state, head: changedHead(state.head, action.change) };
    case "terms":
      return { ...state, head: { ...state.head, terms: { ...state.head.terms, ...action.change } } };
    case "set":
      return withSpare(state, state.rows.map((row, at) => (at === action.row ? { ...row, ...action.change } : row)));
    case "remove":
      return withSpare(state, state.rows.filter((_, at) => at !== action.row));
    case "copy-above":
      return copyAbove(state, action.row, action.column);
    case "paste":
      return paste(state, action);
    case "take": {
      const keys = new Set(usedRows(state.rows).flatMap(({ key }, at) => (action.lines.includes(at) ? [key] : [])));
      return { ...state, rows: state.rows.map((row) => (keys.has(row.key) ? { ...row, ...action.change } : row)) };
    }
    case "load":
      return draftOf(action.content);
  }
}

/** Deposits belong to one customer and one currency: with another one there is nothing to take off. */
function changedHead(head: Head, change: Partial<Head>): Head {
  const other = (name: "customer_id" | "currency") => name in change && change[name] !== head[name];
  const deposits = other("customer_id") || other("currency") ? [] : head.deposits;
  return { ...head, deposits, ...change };
}

/** There is always one blank row at the end to go on in; a credit note only takes back what its invoice has. */
function withSpare(state: DraftState, rows: DraftRow[]): DraftState {
  const last = rows.at(-1);
  if ((last && isBlank(last)) || (state.head.kind === "credit_note" && last)) return { ...state, rows };
  return { ...state, rows: [...rows, blank(state.nextKey)], nextKey: state.nextKey + 1 };
}

const FIELD = {
  text: "text",
  quantity: "quantity",
  unit: "unit",
  price: "price",
  discount: "discount",
  tax: "taxCode",
  account: "accountId",
} as const satisfies Record<Column, keyof DraftRow>;

function copyAbove(state: DraftState, at: number, column: Column): DraftState {
  const above = state.rows[at - 1];
  return above ? draft(state, { type: "set", row: at, change: { [FIELD[column]]: above[FIELD[column]] } }) : state;
}

function paste(state: DraftState, action: Extract<DraftAction, { type: "paste" }>): DraftState {
  const start = COLUMNS.indexOf(action.column);
  const rows = [...state.rows];
  let { nextKey } = state;
  action.cells.forEach((values, index) => {
    const at = action.row + index;
    const target = rows[at] ?? blank(nextKey++);
    const parts = values.map((text, offset) => pasted(COLUMNS[start + offset], text.trim(), action));
    rows[at] = Object.assign({}, target, ...parts) as DraftRow;
  });
  return withSpare({ ...state, nextKey }, rows);
}

type Known = Pick<Extract<DraftAction, { type: "paste" }>, "accounts" | "codes" | "currency">;
/** A cell of a spreadsheet as a cell of the grid; what cannot be read is left out, never guessed. */
function pasted(column: Column | undefined, text: string, { accounts, codes, currency }: Known): RowChange {
  const same = (other: string) => other.toLowerCase() === text.toLowerCase();
  switch (column) {
    case "text":
      return { text };
    case "quantity":
    case "price":
    case "discount": {
      const read = numberOf(column, text, currency);
      return read.ok ? { [column]: read.value } : {};
    }
    case "unit": {
      const unit = UNITS.find(({ code, short, name }) => same(code) || same(short) || same(name));
      return unit ? { unit: unit.code } : {};
    }
    case "tax": {
      const code = codes.find((known) => same(known.code));
      return code ? { taxCode: code.code } : {};
    }
    case "account": {
      const code = text.split(/\s/)[0]?.toLowerCase();
      const account = accounts.find((known) => known.postable && (known.code.toLowerCase() === code || same(known.name)));
      return account ? { accountId: account.id } : {};
    }
    case undefined:
      return {};
  }
}
