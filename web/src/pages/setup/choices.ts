/** Countries with a chart and tax codes of their own, and the currencies most books are kept in. */
export const COUNTRIES = [
  ["DE", "Germany"],
  ["AT", "Austria"],
  ["BE", "Belgium"],
  ["CH", "Switzerland"],
  ["ES", "Spain"],
  ["FR", "France"],
  ["GB", "United Kingdom"],
  ["IE", "Ireland"],
  ["IT", "Italy"],
  ["MY", "Malaysia"],
  ["NL", "Netherlands"],
  ["PT", "Portugal"],
  ["US", "United States"],
].map(([value, label]) => ({ value: value as string, label: label as string }));

const BY_COUNTRY: Record<string, string> = { CH: "CHF", GB: "GBP", MY: "MYR", US: "USD" };
export const currencyOf = (country: string): string => BY_COUNTRY[country] ?? "EUR";

export const CURRENCIES = "EUR USD GBP CHF AUD BRL CAD CNY CZK DKK HKD HUF INR JPY KWD MXN MYR NOK NZD PLN RON SEK SGD THB TRY ZAR"
  .split(" ")
  .map((code) => ({ value: code, label: `${code} · ${nameOf(code)}` }));

function nameOf(code: string): string {
  return new Intl.DisplayNames(["en"], { type: "currency" }).of(code) ?? code;
}

export const MONTHS = Array.from({ length: 12 }, (_, index) => ({
  value: String(index + 1),
  label: new Intl.DateTimeFormat("en-GB", { month: "long", timeZone: "UTC" }).format(new Date(Date.UTC(2026, index, 1))),
}));
