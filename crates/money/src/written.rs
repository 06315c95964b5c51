//! Amounts as people write them: `1,234.56`, `1.234,56`, `1'234.56`, `1 234,56 €`, `1234.5`.

use rust_decimal::Decimal;

use crate::Currency;

/// Blanks that stand between groups of digits: space, no-break, narrow no-break, thin, figure.
const BLANKS: [char; 5] = [' ', '\u{a0}', '\u{202f}', '\u{2009}', '\u{2007}'];
/// Signs of currencies.
const SIGNS: &str = "€$£¥₣₤₹₽₺₩";
const APOSTROPHES: [char; 2] = ['\'', '’'];

/// Every amount a text can mean, without its sign; none when it is not an amount. `1,234` can mean two: one thousand two
/// hundred and thirty-four, or one and a bit.
pub fn readings(text: &str) -> Vec<Decimal> {
    let signs = ['-', '+', '−', '('];
    let mut words: Vec<&str> = text.split(BLANKS).filter(|word| !word.is_empty()).collect();
    // A currency before or after it.
    let is_currency = |word: &&str| word.chars().all(|c| c.is_alphabetic() || SIGNS.contains(c));
    if words.len() > 1 && words.first().is_some_and(is_currency) {
        words.remove(0);
    }
    if words.len() > 1 && words.last().is_some_and(is_currency) {
        words.pop();
    }
    let joined = words.join(" ");
    let bare = joined.trim_start_matches(signs).trim_matches(|c: char| SIGNS.contains(c) || c == ' ');
    let bare = bare.trim_start_matches(signs).trim_end_matches(')');
    let grouped: String = bare.chars().filter(|c| !BLANKS.contains(c) && !APOSTROPHES.contains(c)).collect();
    if !grouped.starts_with(|c: char| c.is_ascii_digit()) || !blanks_group_thousands(bare) {
        return Vec::new();
    }
    let marks: Vec<char> = grouped.chars().filter(|c| !c.is_ascii_digit()).collect();
    let found = match (marks.first(), marks.last()) {
        (None, _) | (_, None) => vec![plain(&grouped, None, None)],
        (Some(first), Some(last)) if first != last => vec![plain(&grouped, Some(*first), Some(*last))],
        (Some(mark), _) if marks.len() > 1 => vec![plain(&grouped, Some(*mark), None)],
        (Some(mark), _) => vec![plain(&grouped, None, Some(*mark)), plain(&grouped, Some(*mark), None)],
    };
    found.into_iter().flatten().collect()
}

/// The minor units a text can mean in a currency; see [`readings`].
pub fn minor_readings(text: &str, currency: Currency) -> Vec<i64> {
    let exact = |value: Decimal| crate::Amount::parse(&value.to_string(), currency).ok().map(crate::Amount::minor);
    readings(text).into_iter().filter_map(exact).collect()
}

/// Reads digits with one mark between thousands and another before the decimals.
fn plain(text: &str, thousands: Option<char>, point: Option<char>) -> Option<Decimal> {
    let known = |c: char| c.is_ascii_digit() || (matches!(c, '.' | ',') && (Some(c) == thousands || Some(c) == point));
    if !text.chars().all(known) {
        return None;
    }
    let (whole, decimals) = match point {
        Some(point) => text.rsplit_once(point)?,
        None => (text, ""),
    };
    if let Some(mark) = thousands {
        let mut groups = whole.split(mark);
        let first = groups.next().unwrap_or_default();
        if !(1..=3).contains(&first.len()) || !groups.all(|group| group.len() == 3) {
            return None;
        }
    }
    if !decimals.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
    crate::amount::plain_decimal(&if decimals.is_empty() { digits } else { format!("{digits}.{decimals}") })
}

/// Whether blanks and apostrophes stand where thousands end, as in `1 234,56`: `12 of 2026` is not an amount.
fn blanks_group_thousands(text: &str) -> bool {
    let whole = text.split(['.', ',']).next().unwrap_or_default();
    let mut groups = whole.split(|c| BLANKS.contains(&c) || APOSTROPHES.contains(&c));
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.peekable();
    let later = text.chars().skip(whole.chars().count()).any(|c| BLANKS.contains(&c));
    !later && (rest.peek().is_none() || (1..=3).contains(&first.len()) && rest.all(|group| group.len() == 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_in_any_usual_form() {
        let cases: [(&str, &[&str]); 20] = [
            ("1,234.56", &["1234.56"]),
            ("1.234,56", &["1234.56"]),
            ("1234.56", &["1234.56"]),
            ("1234,56", &["1234.56"]),
            ("1'234.56", &["1234.56"]),
            ("1 234,56 €", &["1234.56"]),
            ("€ 1\u{202f}234,56", &["1234.56"]),
            ("-12.50", &["12.50"]),
            ("(12.50)", &["12.50"]),
            ("EUR 12", &["12"]),
            ("1.234.567", &["1234567"]),
            ("1,234", &["1.234", "1234"]),
            ("12,3456", &["12.3456"]),
            ("1234", &["1234"]),
            ("2026-11-27", &[]),
            ("27.11.2026", &[]),
            ("R-1234", &[]),
            ("12 of 2026", &[]),
            ("Papier Kraus", &[]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let found: Vec<String> = readings(text).iter().map(ToString::to_string).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn readings_are_counted_in_the_currencys_minor_units() {
        let of = |code: &str| Currency::from_code(code).expect("a currency");
        assert_eq!(minor_readings("1,234", of("EUR")), [1_234_00], "1.234 has more decimals than a euro");
        assert_eq!(minor_readings("1,234", of("KWD")), [1_234, 1_234_000]);
        assert_eq!(minor_readings("1,234", of("JPY")), [1_234]);
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_the_reading(text in "\\PC{0,30}") {
            for value in readings(&text) {
                proptest::prop_assert!(!value.is_sign_negative());
            }
        }
    }
}
