/** What a counterparty is to the business, and its numbers as people read them. */
export function roleText({ is_supplier, is_customer }: { is_supplier: boolean; is_customer: boolean }): string {
  return [is_supplier && "Supplier", is_customer && "Customer"].filter(Boolean).join(" and ").replace("and C", "and c");
}

/** An IBAN in groups of four. */
export const ibanText = (iban: string): string => iban.replace(/(.{4})(?=.)/g, "$1 ");

/** One value a line, as they are typed. */
export const linesOf = (text: string): string[] =>
  text
    .split(/\n/)
    .map((line) => line.trim())
    .filter(Boolean);
