//! Currencies as printed: codes, symbols and local abbreviations.

use money::Currency;

/// What is printed, and the code of ISO 4217 it stands for. `$`, `kr`, `R` and `¥` stand for several: the document's
/// country decides, see [`crate::locale`].
const SIGNS: &[(&str, &str)] = &[
    ("US$", "USD"),
    ("USD$", "USD"),
    ("A$", "AUD"),
    ("AU$", "AUD"),
    ("C$", "CAD"),
    ("CA$", "CAD"),
    ("S$", "SGD"),
    ("HK$", "HKD"),
    ("NZ$", "NZD"),
    ("R$", "BRL"),
    ("MX$", "MXN"),
    ("NT$", "TWD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("₹", "INR"),
    ("Rs.", "INR"),
    ("Rs", "INR"),
    ("RM", "MYR"),
    ("zł", "PLN"),
    ("zl", "PLN"),
    ("Kč", "CZK"),
    ("Kc", "CZK"),
    ("CHF", "CHF"),
    ("SFr.", "CHF"),
    ("SFr", "CHF"),
    ("Fr.", "CHF"),
    ("₺", "TRY"),
    ("TL", "TRY"),
    ("Ft", "HUF"),
    ("lei", "RON"),
    ("DH", "MAD"),
    ("Dhs", "AED"),
    ("Rp", "IDR"),
    ("₱", "PHP"),
    ("₩", "KRW"),
    ("฿", "THB"),
    ("₫", "VND"),
    ("₪", "ILS"),
    ("₴", "UAH"),
    ("₽", "RUB"),
    ("Euro", "EUR"),
    ("EURO", "EUR"),
    ("Euros", "EUR"),
    ("euros", "EUR"),
    ("euro", "EUR"),
    ("EUROS", "EUR"),
    ("NOK", "NOK"),
    ("SEK", "SEK"),
    ("DKK", "DKK"),
    ("$", "$"),
    ("kr.", "kr"),
    ("kr", "kr"),
    ("Kr", "kr"),
    ("¥", "JPY"),
    ("R", "R"),
];

/// Codes that are also frequent words or abbreviations: never taken for a currency without an amount beside them.
const WORDS: &[&str] = &[
    "ALL", "TOP", "CUP", "MOP", "PEN", "TRY", "LAK", "MAD", "SOS", "GEL", "BAM", "CAD", "ARS", "STD", "SLE", "BOB",
    "COP", "COU", "ANG", "SHP", "NET", "ADP", "AMD", "RON", "HTG", "DOP", "BAN", "KES", "GIP", "LEK", "MGA", "NAD",
    "PAB", "BHD", "CLF", "MRO", "SCR", "ERN", "R",
];

/// Currencies in which most trade of the world is invoiced; the codes of others are as often an abbreviation.
const COMMON: &str = "EUR USD GBP CHF JPY CNY CAD AUD NZD SGD HKD TWD KRW INR IDR MYR THB PHP VND AED SAR ILS TRY ZAR \
    NGN KES EGP MAD SEK NOK DKK ISK PLN CZK HUF RON BGN RSD UAH RUB BRL MXN ARS CLP COP PEN";

/// Whether a code, or a sign that stands for several, is that of a currency often met.
pub fn is_common(code: &str) -> bool {
    COMMON.split(' ').any(|common| common == code) || !code.bytes().all(|b| b.is_ascii_uppercase()) || code == "R"
}

/// Whether a code is also an everyday word or abbreviation ("SDN BHD", "ALL").
pub fn is_word(code: &str) -> bool {
    WORDS.contains(&code)
}

/// The currency sign a text ends with, and where it starts.
pub fn at_end(text: &str) -> Option<(&'static str, usize)> {
    let by_sign = SIGNS.iter().find_map(|(sign, code)| {
        let head = text.strip_suffix(sign)?;
        let symbol = !sign.starts_with(|c: char| c.is_alphabetic());
        (symbol || !head.ends_with(|c: char| c.is_alphanumeric())).then_some((*code, head.len()))
    });
    by_sign.or_else(|| {
        let start = text.len().checked_sub(3)?;
        let head = text.get(..start)?;
        let code = iso(text.get(start..)?)?;
        (!head.ends_with(|c: char| c.is_alphanumeric())).then_some((code, start))
    })
}

/// The currency sign a text starts with, and where it ends.
pub fn at_start(text: &str) -> Option<(&'static str, usize)> {
    let by_sign = SIGNS.iter().find_map(|(sign, code)| {
        // The South African sign stands before the amount; behind one, "R" is a code of a till.
        let tail = text.strip_prefix(sign).filter(|_| *sign != "R")?;
        let symbol = !sign.ends_with(|c: char| c.is_alphabetic());
        (symbol || !tail.starts_with(|c: char| c.is_alphanumeric())).then_some((*code, sign.len()))
    });
    by_sign.or_else(|| {
        let code = iso(text.get(..3)?)?;
        (!text[3..].starts_with(|c: char| c.is_alphanumeric())).then_some((code, 3))
    })
}

/// A code in capitals that names a currency.
fn iso(text: &str) -> Option<&'static str> {
    let capitals = text.bytes().all(|b| b.is_ascii_uppercase());
    capitals.then(|| Currency::from_code(text).ok()).flatten().map(Currency::code)
}

/// A code in capitals standing alone in a text, that is no everyday word.
pub fn named(text: &str) -> impl Iterator<Item = &'static str> + '_ {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|w| w.len() == 3 && !WORDS.contains(w));
    words.filter_map(iso)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_codes_are_known_on_both_sides() {
        assert_eq!(at_end("Total RM"), Some(("MYR", 6)));
        assert_eq!(at_end("TOTAL:€"), Some(("EUR", 6)));
        assert_eq!(at_end("GBP"), Some(("GBP", 0)));
        assert_eq!(at_end("FORM"), None);
        assert_eq!(at_start("EUR inkl."), Some(("EUR", 3)));
        assert_eq!(at_start("€"), Some(("EUR", 3)));
        assert_eq!(at_start("kg"), None);
        assert_eq!(named("All prices in USD, net").collect::<Vec<_>>(), ["USD"]);
    }
}
