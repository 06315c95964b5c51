/** What a viewer sees, and what is refused to him. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Api, type Person, accountant, closeBrowser, newPerson, shot, signIn } from "./world";

const viewer = { email: `viewer-${Date.now()}@example.test`, password: "only looking at this" };
let anna: Person;
let mira: Person;
beforeAll(async () => {
  anna = await accountant();
  mira = await newPerson();
});
afterAll(async () => {
  await anna.context.close();
  await mira.context.close();
  await closeBrowser();
});

test("an administrator adds a viewer on the users page", async () => {
  const { page } = anna;
  await page.goto("/settings/users");
  await page.getByRole("button", { name: "New user" }).click();
  const dialog = page.getByRole("dialog", { name: "New user" });
  await dialog.getByLabel("Name").fill("Mira Viewer");
  await dialog.getByLabel("E-mail address").fill(viewer.email);
  await dialog.getByLabel("First password").fill(viewer.password);
  await dialog.getByRole("combobox", { name: "Role" }).click();
  await page.getByRole("option", { name: /^Viewer/ }).click();
  await dialog.getByRole("button", { name: "Add the user" }).click();
  await page.getByRole("table", { name: "Users" }).getByText(viewer.email).waitFor();
});

test("a viewer looks at a document and cannot approve it, on the page or behind it", async () => {
  const { page, context } = mira;
  await signIn(page, viewer);
  const api = await Api.of(context);
  const { items } = await api.get<{ items: { id: string; version: number }[] }>("/businesses/{b}/documents?group=waiting");
  const [document] = items;
  if (!document) throw new Error("no document waits for review");
  await page.goto(`/documents/${document.id}`);
  await page.getByRole("region", { name: "Facts" }).waitFor();
  expect(await page.getByRole("button", { name: /Approve|Reject/ }).count(), "nothing is offered that would be refused").toBe(0);
  expect(await page.getByLabel("Total", { exact: true }).getAttribute("readonly")).not.toBeNull();
  await page.keyboard.press("Control+Enter");
  await shot(page, "viewer-review");

  // nor is a way out of a document that is held back or could not be read
  for (const group of ["held", "failed"]) {
    const { items: others } = await api.get<{ items: { id: string; file_name: string }[] }>(`/businesses/{b}/documents?group=${group}`);
    for (const other of others) {
      await page.goto(`/documents/${other.id}`);
      await page.getByRole("heading", { name: other.file_name, level: 1 }).waitFor();
      expect(await page.getByRole("button", { name: /Not a duplicate|Read again|Enter by hand/ }).count()).toBe(0);
    }
  }

  const { status, body } = await api.post(`/businesses/{b}/documents/${document.id}/approve`, { version: document.version });
  expect(status).toBe(403);
  expect((body as { code: string }).code).toBe("auth.denied");
});

test("pages that a viewer may not see say so", async () => {
  const { page } = mira;
  for (const path of ["/settings/users", "/control/audit", "/ledger/entries/new", "/payments/new", "/payments/match"]) {
    await page.goto(path);
    await page.getByText(/^You may not/).waitFor();
  }
  await page.goto("/inbox");
  await page.getByRole("heading", { name: "Inbox" }).waitFor();
  expect(await page.getByRole("button", { name: "Add documents" }).count()).toBe(0);
  expect(await page.getByText(/Drop files|Photograph documents/).count()).toBe(0);
  await page.goto("/receivables");
  await page.getByRole("heading", { name: "Receivables", level: 1 }).waitFor();
  expect(await page.getByRole("link", { name: "Record payment" }).count()).toBe(0);
  expect(await page.getByRole("checkbox").count(), "nothing to select for").toBe(0);
  const main = page.getByRole("navigation", { name: "Main" });
  expect(await main.getByRole("link", { name: "Control" }).count()).toBe(0);
  expect(await main.getByRole("button", { name: "New" }).count()).toBe(0);
  await page.goto("/");
  await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
  await page.getByRole("region", { name: "Documents", exact: true }).waitFor();
  expect(await page.getByRole("link", { name: /Start reviewing|Add documents/ }).count()).toBe(0);
});

test("a wrong password is refused in plain words", async () => {
  const stranger = await newPerson();
  await stranger.page.goto("/sign-in");
  await stranger.page.getByLabel("E-mail address").fill(viewer.email);
  await stranger.page.getByLabel("Password", { exact: true }).fill("not this one");
  await stranger.page.getByRole("button", { name: "Sign in", exact: true }).click();
  await stranger.page.getByRole("alert").waitFor();
  expect(new URL(stranger.page.url()).pathname).toBe("/sign-in");
  await stranger.context.close();
});

test("a page asked for before signing in is opened after it", async () => {
  const stranger = await newPerson();
  await stranger.page.goto("/reports/balance-sheet");
  await stranger.page.waitForURL(/sign-in/);
  await stranger.page.getByLabel("E-mail address").fill(viewer.email);
  await stranger.page.getByLabel("Password", { exact: true }).fill(viewer.password);
  await stranger.page.getByRole("button", { name: "Sign in", exact: true }).click();
  await stranger.page.getByRole("heading", { name: "Balance sheet", level: 1 }).waitFor();
  await stranger.context.close();
});
