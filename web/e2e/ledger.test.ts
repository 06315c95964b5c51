/** The ledger as an accountant reads it: figures that are found again, tax that is posted, periods that end. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Api, type Person, accountant, closeBrowser, newPerson, rowWith, shot } from "./world";

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

interface Account {
  id: string;
  code: string;
  name: string;
  type: string;
  role: string | null;
  postable: boolean;
  active: boolean;
  currency: string | null;
}
const accounts = async () => (await api.get<{ items: Account[] }>("/businesses/{b}/accounts")).items;

test("a figure of the trial balance is found again on the page of its account, and there is a way back", async () => {
  const { page } = anna;
  await page.goto("/reports/trial-balance");
  const table = page.getByRole("table", { name: "Trial balance" });
  await table.waitFor();
  const expense = new Set((await accounts()).filter(({ type }) => type === "expense").map(({ code }) => code));
  const rows = await table.getByRole("row").all();
  for (const row of rows) {
    const text = await row.innerText();
    if (!expense.has(text.trim().split(/\s/)[0] ?? "")) continue;
    const figure = (await row.getByRole("cell").nth(1).innerText()).split("\n").at(-1)?.trim() ?? "";
    await row.getByRole("cell").nth(1).getByRole("link").click();
    const marked = page.locator("[data-mark]").filter({ hasText: figure });
    await marked.waitFor();
    await shot(page, "ledger-figure-again");
    await page.getByRole("link", { name: "Trial balance" }).first().click();
    await page.getByRole("heading", { name: "Trial balance", level: 1 }).waitFor();
    break;
  }
});

test("the accounts show the same balances as the trial balance", async () => {
  const report = await api.get<{ rows: { account?: { id: string } | null; debit?: { amount: string } | null; credit?: { amount: string } | null }[] }>(
    "/businesses/{b}/reports/trial-balance",
  );
  const { items } = await api.get<{ items: { id: string; balance: { amount: string } }[] }>("/businesses/{b}/accounts");
  for (const row of report.rows) {
    if (!row.account) continue;
    const balance = items.find(({ id }) => id === row.account?.id)?.balance.amount;
    expect(balance).toBe(row.debit ? row.debit.amount : `-${row.credit?.amount}`);
  }
  await anna.page.goto("/ledger/accounts");
  await anna.page.getByText(/Income and expense since/).waitFor();
});

test("a total leads to a short address, to its name, its accounts and back", async () => {
  const { page } = anna;
  await page.goto("/reports/profit-loss");
  const row = rowWith(page.getByRole("table", { name: "Profit and loss" }), "Total income");
  await row.waitFor();
  const figure = (await row.getByRole("cell").first().innerText()).split("\n").at(-1)?.trim() ?? "";
  await row.getByRole("link").first().click();
  await page.getByRole("heading", { name: "Income", level: 1 }).waitFor();
  expect(page.url().length).toBeLessThan(260);
  await rowWith(page.getByRole("table", { name: "Accounts of Income" }), figure).first().waitFor();
  await shot(page, "ledger-total");
  await page.getByRole("link", { name: "Profit and loss" }).first().click();
  await page.getByRole("heading", { name: "Profit and loss", level: 1 }).waitFor();
});

test("a statement is indented on a direct load too", async () => {
  const { page } = anna;
  await page.goto("/reports/profit-loss");
  await page.getByRole("table", { name: "Profit and loss" }).waitFor();
  const lefts = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("td[style*='--depth']")].map((cell) => [
      Number(cell.style.getPropertyValue("--depth")),
      Number.parseFloat(getComputedStyle(cell).paddingLeft),
    ]),
  );
  const of = (depth: number) => lefts.find(([at]) => at === depth)?.[1] ?? 0;
  expect(of(1)).toBeGreaterThan(of(0));
});

test("nothing of the screen is printed, and totals stand at the end", async () => {
  const { page } = anna;
  await page.goto("/reports/trial-balance");
  await page.getByRole("table", { name: "Trial balance" }).waitFor();
  await page.emulateMedia({ media: "print" });
  for (const name of ["CSV", "Print", "Skip to the page"]) {
    expect(await page.getByText(name, { exact: true }).isVisible(), name).toBe(false);
  }
  const foot = await page.evaluate(() => getComputedStyle(document.querySelector("tfoot") as Element).display);
  expect(foot).toBe("table-row-group");
  await page.emulateMedia({ media: "screen" });
});

test("an entry of two lines needs few keys, and its tax is posted on a line of its own", async () => {
  const { page } = anna;
  const usable = (await accounts()).filter((one) => one.postable && one.active && !one.currency && !one.role);
  const cost = usable.find(({ type }) => type === "expense");
  const bank = (await accounts()).find(({ role, currency }) => role === "bank" && !currency);
  const { items: codes } = await api.get<{ items: { code: string; rate: string; kind: string; treatment: string; valid_to?: string | null }[] }>(
    "/businesses/{b}/tax-codes",
  );
  const code = codes.find(({ kind, treatment, valid_to: to }) => kind === "input" && treatment === "standard" && !to);
  if (!cost || !bank || !code) throw new Error("the demo company has a cost account, a bank and a tax code");
  const gross = (100 + Number(code.rate)).toFixed(2);

  await page.goto("/ledger/entries/new");
  await page.getByRole("heading", { name: "New entry" }).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("placeholder"))).toBe("What is it for?");
  let keys = 0;
  const press = async (...names: string[]) => {
    for (const name of names) {
      await page.keyboard.press(name);
      keys += 1;
    }
  };
  const type = async (text: string) => {
    await page.keyboard.type(text);
    keys += text.length;
  };
  await type("Ink");
  await press("Enter");
  await type(cost.code);
  await page.getByRole("listbox", { name: "Accounts" }).getByRole("option").first().waitFor();
  await press("Enter");
  await type(gross);
  await press("Enter");
  await type(bank.code);
  await page.getByRole("listbox", { name: "Accounts" }).getByRole("option").first().waitFor();
  await press("Enter");
  expect(await page.getByLabel("Credit, line 2").inputValue()).toBe(gross);
  expect(keys).toBeLessThan(30);

  await page.getByRole("radio", { name: "Gross" }).check({ force: true });
  await page.getByLabel("Tax code, line 1").selectOption(code.code);
  const written = page.getByRole("table", { name: "To be posted, with tax" });
  await written.getByText("100.00").first().waitFor();
  await shot(page, "ledger-entry-tax");
  await page.keyboard.press("Control+Enter");
  await page.getByText(/Posted as/).first().waitFor();
  const lines = page.getByRole("table", { name: "Lines of the entry" });
  await rowWith(lines, "tax").getByText(Number(code.rate).toFixed(2)).first().waitFor();
});

test("an entry that was begun is there again after a walk through the app", async () => {
  const { page } = anna;
  await page.goto("/ledger/entries/new");
  await page.getByLabel("Text", { exact: true }).fill("Half an entry");
  await page.goto("/reports/trial-balance");
  await page.getByRole("table", { name: "Trial balance" }).waitFor();
  await page.goto("/ledger/entries/new");
  await page.getByText("This is the entry you began before.").waitFor();
  expect(await page.getByLabel("Text", { exact: true }).inputValue()).toBe("Half an entry");
  await page.getByRole("button", { name: "Start over" }).click();
  expect(await page.getByLabel("Text", { exact: true }).inputValue()).toBe("");
});

test("closing a period asks first and names what waits; a lock wants its year typed", async () => {
  const { page } = anna;
  await page.goto("/settings/periods");
  const table = page.getByRole("table", { name: /^Periods of/ }).first();
  await table.waitFor();
  const close = page.getByRole("button", { name: /^Close [A-Z]/ }).first();
  await close.click();
  const dialog = page.getByRole("dialog", { name: /^Close/ });
  await dialog.getByText(/Nothing more can be posted/).waitFor();
  await shot(page, "ledger-close");
  await dialog.getByRole("button", { name: "Close", exact: true }).click(); // the cross: it has a name
  const lock = page.getByRole("button", { name: /^Lock .* for good$/ }).first();
  await lock.click();
  const forGood = page.getByRole("dialog", { name: /for good$/ });
  await forGood.getByLabel("Why").fill("Filed");
  expect(await forGood.getByRole("button", { name: "Lock for good" }).isDisabled()).toBe(true);
  await forGood.getByLabel(/^Type \d{4} to confirm/).fill("1999");
  expect(await forGood.getByRole("button", { name: "Lock for good" }).isDisabled()).toBe(true);
  await page.keyboard.press("Escape");
});

test("at 200 % zoom the sums of an entry leave its lines free", async () => {
  const { page } = anna;
  await page.setViewportSize({ width: 720, height: 450 });
  await page.goto("/ledger/entries/new");
  const cell = page.getByRole("combobox", { name: "Account, line 2" });
  await cell.focus();
  const covered = await cell.evaluate((input) => {
    const { left, top, width, height } = input.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    return hit !== input && !input.contains(hit);
  });
  expect(covered).toBe(false);
  await page.setViewportSize({ width: 1440, height: 900 });
});

test("the audit log names things and tells changes in words", async () => {
  const { page } = anna;
  await page.goto("/control/audit?action=entry.posted");
  const table = page.getByRole("table", { name: "Audit log" });
  await table.getByRole("link", { name: /^[A-Z]{3}-\d{4}-\d+$/ }).first().waitFor();
  await table.getByText("Show", { exact: true }).first().click();
  expect(await table.locator("pre").count()).toBe(0);
  await table.locator("dl dt").first().waitFor();
  await shot(page, "ledger-audit");
});

test("a party has a page with its documents and entries", async () => {
  const { page } = anna;
  await page.goto("/ledger/parties");
  const table = page.getByRole("table", { name: "Parties" });
  await table.getByRole("link").first().click();
  await page.getByRole("region", { name: "Documents", exact: true }).waitFor();
  await page.getByRole("region", { name: "Entries", exact: true }).waitFor();
  await shot(page, "ledger-party");
});

test("a note stays with its entry", async () => {
  const { page } = anna;
  const { items } = await api.get<{ items: { id: string }[] }>("/businesses/{b}/entries?limit=1");
  await page.goto(`/ledger/entries/${items[0]?.id}`);
  const note = `Asked the landlord ${Date.now()}`;
  await page.getByLabel("New note").fill(note);
  await page.getByRole("button", { name: "Add the note" }).click();
  await page.getByRole("region", { name: "Notes" }).getByText(note).waitFor();
});

test("rates are recorded and listed; the books are checked", async () => {
  const { page } = anna;
  await page.goto("/settings/rates");
  await page.getByLabel(/^1 USD in/).fill("0.9231");
  await page.getByLabel("Source (optional)").fill("ECB");
  await page.getByRole("button", { name: "Record" }).click();
  await page.getByRole("table", { name: "Exchange rates" }).getByText("1 USD = 0.9231 EUR").first().waitFor();
  await page.goto("/control/books");
  await page.getByText("The books are sound.").waitFor();
});

test("an entry above its author's limit waits for somebody else, who decides on its page", async () => {
  const { page } = anna;
  const big = (await accounts()).filter((one) => one.postable && one.active && !one.currency && !one.role);
  const [from, to] = [big.find(({ type }) => type === "expense"), big.find(({ type }) => type === "liability")];
  const memo = `Provision ${Date.now()}`;
  const { status, body } = await api.post("/businesses/{b}/entries", {
    date: new Date().toISOString().slice(0, 10),
    memo,
    lines: [
      { account_id: from?.id, debit: "50000.00" },
      { account_id: to?.id, credit: "50000.00" },
    ],
  });
  expect(status, JSON.stringify(body)).toBe(202);
  await page.goto("/ledger/pending");
  await page.getByRole("table", { name: "Pending entries" }).getByRole("link", { name: memo }).click();
  await page.getByRole("heading", { name: memo, level: 1 }).waitFor();
  await shot(page, "ledger-pending");
  expect(await page.getByRole("button", { name: "Approve and post" }).getAttribute("aria-disabled")).toBe("true");
  await page.getByRole("button", { name: "Reject" }).click();
  const dialog = page.getByRole("dialog", { name: "Reject the entry" });
  await dialog.getByLabel("Why").fill("Not this year");
  await page.keyboard.press("Control+Enter");
  await page.getByText("Rejected", { exact: true }).first().waitFor();
});

test("the set-up page of a system that is set up leads on", async () => {
  const stranger = await newPerson();
  await stranger.page.goto("/setup");
  await stranger.page.waitForURL(/sign-in/);
  await stranger.context.close();
});
