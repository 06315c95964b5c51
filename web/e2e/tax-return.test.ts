/** A return is looked at, its boxes are opened, it is recorded as filed and taken back. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Person, accountant, closeBrowser, shot } from "./world";

let anna: Person;
beforeAll(async () => {
  anna = await accountant();
});
afterAll(async () => {
  await anna.context.close();
  await closeBrowser();
});

test("a box leads to its lines and a line to its entry", async () => {
  const { page } = anna;
  await page.goto("/reports/tax-return");
  await page.getByRole("heading", { name: /Advance return of VAT/ }).waitFor();
  const supplies = page.getByRole("row").filter({ hasText: "Supplies at 19 %" });
  await supplies.getByRole("link").first().click();
  await page.getByRole("heading", { name: "Box 81: Supplies at 19 %" }).waitFor();
  await page.getByRole("link", { name: /^SAL-/ }).first().click();
  await page.waitForURL(/\/ledger\/entries\//);
  await page.goBack();
  await page.getByRole("link", { name: "Tax return", exact: true }).first().click();
  await page.getByRole("heading", { name: /Advance return of VAT/ }).waitFor();
});

test("what was filed stands, and a filing in error is withdrawn", async () => {
  const { page } = anna;
  await page.goto("/reports/tax-return");
  await page.getByRole("button", { name: "Mark as filed" }).click();
  await page.getByRole("textbox", { name: /Reference of the authority/ }).fill("et-browser");
  await page.keyboard.press("Control+Enter");
  await page.getByText(/reference et-browser/).waitFor();
  await shot(page, "tax-return-filed");
  expect(await page.getByRole("button", { name: "Mark as filed" }).isDisabled()).toBe(true);
  await page.getByRole("button", { name: "Withdraw" }).click();
  await page.getByRole("textbox", { name: /Why/ }).fill("a test");
  await page.keyboard.press("Control+Enter");
  await page.getByText(/Withdrawn on .*a test/).waitFor();
  await page.getByRole("button", { name: "Mark as filed" }).waitFor();
});
