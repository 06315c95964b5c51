import { expect, test } from "vitest";
import { NO_TERMS } from "./draft-state";
import { missingShare, modeOf, switched } from "./terms";

test.each<[shares: string[], missing: string | null]>([
  [["50", "50"], "0"],
  [["33.33", "33.33"], "33.34"],
  [["100.000001"], null],
  [["60", "50"], null],
  [["x"], null],
  [["10"], "90"],
])("of %j %s per cent are missing", (shares, missing) => {
  expect(missingShare(shares.map((share) => ({ share })))).toBe(missing);
});

test("changing the way of paying leaves nothing of the other ways behind", () => {
  const days = { ...NO_TERMS, days: 14, discount: { percent: "2", days: 7 } };
  const instalments = { ...days, ...switched(days, "instalments", "2026-03-01") };
  expect(modeOf(instalments)).toBe("instalments");
  expect(instalments).toMatchObject({ days: null, due: null, discount: { percent: "2", days: 7 } });
  expect(missingShare(instalments.instalments)).toBe("0");
  const day = { ...instalments, ...switched(instalments, "day", "2026-03-01") };
  expect(modeOf(day)).toBe("day");
  expect(day).toMatchObject({ due: "2026-03-01", days: null, instalments: [] });
  expect(modeOf({ ...day, ...switched(day, "days", "2026-03-01") })).toBe("days");
});
