import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import * as sales from "@/api/sales";
import type { Obstacle, SalesDocument } from "@/api/sales";
import { open } from "../../trade/world.fixture";
import { Downloads } from "./Downloads";

vi.setConfig({ testTimeout: 60_000 });
vi.mock(import("@/api/sales"), async (original) => ({ ...(await original()) }));

const sale = (kind: SalesDocument["kind"]) => ({ id: "s", kind, number: "INV-2026-0001" }) as SalesDocument;
let missing: Obstacle[];
const left: string[] = [];
beforeEach(() => {
  vi.restoreAllMocks();
  left.length = 0;
  vi.spyOn(sales, "missingForQuery").mockImplementation(((_b: string, _id: string, format: string) => ({
    queryKey: ["missing", format],
    staleTime: 0,
    queryFn: async () => missing,
  })) as never);
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    left.push(this.getAttribute("href") ?? "");
  });
});
const page = (kind: SalesDocument["kind"]) => open(() => <Downloads sale={sale(kind)} />, "/sales/s");

it("hands an e-invoice out when nothing is missing", async () => {
  missing = [];
  await page("invoice");
  await userEvent.click(await screen.findByRole("button", { name: "XML: Peppol BIS Billing 3.0" }));
  await waitFor(() => expect(left).toEqual([expect.stringMatching(/\/sales\/s\/e-invoice\?format=peppol$/)]));
});

it("says in words what is missing, and hands out nothing", async () => {
  missing = [{ code: "BR-DE-15", field: "BuyerReference", message: "the buyer's reference is missing" }];
  await page("invoice");
  await userEvent.click(await screen.findByRole("button", { name: "XML: XRechnung (UBL)" }));
  await screen.findByText("The buyer's reference is missing");
  expect(left).toEqual([]);
});

it("offers a quote as a paper only", async () => {
  await page("quote");
  expect((await screen.findByRole("link", { name: "PDF" })).getAttribute("href")).toMatch(/\/sales\/s\/pdf$/);
  expect(screen.queryByRole("list", { name: "E-invoice" })).toBeNull();
});
