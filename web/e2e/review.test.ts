/** The review screen and the inbox at the places where a slip would cost trust: one press, one decision; nothing lost. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Api, type Person, accountant, approvable, closeBrowser, shot } from "./world";

interface Summary {
  id: string;
  file_name: string;
  version: number;
  state: { name: string };
  reasons: { severity: string; field?: string | null }[];
}
let anna: Person;
let api: Api;
beforeAll(async () => {
  anna = await accountant();
  api = await Api.of(anna.context);
});
afterAll(async () => {
  expect(anna.complaints).toEqual([]);
  await anna.context.close();
  await closeBrowser();
});

const waiting = async () => (await api.get<{ items: Summary[] }>("/businesses/{b}/documents?group=waiting&limit=200")).items;
const state = async (id: string) => (await api.get<Summary>(`/businesses/{b}/documents/${id}`)).state.name;
const open = async ({ id, file_name }: Pick<Summary, "id" | "file_name">) => {
  await anna.page.goto(`/documents/${id}`);
  await anna.page.getByRole("heading", { name: file_name, level: 1 }).waitFor();
};
const some = <T>(found: T | undefined, what: string): T => {
  if (!found) throw new Error(`the demo has no ${what}`);
  return found;
};
/** Every decision that the page sends from here on, by its last word. */
function decisions(): string[] {
  const sent: string[] = [];
  anna.page.on("request", (request) => {
    const kind = /documents\/[^/]+\/([a-z-]+)$/.exec(new URL(request.url()).pathname)?.[1];
    if (request.method() === "POST" && kind) sent.push(kind);
  });
  return sent;
}

test("Ctrl Enter in a dialog sends that dialog and nothing else, and the question goes to a person by name", async () => {
  const { page } = anna;
  const document = some((await approvable(api))[0], "document to approve");
  await open(document);
  const sent = decisions();
  await page.keyboard.press("a");
  const dialog = page.getByRole("dialog", { name: "Ask someone" });
  await dialog.getByLabel("Question").fill("Was this for the workshop?");
  const person = dialog.getByLabel("Who should answer?");
  const name = await person.locator("option").nth(1).textContent();
  await person.selectOption({ index: 1 });
  await dialog.getByLabel("Question").press("Control+Enter");
  await page.getByText(/^Question sent/).waitFor();
  expect(sent).toEqual(["ask"]);
  expect(await state(document.id)).toBe("asked");

  await open(document);
  await page.getByText(`Asked of ${name}`).waitFor();
  await page.getByRole("button", { name: "Answer" }).click();
  await page.getByRole("dialog").getByLabel("Answer").fill("Yes.");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("button", { name: "Answer" }).waitFor({ state: "detached" });
  expect(sent).toEqual(["ask", "answer"]);
  page.removeAllListeners("request");
});

test("a mended error goes while one types, and what follows from it is worked out", async () => {
  const { page } = anna;
  const blocked = (await waiting()).find(({ reasons }) => reasons.some(({ severity, field }) => severity === "block" && field === "total"));
  await open(some(blocked, "document whose figures contradict each other"));
  const approve = page.getByRole("button", { name: "Approve", exact: true });
  await page.locator('#approve[aria-disabled="true"]').waitFor();
  const figure = async (label: string) => page.getByLabel(label, { exact: true }).inputValue();
  const right = (Number((await figure("Net")).replace(",", "")) + Number((await figure("Tax")).replace(",", ""))).toFixed(2);
  await page.getByLabel("Total", { exact: true }).fill(right);
  await page.locator("#approve:not([aria-disabled])").waitFor(); // still in the field, nothing is saved
  expect(await approve.isEnabled()).toBe(true);
  // it is above what one may approve alone after a change: the page says so before anybody presses in vain, and after
  const limit = page.getByText(/somebody else must approve it/);
  await limit.waitFor();
  await shot(page, "review-mended");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("alert").filter({ hasText: /somebody else must approve it/ }).waitFor();
  await page.getByRole("button", { name: "Take back the change of Total" }).click();
  await limit.first().waitFor({ state: "hidden" });
  await page.locator('#approve[aria-disabled="true"]').waitFor();
});

test("unsaved corrections are never left without a question", async () => {
  const { page } = anna;
  const document = some((await approvable(api))[0], "document to approve");
  await page.goto(`/documents/${document.id}?queue=waiting`);
  await page.getByRole("heading", { name: document.file_name, level: 1 }).waitFor();
  const number = page.getByLabel("Number", { exact: true });
  const before = await number.inputValue();
  await number.fill("CHANGED-1");
  await number.press("Enter");
  await page.getByRole("heading", { level: 1 }).click();
  const dialog = page.getByRole("dialog", { name: "Save your changes?" });
  const leaving = async (key: string) => {
    await page.evaluate(() => (window.document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press(key);
    await dialog.waitFor();
  };
  await leaving("j");
  await shot(page, "review-leaving");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  expect(await number.inputValue()).toBe("CHANGED-1");
  await page.getByRole("link", { name: "Back to the inbox" }).click();
  await dialog.getByRole("button", { name: "Save and go on" }).click();
  await page.getByRole("heading", { name: "Inbox", level: 1 }).waitFor();
  await open(document);
  expect(await number.inputValue()).toBe("CHANGED-1");

  await number.fill(before);
  await page.getByRole("link", { name: "Back to the inbox" }).click();
  await dialog.getByRole("button", { name: "Discard" }).click();
  await page.getByRole("heading", { name: "Inbox", level: 1 }).waitFor();
  await open(document);
  expect(await number.inputValue()).toBe("CHANGED-1");
});

test("a held key approves one document, and the message takes it back", async () => {
  const { page } = anna;
  const document = some((await approvable(api))[0], "document to approve");
  await page.goto(`/documents/${document.id}?queue=waiting`);
  await page.getByRole("heading", { name: document.file_name, level: 1 }).waitFor();
  const sent = decisions();
  await page.keyboard.down("Control");
  for (let beat = 0; beat < 12; beat += 1) await page.keyboard.down("Enter"); // every one after the first repeats
  await page.getByText(/^Approved and posted/).waitFor();
  for (let beat = 0; beat < 12; beat += 1) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  await page.keyboard.up("Control");
  expect(sent).toEqual(["approve"]);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.waitForURL(new RegExp(document.id));
  await page.locator("#approve").waitFor();
  expect(await state(document.id)).toBe("in_review");
  page.removeAllListeners("request");
});

test("several documents are put in order, selected and decided at once, and taken back", async () => {
  const { page } = anna;
  await page.goto("/inbox?group=waiting");
  const table = page.getByRole("table", { name: "Documents" });
  await table.getByRole("button", { name: "Total" }).click();
  await page.waitForURL(/order=total/);
  const names = async () => table.locator("tbody tr td:nth-child(2) a").allTextContents();
  const rising = await names();
  await table.getByRole("button", { name: "Total" }).click();
  await page.waitForURL(/order=-total/);
  expect(await names()).not.toEqual(rising);

  // the review walks in the same order
  await table.locator("tbody tr a").first().click();
  await page.getByText(/^1 of \d+$/).waitFor();
  await page.goBack();

  const boxes = table.getByRole("checkbox", { name: /^Select / });
  await boxes.nth(1).click();
  await boxes.nth(2).click({ modifiers: ["Shift"] });
  const bar = page.getByRole("region", { name: "Selected documents" });
  await bar.getByText("2 documents selected").waitFor();
  await shot(page, "inbox-selected");
  await bar.getByRole("button", { name: "Park" }).click();
  const dialog = page.getByRole("dialog", { name: "Park: 2 documents" });
  await dialog.getByLabel("What are they waiting for?").fill("The delivery");
  await page.keyboard.press("Control+Enter");
  await page.getByText("2 parked").waitFor();
  await bar.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByText("Taken back: 2 documents").waitFor();
});

interface Line {
  memo: string;
  debit?: { amount: string } | null;
}
test("the proposed entry is parted, dated and named beside the page, and posted so", async () => {
  const { page } = anna;
  const document = some((await approvable(api))[0], "document to approve");
  await open(document);
  const entry = page.getByRole("region", { name: "Proposed entry" });
  const first = entry.getByLabel(/^Debit of/).first();
  const before = await first.inputValue();
  await first.fill(`${before}-1`);
  await first.press("Enter");
  await page.getByText(/add up to|needs an account/).first().waitFor(); // a cent must not get lost
  await entry.getByRole("button", { name: "Another line" }).click();
  const added = entry.getByLabel(/^Debit of added line/);
  await added.fill("=");
  await added.press("Enter");
  expect(await added.inputValue()).toBe("1.00");
  const account = entry.getByRole("combobox", { name: /^Account of added line/ });
  await account.fill("6");
  await page.getByRole("listbox", { name: "Accounts" }).getByRole("option").first().click();
  await entry.getByLabel(/^Note of added line/).fill("The part for the workshop");
  await entry.getByLabel("Text", { exact: true }).fill("Parted by hand");
  await entry.getByLabel("Text", { exact: true }).press("Enter");
  await page.locator("#approve:not([aria-disabled])").waitFor();
  await entry.getByText("Balances").waitFor();
  await shot(page, "review-entry-edited");
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByRole("button", { name: "Save changes" }).waitFor({ state: "detached" });
  await page.reload();
  expect(await entry.getByLabel("Text", { exact: true }).inputValue()).toBe("Parted by hand");
  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await page.getByText(/^Approved and posted/).waitFor();
  const { entry_id: id } = await api.get<{ entry_id: string }>(`/businesses/{b}/documents/${document.id}`);
  const posted = await api.get<{ memo: string; lines: Line[] }>(`/businesses/{b}/entries/${id}`);
  expect(posted.memo).toBe("Parted by hand");
  expect(posted.lines.find(({ memo }) => memo === "The part for the workshop")?.debit?.amount).toBe("1.00");
});
