import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { type Mock, beforeEach, describe, expect, it, vi } from "vitest";
import { type NewPayment, type PaymentPreview, type Suggestion, allItemsQuery, itemQuery } from "@/api/trade";
import * as trade from "@/api/trade";
import { setNumberStyle } from "@/numbers/format";
import { item } from "../items.fixture";
import { BUSINESS, PARTY, open } from "../world.fixture";
import PaymentPage from "./PaymentPage";

const ONE = item({ line: 1, party_id: PARTY.id, open: "100.00", reference: "RE-1" });
const TWO = item({ line: 2, party_id: PARTY.id, open: "50.00", reference: "RE-2" });
const ITEMS = [allItemsQuery(BUSINESS, { side: "receivable", party: PARTY.id }).queryKey, [ONE, TWO]] as [readonly unknown[], unknown];
const PREVIEW: PaymentPreview = {
  lines: [
    { account_id: "bank", account_code: "1610", account_name: "Bank", side: "debit", amount: "100.00", currency: "EUR", base: "100.00", text: "" },
    { account_id: "control", account_code: "1200", account_name: "Debtors", side: "credit", amount: "100.00", currency: "EUR", base: "100.00", text: "RE-1" },
  ],
  exchange: { gain: "0.00", loss: "0.00" },
  left: "0.00",
  waits: false,
};
const MADE = { outcome: "posted", number: "BNK-1", repeated: false, entry: { id: "e" }, pending: null };

let suggestion: Suggestion;
let preview: PaymentPreview;
let post: Mock<typeof trade.postPayment>;
vi.mock(import("@/api/trade"), async (original) => ({ ...(await original()) }));
beforeEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
  setNumberStyle("en-US");
  suggestion = { settles: [{ item: ONE, amount: "100.00", reason: "the same amount" }], left: "0.00" };
  preview = PREVIEW;
  post = vi.spyOn(trade, "postPayment").mockResolvedValue(MADE);
  vi.spyOn(trade, "suggestionQuery").mockImplementation(
    ((b: string, question: object) => ({ queryKey: ["s", b, question], queryFn: async () => suggestion })) as never,
  );
  vi.spyOn(trade, "paymentPreviewQuery").mockImplementation(
    ((b: string, asked: string) => ({ queryKey: ["p", b, asked], queryFn: async () => preview })) as never,
  );
});

const address = `/payments/new?side=receivable&party=${PARTY.id}`;
const received = () => screen.findByLabelText("Received");
const button = () => document.getElementById("post-payment") as HTMLButtonElement;
const paid = (name: string) => screen.getByLabelText(`Paid, ${name}`) as HTMLInputElement;
/** Types as a hand does that knows where it goes: the text, then Enter. */
function enter(input: HTMLElement, text: string) {
  act(() => input.focus());
  fireEvent.change(input, { target: { value: text } });
  fireEvent.keyDown(input, { key: "Enter" });
}
const sent = () => post.mock.calls[0]?.[1] as NewPayment;

describe("recording a payment from the keyboard", () => {
  it("takes the suggestion by Enter in the amount, and posts by the next one", async () => {
    const { router } = await open(PaymentPage, address, [ITEMS]);
    enter(await received(), "40+60");
    await waitFor(() => expect(document.activeElement).toBe(button()));
    expect(paid("RE-1").value).toBe("100.00");
    expect(screen.getByText(/1 item settled in full. Nothing is left over/)).toBeTruthy();
    const entry = await screen.findByLabelText("To be posted", { selector: "table" });
    expect(within(entry).getAllByText("100.00").length).toBe(4);
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(router.state.location.pathname).toBe("/ledger/entries/e"));
    expect(sent()).toMatchObject({ account_id: "bank", amount: "100.00", currency: "EUR", party_id: PARTY.id });
    expect(sent().settles).toEqual([{ entry_id: ONE.entry_id, line: 1, amount: "100.00", discount: null, write_off: null }]);
  });

  it("goes to the first item where nothing is suggested", async () => {
    suggestion = { settles: [], left: "70.00" };
    await open(PaymentPage, address, [ITEMS]);
    enter(await received(), "70");
    await waitFor(() => expect(document.activeElement).toBe(paid("RE-1")));
    enter(paid("RE-1"), "=");
    expect(paid("RE-1").value).toBe("70.00");
    expect(document.activeElement).toBe(paid("RE-2"));
  });
});

describe("posting", () => {
  it("happens once, however often the button is pressed", async () => {
    post.mockImplementation(() => new Promise(() => undefined));
    await open(PaymentPage, address, [ITEMS]);
    enter(await received(), "100");
    await waitFor(() => expect(document.activeElement).toBe(button()));
    await userEvent.dblClick(button());
    await userEvent.keyboard("{Control>}{Enter}{/Control}");
    expect(post).toHaveBeenCalledTimes(1);
  });

  it("uses the same key again after a lost answer, and another one for another payment", async () => {
    const lose: (() => void)[] = [];
    const underWay = () => new Promise<never>((_, reject) => lose.push(() => reject(new Error("lost"))));
    post.mockImplementationOnce(underWay).mockImplementationOnce(underWay).mockResolvedValue(MADE);
    const isIdle = () => waitFor(() => expect(button().hasAttribute("data-loading")).toBe(false));
    await open(PaymentPage, address, [ITEMS]);
    enter(await received(), "100");
    await waitFor(() => expect(document.activeElement).toBe(button()));
    await userEvent.click(button());
    await waitFor(() => expect(post).toHaveBeenCalledTimes(1));
    lose[0]?.();
    await screen.findByText("lost");
    await isIdle();
    await userEvent.click(button());
    await waitFor(() => expect(post).toHaveBeenCalledTimes(2));
    lose[1]?.();
    await isIdle();
    fireEvent.change(screen.getByLabelText(/Reference/), { target: { value: "another" } });
    await userEvent.click(button());
    await waitFor(() => expect(post).toHaveBeenCalledTimes(3));
    const [first, again, other] = post.mock.calls.map((call) => call[2]);
    expect(first).toBe(again);
    expect(other).not.toBe(first);
  });

  it("is refused with the reason while more is settled than was paid", async () => {
    await open(PaymentPage, address, [ITEMS]);
    enter(await received(), "100");
    await waitFor(() => expect(document.activeElement).toBe(button()));
    enter(paid("RE-2"), "50");
    expect(document.activeElement, "after the last item").toBe(button());
    expect(screen.getByText(/EUR 50.00 more is settled than was paid/)).toBeTruthy();
    await userEvent.click(button());
    expect(post).not.toHaveBeenCalled();
  });

  it("says before that it will wait for a second person", async () => {
    preview = { ...PREVIEW, waits: true };
    await open(PaymentPage, address, [ITEMS]);
    enter(await received(), "100");
    expect(await screen.findByText(/somebody else must approve it first/)).toBeTruthy();
    expect(button().textContent).toBe("Hand in for approval");
  });
});

it("a realised difference of exchange is told in words", async () => {
  preview = { ...PREVIEW, exchange: { gain: "3.12", loss: "0.00" } };
  await open(PaymentPage, address, [ITEMS]);
  enter(await received(), "100");
  expect(await screen.findByText(/a realised gain on exchange of EUR 3.12/)).toBeTruthy();
  expect(screen.queryByText(/realised loss/)).toBeNull();
});

it("items chosen in a list are paid in full, and their sum is the amount", async () => {
  const id = (line: number) => ({ entry_id: "00000000-0000-7000-8000-000000000001", line });
  const answers = [1, 2].map((line): [readonly unknown[], unknown] => [
    itemQuery(BUSINESS, id(line)).queryKey,
    { item: line === 1 ? ONE : TWO, allocations: [] },
  ]);
  await open(PaymentPage, `/payments/new?side=receivable&items=${id(1).entry_id}:1,${id(2).entry_id}:2`, answers);
  await waitFor(async () => expect(((await received()) as HTMLInputElement).value).toBe("150.00"));
  expect(paid("RE-2").value).toBe("50.00");
});

it("leaving asks only for what was typed", async () => {
  const { router } = await open(PaymentPage, address, [ITEMS]);
  fireEvent.change(await received(), { target: { value: "100" } });
  fireEvent.blur(await received());
  void router.navigate({ to: "/elsewhere" });
  expect(await screen.findByText("Leave without posting the payment?")).toBeTruthy();
  expect(router.state.location.pathname).toBe("/payments/new");
});

it("whoever may not post is told so", async () => {
  await open(PaymentPage, address, [ITEMS], []);
  expect(await screen.findByText("You may not record payments")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /Post payment/ })).toBeNull();
});
