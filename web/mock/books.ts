/** The made-up ledger: entries in cents, balances by folding them. */
import type { Entry, EntryLine, Figure, Money } from "../src/api/contract";
import { addDays, addMonths, endOfMonth, today } from "../src/dates/dates";
import { fromMinor, toMinor } from "../src/numbers/decimal";
import { type MockAccount, makeChart } from "./chart";
import { newId, seeded } from "./random";

export const CURRENCY = "EUR";
export const accounts: MockAccount[] = makeChart();
export const entries: Entry[] = [];

export const byCode = (code: string): MockAccount => {
  const found = accounts.find((account) => account.code === code);
  if (!found) throw new Error(`no account ${code}`);
  return found;
};
export const byId = (id: string): MockAccount | undefined => accounts.find((account) => account.id === id);
export const money = (minor: bigint): Money => ({ amount: fromMinor(minor, 2), currency: CURRENCY });
export const cents = (amount: string): bigint => toMinor(amount, 2);
export const refOf = (account: MockAccount) => ({ id: account.id, code: account.code, name: account.name });

export type Posting = { account: MockAccount; minor: bigint; memo?: string; tax?: string | null };
export interface Header {
  date: string;
  memo: string;
  journal: string;
  party?: string;
  reference?: string;
  source?: Entry["source"];
  by?: string;
  approval?: Entry["approval"];
}

const numbers = new Map<string, number>();

/** Books an entry; positive amounts are debits. */
export function book(header: Header, postings: Posting[], provenance: EntryLine["provenance"][] = []): Entry {
  const series = `${header.journal}-${header.date.slice(0, 4)}`;
  const next = (numbers.get(series) ?? 0) + 1;
  numbers.set(series, next);
  const total = postings.reduce((sum, line) => (line.minor > 0n ? sum + line.minor : sum), 0n);
  const entry: Entry = {
    id: newId(2),
    number: `${series}-${String(next).padStart(4, "0")}`,
    journal: header.journal,
    date: header.date,
    recorded_at: `${header.date}T09:12:00Z`,
    memo: header.memo,
    currency: CURRENCY,
    attachments: [],
    reference: header.reference ?? null,
    total: money(total),
    source: header.source ?? { kind: "demo" },
    posted_by: header.by ?? "Anna Winter",
    approval: header.approval ?? null,
    lines: postings.map((line, index) => ({
      line_no: index + 1,
      account: refOf(line.account),
      debit: line.minor > 0n ? money(line.minor) : null,
      credit: line.minor < 0n ? money(-line.minor) : null,
      tax_code: line.tax ?? null,
      memo: line.memo ?? header.memo,
      party: header.party ?? null,
      provenance: provenance[index] ?? [],
    })),
  };
  entries.push(entry);
  return entry;
}

export const signed = (line: EntryLine): bigint =>
  line.debit ? cents(line.debit.amount) : line.credit ? -cents(line.credit.amount) : 0n;

/** Debit-positive movement of an account from (inclusive) to (inclusive). */
export function movement(accountId: string, from: string | null, to: string): bigint {
  let sum = 0n;
  for (const entry of entries) {
    if (entry.date > to || (from && entry.date < from)) continue;
    for (const line of entry.lines) if (line.account.id === accountId) sum += signed(line);
  }
  return sum;
}

export const figure = (minor: bigint, ids: string[], from: string | null, to: string): Figure => ({
  ...money(minor),
  drill: { account_ids: ids, from, to },
});

/** Two years of trade, ending today. */
export function fillBooks(): void {
  const random = seeded(1494);
  const now = today();
  const cent = (low: number, high: number) => BigInt(Math.round((low + random() * (high - low)) * 100));
  const start = `${Number(now.slice(0, 4)) - 1}-01-01`;
  book({ date: start, memo: "Opening balances", journal: "GEN" }, [
    { account: byCode("1400"), minor: 8_200_000n },
    { account: byCode("1010"), minor: 2_400_000n },
    { account: byCode("2300"), minor: -4_000_000n },
    { account: byCode("3000"), minor: -6_600_000n },
  ]);
  for (let month = start; month <= now; month = addMonths(month, 1)) {
    for (const item of monthOfTrade(month, cent, random)) if (item.header.date <= now) book(item.header, item.lines);
  }
  entries.sort((a, b) => a.date.localeCompare(b.date));
}

type Item = { header: Header; lines: Posting[] };
const CLIENTS = ["Nordstern Cafés GmbH", "Atelier Rivoli", "Hansen & Sohn KG", "Blue Door Books", "Stadtwerke Kiel"];
const SUPPLIERS: [string, string, string, number, number][] = [
  ["Papierhaus Elbe", "6300", "Office supplies", 60, 320],
  ["Nimbus Hosting", "6200", "Hosting", 180, 240],
  ["Telekontor", "6210", "Telephone", 70, 95],
  ["Werk & Ware", "5000", "Goods", 4200, 9800],
  ["Spedition Moll", "5010", "Freight", 240, 900],
  ["Kontor Immobilien", "6100", "Rent", 2100, 2100],
  ["Strom Nord", "6110", "Energy", 260, 480],
  ["Agentur Licht", "6500", "Campaign", 0, 1800],
];

function monthOfTrade(month: string, cent: (a: number, b: number) => bigint, random: () => number): Item[] {
  const items: Item[] = [];
  const day = (n: number) => addDays(month, n - 1);
  for (let n = 0; n < 7; n += 1) {
    const net = cent(1400, 5600);
    const tax = (net * 19n) / 100n;
    const client = CLIENTS[Math.floor(random() * CLIENTS.length)] as string;
    const date = day(2 + n * 4);
    const memo = `Invoice to ${client}`;
    items.push({
      header: { date, memo, journal: "SAL", party: client },
      lines: [
        { account: byCode("1200"), minor: net + tax },
        { account: byCode("4000"), minor: -net, tax: "S19" },
        { account: byCode("2100"), minor: -tax },
      ],
    });
    if (n < 6) items.push(payment(addDays(date, 18), `Payment from ${client}`, client, "1400", "1200", net + tax));
  }
  SUPPLIERS.forEach(([party, code, memo, low, high], n) => {
    const net = cent(low, high);
    if (net < 100n) return;
    const tax = code === "6100" ? 0n : (net * 19n) / 100n;
    const lines: Posting[] = [{ account: byCode(code), minor: net, tax: tax ? "P19" : null }];
    if (tax) lines.push({ account: byCode("1280"), minor: tax });
    lines.push({ account: byCode("2000"), minor: -(net + tax) });
    items.push({ header: { date: day(3 + n * 3), memo: `${memo}, ${party}`, journal: "PUR", party }, lines });
    items.push(payment(addDays(day(3 + n * 3), 14), `Paid ${party}`, party, "2000", "1400", net + tax));
  });
  const wages = cent(9400, 9900);
  items.push({
    header: { date: endOfMonth(month), memo: "Payroll", journal: "GEN" },
    lines: [
      { account: byCode("6000"), minor: wages },
      { account: byCode("6010"), minor: wages / 5n },
      { account: byCode("1400"), minor: -(wages + wages / 5n) },
    ],
  });
  return items.sort((a, b) => a.header.date.localeCompare(b.header.date));
}

function payment(date: string, memo: string, party: string, debit: string, credit: string, minor: bigint): Item {
  return {
    header: { date, memo, journal: "BNK", party },
    lines: [
      { account: byCode(debit), minor },
      { account: byCode(credit), minor: -minor },
    ],
  };
}
