/** The made-up chart of accounts. Balances are computed from the entries. */
import type { TaxCode } from "../src/api/contract";
import { newId } from "./random";

export interface MockAccount {
  id: string;
  code: string;
  name: string;
  type: string;
  role: string | null;
  postable: boolean;
  active: boolean;
  parent_id: string | null;
  currency: string | null;
  tax_code: string | null;
  version: number;
}

const ROWS: [string, string, string, string?, string?][] = [
  ["1", "Assets", "asset"],
  ["10", "Fixed assets", "asset"],
  ["1010", "Office equipment", "asset"],
  ["1020", "Vehicles", "asset"],
  ["1090", "Accumulated depreciation", "asset"],
  ["12", "Receivables", "asset"],
  ["1200", "Trade receivables", "asset", "receivable"],
  ["1280", "Input tax", "asset", "input_tax"],
  ["14", "Cash and bank", "asset"],
  ["1400", "Main bank account", "asset", "bank"],
  ["1410", "US dollar account", "asset", "bank"],
  ["1450", "Petty cash", "asset", "cash"],
  ["2", "Liabilities", "liability"],
  ["2000", "Trade payables", "liability", "payable"],
  ["2100", "Output tax", "liability", "output_tax"],
  ["2200", "Wages payable", "liability", "employee_payable"],
  ["2300", "Bank loan", "liability"],
  ["3", "Equity", "equity"],
  ["3000", "Share capital", "equity", "opening_balance"],
  ["3100", "Retained earnings", "equity", "retained_earnings"],
  ["4", "Income", "income"],
  ["4000", "Sales, standard rate", "income", "default_income", "S19"],
  ["4010", "Sales, reduced rate", "income", "", "S7"],
  ["4100", "Sales, European Union", "income", "", "EU"],
  ["4900", "Exchange gains", "income", "exchange_gain"],
  ["5", "Cost of sales", "expense"],
  ["5000", "Goods purchased", "expense", "", "P19"],
  ["5010", "Freight in", "expense", "", "P19"],
  ["6", "Operating expenses", "expense"],
  ["6000", "Wages and salaries", "expense"],
  ["6010", "Social security", "expense"],
  ["6100", "Rent", "expense"],
  ["6110", "Energy and water", "expense", "", "P19"],
  ["6200", "Software and hosting", "expense", "", "P19"],
  ["6210", "Telephone and internet", "expense", "", "P19"],
  ["6300", "Office supplies", "expense", "default_expense", "P19"],
  ["6310", "Books and journals", "expense", "", "P7"],
  ["6400", "Travel", "expense", "", "P19"],
  ["6410", "Meals with clients", "expense", "", "P19"],
  ["6500", "Advertising", "expense", "", "P19"],
  ["6600", "Legal and accounting", "expense", "", "P19"],
  ["6700", "Insurance", "expense"],
  ["6800", "Depreciation", "expense"],
  ["6900", "Bank charges", "expense"],
  ["6910", "Exchange losses", "expense", "exchange_loss"],
];

export const TAX_CODES: TaxCode[] = [
  { code: "P19", name: "Input tax 19 %", rate: "19", kind: "input", treatment: "standard" },
  { code: "P7", name: "Input tax 7 %", rate: "7", kind: "input", treatment: "reduced" },
  { code: "P0", name: "No input tax", rate: "0", kind: "input", treatment: "exempt" },
  { code: "RC", name: "Reverse charge 19 %", rate: "19", kind: "input", treatment: "reverse_charge" },
  { code: "S19", name: "Output tax 19 %", rate: "19", kind: "output", treatment: "standard" },
  { code: "S7", name: "Output tax 7 %", rate: "7", kind: "output", treatment: "reduced" },
  { code: "EU", name: "European Union supply", rate: "0", kind: "output", treatment: "intra_community" },
];

/** Parents are the rows whose code is a prefix. */
export function makeChart(): MockAccount[] {
  const accounts: MockAccount[] = ROWS.map(([code, name, type, role, tax]) => ({
    id: newId(1),
    code,
    name,
    type,
    role: role || null,
    postable: code.length === 4,
    active: true,
    parent_id: null,
    currency: code === "1410" ? "USD" : null,
    tax_code: tax || null,
    version: 1,
  }));
  for (const account of accounts) {
    const above = accounts.filter((other) => other !== account && account.code.startsWith(other.code));
    account.parent_id = above.sort((a, b) => b.code.length - a.code.length)[0]?.id ?? null;
  }
  return accounts;
}
