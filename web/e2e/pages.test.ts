/** Every page, light and dark, on a desktop and on a phone: axe finds nothing, nothing scrolls sideways, a picture is kept. */
import { afterAll, describe, expect, test } from "vitest";
import { Api, type Scheme, type Size, accountant, closeBrowser, faults, newPerson, shot } from "./world";

afterAll(closeBrowser);

/** Pages of one customer who owes something. */
const OF_PARTY: [name: string, path: string][] = [
  ["party", "/ledger/parties/{party}"],
  ["statement", "/ledger/parties/{party}/statement"],
  ["payment-party", "/payments/new?side=receivable&party={party}"],
  ["match-party", "/payments/match?side=receivable&party={party}"],
];

async function pages(api: Api): Promise<[name: string, path: string][]> {
  const first = async (path: string) => (await api.get<{ items: { id: string }[] }>(path)).items[0]?.id ?? "";
  const documents = (await api.get<{ items: { id: string; pages: number }[] }>("/businesses/{b}/documents?group=waiting")).items;
  const waiting = documents.find(({ pages: count }) => count > 0)?.id ?? documents[0]?.id;
  const held = await first("/businesses/{b}/documents?group=held");
  const posted = await first("/businesses/{b}/documents?group=posted");
  const entry = await first("/businesses/{b}/entries");
  const items = (await api.get<{ items: { party_id: string | null }[] }>("/businesses/{b}/open-items?side=receivable")).items;
  const owing = items.find(({ party_id }) => party_id)?.party_id;
  const { rows } = await api.get<{ rows: { account?: { id: string } | null }[] }>("/businesses/{b}/reports/trial-balance");
  const accounts = rows.flatMap(({ account }) => account?.id ?? []);
  return [
    ["home", "/"],
    ["inbox", "/inbox"],
    ["inbox-all", "/inbox?group=all"],
    ["inbox-nothing-found", "/inbox?q=nothing-is-called-this"],
    ...(waiting ? ["review", "review-entry"].map((name): [string, string] => [name, `/documents/${waiting}`]) : []),
    ...(waiting ? ([["run", `/documents/${waiting}/run`]] as [string, string][]) : []),
    ...(held ? ([["review-held", `/documents/${held}`]] as [string, string][]) : []),
    ...(posted ? ([["review-posted", `/documents/${posted}`]] as [string, string][]) : []),
    ["entries", "/ledger/entries"],
    ["entry", `/ledger/entries/${entry}`],
    ["entry-new", "/ledger/entries/new"],
    ["accounts", "/ledger/accounts"],
    ["account", `/ledger/accounts/${accounts[0]}`],
    ["figure", "/ledger/figure?part=income&from=2026-01-01"],
    ["parties", "/ledger/parties"],
    ["sales", "/sales"],
    ["sales-quotes", "/sales?kind=quote"],
    ["sales-nothing-found", "/sales?q=nothing-is-called-this"],
    ["sale-new", "/sales/new"],
    ["papers", "/settings/papers"],
    ["receivables", "/receivables"],
    ["receivables-ageing", "/receivables?group=ageing"],
    ["receivables-nothing-found", "/receivables?q=nothing-is-called-this"],
    ["payables", "/payables"],
    ["payables-ageing", "/payables?group=ageing&by=date"],
    ["payment", "/payments/new"],
    ["match", "/payments/match"],
    ...(owing ? (OF_PARTY.map(([name, path]) => [name, path.replace("{party}", owing)]) as [string, string][]) : []),
    ["currency", "/reports/currency"],
    ["pending", "/ledger/pending?group=all"],
    ["books", "/control/books"],
    ["rates", "/settings/rates"],
    ["reports", "/reports"],
    ["trial-balance", "/reports/trial-balance"],
    ["balance-sheet", "/reports/balance-sheet?compare=year"],
    ["profit-loss", "/reports/profit-loss?compare=year"],
    ["budget", "/reports/budget"],
    ["budget-department", "/reports/budget?department=Sales"],
    ["budget-none", "/reports/budget?year=2090"],
    ["budget-edit", "/reports/budget/edit"],
    ["budget-new", "/reports/budget/edit?year=2090"],
    ["budget-version", "/reports/budget/edit?version=1"],
    ["tax-return", "/reports/tax-return"],
    ["tax-return-left-out", "/reports/tax-return/lines?from=2026-07-01&to=2026-09-30&box=left_out"],
    ["runs", "/automation/runs"],
    ["audit", "/control/audit"],
    ["settings-me", "/settings/me"],
    ["settings-appearance", "/settings/appearance"],
    ["settings-business", "/settings/business"],
    ["settings-periods", "/settings/periods"],
    ["settings-approvals", "/settings/approvals"],
    ["settings-users", "/settings/users"],
    ["settings-keys", "/settings/keys"],
    ["missing-document", "/documents/00000000-0000-7000-8000-000000000000"],
    ["missing-page", "/no/such/page"],
  ];
}

const LOOKS: [Size, Scheme][] = [
  ["desktop", "light"],
  ["desktop", "dark"],
  ["phone", "light"],
  ["phone", "dark"],
];

describe.each(LOOKS)("on a %s, %s", (size, scheme) => {
  test("every page can be used by everybody", { timeout: 600_000 }, async () => {
    const { page, context, complaints } = await accountant({ size, scheme });
    const problems: string[] = [];
    for (const [name, path] of await pages(await Api.of(context))) {
      await page.goto(path);
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      // several parts of a page load at once: the first of them is gone when all are
      await page.locator('[role="status"]:has-text("Loading")').first().waitFor({ state: "detached" });
      // on a phone the parts of the review are tabs
      if (size === "phone" && name === "review-entry") await page.getByText("Entry", { exact: true }).click();
      await page.waitForLoadState("networkidle").catch(() => undefined); // the stream of news keeps one connection
      await shot(page, `page-${name}-${size}-${scheme}`);
      problems.push(...(await faults(page)).map((fault) => `${name}: ${fault}`));
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (sideways > 0) problems.push(`${name}: scrolls sideways by ${sideways} px`);
    }
    problems.push(...complaints.map((text) => `console: ${text}`));
    expect(problems).toEqual([]);
    await context.close();
  });

  test("the sign-in page too", async () => {
    const { page, context } = await newPerson({ size, scheme });
    await page.goto("/sign-in");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await page.getByRole("button", { name: "Open the demo company" }).waitFor();
    await shot(page, `page-sign-in-${size}-${scheme}`);
    expect(await faults(page)).toEqual([]);
    await context.close();
  });
});
