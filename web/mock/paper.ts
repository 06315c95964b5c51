/** Draws made-up invoices: the words with their places, and the page as SVG. */
import type { Rect, Spot, Word } from "../src/api/contract";

export const WIDTH = 595;
export const HEIGHT = 842;

interface Text {
  x: number;
  y: number;
  size: number;
  text: string;
  bold?: boolean;
  right?: boolean;
  field?: string;
}
export interface Paper {
  pages: { texts: Text[]; rules: [number, number, number][] }[];
}
export interface PaperFacts {
  vendor: string;
  street: string;
  taxId: string;
  iban: string;
  number: string;
  date: string;
  due: string;
  subtotal: string;
  tax: string;
  total: string;
  rate: string;
  lines: { description: string; amount: string }[];
  second?: boolean;
}

const advance = (text: Text): number => text.text.length * text.size * (text.bold ? 0.56 : 0.5);
const left = (text: Text): number => (text.right ? text.x - advance(text) : text.x);

export function draw(facts: PaperFacts): Paper {
  const texts: Text[] = [
    { x: 60, y: 80, size: 20, text: facts.vendor, bold: true, field: "vendor" },
    { x: 60, y: 98, size: 9, text: facts.street },
    { x: 60, y: 168, size: 10, text: "Lindenhof Handel GmbH", field: "customer" },
    { x: 60, y: 182, size: 10, text: "Am Lindenhof 7" },
    { x: 60, y: 196, size: 10, text: "24103 Kiel" },
    { x: 60, y: 262, size: 18, text: "Rechnung", bold: true, field: "kind" },
    { x: 360, y: 168, size: 9, text: "Rechnungsnummer" },
    { x: 535, y: 168, size: 9, text: facts.number, right: true, field: "invoice_number" },
    { x: 360, y: 184, size: 9, text: "Datum" },
    { x: 535, y: 184, size: 9, text: facts.date, right: true, field: "date" },
    { x: 360, y: 200, size: 9, text: "Zahlbar bis" },
    { x: 535, y: 200, size: 9, text: facts.due, right: true, field: "due_date" },
    { x: 60, y: 306, size: 9, text: "Leistung", bold: true },
    { x: 535, y: 306, size: 9, text: "Betrag EUR", bold: true, right: true, field: "currency" },
  ];
  facts.lines.forEach((line, index) => {
    const y = 330 + index * 22;
    texts.push({ x: 60, y, size: 10, text: line.description, field: `line${index}` });
    texts.push({ x: 535, y, size: 10, text: line.amount, right: true, field: `line${index}` });
  });
  const y = 346 + facts.lines.length * 22;
  texts.push(
    { x: 380, y: y + 20, size: 10, text: "Summe netto" },
    { x: 535, y: y + 20, size: 10, text: facts.subtotal, right: true, field: "subtotal" },
    { x: 380, y: y + 38, size: 10, text: `MwSt ${facts.rate} %` },
    { x: 535, y: y + 38, size: 10, text: facts.tax, right: true, field: "tax" },
    { x: 380, y: y + 62, size: 12, text: "Gesamt", bold: true },
    { x: 535, y: y + 62, size: 12, text: facts.total, bold: true, right: true, field: "total" },
    { x: 60, y: y + 110, size: 9, text: "Zahlbar innerhalb von 14 Tagen ohne Abzug.", field: "payment_terms" },
    { x: 60, y: 780, size: 8, text: `IBAN ${facts.iban}`, field: "vendor_iban" },
    { x: 535, y: 780, size: 8, text: `USt-IdNr. ${facts.taxId}`, right: true, field: "vendor_tax_id" },
  );
  const pages = [{ texts, rules: [[60, 314, 535], [60, y, 535], [60, 764, 535]] as [number, number, number][] }];
  if (facts.second) pages.push({ texts: secondPage(), rules: [] });
  return { pages };
}

const secondPage = (): Text[] => [
  { x: 60, y: 90, size: 16, text: "Allgemeine Bedingungen", bold: true },
  { x: 60, y: 122, size: 9, text: "Die Ware bleibt bis zur vollen Zahlung Eigentum des Verkäufers." },
  { x: 60, y: 138, size: 9, text: "Gerichtsstand ist der Sitz des Verkäufers." },
];

export function svgOf(paper: Paper, number: number, width: number): string {
  const page = paper.pages[number - 1];
  if (!page) return "";
  const texts = page.texts.map((text) => {
    const weight = text.bold ? 700 : 400;
    const safe = text.text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
    return `<text x="${left(text)}" y="${text.y}" font-size="${text.size}" font-weight="${weight}" textLength="${advance(text)}" lengthAdjust="spacingAndGlyphs">${safe}</text>`;
  });
  const rules = page.rules.map(([x, y, to]) => `<path d="M${x} ${y}H${to}" stroke="#999" stroke-width=".7"/>`);
  const height = Math.round((width * HEIGHT) / WIDTH);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="Helvetica, Arial, sans-serif" fill="#1a1a1a"><rect width="100%" height="100%" fill="#fff"/>${rules.join("")}${texts.join("")}</svg>`;
}

function rectOf(text: Text): Rect {
  return {
    x0: left(text) / WIDTH,
    x1: (left(text) + advance(text)) / WIDTH,
    y0: (text.y - text.size * 0.82) / HEIGHT,
    y1: (text.y + text.size * 0.24) / HEIGHT,
  };
}

export function wordsOf(paper: Paper, number: number): Word[] {
  return (paper.pages[number - 1]?.texts ?? []).flatMap((text) => {
    const whole = rectOf(text);
    const each = (whole.x1 - whole.x0) / text.text.length;
    let at = 0;
    return text.text.split(" ").map((word) => {
      const x0 = whole.x0 + at * each;
      at += word.length + 1;
      return { text: word, rect: { ...whole, x0, x1: x0 + word.length * each } };
    });
  });
}

export const spotsOf = (paper: Paper, field: string): Spot[] =>
  paper.pages.flatMap((page, index) =>
    page.texts.filter((text) => text.field === field).map((text) => ({ page: index + 1, rect: rectOf(text) })),
  );
