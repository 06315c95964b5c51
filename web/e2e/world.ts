/**
 * The browser, the people in it, and what they can see and do. Addresses and documents come from the environment:
 * PACIOLI_URL the server with the demo company, PACIOLI_CORPUS the folder of sample documents (tests that need it are
 * skipped with a line when it is absent), PACIOLI_EMPTY_URL a server where nothing is set up yet.
 */
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, resolve } from "node:path";
import { type Browser, type BrowserContext, type Locator, type Page, chromium } from "playwright-core";
import { expect } from "vitest";

export const BASE = process.env.PACIOLI_URL ?? "http://127.0.0.1:7400";
export const RESULTS = resolve(process.env.PACIOLI_RESULTS ?? "../test-results");
const CORPUS = resolve(process.env.PACIOLI_CORPUS ?? "../../shared/corpus");
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };
export type Size = keyof typeof SIZES;
export type Scheme = "light" | "dark";

let browser: Browser | undefined;
export async function openBrowser(): Promise<Browser> {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"].concat(
      ["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ),
  });
  return browser;
}
export async function closeBrowser(): Promise<void> {
  await browser?.close();
  browser = undefined;
}

interface Look {
  size?: Size;
  scheme?: Scheme;
  base?: string;
}
export interface Person {
  page: Page;
  context: BrowserContext;
  /** What the page complained about in its console. */
  complaints: string[];
}

export async function newPerson({ size = "desktop", scheme = "light", base = BASE }: Look = {}): Promise<Person> {
  const context = await (await openBrowser()).newContext({
    baseURL: base,
    viewport: SIZES[size],
    colorScheme: scheme,
    isMobile: size === "phone",
    hasTouch: size === "phone",
    reducedMotion: "reduce",
    locale: "en-US",
    acceptDownloads: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // a refused request is logged by the browser itself; the app shows it to the person
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) complaints.push(message.text());
  });
  return { page, context, complaints };
}

export interface Credentials {
  email: string;
  password: string;
}
/** The sign-in of the demo company, as the server offers it. */
export async function demo(context: BrowserContext): Promise<Credentials> {
  const setup = (await (await context.request.get("/api/v1/setup")).json()) as { demo: Credentials | null };
  if (!setup.demo) throw new Error("The server has no demo company; start it with one.");
  return setup.demo;
}

export async function signIn(page: Page, { email, password }: Credentials): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { name: "Home", level: 1 }).waitFor();
}

/** The demo's administrator, signed in by hand once and then by the same cookie. */
let cookies: Awaited<ReturnType<BrowserContext["cookies"]>> | undefined;
export async function accountant(look: Look = {}): Promise<Person> {
  const person = await newPerson(look);
  if (cookies) await person.context.addCookies(cookies);
  else {
    await signIn(person.page, await demo(person.context));
    cookies = await person.context.cookies();
  }
  return person;
}

/** A small client of the API with the person's own session, for looking things up, never for doing the thing tested. */
export class Api {
  constructor(
    private readonly context: BrowserContext,
    readonly business: string,
    private readonly csrf: string,
  ) {}

  static async of(context: BrowserContext): Promise<Api> {
    const session = (await (await context.request.get("/api/v1/session")).json()) as {
      csrf_token: string;
      businesses: { id: string }[];
    };
    return new Api(context, session.businesses[0]?.id ?? "", session.csrf_token);
  }

  async get<T>(path: string): Promise<T> {
    const answer = await this.context.request.get(`/api/v1${path.replace("{b}", this.business)}`);
    expect(answer.ok(), `GET ${path}: ${answer.status()}`).toBe(true);
    return (await answer.json()) as T;
  }

  async post(path: string, data: unknown): Promise<{ status: number; body: unknown }> {
    const answer = await this.context.request.post(`/api/v1${path.replace("{b}", this.business)}`, {
      data,
      headers: { "X-CSRF-Token": this.csrf },
    });
    return { status: answer.status(), body: await answer.json().catch(() => null) };
  }
}

export interface Whole {
  id: string;
  file_name: string;
  version: number;
  date?: string | null;
  total?: { amount: string } | null;
  state: { name: string };
  fields: { name: string; spots: unknown[] }[];
  can: Record<string, { allowed: boolean }>;
}
/** Above this a person may not approve alone what that person corrected (the demo's policy). */
const OWN_LIMIT = 1000;

/** Documents in review, dated in these weeks, that one person may correct and approve. */
export async function approvable(api: Api): Promise<Whole[]> {
  const recent = new Date(Date.now() - 60 * 86_400_000).toISOString().slice(0, 10);
  const { items } = await api.get<{ items: Omit<Whole, "fields" | "can">[] }>("/businesses/{b}/documents?group=waiting&limit=200");
  const found: Whole[] = [];
  for (const { id, date, total, state } of items) {
    const small = Number(total?.amount ?? OWN_LIMIT) < OWN_LIMIT;
    if (state.name !== "in_review" || !date || date < recent || !small) continue;
    const whole = await api.get<Whole>(`/businesses/{b}/documents/${id}`);
    if (whole.can.approve?.allowed) found.push(whole);
  }
  expect(found.length, "documents of the demo company that can be approved").toBeGreaterThan(0);
  return found;
}

export async function shot(page: Page, name: string): Promise<void> {
  mkdirSync(RESULTS, { recursive: true });
  await page.screenshot({ path: join(RESULTS, `${name}.png`) });
}

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
interface Violation {
  id: string;
  nodes: { target: string[]; any: { message: string }[] }[];
}
/** What axe finds wrong on the page, one line for each. */
export async function faults(page: Page): Promise<string[]> {
  await page.evaluate(`${AXE};1`);
  const found = await page.evaluate(async (tags) => {
    const { axe } = globalThis as unknown as { axe: { run: (root: unknown, options: unknown) => Promise<{ violations: unknown }> } };
    return (await axe.run(document, { runOnly: tags })).violations;
  }, TAGS);
  return (found as Violation[]).flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${id}: ${target.join(" ")} ${any[0]?.message ?? ""}`.trim()),
  );
}

/** Files of the corpus by kind, or null (with a printed line) when there is no corpus. */
export function corpusFiles(type: string, count: number): string[] | null {
  const manifest = join(CORPUS, "manifest.jsonl");
  if (!existsSync(manifest)) {
    process.stdout.write(`no corpus at ${CORPUS}: skipped\n`);
    return null;
  }
  const rows = readFileSync(manifest, "utf8").trim().split("\n").map((line) => JSON.parse(line) as { file: string; type: string });
  return rows.filter((row) => row.type === type).slice(0, count).map((row) => join(CORPUS, row.file));
}
export const nameOf = (path: string): string => basename(path);

/** Drops files on the page as a person does with the mouse. */
export async function drop(page: Page, paths: string[]): Promise<void> {
  await page.getByRole("button", { name: "Add documents" }).waitFor(); // only then the page listens
  const files = paths.map((path) => ({ name: basename(path), bytes: readFileSync(path).toString("base64") }));
  const transfer = await page.evaluateHandle((list) => {
    const data = new DataTransfer();
    for (const { name, bytes } of list) {
      const raw = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
      data.items.add(new File([raw], name));
    }
    return data;
  }, files);
  await page.dispatchEvent("body", "dragenter", { dataTransfer: transfer });
  await page.getByText("Drop the documents to add them").waitFor();
  await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
}

/** The row of a table that holds a text. */
export const rowWith = (page: Page | Locator, text: string | RegExp): Locator =>
  page.getByRole("row").filter({ hasText: text });
