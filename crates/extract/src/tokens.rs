//! Typed tokens: every amount, percentage, date and bank account of a document, with its place.
//!
//! Nothing is judged here; what a token is for is decided later, with all tokens at hand. Cost: a few passes over each
//! line's text.

use std::collections::HashMap;
use std::ops::Range;

use rust_decimal::Decimal;

use crate::layout::{Layout, Span};
use crate::locale::Locale;
use crate::{dates, iban, numbers};

mod scan;
mod wrapped;

use scan::{in_context, next_run};
use wrapped::{wrapped_dates, wrapped_iban};

/// A number that may be an amount of money, a quantity or a percentage.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// Where it is printed.
    pub span: Span,
    /// The value with its sign.
    pub value: Decimal,
    /// Decimals printed.
    pub decimals: u32,
    /// The currency printed beside it: a code of ISO 4217, or `$` or `kr`.
    pub currency: Option<&'static str>,
    /// Followed by a per cent sign.
    pub percent: bool,
    /// Part of a word of letters and digits, such as an article number.
    pub inside_word: bool,
}

impl Amount {
    /// Whether it has the form of a sum of money: two decimals, or a currency beside it.
    pub fn is_money(&self) -> bool {
        !self.percent && !self.inside_word && (self.decimals == 2 || (self.currency.is_some() && self.decimals != 1))
    }
}

/// A date with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct DateToken {
    /// Where it is printed.
    pub span: Span,
    /// The printed parts.
    pub parts: dates::Parts,
    /// What it says about the order of day and month.
    pub shows: Option<dates::DateOrder>,
}

/// A number as printed, before the document's habits are known.
#[derive(Debug, Clone)]
pub struct RawNumber {
    span: Span,
    negative: bool,
    currency: Option<&'static str>,
    percent: bool,
    inside_word: bool,
}

/// All dates of a document.
pub fn dates(layout: &Layout) -> Vec<DateToken> {
    let on_line = |(line, l): (usize, &crate::layout::Line)| -> Vec<DateToken> {
        let token = |f: dates::Found| DateToken { span: Span { line, bytes: f.bytes }, parts: f.parts, shows: f.shows };
        dates::find(&l.text).into_iter().map(token).collect()
    };
    let mut found: Vec<DateToken> = layout.lines.iter().enumerate().flat_map(on_line).collect();
    found.extend(wrapped_dates(layout, &found));
    found.sort_by_key(|d| (d.span.line, d.span.bytes.start));
    found
}

/// All bank accounts of a document.
pub fn ibans(layout: &Layout) -> Vec<(Span, iban::Found)> {
    let mut found: Vec<(Span, iban::Found)> = Vec::new();
    for (line, l) in layout.lines.iter().enumerate() {
        let before = found.len();
        for segment in &l.segments {
            let text = &l.text[segment.clone()];
            let here = iban::find(text);
            if here.iter().all(|f| !f.valid)
                && let Some((start, whole)) = wrapped_iban(layout, line, segment)
            {
                found.push((Span { line, bytes: segment.start + start..segment.end }, whole));
                continue;
            }
            let shifted = |f: iban::Found| segment.start + f.bytes.start..segment.start + f.bytes.end;
            found.extend(here.into_iter().map(|f| (Span { line, bytes: shifted(f.clone()) }, f)));
        }
        // Columns may part the groups of one account.
        let whole = iban::find(&l.text).into_iter().filter(|f| f.valid);
        let news: Vec<iban::Found> =
            whole.filter(|f| !found[before..].iter().any(|(_, k)| k.valid && k.iban == f.iban)).collect();
        found.extend(news.into_iter().map(|f| (Span { line, bytes: f.bytes.clone() }, f)));
    }
    found
}

/// All numbers of a document that are not part of a date or bank account.
pub fn raw_numbers(layout: &Layout, dates: &[DateToken], ibans: &[(Span, iban::Found)]) -> Vec<RawNumber> {
    let mut found = Vec::new();
    let mut taken_on: HashMap<usize, Vec<Range<usize>>> = HashMap::new();
    for span in dates.iter().map(|d| &d.span).chain(ibans.iter().map(|(span, _)| span)) {
        taken_on.entry(span.line).or_default().push(span.bytes.clone());
    }
    for (line, l) in layout.lines.iter().enumerate() {
        let taken = taken_on.get(&line).map_or(&[][..], Vec::as_slice);
        let mut at = 0;
        while let Some(run) = next_run(&l.text, at, layout.is_ocr()) {
            crate::work::steps(taken.len());
            at = run.end;
            if taken.iter().all(|t| t.end <= run.start || run.end <= t.start)
                && let Some(raw) = in_context(&l.text, line, run, layout.is_ocr())
            {
                found.push(raw);
            }
        }
    }
    found
}

/// The text of a raw number, for finding the document's decimal mark.
pub fn raw_texts<'a>(layout: &'a Layout, raw: &'a [RawNumber]) -> impl Iterator<Item = &'a str> {
    raw.iter().filter(|r| !r.inside_word).map(|r| layout.text(&r.span))
}

/// The currency printed beside a raw number.
pub fn currency_of(raw: &RawNumber) -> Option<&'static str> {
    raw.currency
}

/// Whether a per cent sign follows a raw number.
pub fn is_percent(raw: &RawNumber) -> bool {
    raw.percent
}

/// Where a raw number is printed.
pub fn span_of(raw: &RawNumber) -> &Span {
    &raw.span
}

/// Currencies printed beside numbers.
pub fn raw_currencies(raw: &[RawNumber]) -> impl Iterator<Item = &'static str> {
    raw.iter().filter_map(|r| r.currency)
}

/// The numbers with their values under the document's habits.
pub fn amounts(layout: &Layout, raw: &[RawNumber], locale: &Locale) -> Vec<Amount> {
    let value = |r: &RawNumber| -> Option<Amount> {
        let text = layout.text(&r.span).trim_end_matches(['-', '–', '—']);
        let whole = text.ends_with([',', '.']) && text.len() < layout.text(&r.span).len();
        let number = numbers::parse(text, locale.mark)?;
        Some(Amount {
            span: r.span.clone(),
            value: if r.negative { -number.value } else { number.value },
            decimals: if whole { 2 } else { number.decimals },
            currency: r.currency,
            percent: r.percent,
            inside_word: r.inside_word,
        })
    };
    raw.iter().filter_map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::Mark;
    use road::page::{Page, Rect, Route, Word};

    fn read(text: &str, mark: Mark) -> Vec<(String, bool, Option<&'static str>, bool)> {
        let words = text.split(' ').enumerate().map(|(i, t)| Word {
            text: t.into(),
            rect: Rect { x0: i as f32 * 0.05, y0: 0.1, x1: i as f32 * 0.05 + 0.045, y1: 0.12 },
            certainty: 1.0,
            line: 0,
        });
        let page = Page { number: 1, width: 600.0, height: 800.0, words: words.collect() };
        let layout = Layout::new(&[page], Route::TextLayer);
        let dates = dates(&layout);
        let raw = raw_numbers(&layout, &dates, &[]);
        let locale = Locale { mark: Some(mark), ..Locale::default() };
        let all = amounts(&layout, &raw, &locale);
        all.into_iter().map(|a| (a.value.to_string(), a.is_money(), a.currency, a.percent)).collect()
    }

    #[test]
    fn amounts_are_read_with_sign_and_currency() {
        let one = |text, mark| read(text, mark).into_iter().find(|a| a.1);
        assert_eq!(one("Total RM9.90", Mark::Dot), Some(("9.90".into(), true, Some("MYR"), false)));
        assert_eq!(one("€ -9,32", Mark::Comma), Some(("-9.32".into(), true, Some("EUR"), false)));
        assert_eq!(one("ROUNDING -RM0.02", Mark::Dot), Some(("-0.02".into(), true, Some("MYR"), false)));
        assert_eq!(one("0.01-", Mark::Dot), Some(("-0.01".into(), true, None, false)));
        assert_eq!(one("(12.50)", Mark::Dot), Some(("-12.50".into(), true, None, false)));
        assert_eq!(one("1 234,56 €", Mark::Comma), Some(("1234.56".into(), true, Some("EUR"), false)));
        assert_eq!(one("£3 787.70", Mark::Dot), Some(("3787.70".into(), true, Some("GBP"), false)));
        assert_eq!(one("5.90SR", Mark::Dot), Some(("5.90".into(), true, None, false)));
        assert_eq!(one("CHF 120.--", Mark::Dot), Some(("120".into(), true, Some("CHF"), false)));
        assert_eq!(one("3 m² 19% 10,00", Mark::Comma), Some(("10.00".into(), true, None, false)));
    }

    #[test]
    fn percentages_codes_dates_and_times_are_no_money() {
        for text in ["19,00 %", "14.50%", "03/02/2018", "15:28", "INV-2014.50", "12345", "KR3.50M"] {
            assert!(read(text, Mark::Dot).iter().all(|a| !a.1), "{text}");
        }
    }
}
