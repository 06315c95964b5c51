/** Dates as people type them and invoices print them. */
import type { IsoDate } from "@/api/contract";
import { addDays, today, validDate } from "./dates";

export type ParsedDate = { ok: true; value: IsoDate } | { ok: false; why: string };
const refused = (why: string): ParsedDate => ({ ok: false, why });

const MONTHS: Record<string, number> = Object.fromEntries(
  [
    "jan januar janv janvier ene enero gennaio gen januari janeiro",
    "feb februar fev fevr fevrier febrero febbraio februari fevereiro",
    "mar mrz marz maerz march mars marzo maart marco mrt",
    "apr april avr avril abr abril aprile",
    "may mai mayo maggio mag mei maio",
    "jun june juni juin junio giugno giu junho",
    "jul july juli juil juillet julio luglio lug julho",
    "aug august aout ago agosto augustus",
    "sep sept september septembre septiembre settembre set setembro",
    "oct okt october oktober octobre octubre ottobre ott out outubro",
    "nov november novembre noviembre novembro",
    "dec dez december dezember decembre dic diciembre dicembre dezembro",
  ].flatMap((names, index) => names.split(" ").map((name) => [name, index + 1])),
);

/** Reads a date. `monthFirst` settles 3/4/2026 for people who write the month first. */
export function parseDate(text: string, options: { monthFirst?: boolean; now?: IsoDate } = {}): ParsedDate {
  const now = options.now ?? today();
  const typed = text.trim().toLowerCase().normalize("NFD").replace(/\p{Diacritic}/gu, "");
  if (typed === "") return refused("Type a date");
  if (typed === "t" || typed === "today") return { ok: true, value: now };
  if (typed === "y" || typed === "yesterday") return { ok: true, value: addDays(now, -1) };
  const offset = /^([+-]\d{1,4})$/.exec(typed);
  if (offset) return { ok: true, value: addDays(now, Number(offset[1])) };
  return withMonthName(typed, now) ?? withNumbers(typed, now, options.monthFirst ?? false);
}

function withMonthName(text: string, now: IsoDate): ParsedDate | null {
  const name = /[a-z]{3,}/.exec(text)?.[0];
  if (!name) return null;
  const month = MONTHS[name];
  if (!month) return refused(`“${name}” is not a month`);
  const numbers = (text.match(/\d+/g) ?? []).map(Number);
  const day = numbers.find((number) => number >= 1 && number <= 31) ?? 0;
  const year = numbers.findLast((number) => number !== day || number > 31);
  return checked(year === undefined || year === day ? yearOf(now) : fullYear(year, now), month, day);
}

function withNumbers(text: string, now: IsoDate, monthFirst: boolean): ParsedDate {
  const compact = /^(\d{2})(\d{2})(\d{2}|\d{4})$/.exec(text);
  const parts = compact ? compact.slice(1) : text.replace(/[.,/-]$/, "").split(/[.\-/\s]+/);
  if (!parts.every((part) => /^\d+$/.test(part)) || parts.length < 2 || parts.length > 3) {
    return refused("Write a date like 31.12.2026 or 2026-12-31");
  }
  const [a = 0, b = 0, c] = parts.map(Number);
  if (parts[0]?.length === 4) return checked(a, b, c ?? 1);
  const year = c === undefined ? yearOf(now) : fullYear(c, now);
  if (a > 12) return checked(year, b, a);
  if (b > 12) return checked(year, a, b);
  return monthFirst && text.includes("/") ? checked(year, a, b) : checked(year, b, a);
}

const yearOf = (date: IsoDate): number => Number(date.slice(0, 4));

/** Two digits mean the year nearest to now. */
function fullYear(year: number, now: IsoDate): number {
  if (year > 99) return year;
  const century = Math.floor(yearOf(now) / 100) * 100;
  return [century - 100 + year, century + year, century + 100 + year].sort(
    (a, b) => Math.abs(a - yearOf(now)) - Math.abs(b - yearOf(now)),
  )[0] as number;
}

function checked(year: number, month: number, day: number): ParsedDate {
  const value = validDate(year, month, day);
  return value ? { ok: true, value } : refused("There is no such day");
}
