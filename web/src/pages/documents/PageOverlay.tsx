import { useQuery } from "@tanstack/react-query";
import { type PointerEvent, useRef, useState } from "react";
import type { Document, Rect, Spot, Word } from "@/api/contract";
import { wordsQuery } from "@/api/documents";
import { useBusiness } from "@/shell/business";
import { type Picked, type Point, pickAt, picked, wordsBetween } from "./review-state";
import styles from "./viewer.module.css";

interface PageOverlayProps {
  document: Document;
  page: number;
  active: string | null;
  marked: Spot[];
  onPick: (picked: Picked) => void;
  onActivate: (field: string) => void;
}
const NO_WORDS: Word[] = [];
const DRAG_MIN = 0.006; // share of the page: a shorter stroke is a click

const place = ({ x0, y0, x1, y1 }: Rect) => ({
  left: `${x0 * 100}%`,
  top: `${y0 * 100}%`,
  width: `${(x1 - x0) * 100}%`,
  height: `${(y1 - y0) * 100}%`,
});

/**
 * The boxes over a page. With no field chosen, a box chooses its field. With a field chosen, a click takes the box or
 * word under the pointer into it, and a stroke takes every word it covers.
 */
export function PageOverlay({ document, page, active, marked, onPick, onActivate }: PageOverlayProps) {
  const { id: b } = useBusiness();
  const { data: words = NO_WORDS } = useQuery({ ...wordsQuery(b, document.id, page), enabled: active !== null });
  const [hovered, setHovered] = useState<Rect | null>(null);
  const [stroke, setStroke] = useState<{ from: Point; to: Point } | null>(null);
  const start = useRef<Point | null>(null);

  const onDown = (event: PointerEvent<HTMLDivElement>) => {
    if (active === null || event.button !== 0) return;
    event.preventDefault(); // the field keeps the focus
    start.current = pointOf(event);
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    if (active === null) return;
    const point = pointOf(event);
    if (start.current && distance(start.current, point) > DRAG_MIN) setStroke({ from: start.current, to: point });
    else setHovered(words.find(({ rect }) => within(rect, point))?.rect ?? null);
  };
  const onUp = (event: PointerEvent<HTMLDivElement>) => {
    const from = start.current;
    start.current = null;
    setStroke(null);
    if (active === null || !from) return;
    const to = pointOf(event);
    const taken =
      distance(from, to) > DRAG_MIN ? picked(wordsBetween(words, from, to), page) : pickAt(document, words, page, to);
    if (taken) onPick(taken);
  };

  return (
    <div
      className={styles.overlay}
      data-picking={active !== null || undefined}
      onPointerDown={onDown}
      onPointerMove={onMove}
      onPointerUp={onUp}
      onPointerLeave={() => setHovered(null)}
    >
      {document.fields.flatMap((field) =>
        field.spots
          .filter((spot) => spot.page === page)
          .map((spot, index) => (
            <FieldBox
              key={`${field.name}${index}`}
              label={`${field.label}: ${field.value ?? ""}`}
              status={document.entry_id ? "sure" : field.status}
              rect={spot.rect}
              chosen={field.name === active}
              inert={active !== null}
              onClick={() => onActivate(field.name)}
            />
          )),
      )}
      {marked
        .filter((spot) => spot.page === page)
        .map((spot) => (
          <span key={JSON.stringify(spot.rect)} className={styles.marked} style={place(spot.rect)} data-testid="marked" />
        ))}
      {hovered && !stroke && <span className={styles.word} style={place(hovered)} />}
      {stroke && <span className={styles.stroke} style={place(spanned(stroke))} />}
    </div>
  );
}

interface FieldBoxProps {
  label: string;
  status: string;
  rect: Rect;
  chosen: boolean;
  inert: boolean;
  onClick: () => void;
}
const FieldBox = ({ label, status, rect, chosen, inert, onClick }: FieldBoxProps) => (
  <button
    type="button"
    className={styles.box}
    style={place(rect)}
    data-status={status}
    data-chosen={chosen || undefined}
    data-inert={inert || undefined}
    aria-label={label}
    title={label}
    tabIndex={-1}
    onClick={onClick}
  />
);

function pointOf(event: PointerEvent<HTMLElement>): Point {
  const box = event.currentTarget.getBoundingClientRect();
  return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
}
const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
const within = (rect: Rect, { x, y }: Point): boolean => x >= rect.x0 && x <= rect.x1 && y >= rect.y0 && y <= rect.y1;
const spanned = ({ from, to }: { from: Point; to: Point }): Rect => ({
  x0: Math.min(from.x, to.x),
  x1: Math.max(from.x, to.x),
  y0: Math.min(from.y, to.y),
  y1: Math.max(from.y, to.y),
});
