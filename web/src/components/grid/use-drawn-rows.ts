/** Which rows of a grid are drawn: those in sight, and always the row in use with its neighbours. */
import { useMediaQuery } from "@mantine/hooks";
import { type Range, type Virtualizer, defaultRangeExtractor, useVirtualizer, useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";

interface DrawnRows {
  rows: { key: number }[];
  /** Heights of a row as the style sheet draws it: one line on a desktop, a small form on a phone. */
  height: { desktop: number; phone: number };
  /** The box that scrolls, for a grid that has one; on a phone the page scrolls. */
  scroller?: RefObject<HTMLElement | null>;
}

export interface Drawn {
  body: RefObject<HTMLTableSectionElement | null>;
  /** What stands before the first row. */
  offset: number;
  items: { index: number; start: number; end: number }[];
  /** The height of what is not drawn below the last row. */
  after: number;
  measure: (row: Element | null) => void;
  /** Tells which row is in use: the next arrow must find its cell, however fast it comes. */
  use: (row: number) => void;
}

export function useDrawnRows({ rows, height, scroller }: DrawnRows): Drawn {
  const body = useRef<HTMLTableSectionElement>(null);
  const [offset, setOffset] = useState(0);
  const [active, use] = useState(0);
  const phone = useMediaQuery("(max-width: 760px)", undefined, { getInitialValueInEffect: false });
  const inBox = scroller !== undefined && !phone;
  useLayoutEffect(() => setOffset(body.current?.offsetTop ?? 0), [inBox]);
  const common = {
    count: rows.length,
    estimateSize: () => (phone ? height.phone : height.desktop),
    overscan: 10,
    scrollMargin: offset,
    getItemKey: (index: number) => rows[index]?.key ?? index,
    rangeExtractor: (range: Range) => {
      const near = [active - 1, active, active + 1].filter((row) => row >= 0 && row < range.count);
      return [...new Set([...defaultRangeExtractor(range), ...near])].sort((a, b) => a - b);
    },
  };
  const page = useWindowVirtualizer<Element>({ ...common, enabled: !inBox });
  const box = useVirtualizer<HTMLElement, Element>({
    ...common,
    enabled: inBox,
    getScrollElement: () => scroller?.current ?? null,
    initialRect: { width: 0, height: 600 }, // what is drawn before the box has been measured
  });
  const virtual = (inBox ? box : page) as Pick<Virtualizer<HTMLElement, Element>, "getVirtualItems" | "getTotalSize" | "measureElement">;
  const items = virtual.getVirtualItems();
  const after = virtual.getTotalSize() - ((items.at(-1)?.end ?? offset) - offset);
  return { body, offset, items, after, measure: virtual.measureElement, use };
}
