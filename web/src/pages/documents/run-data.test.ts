import { expect, it } from "vitest";
import { readable } from "./run-data";

it("a field is one line with what is known about it, and coordinates are left out", () => {
  const spots = [{ page: 2, rect: { x0: 0.1, y0: 0.1, x1: 0.2, y1: 0.2 } }];
  const facts = {
    total: { value: "509.32", confidence: 0.991, reason: "beside “Gesamtbetrag”", spots },
    tax_breakdown: { value: [{ rate: "19", tax: "81.32" }], confidence: 0.5, reason: "", spots: [] },
    lines: [{ description: "Posters", amount: "248.00", spots }],
    route: "text_layer",
  };
  expect(readable(facts)).toEqual({
    total: "509.32 (99% sure, page 2, beside “Gesamtbetrag”)",
    tax_breakdown: { is: [{ rate: "19", tax: "81.32" }], known: "50% sure" },
    lines: [{ description: "Posters", amount: "248.00" }],
    route: "text_layer",
  });
});
