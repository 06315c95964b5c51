/** The main job in a browser: drop documents, see them read, review beside the page, approve, find the figure, go back. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Api, type Person, accountant, approvable, closeBrowser, corpusFiles, drop, nameOf, rowWith, shot } from "./world";

interface Summary {
  id: string;
  file_name: string;
  state: { name: string };
  entry_id?: string | null;
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

const documents = async () => (await api.get<{ items: Summary[] }>("/businesses/{b}/documents?group=all&limit=200")).items;

test("documents dropped on the page are received, read and queued while one looks on", async ({ skip }) => {
  const pdfs = corpusFiles("invoice_pdf", 2);
  const xmls = corpusFiles("einvoice_xml", 1);
  if (!pdfs || !xmls) return skip();
  const { page } = anna;
  const files = [...pdfs, ...xmls];
  await page.goto("/inbox");
  await page.getByRole("heading", { name: "Inbox" }).waitFor();
  await drop(page, files);

  const uploads = page.getByRole("region", { name: "Uploads" });
  for (const file of files) {
    // a file that an earlier run of this test brought in is recognised by its bytes
    await uploads.getByRole("listitem").filter({ hasText: nameOf(file) }).getByText(/Received|already here|To review|Held|Nothing to book|Posted/).waitFor();
  }
  await shot(page, "story-1-dropped");

  await page.getByRole("navigation", { name: "Documents by state" }).getByRole("link", { name: /^All/ }).click();
  const table = page.getByRole("table", { name: "Documents" });
  for (const file of files) {
    const row = rowWith(table, nameOf(file)).first(); // the page is not reloaded: live news bring the state
    const state = row.getByText(/To review|Held|Nothing to book|Posted/).locator("visible=true").first();
    await state.waitFor({ timeout: 90_000 });
  }
  await shot(page, "story-2-read");
  return undefined;
});

test("a field is corrected beside the page, the entry follows, and the approved figure leads back to its spot", async () => {
  const { page } = anna;
  const document = (await approvable(api)).find(({ fields }) => fields.filter(({ spots }) => spots.length > 0).length >= 4);
  if (!document) throw new Error("no document with boxes on a page can be approved");
  await page.goto(`/documents/${document.id}`);
  await page.getByRole("heading", { name: document.file_name, level: 1 }).waitFor();

  // choosing a field shows its place on the page
  const total = page.getByLabel("Total", { exact: true });
  await total.focus();
  await page.getByTestId("marked").first().waitFor();
  expect(await page.getByTestId("marked").first().isVisible()).toBe(true);
  await shot(page, "story-3-review");

  // a correction: another number; the state of the field says who it comes from
  const number = page.getByLabel("Number", { exact: true });
  await number.fill(`E2E-${Date.now()}`);
  await number.press("Enter");
  const facts = page.getByRole("region", { name: "Facts" });
  await facts.getByText("Confirmed").first().waitFor();
  await page.getByRole("button", { name: "Save changes" }).click();
  await page.getByRole("button", { name: "Save changes" }).waitFor({ state: "detached" });

  // another account: the proposed entry follows before anything is approved
  const entry = page.getByRole("region", { name: "Proposed entry" });
  const account = entry.getByRole("combobox", { name: /^Account of the/ }).first();
  await account.fill("6");
  await page.getByRole("listbox", { name: "Accounts" }).getByRole("option").first().click();
  await entry.getByText("Chosen by you").waitFor();
  const chosen = await account.inputValue();
  await entry.getByText("Balances").waitFor();
  await shot(page, "story-4-corrected");

  await page.getByRole("button", { name: "Approve", exact: true }).click();
  await page.getByText(/Approved and posted/).first().waitFor();
  const posted = await api.get<Summary>(`/businesses/{b}/documents/${document.id}`);
  expect(posted.state.name).toBe("posted");
  expect(posted.entry_id).toBeTruthy();

  // trial balance -> account -> entry -> spot on the page
  await page.goto("/reports/trial-balance");
  await page.getByRole("table", { name: "Trial balance" }).waitFor();
  await shot(page, "story-5-trial-balance");
  await rowWith(page.getByRole("table", { name: "Trial balance" }), chosen).getByRole("link").last().click();
  await page.getByRole("heading", { name: chosen, level: 1 }).waitFor();
  const entryPath = `/ledger/entries/${posted.entry_id}`;
  const line = page.locator(`a[href^="${entryPath}"]`).first();
  for (let turn = 0; turn < 40 && (await line.count()) === 0; turn += 1) await page.mouse.wheel(0, 4000);
  await line.click();
  await page.getByRole("table", { name: "Lines of the entry" }).waitFor();
  await shot(page, "story-6-entry");
  await page.getByRole("link", { name: /on page \d/ }).first().click();
  await page.getByTestId("marked").first().waitFor();
  await shot(page, "story-7-spot");
  expect(anna.complaints).toEqual([]);
});

test("the run of a document can be read as a story", async () => {
  const { page } = anna;
  const document = (await documents()).find(({ state }) => state.name === "in_review");
  if (!document) throw new Error("no document in review");
  await page.goto(`/documents/${document.id}/run`);
  for (const stage of ["Arrive", "Read", "Extract", "Classify", "Propose"]) {
    await page.getByRole("heading", { name: stage, level: 2 }).first().waitFor();
  }
  await page.getByText("What came out").first().click();
  await page.locator("details[open]", { hasText: "What came out" }).first().getByRole("term").first().waitFor();
  await shot(page, "story-8-run");
});

test("the same file a second time is recognised", async ({ skip }) => {
  const files = corpusFiles("invoice_pdf", 1);
  if (!files) return skip();
  const { page } = anna;
  await page.goto("/inbox");
  await drop(page, files);
  await page.getByRole("region", { name: "Uploads" }).getByText("This file is already here").first().waitFor();
  return undefined;
});

test("a file that is no document is refused with the reason, and the rest goes on", async () => {
  const { page } = anna;
  await page.goto("/inbox");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Add documents" }).click();
  const junk = { name: "holiday.mp3", mimeType: "audio/mpeg", buffer: Buffer.from([0xff, 0xfb, 0x90, 0, 1, 2, 3, 4]) };
  await (await chooser).setFiles([junk]);
  const row = page.getByRole("region", { name: "Uploads" }).getByRole("listitem").filter({ hasText: "holiday.mp3" });
  await row.getByRole("button", { name: "Send holiday.mp3 again" }).waitFor();
  expect((await row.textContent())?.length ?? 0).toBeGreaterThan("holiday.mp3".length + 12);
});
