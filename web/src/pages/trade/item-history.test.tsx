import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import * as trade from "@/api/trade";
import { type Allocation, itemQuery } from "@/api/trade";
import { setNumberStyle } from "@/numbers/format";
import { ItemHistory } from "./ItemHistory";
import { item } from "./items.fixture";
import { BUSINESS, open } from "./world.fixture";

vi.mock(import("@/api/trade"), async (original) => ({ ...(await original()) }));
beforeEach(() => {
  vi.restoreAllMocks();
  setNumberStyle("en-US");
});

const of = { entry_id: "e1", line: 1 };
const allocation = (change: Partial<Allocation>): Allocation => ({
  id: "a1",
  on: "2026-10-01",
  recorded_at: "2026-10-02T08:00:00Z",
  by: "Ada",
  amount: "69.00",
  other: { entry_id: "e2", line: 2, number: "BNK-7", date: "2026-10-01", reference: null, text: "Transfer" },
  undoes: null,
  undone: false,
  reason: null,
  ...change,
});
const answer = (allocations: Allocation[]): [readonly unknown[], unknown][] => [
  [itemQuery(BUSINESS, of).queryKey, { item: item({ ...of, amount: "119.00", open: "50.00" }), allocations }],
];
const Shown = () => <ItemHistory of={of} />;

it("a settlement is taken back once, with a reason", async () => {
  const back = vi.spyOn(trade, "takeBack").mockResolvedValue({ id: "a2" });
  await open(Shown, "/x", answer([allocation({})]));
  await userEvent.click((await screen.findAllByRole("button", { name: /Take back: EUR 69.00 by BNK-7/ }))[0] as HTMLElement);
  const dialog = await screen.findByRole("dialog");
  const button = within(dialog).getByRole("button", { name: "Take back" });
  expect((button as HTMLButtonElement).disabled).toBe(true);
  await userEvent.type(within(dialog).getByRole("textbox", { name: /^Why/ }), " Wrong invoice ");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(back).toHaveBeenCalledTimes(1));
  expect(back.mock.calls[0]?.[1]).toBe("a1");
  expect(back.mock.calls[0]?.[2].reason).toBe("Wrong invoice");
  expect(await screen.findByText(/both items are open again/)).toBeTruthy();
});

it("what was taken back, and what takes back, cannot be taken back", async () => {
  await open(Shown, "/x", answer([allocation({ undone: true }), allocation({ id: "a2", amount: "-69.00", undoes: "a1", reason: "Wrong" })]));
  expect(await screen.findByText("Taken back")).toBeTruthy();
  expect(screen.getByText("Wrong")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /Take back/ })).toBeNull();
});

it("a viewer sees the history and no button", async () => {
  await open(Shown, "/x", answer([allocation({})]), []);
  expect(await screen.findByText("BNK-7")).toBeTruthy();
  expect(screen.queryByRole("button")).toBeNull();
});
