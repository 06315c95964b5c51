//! The currency of a document.

use std::collections::BTreeMap;

use money::Currency;

use super::CurrencyFound;
use crate::currencies;
use crate::labels::{Concept, Label};
use crate::layout::{Layout, Span};
use crate::tokens::{self, RawNumber};

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
        ("R", None | Some("ZA")) => "ZAR",
        ("kr", Some("SE")) => "SEK",
        ("kr", Some("NO")) => "NOK",
        ("kr", _) => "DKK",
        (code, _) => code,
    }
}

/// A labelled currency first, then the one most often printed beside amounts, then a code in the text, then the
/// country's.
pub(super) fn currency(
    layout: &Layout,
    labels: &[Label],
    raw: &[RawNumber],
    country: Option<&str>,
    language: Option<&str>,
) -> Option<CurrencyFound> {
    if let Some(found) = labelled(layout, labels, country) {
        return Some(found);
    }
    let mut votes: BTreeMap<&'static str, (f32, Option<Span>)> = BTreeMap::new();
    let mut beside: BTreeMap<&'static str, usize> = BTreeMap::new();
    for r in raw {
        if let Some(code) = tokens::currency_of(r) {
            *beside.entry(code).or_default() += usize::from(!tokens::is_percent(r));
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
    // "SVC 0.45" is a service charge: three letters that are a rare currency's code must stand beside amounts again.
    votes.retain(|code, _| currencies::is_common(code) || beside.get(code).is_some_and(|count| *count >= 2));
    let country_of_dollars = only_dollar_named(layout);
    if let Some(code) = country_of_dollars.filter(|c| *c != "USD")
        && let Some((count, span)) = votes.remove("USD")
    {
        let vote = votes.entry(code).or_default();
        vote.0 += count;
        vote.1 = vote.1.take().or(span);
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
    Some(CurrencyFound {
        currency,
        span: None,
        score: sure,
        reason: "derived: the currency of the country, none is printed".into(),
    })
}

/// The code beside or below a label that says "currency".
fn labelled(layout: &Layout, labels: &[Label], country: Option<&str>) -> Option<CurrencyFound> {
    for label in labels.iter().filter(|l| l.concept == Concept::Currency && l.length >= 5) {
        let rest = layout.lines[label.line].text.get(label.bytes.end..).unwrap_or("");
        let near = rest.get(..rest.char_indices().nth(24).map_or(rest.len(), |(i, _)| i)).unwrap_or(rest);
        let below = layout.lines.get(label.line + 1).map_or("", |l| l.text.as_str());
        for (offset, line, text) in [(label.bytes.end, label.line, near), (0, label.line + 1, below)] {
            if let Some((start, code)) = first_code(text)
                && let Ok(currency) = Currency::from_code(of_sign(code, country))
            {
                let span = Span { line, bytes: offset + start..offset + start + 3 };
                return Some(CurrencyFound {
                    currency,
                    span: Some(span),
                    score: 1.0,
                    reason: "named as the document's currency".into(),
                });
            }
        }
    }
    None
}

/// The one dollar that the document names by its code ("Total CAD"): its bare dollar signs mean that one.
fn only_dollar_named(layout: &Layout) -> Option<&'static str> {
    const DOLLARS: [&str; 7] = ["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD"];
    let named = |code: &&&str| {
        let is_code = |w: &str| w.trim_matches(|c: char| !c.is_alphanumeric()) == **code;
        layout.lines.iter().any(|l| l.text.split([' ', '\t', '(', ')', '/', '$']).any(is_code))
    };
    let mut found = DOLLARS.iter().filter(named);
    let first = found.next()?;
    found.next().is_none().then_some(*first)
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
        "DE" | "AT" | "FR" | "ES" | "IT" | "NL" | "BE" | "PT" | "IE" | "FI" | "LU" | "GR" | "EE" | "LV" | "LT"
        | "SI" | "SK" | "CY" | "MT" | "HR" => "EUR",
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
