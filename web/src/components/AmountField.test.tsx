import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { setNumberStyle } from "@/numbers/format";
import { theme } from "@/theme/theme";
import { AmountField } from "./AmountField";

beforeEach(() => setNumberStyle("en-US"));

function shown(value: string) {
  const [change, enter] = [vi.fn(), vi.fn()];
  render(
    <MantineProvider theme={theme} env="test">
      <AmountField label="Amount" value={value} currency="EUR" onChange={change} onEnter={enter} />
    </MantineProvider>,
  );
  return { change, enter, input: screen.getByLabelText("Amount") as HTMLInputElement };
}

it("takes a sum over on Enter, exact to the cent, and tells where it goes on", async () => {
  const { change, enter, input } = shown("");
  await userEvent.type(input, "0.10+0.20{Enter}");
  expect(change).toHaveBeenLastCalledWith("0.30");
  expect(enter).toHaveBeenCalledExactlyOnceWith("0.30");
});

it("goes on with the amount that is there already", async () => {
  const { change, enter, input } = shown("12.00");
  await userEvent.type(input, "{Enter}");
  expect(enter).toHaveBeenCalledExactlyOnceWith("12.00");
  expect(change).not.toHaveBeenCalled();
});

it("says why it does not take something else, goes nowhere, and forgets it on Escape", async () => {
  const { change, enter, input } = shown("12.00");
  await userEvent.clear(input);
  await userEvent.type(input, "1/0{Enter}");
  expect(screen.getByText("Dividing by zero has no answer")).toBeTruthy();
  expect(enter).not.toHaveBeenCalled();
  await userEvent.keyboard("{Escape}");
  expect(input.value).toBe("12.00");
  expect(change).not.toHaveBeenCalled();
});
