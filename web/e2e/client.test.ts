/**
 * A client generated from the description of the API (openapi-typescript, openapi-fetch) makes one real call of each
 * kind: it lists, gets, puts, posts, patches, deletes, uploads, and is refused in the documented form.
 */
import createClient from "openapi-fetch";
import { beforeAll, expect, test } from "vitest";
import type { components, paths } from "../src/api/schema";
import { BASE } from "./world";

type Client = ReturnType<typeof createClient<paths>>;

let client: Client;
let business: string;

beforeAll(async () => {
  const open = createClient<paths>({ baseUrl: BASE });
  const setup = await open.GET("/api/v1/setup");
  const demo = setup.data?.demo;
  if (!demo) throw new Error("The server has no demo company; start it with one.");
  const signedIn = await open.POST("/api/v1/session", { body: demo });
  const session = signedIn.data;
  const cookie = signedIn.response.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ");
  if (!session) throw new Error("The demo sign-in was refused.");
  business = session.businesses[0]?.id ?? "";
  client = createClient<paths>({ baseUrl: BASE, headers: { Cookie: cookie, "X-CSRF-Token": session.csrf_token ?? "" } });
});

test("lists, pages and gets", async () => {
  const first = await client.GET("/api/v1/businesses/{business}/entries", { params: { path: { business }, query: { limit: 2 } } });
  expect(first.data?.items).toHaveLength(2);
  const cursor = first.data?.next_cursor ?? "";
  const second = await client.GET("/api/v1/businesses/{business}/entries", { params: { path: { business }, query: { limit: 2, cursor } } });
  expect(second.data?.items.map((entry) => entry.id)).not.toContain(first.data?.items[0]?.id);
  const id = first.data?.items[0]?.id ?? "";
  const one = await client.GET("/api/v1/businesses/{business}/entries/{id}", { params: { path: { business, id } } });
  expect(one.data?.lines.length).toBeGreaterThan(1);
});

test("posts an entry, with money in both forms, and shows without saving", async () => {
  const accounts = await client.GET("/api/v1/businesses/{business}/accounts", { params: { path: { business } } });
  const [debit, credit] = (accounts.data?.items ?? []).filter((account) => account.postable && account.active);
  const currency = accounts.data?.items.find((account) => account.balance)?.balance?.currency ?? "EUR";
  const body: components["schemas"]["ManualEntry"] = {
    date: new Date().toISOString().slice(0, 10),
    memo: "A client that was generated",
    lines: [
      { account_id: debit?.id ?? "", debit: "1.25" },
      { account_id: credit?.id ?? "", credit: { amount: "1.25", currency } },
    ],
  };
  const shown = await client.POST("/api/v1/businesses/{business}/entries", {
    params: { path: { business }, query: { dry_run: 1 } },
    body,
  });
  expect(shown.data?.entry ?? null).toBeNull();
  expect(shown.data?.balances).toHaveLength(2);
});

test("posts, patches and is refused in the documented form", async () => {
  const added = await client.POST("/api/v1/businesses/{business}/accounts", {
    params: { path: { business } },
    body: { code: `9${Date.now() % 100_000}`, name: "Made by a client", type: "expense", postable: true },
  });
  expect(added.response.status).toBe(201);
  const account = added.data;
  const path = { business, id: account?.id ?? "" };
  const renamed = await client.PATCH("/api/v1/businesses/{business}/accounts/{id}", {
    params: { path },
    body: { version: account?.version ?? 0, name: "Renamed by a client", active: false },
  });
  expect(renamed.data?.name).toBe("Renamed by a client");
  const stale = await client.PATCH("/api/v1/businesses/{business}/accounts/{id}", {
    params: { path },
    body: { version: account?.version ?? 0, name: "Too late" },
  });
  expect(stale.error?.code).toBe("ledger.stale_version");
  const page = await fetch(new URL(stale.error?.type ?? "", BASE));
  expect(await page.text()).toContain('<section id="ledger.stale_version">');
});

test("makes and revokes a key", async () => {
  const made = await client.POST("/api/v1/api-keys", { body: { name: "a generated client", scopes: ["ledger-read"] } });
  expect(made.data?.key).toMatch(/^pac_live_/);
  const revoked = await client.DELETE("/api/v1/api-keys/{id}", { params: { path: { id: made.data?.id ?? "" } } });
  expect(revoked.response.status).toBe(204);
});

test("uploads a file", async () => {
  const sent = await client.POST("/api/v1/businesses/{business}/documents", {
    params: { path: { business } },
    body: { files: ["The invoice 4711 of 2026-11-02 is settled."] },
    bodySerializer: (form) => {
      const data = new FormData();
      form.files.forEach((text, n) => data.append("files", new Blob([text]), `note-${n}.txt`));
      return data;
    },
  });
  expect(sent.response.status).toBe(200);
  expect(sent.data?.items).toHaveLength(1);
});
