import { expect, test } from "vitest";
import { areasFor, createFor, placesFor, settingsFor } from "./navigation";

const viewer = () => false;
const all = () => true;
const labels = (places: { label: string }[]) => places.map(({ label }) => label);

test("a viewer is offered nothing that would only refuse", () => {
  expect(createFor(viewer)).toEqual([]);
  expect(labels(placesFor(viewer))).not.toContain("Audit log");
  expect(labels(settingsFor(viewer))).not.toContain("Users");
  expect(labels(settingsFor(viewer))).toContain("My account");
});

test("an area leads to the first of its places that is left, and goes when none is", () => {
  for (const area of areasFor(viewer)) {
    if (area.places.length > 0) expect(labels(area.places).length, area.label).toBeGreaterThan(0);
  }
  expect(labels(areasFor(all))).toContain("Control");
});
