/** What is owed is looked at, paid, matched and taken back, as an accountant does it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Api, type Person, accountant, closeBrowser, shot } from "./world";

interface Item {
  entry_id: string;
  line: number;
  number: string;
  reference: string | null;
  party_id: string | null;
  party_name: string | null;
  currency: string;
  open: string;
}
let anna: Person;
let api: Api;
beforeAll(async () => {
  anna = await accountant();
  api = await Api.of(anna.context);
});
afterAll(async () => {
  await anna.context.close();
  await closeBrowser();
});

const itemsOf = async (side: string, more = ""): Promise<Item[]> =>
  (await api.get<{ items: Item[] }>(`/businesses/{b}/open-items?side=${side}&limit=200${more}`)).items;
const openOf = async ({ entry_id, line }: Item): Promise<string> =>
  (await api.get<{ item: Item }>(`/businesses/{b}/open-items/${entry_id}/${line}`)).item.open;
const nameOf = (item: Item): string => item.reference || item.number;
const shown = (amount: string): string => Number(amount).toLocaleString("en-US", { minimumFractionDigits: 2 });
/** Invoices in euros that one person may settle alone (the demo's policy). */
const small = (items: Item[]): Item[] =>
  items.filter(({ party_id, currency, open }) => party_id && currency === "EUR" && Number(open) > 10 && Number(open) < 1000);
const first = (items: Item[], what: string): Item => {
  const [found] = items;
  if (!found) throw new Error(`the demo company has no ${what}`);
  return found;
};

test("the figures lead to their lists, and a row to its entry and back", async () => {
  const { page } = anna;
  await page.goto("/receivables");
  await page.getByRole("table", { name: "Open items" }).waitFor();
  await shot(page, "trade-receivables");
  await page.getByRole("list", { name: "Receivables in figures" }).getByRole("link", { name: /^Overdue/ }).click();
  await page.waitForURL(/only=overdue/);
  await page.getByRole("link", { name: "Ageing" }).click();
  await page.getByRole("table", { name: "Receivables by party and age" }).waitFor();
  await page.getByText(/control accounts come to the same sum/).waitFor();
  await shot(page, "trade-ageing");
  await page.getByRole("table", { name: "Receivables by party and age" }).getByRole("link").first().click();
  await page.waitForURL(/party=/);
  await page.getByRole("table", { name: "Open items" }).waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: /^Open item/ }).waitFor();
  await page.getByRole("link", { name: "Receivables" }).first().click();
  await page.waitForURL(/\/receivables\?.*party=/);
});

test("a payment is recorded without the mouse, in part, and taken back", async () => {
  const { page } = anna;
  const bill = first(small(await itemsOf("receivable")), "small open invoice in euros");
  const half = (Math.floor(Number(bill.open) * 50) / 100).toFixed(2);
  await page.goto(`/payments/new?side=receivable&party=${bill.party_id}`);
  await page.getByRole("grid", { name: "Items to settle" }).waitFor();
  await page.locator("#payment-amount").focus();
  await page.keyboard.type(half);
  await page.keyboard.press("Tab");
  await page.getByLabel(`Paid, ${nameOf(bill)}`, { exact: true }).focus();
  await page.keyboard.type("=");
  await page.keyboard.press("Enter");
  expect(await page.getByLabel(`Paid, ${nameOf(bill)}`, { exact: true }).inputValue()).toBe(shown(half));
  await page.getByRole("table", { name: "To be posted" }).waitFor();
  await page.getByText("Nothing is left over.").waitFor();
  await shot(page, "trade-payment");
  await page.keyboard.press("Control+Enter");
  await page.waitForURL(/\/ledger\/entries\//);
  expect(Number(await openOf(bill))).toBeCloseTo(Number(bill.open) - Number(half), 2);

  await page.goto(`/ledger/entries/${bill.entry_id}`);
  await page.getByRole("button", { name: new RegExp(`Take back: EUR ${shown(half)}`) }).first().click();
  await page.getByRole("dialog").getByRole("textbox", { name: /^Why/ }).fill("A test of taking back");
  await shot(page, "trade-take-back");
  await page.keyboard.press("Control+Enter");
  await page.getByText("both items are open again").waitFor();
  expect(await openOf(bill)).toBe(bill.open);
});

test("what was paid on account is matched with an invoice", async () => {
  const { page } = anna;
  const bill = first(small(await itemsOf("receivable")), "small open invoice in euros");
  const credits = (await itemsOf("receivable", `&party=${bill.party_id}&currency=EUR`)).filter(({ open }) => Number(open) < 0);
  const credit = first(credits, "payment on account of the customer that was paid back above");
  await page.goto(`/payments/match?side=receivable&party=${bill.party_id}`);
  await page.getByRole("checkbox", { name: `Select ${nameOf(bill)}`, exact: true }).check();
  await page.getByRole("checkbox", { name: `Select ${nameOf(credit)}`, exact: true }).check();
  await shot(page, "trade-match");
  await page.getByRole("button", { name: "Match", exact: true }).click();
  await page.getByText(/^Matched/).waitFor();
  expect(Number(await openOf(bill))).toBeLessThan(Number(bill.open));
});

test("Enter in the amount takes the suggestion, and leaving asks", async () => {
  const { page } = anna;
  const bill = first(small(await itemsOf("payable")), "small open bill in euros");
  await page.goto(`/payments/new?side=payable&party=${bill.party_id}`);
  await page.getByRole("grid", { name: "Items to settle" }).waitFor();
  await page.locator("#payment-amount").focus();
  await page.keyboard.type(bill.open);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id === "post-payment");
  await page.getByText(/settled in full/).waitFor();
  await page.getByRole("link", { name: "Payables" }).first().click();
  await page.getByRole("dialog", { name: "Leave without posting the payment?" }).waitFor();
  await page.getByRole("button", { name: "Discard" }).click();
  await page.getByRole("heading", { name: "Payables", level: 1 }).waitFor();
  expect(await openOf(bill)).toBe(bill.open);
});

test("a customer's page leads to the statement, and the balance is the same on both", async () => {
  const { page } = anna;
  const bill = first(small(await itemsOf("receivable")), "small open invoice in euros");
  await page.goto(`/ledger/parties/${bill.party_id}`);
  const owed = await page.getByRole("region", { name: "Balance" }).getByText(/owes EUR|is owed to/).first().textContent();
  await page.getByRole("link", { name: "Statement" }).click();
  await page.getByRole("heading", { name: `Statement of ${bill.party_name}`, level: 1 }).waitFor();
  await page.getByText(owed ?? "").waitFor();
  await shot(page, "trade-statement");
});

test("foreign currency is valued on a day, and every currency leads to its positions", async () => {
  const { page } = anna;
  await page.goto("/reports/currency");
  await page.getByRole("table", { name: "By currency" }).waitFor();
  await shot(page, "trade-currency");
  const link = page.getByRole("table", { name: "By currency" }).getByRole("link").first();
  const currency = await link.textContent();
  await link.click();
  await page.getByRole("region", { name: `Positions in ${currency}` }).waitFor();
  expect(anna.complaints).toEqual([]);
});
