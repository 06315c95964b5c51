import { Drawer, MantineProvider, Modal } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { theme } from "./theme";

test.each([
  ["dialog", Modal],
  ["drawer", Drawer],
])("the cross of a %s has a name", async (_, Kind) => {
  render(
    <MantineProvider theme={theme} env="test">
      <Kind opened onClose={() => undefined} title="A title">
        Content
      </Kind>
    </MantineProvider>,
  );
  expect(await screen.findByRole("button", { name: "Close" })).toBeTruthy();
});

test("a dialog stays when somebody clicks beside it, and goes on Escape", async () => {
  const close = vi.fn();
  render(
    <MantineProvider theme={theme} env="test">
      <Modal opened onClose={close} title="A title" overlayProps={{ "data-testid": "beside" } as never}>
        Content
      </Modal>
    </MantineProvider>,
  );
  await userEvent.click(await screen.findByTestId("beside"));
  expect(close).not.toHaveBeenCalled();
  await userEvent.keyboard("{Escape}");
  expect(close).toHaveBeenCalledOnce();
});
