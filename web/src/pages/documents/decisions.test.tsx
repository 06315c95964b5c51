import { MantineProvider } from "@mantine/core";
import { fireEvent, render, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import type { Document } from "@/api/contract";
import { theme } from "@/theme/theme";
import { type Asking, DecisionDialog, parseGroups } from "./decisions";

const document = { duplicates: [], page_sizes: [{}, {}], question: null } as unknown as Document;

function open(asking: Asking) {
  const onDecide = vi.fn();
  const onClose = vi.fn();
  render(
    <MantineProvider theme={theme} env="test">
      <DecisionDialog asking={asking} document={document} people={[]} onDecide={onDecide} onClose={onClose} />
    </MantineProvider>,
  );
  return { onDecide, onClose };
}

describe.each([
  ["ask", "Question", { kind: "ask", question: "Whose is this?", of_user_id: undefined }],
  ["park", "What is it waiting for?", { kind: "park", note: "Whose is this?", until: undefined }],
  ["reject", "Why", { kind: "reject", reason: "Whose is this?" }],
  ["approve", "Note", { kind: "approve", note: "Whose is this?" }],
  ["answer", "Answer", { kind: "answer", answer: "Whose is this?" }],
] as const)("the dialog to %s", (asking, label, decision) => {
  it("sends itself once on Ctrl Enter and lets nobody else hear the key", () => {
    const { onDecide } = open(asking);
    const behind = vi.fn();
    window.addEventListener("keydown", behind);
    const text = screen.getByRole("textbox", { name: new RegExp(`^${label.replace("?", "\\?")}`) });
    fireEvent.change(text, { target: { value: "Whose is this?" } });
    fireEvent.keyDown(text, { key: "Enter", ctrlKey: true });
    window.removeEventListener("keydown", behind);
    expect(onDecide).toHaveBeenCalledTimes(1);
    expect(onDecide).toHaveBeenCalledWith(decision);
    expect(behind).not.toHaveBeenCalled();
  });

  it("has a button with a name to close it", () => {
    open(asking);
    expect(screen.getByRole("button", { name: "Close" })).toBeTruthy();
  });
});

it("a required word that is missing keeps the dialog, also for Ctrl Enter", () => {
  const { onDecide, onClose } = open("reject");
  fireEvent.keyDown(screen.getByRole("textbox", { name: /^Why/ }), { key: "Enter", ctrlKey: true });
  expect(onDecide).not.toHaveBeenCalled();
  expect(onClose).not.toHaveBeenCalled();
});

it("pages are named once each", () => {
  expect(parseGroups("1-2, 3", 3)).toEqual([[1, 2], [3]]);
  expect(parseGroups("1, 1", 2)).toBe("A page is named twice");
});
