import { act, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { Notices, tell, tellRefused } from "./notify";

it("says once why a key did nothing, however often it is pressed, and goes by itself", () => {
  vi.useFakeTimers();
  render(<Notices />);
  act(() => {
    tell("Saved");
    tellRefused("Somebody else must approve it");
    tellRefused("Somebody else must approve it");
  });
  expect(screen.getAllByText("Somebody else must approve it")).toHaveLength(1);
  expect(screen.getByText("Saved")).toBeTruthy();
  act(() => void vi.advanceTimersByTime(10_000));
  expect(screen.queryByText("Somebody else must approve it")).toBeNull();
  vi.useRealTimers();
});
