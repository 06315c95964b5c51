import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { useSecondClickGuard } from "./second-click";

function Page({ send, step }: { send: () => void; step: () => void }) {
  useSecondClickGuard();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <button type="button" onClick={step}>
        Zoom in
      </button>
      <button type="submit">Add the note</button>
    </form>
  );
}

it("sends a form once on a double click, and leaves other buttons to count every click", async () => {
  const send = vi.fn();
  const step = vi.fn();
  render(<Page send={send} step={step} />);
  await userEvent.dblClick(screen.getByRole("button", { name: "Add the note" }));
  expect(send).toHaveBeenCalledOnce();
  await userEvent.dblClick(screen.getByRole("button", { name: "Zoom in" }));
  expect(step).toHaveBeenCalledTimes(2);
});
