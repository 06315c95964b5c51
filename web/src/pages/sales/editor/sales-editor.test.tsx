import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type Mock, beforeEach, describe, expect, it, vi } from "vitest";
import { taxCodesQuery } from "@/api/ledger";
import * as sales from "@/api/sales";
import type { SalesContent, SalesDocument, SalesTotals } from "@/api/sales";
import { setNumberStyle } from "@/numbers/format";
import { BUSINESS, PARTY, open } from "../../trade/world.fixture";
import NewSalePage from "./NewSalePage";

vi.setConfig({ testTimeout: 60_000 });
vi.mock(import("@/api/sales"), async (original) => ({ ...(await original()) }));

const NOTHING: SalesTotals = {
  currency: "EUR",
  issue_date: "2026-03-01",
  tax_point: "2026-03-01",
  lines: [],
  taxes: [],
  net: "0.00",
  tax: "0.00",
  gross: "0.00",
  deposits: [],
  payable: "0.00",
  instalments: [],
  rounding: "per_rate",
  suggestions: [],
  warnings: [],
  problems: [],
};
const CODES = [
  { code: "UST19", name: "19 %", kind: "output", rate: "19", treatment: "standard" },
  { code: "RC", name: "Reverse charge", kind: "output", rate: "0", treatment: "reverse_charge" },
];
let answer: (content: SalesContent) => Partial<SalesTotals>;
let add: Mock<typeof sales.addSale>;
let issue: Mock<typeof sales.issueSale>;
beforeEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
  setNumberStyle("en-US");
  answer = ({ lines }) => ({ lines: lines.map(() => ({ net: "180.00", tax: "34.20", gross: "214.20", tax_code: "UST19" })), payable: "214.20" });
  vi.spyOn(sales, "salesTotalsQuery").mockImplementation(((b: string, content: string) => ({
    queryKey: ["totals", b, content],
    queryFn: async () => ({ ...NOTHING, ...answer(JSON.parse(content) as SalesContent) }),
    placeholderData: (old: unknown) => old,
  })) as never);
  vi.spyOn(sales, "someSalesQuery").mockReturnValue({ queryKey: ["none"], queryFn: async () => [] } as never);
  const stored = (content: SalesContent, more: object = {}) => ({ id: "s", kind: "invoice", version: 1, state: "draft", content, ...more }) as SalesDocument;
  add = vi.spyOn(sales, "addSale").mockImplementation(async (_b, content) => stored(content));
  issue = vi.spyOn(sales, "issueSale").mockImplementation(async () => stored({} as SalesContent, { state: "issued", number: "INV-2026-0001" }));
});

const address = `/sales/new?party=${PARTY.id}`;
const start = () => open(NewSalePage, "/sales/new", [[taxCodesQuery(BUSINESS).queryKey, CODES]]);
const cell = (label: string) => screen.findByLabelText(label) as Promise<HTMLInputElement>;
/** Types as a hand does that is in the cell: the text, then Enter. */
function enter(text: string) {
  const input = document.activeElement as HTMLInputElement;
  fireEvent.change(input, { target: { value: text } });
  fireEvent.keyDown(input, { key: "Enter" });
}
async function writeLine() {
  const first = await cell("Text, line 1");
  act(() => first.focus());
  for (const text of ["Advice", "2", "90"]) enter(text);
}
const issueButton = () => document.getElementById("issue-sale") as HTMLButtonElement;

describe("writing an invoice from the keyboard", () => {
  it("goes from the text to the quantity, to the price, to the next line", async () => {
    await start();
    await writeLine();
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Text, line 2");
    expect((await cell("Price, line 1")).value).toBe("90.00");
    await waitFor(() => expect(screen.getAllByText("214.20").length).toBeGreaterThan(0));
  });

  it("saves what was typed, with one key for one writing", async () => {
    const { router } = await start();
    await writeLine();
    await userEvent.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(router.state.location.pathname).toBe("/sales/s/edit"));
    expect(add).toHaveBeenCalledTimes(1);
    expect(add.mock.calls[0]?.[1].lines).toMatchObject([{ text: "Advice", quantity: "2", unit_price: "90" }]);
  });

  it("issues once, however often the key comes", async () => {
    const { router } = await start();
    await writeLine();
    await waitFor(() => expect(screen.getAllByText("214.20").length).toBeGreaterThan(0));
    await userEvent.keyboard("{Control>}{Enter}{Enter}{Enter}{/Control}");
    await waitFor(() => expect(router.state.location.pathname).toBe("/sales/s"));
    expect(add).toHaveBeenCalledTimes(1);
    expect(issue).toHaveBeenCalledTimes(1);
    await screen.findByText(/Invoice issued as INV-2026-0001/);
  });
});

describe("what the server says of it", () => {
  it("is told at the cell, and keeps it from being issued", async () => {
    answer = ({ lines }) => ({
      lines: lines.map(() => ({ net: "0.00", tax: "0.00", gross: "0.00" })),
      problems: [{ code: "sales.account_missing", field: "lines[0].account_id", message: "choose the account it is earned on" }],
    });
    await start();
    await writeLine();
    const list = await screen.findByRole("region", { name: "Before it can be issued" });
    await waitFor(() => expect(issueButton().getAttribute("aria-disabled")).toBe("true"));
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    await waitFor(() => expect(document.activeElement?.getAttribute("aria-label")).toBe("Account, line 1"));
    expect(issue).not.toHaveBeenCalled();
    expect(within(list).getByText(/Line 1: Choose the account/)).toBeTruthy();
  });

  it("can be taken by one key where the places ask for another tax", async () => {
    answer = ({ lines }) => ({
      lines: lines.map(({ tax_code }) => ({ net: "180.00", tax: "0.00", gross: "180.00", tax_code: tax_code ?? "UST19" })),
      suggestions: lines.map((_, at) => ({ line: at + 1, tax_code: "RC", treatment: "reverse_charge", reason: "the customer is in France" })),
    });
    await start();
    await writeLine();
    await screen.findByRole("region", { name: "Suggested tax" });
    await userEvent.keyboard("{Alt>}t{/Alt}");
    await waitFor(() => expect((screen.getByLabelText("Tax code, line 1") as HTMLSelectElement).value).toBe("RC"));
    await waitFor(() => expect(screen.queryByRole("region", { name: "Suggested tax" })).toBeNull());
  });
});

it("is not offered to those who may not post", async () => {
  await open(NewSalePage, address, [], []);
  await screen.findByText(/^You may not/);
});
