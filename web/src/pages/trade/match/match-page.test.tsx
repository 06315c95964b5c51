import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type Mock, beforeEach, expect, it, vi } from "vitest";
import * as trade from "@/api/trade";
import { allItemsQuery } from "@/api/trade";
import { setNumberStyle } from "@/numbers/format";
import { item } from "../items.fixture";
import { BUSINESS, PARTY, open } from "../world.fixture";
import MatchPage from "./MatchPage";

vi.mock(import("@/api/trade"), async (original) => ({ ...(await original()) }));
const BILL = item({ line: 1, reference: "RE-1", open: "119.00" });
const PAID = item({ line: 2, reference: null, number: "BNK-7", open: "-200.00", due: null, date: "2026-09-20" });
let allocate: Mock<typeof trade.allocate>;
beforeEach(() => {
  vi.restoreAllMocks();
  setNumberStyle("en-US");
  allocate = vi.spyOn(trade, "allocate").mockResolvedValue({ ids: ["x"] });
});

const show = (items = [BILL, PAID]) =>
  open(MatchPage, `/payments/match?side=receivable&party=${PARTY.id}`, [
    [allItemsQuery(BUSINESS, { side: "receivable", party: PARTY.id }).queryKey, items],
  ]);

it("a payment on account is set against an invoice, as far as both reach, on the later of both days", async () => {
  await show();
  await userEvent.click(await screen.findByRole("checkbox", { name: "Select RE-1" }));
  expect(screen.getByText("Choose something on both sides.")).toBeTruthy();
  await userEvent.click(screen.getByRole("checkbox", { name: "Select BNK-7" }));
  expect((screen.getByLabelText("Match", { selector: "input" }) as HTMLInputElement).value).toBe("119.00");
  await userEvent.click(screen.getByRole("button", { name: "Match" }));
  await waitFor(() => expect(allocate).toHaveBeenCalledTimes(1));
  const { entry_id } = BILL;
  expect(allocate.mock.calls[0]?.[1]).toEqual({
    allocations: [{ debit: { entry_id, line: 1 }, credit: { entry_id, line: 2 }, amount: "119.00" }],
    currency: "EUR",
    on: "2026-09-20",
  });
});

it("less can be matched, more cannot", async () => {
  await show();
  await userEvent.click(await screen.findByRole("checkbox", { name: "Select RE-1" }));
  await userEvent.click(screen.getByRole("checkbox", { name: "Select BNK-7" }));
  const amount = screen.getByLabelText("Match", { selector: "input" });
  await userEvent.clear(amount);
  await userEvent.type(amount, "150{Enter}");
  expect(screen.getByText("At most 119.00 can be matched.")).toBeTruthy();
  await userEvent.clear(amount);
  await userEvent.type(amount, "19{Enter}");
  await userEvent.click(screen.getByRole("button", { name: "Match" }));
  await waitFor(() => expect(allocate.mock.calls[0]?.[1].allocations[0]?.amount).toBe("19.00"));
});

it("says when there is nothing to match", async () => {
  await show([BILL]);
  expect(await screen.findByText("Nothing to match")).toBeTruthy();
});
