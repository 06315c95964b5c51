import { ActionIcon, Tooltip } from "@mantine/core";
import { ChevronDown, ChevronUp, ZoomIn, ZoomOut } from "lucide-react";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import type { Document, Spot } from "@/api/contract";
import { pageImage } from "@/api/documents";
import { shareText } from "@/numbers/format";
import { useBusiness } from "@/shell/business";
import { useShortcuts } from "@/shell/shortcuts";
import { NoPages } from "./NoPages";
import { PageOverlay } from "./PageOverlay";
import type { Picked } from "./review-state";
import { FIRST_LOOK_WIDTH } from "./use-neighbours";
import styles from "./viewer.module.css";

const ZOOMS = [0.6, 0.8, 1, 1.25, 1.6, 2, 2.6, 3.4];
const SHARP_WIDTH = 2480; // past this zoom the browser would show blur

interface PageViewerProps {
  document: Document;
  /** Name of the field that a click fills, if any. */
  active: string | null;
  /** Spots to point out. */
  marked: Spot[];
  /** The page and place to show first. */
  start?: { page: number };
  onPick: (picked: Picked) => void;
  onActivate: (field: string) => void;
}

/** The pages of a document under each other, with the boxes of its fields on top. */
export function PageViewer({ document, active, marked, start, onPick, onActivate }: PageViewerProps) {
  const [zoom, setZoom] = useState(1);
  const [current, setCurrent] = useState(start?.page ?? 1);
  const scroller = useRef<HTMLDivElement>(null);
  const step = (by: number) => setZoom((now) => ZOOMS[ZOOMS.indexOf(now) + by] ?? now);
  const pages = document.page_sizes;

  const showPage = useCallback((number: number) => {
    const page = scroller.current?.querySelector(`[data-page="${number}"]`);
    page?.scrollIntoView({ block: "start" });
  }, []);
  useEffect(() => {
    if (start && start.page > 1) showPage(start.page);
  }, [start, showPage]);
  useEffect(() => {
    if (marked[0]) reveal(scroller.current, marked[0]);
  }, [marked]);
  useShortcuts([
    { keys: "+", label: "Zoom in", group: "Page", repeats: true, run: () => step(1) },
    { keys: "-", label: "Zoom out", group: "Page", repeats: true, run: () => step(-1) },
    { keys: "PageDown", label: "Next page", group: "Page", repeats: true, run: () => showPage(Math.min(current + 1, pages.length)) },
    { keys: "PageUp", label: "Page before", group: "Page", repeats: true, run: () => showPage(Math.max(current - 1, 1)) },
  ]);
  if (pages.length === 0) return <NoPages document={document} />;

  return (
    <section className={styles.viewer} aria-label="Pages">
      <Toolbar {...{ current, count: pages.length, zoom, step, showPage }} onFit={() => setZoom(1)} />
      <div className={styles.body}>
        {pages.length > 1 && <Thumbnails document={document} current={current} onShow={showPage} />}
        <div
          className={styles.scroller}
          ref={scroller}
          tabIndex={0}
          role="region"
          aria-label="Page pictures"
          onScroll={(event) => setCurrent(pageInSight(event.currentTarget))}
        >
          {pages.map((page) => (
            <PagePicture
              key={page.number}
              document={document}
              page={page}
              zoom={zoom}
              active={active}
              marked={marked}
              onPick={onPick}
              onActivate={onActivate}
            />
          ))}
        </div>
      </div>
    </section>
  );
}

interface ToolbarProps {
  current: number;
  count: number;
  zoom: number;
  step: (by: number) => void;
  showPage: (number: number) => void;
  onFit: () => void;
}
function Toolbar({ current, count, zoom, step, showPage, onFit }: ToolbarProps) {
  return (
    <div className={styles.toolbar}>
      <div className={styles.tools}>
        <Tool label="Page before" off={current <= 1} onClick={() => showPage(current - 1)} icon={<ChevronUp size={17} />} />
        <Tool
          label="Next page"
          off={current >= count}
          onClick={() => showPage(current + 1)}
          icon={<ChevronDown size={17} />}
        />
        <span className={styles.count}>
          Page {current} of {count}
        </span>
      </div>
      <div className={styles.tools}>
        <Tool label="Zoom out" off={zoom === ZOOMS[0]} onClick={() => step(-1)} icon={<ZoomOut size={17} />} />
        <button type="button" className={styles.zoom} onClick={onFit} aria-label={`Zoom ${shareText(zoom)}, fit the width`}>
          {shareText(zoom)}
        </button>
        <Tool label="Zoom in" off={zoom === ZOOMS.at(-1)} onClick={() => step(1)} icon={<ZoomIn size={17} />} />
      </div>
    </div>
  );
}

interface ToolProps {
  label: string;
  off: boolean;
  onClick: () => void;
  icon: ReactNode;
}
const Tool = ({ label, off, onClick, icon }: ToolProps) => (
  <Tooltip label={label}>
    <ActionIcon aria-label={label} disabled={off} onClick={onClick}>
      {icon}
    </ActionIcon>
  </Tooltip>
);

interface PagePictureProps extends Pick<PageViewerProps, "document" | "active" | "marked" | "onPick" | "onActivate"> {
  page: Document["page_sizes"][number];
  zoom: number;
}
function PagePicture({ document, page, zoom, ...rest }: PagePictureProps) {
  const { id: b } = useBusiness();
  const width = zoom > 1.6 ? SHARP_WIDTH : FIRST_LOOK_WIDTH;
  const [picture, setPicture] = useState<"coming" | "shown" | "missing">("coming");
  return (
    <div
      className={styles.page}
      data-page={page.number}
      style={{ width: `${zoom * 100}%`, aspectRatio: `${page.width} / ${page.height}` }}
    >
      <img
        src={pageImage(b, document.id, page.number, width)}
        alt={`Page ${page.number} of ${document.file_name}`}
        loading={page.number > 2 ? "lazy" : "eager"}
        decoding="async"
        draggable={false}
        onLoad={() => setPicture("shown")}
        onError={() => setPicture("missing")}
      />
      {picture === "coming" && <p className={styles.wait}>Drawing page {page.number}</p>}
      {picture === "missing" && <p className={styles.wait}>The picture of page {page.number} could not be drawn.</p>}
      {picture === "shown" && <PageOverlay document={document} page={page.number} {...rest} />}
    </div>
  );
}

function Thumbnails({ document, current, onShow }: { document: Document; current: number; onShow: (page: number) => void }) {
  const { id: b } = useBusiness();
  return (
    <nav className={styles.thumbs} aria-label="Pages">
      {document.page_sizes.map(({ number, width, height }) => (
        <button
          key={number}
          type="button"
          onClick={() => onShow(number)}
          aria-label={`Page ${number}`}
          aria-current={number === current || undefined}
        >
          <img
            src={pageImage(b, document.id, number, 160)}
            alt=""
            loading="lazy"
            style={{ aspectRatio: `${width} / ${height}` }}
          />
          {number}
        </button>
      ))}
    </nav>
  );
}

/** The page that covers the upper third of the window. */
function pageInSight(scroller: HTMLElement): number {
  const line = scroller.getBoundingClientRect().top + scroller.clientHeight / 3;
  const pages = [...scroller.querySelectorAll<HTMLElement>("[data-page]")];
  const found = pages.findLast((page) => page.getBoundingClientRect().top <= line);
  return Number(found?.dataset.page ?? 1);
}

/** Scrolls so that a spot stands in the middle, unless it is in sight already. */
function reveal(scroller: HTMLElement | null, spot: Spot): void {
  const page = scroller?.querySelector<HTMLElement>(`[data-page="${spot.page}"]`);
  if (!scroller || !page) return;
  const frame = scroller.getBoundingClientRect();
  const box = page.getBoundingClientRect();
  const top = box.top + spot.rect.y0 * box.height;
  const left = box.left + spot.rect.x0 * box.width;
  const right = box.left + spot.rect.x1 * box.width;
  const seen = top > frame.top + 24 && top < frame.bottom - 60 && left > frame.left && right < frame.right;
  if (seen) return;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  scroller.scrollBy({
    top: top - frame.top - frame.height / 3,
    left: Math.min(left - frame.left - 24, right - frame.right + 24),
    behavior: still ? "auto" : "smooth",
  });
}

