import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Filing, ReturnPeriod } from "@/api/returns";
import { EnteredInput } from "./EnteredInput";
import { readEntered, withEntered, writeEntered } from "./entered";
import { chosenPeriod, filingOf, obstacle, periodName, stateOf, stateText } from "./periods";

const period = (change: Partial<ReturnPeriod> = {}): ReturnPeriod => ({
  from: "2026-07-01",
  to: "2026-09-30",
  due: "2026-10-10",
  filing: null,
  is_over: true,
  ...change,
});
const filing: Filing = {
  id: "f",
  form: "UStVA",
  from: "2026-07-01",
  to: "2026-09-30",
  filed_at: "2026-10-03T12:00:00Z",
  filed_by: "Ada",
};
const withdrawn: Filing = { ...filing, withdrawn_at: "2026-10-04T12:00:00Z" };

describe("how a period stands", () => {
  it.each([
    ["before the last day", period(), "2026-10-01", "Due in 9 days"],
    ["a day before it", period(), "2026-10-09", "Due in 1 day"],
    ["on the last day", period(), "2026-10-10", "Due today"],
    ["a day too late", period(), "2026-10-11", "Overdue by 1 day"],
    ["over the end of a year", period({ due: "2027-02-07" }), "2026-12-31", "Due in 38 days"],
    ["where no last day is known", period({ due: null }), "2026-12-31", "Not filed"],
    ["while it runs", period({ is_over: false }), "2026-09-30", "Not over yet"],
    ["when filed, however late it is", period({ filing }), "2027-10-11", "Filed on 3 Oct 2026"],
    ["when the filing was withdrawn", period({ filing: withdrawn }), "2026-10-11", "Overdue by 1 day"],
  ])("%s", (_, given, now, text) => expect(stateText(stateOf(given, now))).toBe(text));

  it("decides whether it can be filed", () => {
    expect(obstacle(period())).toBeNull();
    expect(obstacle(period({ filing: withdrawn }))).toBeNull();
    expect(obstacle(period({ filing }))).toBe("This return was filed on 3 Oct 2026");
    expect(obstacle(period({ is_over: false }))).toContain("30 Sep 2026");
    expect(filingOf(period({ filing: withdrawn }))).toBeNull();
  });
});

it.each([
  ["2026-09-01", "2026-09-30", "September 2026"],
  ["2026-07-01", "2026-09-30", "Jul to Sep 2026"],
  ["2025-11-01", "2026-01-31", "Nov 2025 to Jan 2026"],
  ["2026-01-01", "2026-12-31", "2026"],
  ["2025-07-01", "2026-06-30", "Jul 2025 to Jun 2026"],
  ["2026-07-01", "2026-09-15", "1 Jul 2026 to 15 Sep 2026"],
])("%s to %s is called %s", (from, to, name) => expect(periodName({ from, to })).toBe(name));

describe("the period on the page", () => {
  const now = "2026-11-27";
  const running = period({ from: "2026-10-01", to: "2026-12-31", is_over: false });
  const list = [running, period(), period({ from: "2026-04-01", to: "2026-06-30" })];

  it("is the latest that is over, or the only one there is", () => {
    expect(chosenPeriod(list, {}, now)?.from).toBe("2026-07-01");
    expect(chosenPeriod([running], {}, now)).toBe(running);
    expect(chosenPeriod([], {}, now)).toBeUndefined();
  });

  it("is the one of the address, even when the list does not have it", () => {
    expect(chosenPeriod(list, { from: "2026-04-01", to: "2026-06-30" }, now)).toBe(list[2]);
    expect(chosenPeriod(list, { from: "2026-09-01", to: "2026-09-30" }, now)).toEqual({ from: "2026-09-01", to: "2026-09-30", is_over: true });
    expect(chosenPeriod(list, { from: "2026-09-30", to: "2026-09-01" }, now)).toBe(list[1]);
  });
});

describe("entered figures in the address", () => {
  it.each([
    [undefined, undefined],
    ["", undefined],
    ["304:120.00", "304:120.00"],
    ["310:50.00,304:-120.00", "304:-120.00,310:50.00"],
    ["073.t:1.50,001:7", "001:7,073.t:1.50"],
    ["304:1.00,304:2.00", "304:2.00"],
    ["304:12O.00,:5,310,310:1e3,62:0.10", "62:0.10"],
  ])("%s is written as %s", (text, written) => expect(writeEntered(readEntered(text))).toBe(written));

  it("one box changes and goes without touching the others", () => {
    const entered = readEntered("304:120.00,310:50.00");
    expect(writeEntered(withEntered(entered, "310", "60.00"))).toBe("304:120.00,310:60.00");
    expect(writeEntered(withEntered(entered, "304", ""))).toBe("310:50.00");
    expect(writeEntered(withEntered(readEntered("304:120.00"), "304", ""))).toBeUndefined();
  });
});

describe("the input of a box", () => {
  const shown = (amount: string) => {
    const enter = vi.fn();
    render(<EnteredInput label="Box 62" amount={amount} currency="EUR" onEnter={enter} />);
    return { enter, input: screen.getByLabelText("Box 62") };
  };

  it("takes an amount or a sum over on Enter, exact to the cent", async () => {
    const { enter, input } = shown("");
    await userEvent.type(input, "0.10+0.20{Enter}");
    expect(enter).toHaveBeenLastCalledWith("0.30");
  });

  it("is emptied by a zero or by nothing", async () => {
    const { enter, input } = shown("120.00");
    await userEvent.clear(input);
    await userEvent.tab();
    expect(enter).toHaveBeenCalledExactlyOnceWith("");
  });

  it("says why it does not take something else, and forgets it on Escape", async () => {
    const { enter, input } = shown("120.00");
    await userEvent.clear(input);
    await userEvent.type(input, "12/0{Enter}");
    expect(screen.getByRole("alert").textContent).toBe("Dividing by zero has no answer");
    await userEvent.keyboard("{Escape}");
    expect((input as HTMLInputElement).value).toBe("120.00");
    expect(enter).not.toHaveBeenCalled();
  });
});
