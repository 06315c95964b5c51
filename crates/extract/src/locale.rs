//! The habits of one document: language, decimal mark, order of dates, country, currency. Decided once from what is
//! unambiguous, then applied to what is not.

use money::Currency;

use crate::dates::DateOrder;
use crate::iban;
use crate::labels::{Concept, LANGUAGES, Label};
use crate::layout::{Layout, Span};
use crate::numbers::Mark;
use crate::text::folded_words;
use crate::tokens::{self, DateToken, RawNumber};

mod country;
mod currency;

use country::country;
use currency::currency;

/// The habits of a document.
#[derive(Debug, Clone, Default)]
pub struct Locale {
    /// ISO 639-1.
    pub language: Option<&'static str>,
    /// One bit for each language of [`LANGUAGES`] that the document uses.
    pub languages: u16,
    /// What parts whole and fraction.
    pub mark: Option<Mark>,
    /// Order of day and month.
    pub order: DateOrder,
    /// Whether the order was seen in an unambiguous date.
    pub order_seen: bool,
    /// ISO 3166, where something tells it.
    pub country: Option<&'static str>,
    /// Currency of the amounts.
    pub currency: Option<CurrencyFound>,
}

/// The currency and where it was read.
#[derive(Debug, Clone)]
pub struct CurrencyFound {
    /// The currency.
    pub currency: Currency,
    /// Where it is printed, if it is printed as code or sign.
    pub span: Option<Span>,
    /// How sure, 0 to 1, before calibration.
    pub score: f32,
    /// Why.
    pub reason: String,
}

impl Locale {
    /// Decides the habits of a document.
    pub fn of(
        layout: &Layout,
        labels: &[Label],
        dates: &[DateToken],
        raw: &[RawNumber],
        ibans: &[(Span, iban::Found)],
    ) -> Self {
        let (language, languages) = language(layout, labels);
        let country = country(layout, ibans, language);
        let (order, order_seen) = date_order(dates, country, language, raw);
        let mark = decimal_mark(layout, raw, language);
        let currency = currency(layout, labels, raw, country, language);
        Self { language, languages, mark, order, order_seen, country, currency }
    }

    /// Whether a label's phrase belongs to a language the document uses.
    pub fn speaks(&self, label: &Label) -> bool {
        // Tax numbers and accounts keep their home names in documents of any language.
        let at_home_everywhere = matches!(label.concept, Concept::TaxId | Concept::Iban) && label.length >= 3;
        label.languages & self.languages != 0 || at_home_everywhere
    }
}

/// The language with most frequent words and labels of its own, and all that come near. English is always understood:
/// many documents mix it in.
fn language(layout: &Layout, labels: &[Label]) -> (Option<&'static str>, u16) {
    let mut scores = [0.0_f32; LANGUAGES.len()];
    for label in labels {
        let shared = label.languages.count_ones();
        for (i, score) in scores.iter_mut().enumerate() {
            if label.languages & (1 << i) != 0 {
                *score += label.length.min(12) as f32 / 6.0 / (shared * shared) as f32;
            }
        }
    }
    for line in &layout.lines {
        for word in folded_words(&line.text) {
            for (language, score) in LANGUAGES.iter().zip(&mut scores) {
                if language.common_words.split(' ').any(|w| w == word) {
                    *score += 0.5;
                }
            }
        }
    }
    let best = (0..LANGUAGES.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b])).filter(|b| scores[*b] > 1.0);
    let Some(best) = best else { return (None, 1) };
    let near = (0..LANGUAGES.len()).filter(|i| scores[*i] >= scores[best] * 0.45).fold(0, |bits, i| bits | 1 << i);
    (Some(LANGUAGES[best].code), near | 1)
}

/// Unambiguous dates decide; then the country, then the language and currency.
fn date_order(
    dates: &[DateToken],
    country: Option<&str>,
    language: Option<&str>,
    raw: &[RawNumber],
) -> (DateOrder, bool) {
    let count = |order| dates.iter().filter(|d| d.shows == Some(order)).count();
    let (day, month) = (count(DateOrder::DayFirst), count(DateOrder::MonthFirst));
    if day != month {
        return (if day > month { DateOrder::DayFirst } else { DateOrder::MonthFirst }, true);
    }
    let dollars = tokens::raw_currencies(raw).filter(|c| matches!(*c, "$" | "USD")).count();
    let american = match country {
        Some("US") => true,
        Some(_) => false,
        None => language.is_none_or(|l| l == "en") && dollars > 0,
    };
    (if american { DateOrder::MonthFirst } else { DateOrder::DayFirst }, false)
}

/// Numbers with two decimals, or with both signs, show the mark.
fn decimal_mark(layout: &Layout, raw: &[RawNumber], language: Option<&str>) -> Option<Mark> {
    let (mut comma, mut dot) = (0, 0);
    for text in tokens::raw_texts(layout, raw) {
        let Some(at) = text.rfind([',', '.']) else { continue };
        let decimals = text.len() - at - 1;
        let other = if text.as_bytes()[at] == b',' { '.' } else { ',' };
        if decimals == 2 || (text.contains(other) && decimals != 3) || decimals == 4 {
            if other == '.' { comma += 1 } else { dot += 1 }
        }
    }
    match (comma, dot) {
        (0, 0) => match language {
            Some("de" | "fr" | "es" | "it" | "nl" | "pt" | "pl") => Some(Mark::Comma),
            Some("en") => Some(Mark::Dot),
            _ => None,
        },
        (c, d) if c > d => Some(Mark::Comma),
        _ => Some(Mark::Dot),
    }
}
