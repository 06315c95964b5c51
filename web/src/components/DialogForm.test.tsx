import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { DialogForm } from "./DialogForm";

it.each([
  ["sends the form", false, 1],
  ["does nothing while the button is off", true, 0],
])("Ctrl Enter %s", async (_, off, times) => {
  const send = vi.fn();
  render(
    <DialogForm onSubmit={send}>
      <input aria-label="Why" />
      <button type="submit" disabled={off}>
        Send
      </button>
    </DialogForm>,
  );
  await userEvent.type(screen.getByLabelText("Why"), "Booked twice{Control>}{Enter}{/Control}");
  expect(send).toHaveBeenCalledTimes(times);
});
