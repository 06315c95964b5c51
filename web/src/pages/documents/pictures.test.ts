import { expect, it } from "vitest";
import type { Document } from "@/api/contract";
import { hasPicture, isPhotograph } from "./pictures";

const document = (type: string, pages: number) =>
  ({ media_type: type, page_sizes: Array.from({ length: pages }, () => ({})) }) as unknown as Document;

it.each([
  ["image/webp", 0, true, true], // not read, but it can be looked at
  ["image/jpeg", 1, false, true], // its page is drawn, with the boxes on it
  ["application/pdf", 0, false, false],
  ["application/pdf", 2, false, true],
  ["application/xml", 0, false, false],
  ["image/tiff", 0, false, false], // no browser draws it
])("%s with %i pages", (type, pages, photograph, picture) => {
  expect(isPhotograph(document(type, pages))).toBe(photograph);
  expect(hasPicture(document(type, pages))).toBe(picture);
});
