//! The habits of one document: language, decimal mark, order of dates, country, currency. Decided once from what is
//! unambiguous, then applied to what is not.

use std::collections::BTreeMap;

use money::Currency;

use crate::dates::DateOrder;
use crate::labels::{Concept, LANGUAGES, Label};
use crate::layout::{Layout, Span};
use crate::numbers::Mark;
use crate::text::folded_words;
use crate::tokens::{self, DateToken, RawNumber};
use crate::{currencies, iban, tax_id};

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
    pub fn of(layout: &Layout, labels: &[Label], dates: &[DateToken], raw: &[RawNumber], ibans: &[(Span, iban::Found)]) -> Self {
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

/// Country names and tell-tales in text, folded and with a space on both sides.
const COUNTRY_WORDS: &[(&str, &str)] = &[
    (" deutschland ", "DE"), (" germany ", "DE"), (" osterreich ", "AT"), (" austria ", "AT"), (" schweiz ", "CH"), (" switzerland ", "CH"),
    (" suisse ", "CH"), (" france ", "FR"), (" espana ", "ES"), (" spain ", "ES"), (" italia ", "IT"), (" italy ", "IT"), (" nederland ", "NL"),
    (" netherlands ", "NL"), (" belgie ", "BE"), (" belgique ", "BE"), (" belgium ", "BE"), (" portugal ", "PT"), (" united kingdom ", "GB"),
    (" england ", "GB"), (" great britain ", "GB"), (" united states ", "US"), (" usa ", "US"), (" u s a ", "US"), (" canada ", "CA"),
    (" australia ", "AU"), (" new zealand ", "NZ"), (" ireland ", "IE"), (" malaysia ", "MY"), (" sdn bhd ", "MY"), (" selangor ", "MY"),
    (" kuala lumpur ", "MY"), (" johor ", "MY"), (" singapore ", "SG"), (" india ", "IN"), (" pvt ltd ", "IN"), (" gstin ", "IN"),
    (" hong kong ", "HK"), (" brasil ", "BR"), (" brazil ", "BR"), (" cnpj ", "BR"), (" mexico ", "MX"), (" denmark ", "DK"),
    (" danmark ", "DK"), (" sweden ", "SE"), (" sverige ", "SE"), (" norway ", "NO"), (" norge ", "NO"), (" finland ", "FI"),
    (" polska ", "PL"), (" poland ", "PL"), (" luxembourg ", "LU"), (" south africa ", "ZA"), (" cip ", "XX"),
];

const US_STATES: &str = "AL AK AZ AR CA CO CT FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC";

/// Votes for countries: tax numbers and bank accounts weigh more than names in addresses.
fn country(layout: &Layout, ibans: &[(Span, iban::Found)], language: Option<&str>) -> Option<&'static str> {
    let mut votes: BTreeMap<&'static str, f32> = BTreeMap::new();
    for (_, found) in ibans {
        if let Some((country, _)) = COUNTRY_WORDS.iter().map(|(_, c)| (*c, ())).find(|(c, ())| found.iban.starts_with(c)) {
            *votes.entry(country).or_default() += 2.0;
        }
    }
    for line in &layout.lines {
        for found in tax_id::find(&line.text) {
            if let Some(country) = tax_id::country(&found.number) {
                *votes.entry(country).or_default() += 1.5;
            }
        }
        let words = format!(" {} ", folded_words(&line.text).join(" "));
        for (word, country) in COUNTRY_WORDS {
            if words.contains(word) {
                *votes.entry(country).or_default() += 1.0;
            }
        }
        if has_us_zip(&line.text) {
            *votes.entry("US").or_default() += 1.5;
        }
    }
    let home = match language {
        Some("de") => Some("DE"),
        Some("fr") => Some("FR"),
        Some("es") => Some("ES"),
        Some("it") => Some("IT"),
        Some("nl") => Some("NL"),
        Some("pt") => Some("PT"),
        Some("pl") => Some("PL"),
        _ => None,
    };
    votes.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(c, _)| c).or(home)
}

/// A state of the United States followed by a ZIP code.
fn has_us_zip(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', ',', '\t']).filter(|w| !w.is_empty()).collect();
    words.windows(2).any(|w| {
        let zip = w[1].split('-').next().unwrap_or("");
        US_STATES.split(' ').any(|s| s == w[0]) && zip.len() == 5 && zip.bytes().all(|b| b.is_ascii_digit())
    })
}

/// Unambiguous dates decide; then the country, then the language and currency.
fn date_order(dates: &[DateToken], country: Option<&str>, language: Option<&str>, raw: &[RawNumber]) -> (DateOrder, bool) {
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

/// The code a sign means in a country.
fn of_sign(sign: &'static str, country: Option<&str>) -> &'static str {
    match (sign, country) {
        ("$", Some("CA")) => "CAD",
        ("$", Some("AU")) => "AUD",
        ("$", Some("NZ")) => "NZD",
        ("$", Some("SG")) => "SGD",
        ("$", Some("MX")) => "MXN",
        ("$", Some("HK")) => "HKD",
        ("$", Some("MY")) => "MYR",
        ("$", _) => "USD",
        ("kr", Some("SE")) => "SEK",
        ("kr", Some("NO")) => "NOK",
        ("kr", _) => "DKK",
        (code, _) => code,
    }
}

/// A labelled currency first, then the one most often printed beside amounts, then a code in the text, then the
/// country's.
fn currency(layout: &Layout, labels: &[Label], raw: &[RawNumber], country: Option<&str>, language: Option<&str>) -> Option<CurrencyFound> {
    for label in labels.iter().filter(|l| l.concept == Concept::Currency && l.length >= 5) {
        let rest = layout.lines[label.line].text.get(label.bytes.end..).unwrap_or("");
        let near = rest.get(..rest.char_indices().nth(24).map_or(rest.len(), |(i, _)| i)).unwrap_or(rest);
        let below = layout.lines.get(label.line + 1).map_or("", |l| l.text.as_str());
        for (offset, line, text) in [(label.bytes.end, label.line, near), (0, label.line + 1, below)] {
            if let Some((start, code)) = first_code(text)
                && let Ok(currency) = Currency::from_code(of_sign(code, country))
            {
                let span = Span { line, bytes: offset + start..offset + start + 3 };
                return Some(CurrencyFound { currency, span: Some(span), score: 1.0, reason: "named as the document's currency".into() });
            }
        }
    }
    let mut votes: BTreeMap<&'static str, (f32, Option<Span>)> = BTreeMap::new();
    for r in raw {
        if let Some(code) = tokens::currency_of(r) {
            let vote = votes.entry(of_sign(code, country)).or_default();
            vote.0 += 1.0;
            vote.1 = Some(tokens::span_of(r).clone());
        }
    }
    for (line, l) in layout.lines.iter().enumerate() {
        for code in currencies::named(&l.text) {
            let at = l.text.find(code).unwrap_or(0);
            let vote = votes.entry(code).or_default();
            vote.0 += 0.8;
            vote.1.get_or_insert(Span { line, bytes: at..at + 3 });
        }
        let sign_alone = l.text.split([' ', '\t', '(', ')', '/']).find(|w| matches!(*w, "€" | "£" | "RM"));
        if let Some(sign) = sign_alone
            && let Some((code, _)) = currencies::at_start(sign)
        {
            votes.entry(code).or_default().0 += 0.3;
        }
    }
    let all: f32 = votes.values().map(|v| v.0).sum();
    let best = votes.into_iter().max_by(|a, b| a.1.0.total_cmp(&b.1.0));
    if let Some((code, (count, span))) = best
        && let Ok(currency) = Currency::from_code(code)
    {
        let score = (0.6 + 0.08 * count.min(4.0)) * (count / all).max(0.5);
        return Some(CurrencyFound { currency, span, score, reason: format!("{code} is printed beside the amounts") });
    }
    let code = of_country(country)?;
    let currency = Currency::from_code(code).ok()?;
    let sure = if language.is_some() { 0.4 } else { 0.3 };
    Some(CurrencyFound { currency, span: None, score: sure, reason: "derived: the currency of the country, none is printed".into() })
}

fn first_code(text: &str) -> Option<(usize, &'static str)> {
    let trimmed = text.trim_start_matches([' ', ':', '\t', '(', '.']);
    let start = text.len() - trimmed.len();
    if let Some((code, _)) = currencies::at_start(trimmed) {
        return Some((start, code));
    }
    if trimmed.to_lowercase().starts_with("us dollar") {
        return Some((start, "USD"));
    }
    let code = currencies::named(trimmed).next()?;
    Some((start + trimmed.find(code)?, code))
}

fn of_country(country: Option<&str>) -> Option<&'static str> {
    Some(match country? {
        "DE" | "AT" | "FR" | "ES" | "IT" | "NL" | "BE" | "PT" | "IE" | "FI" | "LU" | "GR" | "EE" | "LV" | "LT" | "SI" | "SK" | "CY" | "MT" | "HR" => "EUR",
        "GB" => "GBP",
        "US" => "USD",
        "CH" => "CHF",
        "MY" => "MYR",
        "SG" => "SGD",
        "IN" => "INR",
        "CA" => "CAD",
        "AU" => "AUD",
        "NZ" => "NZD",
        "BR" => "BRL",
        "MX" => "MXN",
        "HK" => "HKD",
        "DK" => "DKK",
        "SE" => "SEK",
        "NO" => "NOK",
        "PL" => "PLN",
        "ZA" => "ZAR",
        _ => return None,
    })
}
