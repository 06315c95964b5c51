//! From the text of elements to values. A value that cannot be read stays empty and leaves a failed check.

use jiff::civil::Date;
use money::Currency;
use road::Arg;
use road::facts::Check;
use rust_decimal::Decimal;

use crate::EinvoiceError;
use crate::model::Term;
use crate::node::Node;

/// Name of the check that fails when a value cannot be read.
pub(crate) const VALUE_CHECK: &str = "value";

/// Most digits before the decimal point: no invoice is larger, and sums and products of such numbers cannot overflow
/// in ways that matter.
const MAX_INTEGER_DIGITS: u32 = 15;

/// Most characters of a bad value that are quoted in a message.
const QUOTED: usize = 60;

/// Reads values and remembers what could not be read.
#[derive(Debug, Default)]
pub(crate) struct Values {
    /// One failed check for each value that could not be read.
    pub failed: Vec<Check>,
}

impl Values {
    /// A decimal number such as `-1234.50`.
    pub fn decimal(&mut self, term: Term<'_>) -> Option<Decimal> {
        self.read(term, "a decimal number", |node| decimal(node.text()))
    }

    /// A calendar date.
    pub fn date(&mut self, term: Term<'_>) -> Option<Date> {
        self.read(term, "a date", |node| date(node.text(), node.attribute("format")))
    }

    /// A currency code.
    pub fn currency(&mut self, term: Term<'_>) -> Option<Currency> {
        self.read(term, "a currency code of ISO 4217", |node| Currency::from_code(node.text()).ok())
    }

    fn read<T>(&mut self, term: Term<'_>, expected: &'static str, parse: impl Fn(&Node) -> Option<T>) -> Option<T> {
        let node = term.filter(|node| !node.text().is_empty())?;
        let value = parse(node);
        if value.is_none() {
            let text = node.text().chars().take(QUOTED).collect();
            let error = EinvoiceError::BadValue { element: node.name().to_owned(), text, expected };
            let text = |text: &str| Arg::text(text.to_owned());
            let check = Check::new(VALUE_CHECK, false, error.to_string());
            self.failed.push(check.with("element", text(node.name())).with("expected", text(expected)));
        }
        value
    }
}

/// A number in the notation of XML Schema: optional sign, digits, decimal point.
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.len() + fraction.len() == 0 || !digits(whole) || !digits(fraction) {
        return None;
    }
    let significant = whole.trim_start_matches('0');
    if significant.len() > usize::try_from(MAX_INTEGER_DIGITS).ok()? {
        return None;
    }
    let kept = &fraction[..fraction.len().min(12)];
    let sign = if text.starts_with('-') { "-" } else { "" };
    let whole = if significant.is_empty() { "0" } else { significant };
    let plain = if kept.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{kept}") };
    plain.parse().ok().map(trim_zeros)
}

/// Drops zeros beyond the second decimal: `1300.00000000` becomes `1300.00`.
fn trim_zeros(number: Decimal) -> Decimal {
    if number.scale() <= 2 {
        return number;
    }
    let mut short = number.normalize();
    if short.scale() < 2 {
        short.rescale(2);
    }
    short
}

/// A date: `2024-03-31` with or without a time or zone behind it, or `20240331` (format 102 of UNTDID 2379).
pub(crate) fn date(text: &str, format: Option<&str>) -> Option<Date> {
    let head = |length: usize| text.get(..length);
    let compact = |text: &str| {
        let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i16>().ok();
        let day = |n: i16| i8::try_from(n).ok();
        Date::new(number(0..4)?, day(number(4..6)?)?, day(number(6..8)?)?).ok()
    };
    if let Some(iso) = head(10).filter(|h| h.as_bytes()[4] == b'-') {
        let rest = &text[10..];
        let zone_or_time = rest.is_empty() || rest.starts_with(['T', 'Z', '+', '-', ' ']);
        return if zone_or_time { iso.parse().ok() } else { None };
    }
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    match (format, text.len()) {
        // 102 is a day; 203 and 204 add hours, minutes and seconds behind it.
        (None | Some("102"), 8) | (Some("203"), 12) | (Some("204"), 14) if digits => compact(text),
        _ => None,
    }
}
