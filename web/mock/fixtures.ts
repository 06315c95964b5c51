/** The made-up documents: what each says, how sure the reader was, and where it stands. */
import type { FieldStatus } from "../src/api/contract";
import type { PaperFacts } from "./paper";

export interface Fixture {
  file: string;
  state: "review" | "held" | "parked" | "asked" | "failed" | "posted" | "rejected" | "propose";
  facts: PaperFacts;
  /** Fields the reader was not sure of, and why. */
  doubts?: Record<string, [FieldStatus, number, string]>;
  account: string;
  isNew?: boolean;
  detail?: string;
  minutesAgo: number;
}

type Line = [string, string];
const paper = (
  vendor: string,
  number: string,
  date: string,
  due: string,
  amounts: [net: string, tax: string, total: string],
  lines: Line[],
  second = false,
): PaperFacts => ({
  vendor,
  street: "Hafenstraße 12, 24103 Kiel",
  taxId: `DE${(vendor.length * 71_234_567) % 999_999_999}`.padEnd(11, "0"),
  iban: "DE89 3704 0044 0532 0130 00",
  number,
  date,
  due,
  subtotal: amounts[0],
  tax: amounts[1],
  total: amounts[2],
  rate: "19",
  lines: lines.map(([description, amount]) => ({ description, amount })),
  second,
});

export const FIXTURES: Fixture[] = [
  {
    file: "papierhaus-2026-1182.pdf",
    state: "review",
    facts: paper("Papierhaus Elbe", "RE-2026-1182", "18.11.2026", "02.12.2026", ["184,03", "34,97", "219,00"], [
      ["Kopierpapier A4, 20 Pakete", "119,80"],
      ["Ordner breit, 24 Stück", "64,23"],
    ]),
    doubts: {
      due_date: ["check", 0.62, "Two dates stand near “Zahlbar bis”; the later one was taken."],
      invoice_number: ["check", 0.71, "The last digit is faint: 2 or 7."],
    },
    account: "6300",
    minutesAgo: 22,
  },
  {
    file: "nimbus-invoice-november.pdf",
    state: "review",
    facts: paper("Nimbus Hosting", "NH-88213", "15.11.2026", "29.11.2026", ["196,64", "37,36", "234,00"], [
      ["Managed servers, November", "149,00"],
      ["Backup storage 500 GB", "47,64"],
    ]),
    account: "6200",
    minutesAgo: 41,
  },
  {
    file: "scan_0412.jpg",
    state: "review",
    facts: paper("Café Morgenrot", "4711", "14.11.2026", "14.11.2026", ["38,66", "7,34", "46,00"], [
      ["Mittagstisch 2x", "31,00"],
      ["Getränke", "15,00"],
    ]),
    doubts: {
      subtotal: ["failed", 0.41, "Net and tax do not add up to the total: 38.66 + 7.34 ≠ 46.50 as read."],
      total: ["failed", 0.48, "Read as 46,50 and as 46,00 in two places."],
      due_date: ["missing", 0, "No due date is printed."],
      vendor_iban: ["missing", 0, "No account number is printed."],
    },
    account: "6410",
    isNew: true,
    minutesAgo: 58,
  },
  {
    file: "werk-und-ware-90114.pdf",
    state: "review",
    facts: paper("Werk & Ware", "90114", "12.11.2026", "12.12.2026", ["6.420,00", "1.219,80", "7.639,80"], [
      ["Eichenregale, 12 Stück", "4.980,00"],
      ["Beschläge, Satz", "840,00"],
      ["Lieferung frei Haus", "600,00"],
    ], true),
    doubts: { customer: ["check", 0.77, "The name is written “Lindenhof Handels GmbH” on page 2."] },
    account: "5000",
    minutesAgo: 130,
  },
  {
    file: "telekontor-11-2026.pdf",
    state: "review",
    facts: paper("Telekontor", "TK-5530917", "10.11.2026", "24.11.2026", ["79,83", "15,17", "95,00"], [
      ["Anschluss und Grundgebühr", "54,90"],
      ["Mobil, 2 Karten", "24,93"],
    ]),
    account: "6210",
    minutesAgo: 190,
  },
  {
    file: "moll-fracht-3391.pdf",
    state: "asked",
    facts: paper("Spedition Moll", "F-3391", "06.11.2026", "20.11.2026", ["410,00", "77,90", "487,90"], [
      ["Stückgut Kiel – Lyon", "410,00"],
    ]),
    account: "5010",
    detail: "Is this freight for the Rivoli order?",
    minutesAgo: 1500,
  },
  {
    file: "papierhaus-2026-1182 (1).pdf",
    state: "held",
    facts: paper("Papierhaus Elbe", "RE-2026-1182", "18.11.2026", "02.12.2026", ["184,03", "34,97", "219,00"], [
      ["Kopierpapier A4, 20 Pakete", "119,80"],
      ["Ordner breit, 24 Stück", "64,23"],
    ]),
    account: "6300",
    detail: "Same vendor, number and amount as papierhaus-2026-1182.pdf",
    minutesAgo: 12,
  },
  {
    file: "strom-nord-jahresrechnung.pdf",
    state: "parked",
    facts: paper("Strom Nord", "SN-2026-77", "02.11.2026", "30.11.2026", ["412,61", "78,39", "491,00"], [
      ["Strom, Abschlag November", "412,61"],
    ]),
    account: "6110",
    detail: "Waiting for the meter reading",
    minutesAgo: 4000,
  },
  {
    file: "fax-unleserlich.tif",
    state: "failed",
    facts: paper("Unbekannt", "?", "01.01.2026", "01.01.2026", ["0,00", "0,00", "0,00"], []),
    account: "6300",
    detail: "No readable text was found on the page.",
    minutesAgo: 2600,
  },
  {
    file: "agentur-licht-herbst.pdf",
    state: "posted",
    facts: paper("Agentur Licht", "AL-2026-044", "28.10.2026", "11.11.2026", ["1.240,00", "235,60", "1.475,60"], [
      ["Herbstkampagne, Entwurf", "1.240,00"],
    ]),
    account: "6500",
    minutesAgo: 9000,
  },
  {
    file: "kontor-immobilien-miete.pdf",
    state: "posted",
    facts: paper("Kontor Immobilien", "M-2026-10", "01.10.2026", "05.10.2026", ["1.764,71", "335,29", "2.100,00"], [
      ["Miete Oktober", "1.764,71"],
    ]),
    account: "6100",
    minutesAgo: 40_000,
  },
  {
    file: "werbeprospekt.pdf",
    state: "rejected",
    facts: paper("Druckfix", "–", "03.11.2026", "03.11.2026", ["0,00", "0,00", "0,00"], []),
    account: "6500",
    detail: "Advertising, not an invoice",
    minutesAgo: 3000,
  },
];

/** What an uploaded file turns into after it has been read. */
export const uploadedFacts = (count: number): PaperFacts =>
  paper("Buchhandlung Anker", `BA-${4100 + count}`, "20.11.2026", "04.12.2026", ["84,03", "15,97", "100,00"], [
    ["Fachbücher", "84,03"],
  ]);
