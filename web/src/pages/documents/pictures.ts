import type { Document } from "@/api/contract";

/** Kinds of pictures that a browser draws by itself. */
const DRAWN = new Set(["image/png", "image/jpeg", "image/webp", "image/gif"]);

/** A photograph can be looked at though nothing was read from it. */
export const isPhotograph = ({ page_sizes: pages, media_type: type }: Pick<Document, "page_sizes" | "media_type">): boolean =>
  pages.length === 0 && DRAWN.has(type);

export const hasPicture = (document: Pick<Document, "page_sizes" | "media_type">): boolean =>
  document.page_sizes.length > 0 || isPhotograph(document);
