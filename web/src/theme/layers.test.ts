import { expect, test } from "vitest";
import { LAYERS, layerOf, layered } from "../../scripts/css-layers.mjs";

test.each([
  ["/x/node_modules/@mantine/core/styles/global.css", "reset"],
  ["/x/src/theme/base.css", "base"],
  ["/x/node_modules/@mantine/core/styles/Button.css", "mantine"],
  ["/x/src/components/table.module.css", "components"],
  ["/x/src/shell/Rail.module.css", "shell"],
  ["/x/src/pages/reports/reports.module.css", "pages"],
  ["/x/node_modules/@fontsource-variable/inter/wght.css", null],
])("%s belongs to %s", (path, layer) => {
  expect(layerOf(path)).toBe(layer);
});

test("a page's rule wins over a component's whichever sheet is loaded first", () => {
  expect(LAYERS.indexOf("pages")).toBeGreaterThan(LAYERS.indexOf("components"));
  for (const layer of ["pages", "components"]) {
    expect(layered(".a{}", layer).startsWith(`@layer ${LAYERS.join(", ")};`)).toBe(true);
  }
});
