import { afterEach, describe, expect, it } from "vitest";
import { setNumberStyle } from "./format";
import { inOwnFormats } from "./prose";

afterEach(() => setNumberStyle("en-US"));

describe("figures in sentences", () => {
  it.each([
    ["net 1000.00 and tax 88.85 make 1088.85", "net 1,000.00 and tax 88.85 make 1,088.85"],
    ["issued 2026-03-05, due 2026-04-04.", "issued 5 Mar 2026, due 4 Apr 2026."],
    ["one of -0.01 is missing", "one of −0.01 is missing"],
    ["1 USD = 0.9231 EUR", "1 USD = 0.9231 EUR"],
    ["19 % of 250", "19 % of 250"],
    ["31.12.2026 and version 1.2.3, file scan-2026-01-02.pdf", "31.12.2026 and version 1.2.3, file scan-2026-01-02.pdf"],
    ["RE-2026-0042 from 9999-99-99", "RE-2026-0042 from 9999-99-99"],
  ])("%s", (said, shown) => {
    setNumberStyle("en-US");
    expect(inOwnFormats(said)).toBe(shown);
  });

  it("follow the style one has chosen", () => {
    setNumberStyle("de-DE");
    expect(inOwnFormats("1088.85 at 0.9231")).toBe("1.088,85 at 0,9231");
  });
});
