import { Drawer, MantineProvider, Modal } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
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
