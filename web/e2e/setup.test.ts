/** The first start: an empty server becomes somebody's books. */
import { afterAll, expect, test } from "vitest";
import { closeBrowser, faults, newPerson, shot } from "./world";

const EMPTY = process.env.PACIOLI_EMPTY_URL;
afterAll(closeBrowser);

test("a new person sets up a business on one page and stands in empty books", async ({ skip }) => {
  if (!EMPTY) {
    process.stdout.write("PACIOLI_EMPTY_URL is not set: the first start was not tested\n");
    return skip();
  }
  const { page, context, complaints } = await newPerson({ base: EMPTY });
  await page.goto("/");
  await page.getByRole("heading", { name: "Set up your books" }).waitFor();
  expect(await faults(page)).toEqual([]);
  await page.getByLabel(/^Name of the business/).fill("Tischlerei Ahorn");
  await page.getByLabel(/^Your name/).fill("Lena Ahorn");
  await page.getByLabel(/^E-mail address/).fill("lena@ahorn.example");
  await page.getByLabel(/^Password/).fill("short");
  await page.getByRole("button", { name: "Open the books" }).click();
  expect(await page.getByRole("heading", { name: "Set up your books" }).isVisible()).toBe(true);
  await page.getByLabel(/^Password/).fill("planed oak smells best");
  await shot(page, "setup-1-form");
  await page.getByRole("button", { name: "Open the books" }).click();
  await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
  await shot(page, "setup-2-empty-home");
  for (const [path, text] of [
    ["/inbox", "Nothing waits for you"],
    ["/ledger/entries", "No entries yet"],
    ["/reports/trial-balance", "Nothing is posted up to this day"],
  ] as const) {
    await page.goto(path);
    await page.getByText(text).waitFor();
  }
  expect(complaints).toEqual([]);
  await context.close();
  return undefined;
});
