/** A quote becomes an invoice, is issued without the mouse, and is taken back by a credit note. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Api, type Person, accountant, closeBrowser, faults, newPerson, shot, signIn } from "./world";

let anna: Person;
let api: Api;
let customer: { id: string; name: string };
beforeAll(async () => {
  anna = await accountant();
  api = await Api.of(anna.context);
  const name = `Kunde ${Date.now()}`;
  const { status, body } = await api.post("/businesses/{b}/parties", {
    name,
    is_customer: true,
    is_supplier: false,
    country: "DE",
    address: "Marktplatz 1, 10115 Berlin",
    aliases: [],
    tax_ids: [],
    ibans: [],
    domains: [],
    payment_days: 14,
  });
  expect(status, JSON.stringify(body)).toBeLessThan(300);
  customer = { id: (body as { id: string }).id, name };
});
afterAll(async () => {
  await anna.context.close();
  await closeBrowser();
});

interface Sale {
  id: string;
  number: string | null;
  state: string;
  gross: string;
  open: string | null;
}
const saleOf = (): Promise<Sale> => api.get(`/businesses/{b}/sales/${idOf()}`);
const idOf = (): string => /\/sales\/([^/?]+)/.exec(new URL(anna.page.url()).pathname)?.[1] ?? "";
/** The usual codes of a country, of which the demo company has one. */
async function accountOfIncome(): Promise<string> {
  const { items } = await api.get<{ items: { code: string; type: string; postable: boolean; active: boolean }[] }>("/businesses/{b}/accounts");
  return items.find(({ type, postable, active }) => type === "income" && postable && active)?.code ?? "";
}

/** Types a line as a hand does that knows its way: text, quantity, price, and on to the next line. */
async function writeLine(at: number, text: string, quantity: string, price: string): Promise<void> {
  const { page } = anna;
  await page.locator(`[data-cell="${at}-text"]`).focus();
  for (const cell of [text, quantity, price]) {
    await page.keyboard.type(cell);
    await page.keyboard.press("Enter");
  }
}
async function setAccount(at: number, code: string): Promise<void> {
  const { page } = anna;
  await page.locator(`[data-cell="${at}-account"]`).focus();
  await page.keyboard.type(code);
  await page.keyboard.press("Enter");
}

test("a quote is written, saved and issued, and the customer's yes makes it an invoice", async () => {
  const { page } = anna;
  await page.goto(`/sales/new/quote?party=${customer.id}`);
  await page.getByRole("grid", { name: "Lines" }).waitFor();
  await writeLine(0, "Advice on the spot", "2", "90");
  await setAccount(0, await accountOfIncome());
  await page.keyboard.press("Control+s");
  await page.waitForURL(/\/sales\/[^/]+\/edit/);
  expect((await saleOf()).state).toBe("draft");
  await page.getByText("214.20").first().waitFor();
  await shot(page, "sales-quote-edit");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: /^Quote QU-/, level: 1 }).waitFor();
  await page.getByRole("button", { name: "Accepted" }).click();
  await page.getByRole("dialog").getByRole("textbox", { name: /^Note/ }).fill("By telephone");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Make an invoice" }).click();
  await page.waitForURL(/\/edit/);
  await page.getByRole("heading", { name: "Invoice, draft", level: 1 }).waitFor();
  expect(await page.getByLabel("Text, line 1").inputValue()).toBe("Advice on the spot");
});

test("an invoice is issued once, however long the key is held, and owes what it comes to", async () => {
  const { page } = anna;
  const before = (await api.get<{ items: Sale[] }>(`/businesses/{b}/sales?kind=invoice&party=${customer.id}`)).items.length;
  await page.goto(`/sales/new?party=${customer.id}`);
  await page.getByRole("grid", { name: "Lines" }).waitFor();
  await writeLine(0, "Coffee, roasted", "3", "19.90");
  await writeLine(1, "Delivery", "1", "5");
  for (const at of [0, 1]) await setAccount(at, await accountOfIncome());
  await page.getByText("76.99").first().waitFor();
  expect(await faults(page)).toEqual([]);
  await shot(page, "sales-invoice-edit");
  await page.keyboard.down("Control");
  for (let pressed = 0; pressed < 5; pressed++) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  await page.keyboard.up("Control");
  await page.getByRole("heading", { name: /^Invoice INV-/, level: 1 }).waitFor();
  const sale = await saleOf();
  expect([sale.state, sale.gross, sale.open]).toEqual(["issued", "76.99", "76.99"]);
  const after = (await api.get<{ items: Sale[] }>(`/businesses/{b}/sales?kind=invoice&party=${customer.id}`)).items;
  expect(after.length).toBe(before + 1);
  await page.getByRole("region", { name: "History" }).getByText("Issued").waitFor();
  await page.getByRole("list", { name: "E-invoice" }).waitFor();
  expect(await faults(page)).toEqual([]);
  await shot(page, "sales-invoice");
});

test("a chosen line is taken back by a credit note", async () => {
  const { page } = anna;
  const invoice = idOf();
  await page.getByRole("button", { name: "Credit note" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Chosen lines").click();
  await dialog.getByRole("checkbox", { name: /^Delivery/ }).check();
  await shot(page, "sales-credit-choice");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: "Credit note, draft", level: 1 }).waitFor();
  await page.getByText("5.95").first().waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: /^Credit note CN-/, level: 1 }).waitFor();
  const { open, credited } = await api.get<{ open: string; credited: string }>(`/businesses/{b}/sales/${invoice}`);
  expect([open, credited]).toEqual(["71.04", "5.95"]);
});

test("what is missing is said at its place, and leaving asks", async () => {
  const { page } = anna;
  await page.goto("/sales/new");
  await page.getByRole("grid", { name: "Lines" }).waitFor();
  await writeLine(0, "Something", "1", "1");
  await page.getByRole("region", { name: "Before it can be issued" }).getByRole("button", { name: /customer/i }).click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("sale-customer");
  await page.getByRole("link", { name: "Sales" }).first().click();
  await page.getByRole("dialog", { name: "Leave without saving the invoice?" }).waitFor();
  await page.getByRole("button", { name: "Discard" }).click();
  await page.getByRole("heading", { name: "Sales", level: 1 }).waitFor();
});

test("the lists are walked by keys, found in and told apart", async () => {
  const { page } = anna;
  await page.goto(`/sales?party=${customer.id}`);
  await page.getByRole("table", { name: "Invoices" }).waitFor();
  await shot(page, "sales-list");
  await page.getByRole("link", { name: "Open", exact: true }).click();
  await page.waitForURL(/state=open/);
  await page.getByRole("table", { name: "Invoices" }).getByText("Coffee").or(page.getByRole("link", { name: customer.name })).first().waitFor();
  await page.getByRole("link", { name: "Credit notes" }).click();
  await page.getByRole("table", { name: "Credit notes" }).waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: /^Credit note CN-/, level: 1 }).waitFor();
});

test("a viewer reads and is offered nothing that would be refused", async () => {
  const viewer = { email: `sales-${Date.now()}@example.test`, password: "only looking at this" };
  const { status } = await api.post("/users", { ...viewer, name: "Vera Viewer", grants: [{ role: "viewer", business_id: api.business }] });
  expect(status).toBeLessThan(300);
  const vera = await newPerson();
  await signIn(vera.page, viewer);
  await vera.page.goto("/sales");
  await vera.page.getByRole("table", { name: "Invoices" }).waitFor();
  expect(await vera.page.getByRole("link", { name: /^New (invoice|quote)/ }).count()).toBe(0);
  await vera.page.goto(anna.page.url());
  await vera.page.getByRole("heading", { name: /^Credit note CN-/, level: 1 }).waitFor();
  expect(await vera.page.getByRole("button", { name: /^(Issue|Copy|Credit note|Edit|Delete)$/ }).count()).toBe(0);
  await vera.page.goto("/sales/new");
  await vera.page.getByText(/^You may not/).waitFor();
  await vera.context.close();
  expect(anna.complaints).toEqual([]);
});
