/** Everything an accountant does all day, without the mouse. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Api, type Person, accountant, approvable, closeBrowser, shot } from "./world";

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

const focused = () =>
  anna.page.evaluate(() => {
    const { activeElement: element } = document;
    return element?.getAttribute("data-cell") ?? element?.id ?? "";
  });

test("a document is opened, walked through by its doubts, and approved", async () => {
  const { page } = anna;
  await page.goto("/inbox?group=waiting");
  await page.getByRole("table", { name: "Documents" }).waitFor();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/documents\//);
  await page.getByRole("region", { name: "Facts" }).waitFor();

  // go on to the first one of these weeks that may be approved
  const wanted = (await approvable(api)).map(({ id }) => id);
  for (let turn = 0; turn < 50 && !wanted.some((id) => page.url().includes(id)); turn += 1) {
    const before = page.url();
    await page.keyboard.press("j");
    await page.waitForURL((url) => url.toString() !== before);
  }
  await page.getByRole("region", { name: "Facts" }).waitFor();
  const id = /documents\/([^?]+)/.exec(page.url())?.[1];
  await page.keyboard.press("e");
  expect(await focused()).toMatch(/^field-/);

  // Enter says a field or a guessed account is right and goes to the next doubt; at the end the focus is on Approve
  for (let turn = 0; turn < 30 && /^(field-|account-of-)/.test(await focused()); turn += 1) {
    const before = await focused();
    await page.keyboard.press("Enter");
    expect(await focused(), "Enter moves on at once").not.toBe(before);
  }
  expect(await focused()).toBe("approve");
  await shot(page, "keyboard-review");
  await page.keyboard.press("Control+Enter");
  await page.getByText(/Approved and posted/).first().waitFor();
  const document = await api.get<{ state: { name: string } }>(`/businesses/{b}/documents/${id}`);
  expect(document.state.name).toBe("posted");
});

test("the palette goes anywhere by a few letters", async () => {
  const { page } = anna;
  await page.goto("/");
  await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("profit");
  await page.getByRole("option", { name: "Profit and loss" }).waitFor();
  await shot(page, "keyboard-palette");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Profit and loss", level: 1 }).waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await page.getByRole("heading", { name: "Accounts", level: 1 }).waitFor();
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await page.keyboard.press("Escape");
});

test("an entry is written and posted from the keyboard, fast typing loses nothing", async () => {
  const { page } = anna;
  const { items } = await api.get<{ items: { code: string; postable: boolean; type: string; active: boolean; currency?: string | null }[] }>(
    "/businesses/{b}/accounts",
  );
  const usable = items.filter((account) => account.postable && account.active && !account.currency);
  const expense = usable.find((account) => account.type === "expense")?.code ?? "";
  const asset = usable.find((account) => account.type === "asset")?.code ?? "";
  await page.goto("/");
  await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
  await page.keyboard.press("n");
  await page.keyboard.press("e");
  await page.getByRole("heading", { name: "New entry" }).waitFor();
  await page.getByLabel("Text", { exact: true }).fill("Coffee for the office");

  await page.getByRole("combobox", { name: "Account, line 1" }).focus();
  await page.keyboard.type(expense);
  await page.getByRole("listbox", { name: "Accounts" }).getByRole("option").first().waitFor();
  await page.keyboard.press("Enter"); // takes the account, and goes on to its amount
  expect(await focused()).toBe("0-debit");
  await page.keyboard.type("3*19.90+0.30");
  await page.keyboard.press("Enter");
  expect(await focused()).toBe("1-account");
  await page.keyboard.type(asset);
  await page.getByRole("listbox", { name: "Accounts" }).getByRole("option").first().waitFor();
  await page.keyboard.press("Enter"); // the amount that is missing is there already
  expect(await focused()).toBe("1-credit");
  expect(await page.getByLabel("Credit, line 2").inputValue()).toBe("60.00");
  await page.keyboard.press("Delete");
  await page.keyboard.type("=");
  await page.keyboard.press("Enter");
  expect(await page.getByLabel("Debit, line 1").inputValue()).toBe("60.00");
  expect(await page.getByLabel("Credit, line 2").inputValue()).toBe("60.00");

  // an opened picker points at the account in use: Enter keeps it
  const account = page.getByRole("combobox", { name: "Account, line 1" });
  await account.click();
  await page.getByRole("option", { selected: true }).filter({ hasText: expense }).waitFor();
  await page.keyboard.press("Enter");
  expect(await account.inputValue()).toMatch(new RegExp(`^${expense} `));
  await shot(page, "keyboard-entry");
  await page.keyboard.press("Control+Enter");
  await page.getByText(/Posted as/).first().waitFor();
  await page.getByRole("table", { name: "Lines of the entry" }).waitFor();
});

test("arrows walk a long grid without losing a press", async () => {
  const { page } = anna;
  await page.goto("/ledger/entries/new");
  await page.getByRole("combobox", { name: "Account, line 1" }).waitFor();
  const rows = Array.from({ length: 1000 }, (_, index) => `\tline ${index + 1}\t\t${index + 1}.00\t`).join("\n");
  await page.evaluate((text) => {
    const cell = document.querySelector<HTMLElement>('[data-cell="0-account"]');
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    cell?.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, rows);
  await page.getByLabel("Text, line 2", { exact: true }).focus();
  for (let press = 0; press < 60; press += 1) await page.keyboard.press("ArrowDown");
  expect(await focused()).toBe("61-memo");
  for (let press = 0; press < 21; press += 1) await page.keyboard.press("ArrowUp");
  expect(await focused()).toBe("40-memo");
  expect(await page.getByLabel("Text, line 41", { exact: true }).inputValue()).toBe("line 41");
  await page.goto("/"); // what was typed is kept as a draft: leaving asks nothing
  await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
});
