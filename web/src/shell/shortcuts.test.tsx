import { fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { flushSync } from "react-dom";
import { describe, expect, it, vi } from "vitest";
import { type Shortcut, useShortcutListener, useShortcuts } from "./shortcuts";

function Keyboard({ shortcuts, children }: { shortcuts: Shortcut[]; children?: React.ReactNode }) {
  useShortcutListener();
  useShortcuts(shortcuts);
  return <>{children}</>;
}
const shortcut = (keys: string, run: () => unknown, part: Partial<Shortcut> = {}): Shortcut => ({
  keys,
  label: keys,
  group: "Test",
  run,
  ...part,
});

/** A dialog that closes on Ctrl Enter. */
function ClosingDialog() {
  const [open, setOpen] = useState(true);
  if (!open) return null;
  return (
    <div role="dialog" aria-modal="true">
      <textarea
        aria-label="Question"
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !event.ctrlKey) return;
          flushSync(() => setOpen(false)); // as React does in a browser before the window hears the key
        }}
      />
    </div>
  );
}

describe("a key that a dialog answered", () => {
  it("never also reaches the page behind it, even though the dialog is gone by then", () => {
    const approve = vi.fn();
    render(
      <Keyboard shortcuts={[shortcut("mod+Enter", approve)]}>
        <ClosingDialog />
      </Keyboard>,
    );
    fireEvent.keyDown(screen.getByLabelText("Question"), { key: "Enter", ctrlKey: true });
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(approve).not.toHaveBeenCalled();
    fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true });
    expect(approve).toHaveBeenCalledTimes(1);
  });
});

describe("a key held down", () => {
  it("decides once, but walks as far as it is held", () => {
    const approve = vi.fn();
    const next = vi.fn();
    render(<Keyboard shortcuts={[shortcut("mod+Enter", approve), shortcut("j", next, { repeats: true })]} />);
    for (const repeat of [false, true, true, true]) {
      fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true, repeat });
      fireEvent.keyDown(document.body, { key: "j", repeat });
    }
    expect(approve).toHaveBeenCalledTimes(1);
    expect(next).toHaveBeenCalledTimes(4);
  });

  it("on Enter presses no button a second time, and still writes lines of text", () => {
    const onKeyDown = vi.fn();
    const onLine = vi.fn();
    render(
      <Keyboard shortcuts={[]}>
        <button type="button" onKeyDown={onKeyDown}>
          Approve
        </button>
        <textarea aria-label="Note" onKeyDown={onLine} />
      </Keyboard>,
    );
    const button = screen.getByRole("button", { name: "Approve" });
    expect(fireEvent.keyDown(button, { key: "Enter" })).toBe(true);
    expect(fireEvent.keyDown(button, { key: "Enter", repeat: true }), "the browser must not click again").toBe(false);
    expect(onKeyDown).toHaveBeenCalledTimes(1);
    expect(fireEvent.keyDown(screen.getByLabelText("Note"), { key: "Enter", repeat: true })).toBe(true);
    fireEvent.keyDown(screen.getByLabelText("Note"), { key: "Enter", ctrlKey: true, repeat: true });
    expect(onLine, "Ctrl Enter sends, so it counts once").toHaveBeenCalledTimes(1);
  });
});
