/** A budget is made, changed and looked at again; nobody's version is lost on the way. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Api, type Person, accountant, closeBrowser, rowWith, shot } from "./world";

interface Row {
  account: { id: string; code: string; name: string };
  department?: string | null;
  months: string[];
}
let anna: Person;
let api: Api;
let accounts: { id: string; code: string; name: string; type: string; postable: boolean; active: boolean }[];
beforeAll(async () => {
  anna = await accountant();
  api = await Api.of(anna.context);
  ({ items: accounts } = await api.get<{ items: typeof accounts }>("/businesses/{b}/accounts"));
});
afterAll(async () => {
  await anna.context.close();
  await closeBrowser();
});

const YEAR = new Date().getFullYear();
const plain = (type: string) => accounts.filter((account) => account.type === type && account.postable && account.active);

const focused = () => anna.page.evaluate(() => document.activeElement?.getAttribute("data-cell") ?? "");

test("a figure is set, saved, and stands in the report", async () => {
  const { page } = anna;
  const { rows, version } = await api.get<{ rows: Row[]; version: number }>(`/businesses/{b}/budgets/${YEAR}`);
  await page.goto("/reports/budget");
  await page.getByRole("table", { name: "Budget and actual" }).waitFor();
  await page.getByRole("link", { name: "Edit budget" }).click();
  await page.getByRole("grid", { name: "Budget by month" }).waitFor();

  const at = rows.findIndex((row) => rows.filter(({ account }) => account.id === row.account.id).length === 1);
  const { account } = rows[at] as Row;
  const year = page.getByRole("textbox", { name: `Year, row ${at + 1}`, exact: true });
  const month = 1001 + version; // another figure on a server that is tested again
  const shown = (amount: number) => amount.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  await year.fill(`12*${month}.10`); // a sum
  const last = page.locator(`[data-cell="${at}-11"]`);
  await last.focus();
  expect(await last.inputValue()).toBe(shown(month + 0.1));
  await page.keyboard.press("ArrowLeft"); // all of it is marked: the arrow leaves the cell
  expect(await focused()).toBe(`${at}-10`);
  await page.getByRole("textbox", { name: "Reason (optional)" }).fill("A test of the budget");
  await shot(page, "budget-edit");
  await page.keyboard.press("Control+Enter");
  await page.getByText(`Budget saved as version ${version + 1}`).waitFor();

  const line = rowWith(page.getByRole("table", { name: "Budget and actual" }), `${account.code} ${account.name}`);
  await line.getByText(shown(12 * month + 1.2)).waitFor();
  await shot(page, "budget-saved");
  await line.getByRole("link").first().click();
  await page.getByRole("heading", { name: `${account.code} ${account.name}`, level: 1 }).waitFor();

  await page.goto(`/reports/budget/edit?year=${YEAR}&version=${version}`);
  await page.getByText("A later version is in force").waitFor();
  expect(await page.getByRole("textbox").count()).toBe(0);
  expect(anna.complaints).toEqual([]);
});

test("a year without a budget is told as such, and gets one from a spreadsheet", async () => {
  const { page } = anna;
  const { items: made } = await api.get<{ items: { year: number }[] }>("/businesses/{b}/budgets");
  const FREE = Math.max(2050, ...made.map(({ year }) => year + 1)); // a server may be tested again
  const [income, expense] = [plain("income")[0], plain("expense")[0]];
  await page.goto(`/reports/budget?year=${FREE}`);
  await page.getByText(`There is no budget for ${FREE}`).waitFor();
  await page.getByRole("link", { name: `Make a budget for ${FREE}` }).click();
  await page.getByRole("combobox", { name: "Account, row 1" }).waitFor();
  const text = [`Code\tYear`, `${income?.code}\t24000`, `${expense?.code}\t6.000,00`, `no such account\t5`].join("\n");
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    const cell = document.querySelector('[data-cell="0-account"]');
    cell?.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
  await page.getByText("“no such account”").waitFor();
  expect(await page.locator('[data-cell="0-0"]').inputValue()).toBe("2,000");
  expect(await page.locator('[data-cell="1-year"]').inputValue()).toBe("6,000");
  expect(await page.locator('tr[data-sum="Result"] [data-column="year"]').innerText()).toBe("18,000");

  // the same amount to the end of the year, and back again
  await page.locator('[data-cell="1-6"]').fill("100");
  await page.keyboard.press("Control+r");
  await page.keyboard.press("ArrowRight");
  expect(await page.locator('[data-cell="1-11"]').inputValue()).toBe("100");
  await page.keyboard.press("Control+z");
  expect(await page.locator('[data-cell="1-11"]').inputValue()).toBe("500");

  // somebody else is faster
  const rows = [{ account_id: expense?.id, year: "999.00" }];
  const put = await anna.context.request.put(`/api/v1/businesses/${api.business}/budgets/${FREE}`, {
    data: { version: 0, rows, reason: "I was faster" },
    headers: { "X-CSRF-Token": (await api.get<{ csrf_token: string }>("/session")).csrf_token },
  });
  expect(put.status()).toBe(200);
  await page.getByText("This budget was changed while you worked on it").waitFor();
  await shot(page, "budget-overtaken");
  await page.getByRole("button", { name: "Keep mine" }).click();
  await page.getByRole("button", { name: "Save as version 2" }).click();
  await page.getByText("Budget saved as version 2").waitFor();
  await page.getByRole("table", { name: "Budget and actual" }).getByText("24,000.00").first().waitFor();
  expect(anna.complaints).toEqual([]);
});

test("hundreds of rows stay quick: only those in sight are drawn, and no arrow is lost", async () => {
  const { page } = anna;
  await page.goto("/reports/budget/edit?year=2099");
  await page.getByRole("combobox", { name: "Account, row 1" }).waitFor();
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const cell = document.querySelector('[data-cell="0-0"]');
    cell?.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, Array.from({ length: 400 }, (_, at) => `${at + 1}\t${at + 2}`).join("\n"));
  await expect.poll(() => page.getByRole("grid", { name: "Budget by month" }).getAttribute("aria-rowcount")).toBe("402");
  expect(await page.locator("tbody tr[aria-rowindex]").count()).toBeLessThan(100);
  await page.locator('[data-cell="1-0"]').focus();
  for (let press = 0; press < 60; press += 1) await page.keyboard.press("ArrowDown");
  expect(await focused()).toBe("61-0");
  expect(await page.locator('[data-cell="61-0"]').inputValue()).toBe("62");
  await shot(page, "budget-long");
  page.once("dialog", (dialog) => void dialog.accept());
});
