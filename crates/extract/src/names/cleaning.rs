//! Cutting off what stands behind a name on its line: registration numbers, addresses, remarks.

use std::sync::LazyLock;

use regex::Regex;

use super::forms::LEGAL;
use super::{has_postcode, is_street, legal_form};
use crate::text::{fold, letters_and_digits};

static REGISTRATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\s*[(\[]?\s*(?:(?:co|company|roc|brn)[\s.:]*(?:reg)?[\s.:]*(?:no)?[\s.:]*)?\(?[A-Z]{0,3}\d[\dOSBIl]{4,11}[^\w)]*[A-Z]{0,2}\s*[)\]]?\s*(?:\(.{1,5}\))?$").expect("the pattern is valid")
});

/// "RideNow B.V. Mr. Treublaan 7": where an address begins behind the legal form.
fn address_behind_form(name: &str) -> Option<usize> {
    let words: Vec<&str> = name.split(' ').collect();
    let form = words.iter().skip(1).position(|w| {
        let plain: String = fold(w).chars().filter(|c| c.is_alphanumeric()).collect();
        LEGAL.contains(&plain.as_str())
            || ["ag", "kg", "sa", "sl"].contains(&plain.as_str()) && w.chars().next().is_some_and(char::is_uppercase)
    })? + 1;
    let last = (form..words.len())
        .take_while(|i| *i == form || legal_form(&format!("x {}", words[*i])) == 2 || words[*i] == "&")
        .last()?;
    let head: usize = words[..=last].iter().map(|w| w.len() + 1).sum::<usize>() - 1;
    let tail = name.get(head..)?.trim();
    let digits = letters_and_digits(tail).1;
    (!tail.is_empty() && !tail.starts_with('(') && digits > 0 && (is_street(tail) || has_postcode(tail) || digits >= 3))
        .then_some(head)
}

static INNER_REGISTRATION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\s*[(\[]\s*[A-Z]{0,3}\d[\dOSBIl]{4,11}[\s·-]*[A-Z]{0,2}\s*[)\]]").expect("the pattern is valid")
});

/// Between a brand and the business that owns it.
pub const TRADING: [&str; 16] = [
    "is a trading name of",
    "is a trading style of",
    "is a division of",
    "is a brand of",
    "is een handelsnaam van",
    "is een merk van",
    "onderdeel van",
    "ist eine Marke der",
    "ist ein Angebot der",
    "ist ein Service der",
    "ist eine Marke von",
    "est une marque de",
    "es una marca de",
    "è un marchio di",
    "é uma marca da",
    "é uma marca de",
];

/// What the register says follows these words; it is no part of the name.
const REGISTERED: [&str; 19] = [
    " au capital",
    " Au capital",
    " AU CAPITAL",
    " Sitz der",
    " registered in",
    " Registered in",
    " capital social",
    " FKA ",
    " fka ",
    " t/a ",
    " - R.C.S",
    " con socio unico",
    " a socio unico",
    " società unipersonale",
    " in liquidazione",
    " con sede",
    " mit Sitz",
    " Sede legale",
    " Siège social",
];

/// A name without registration number, salutation, separators and what follows them.
pub fn clean(text: &str) -> String {
    let mut name = text.trim();
    for separator in [" - ", " – ", " — ", " • ", " · ", " | ", " ● ", "●", " •", "• ", " / ", " · "] {
        if let Some((head, tail)) = name.split_once(separator)
            && (letters_and_digits(head).0 >= 3
                && (has_postcode(tail) || is_street(tail) || separator.contains(['•', '·', '|', '●'])))
        {
            name = head.trim();
        }
    }
    for phrase in TRADING {
        if let Some((_, tail)) = name.split_once(phrase)
            && legal_form(tail) == 2
        {
            name = tail.trim_start_matches([':', ' ']).trim();
        }
    }
    if let Some((head, tail)) = name.split_once(", ")
        && legal_form(tail) < 2
        && (has_postcode(tail) || is_street(tail))
    {
        name = head.trim();
    }
    if let Some((head, tail)) = name.split_once(':')
        && legal_form(tail) == 2
        && head.split_whitespace().count() <= 2
    {
        name = tail.trim();
    }
    for phrase in REGISTERED {
        if let Some((head, _)) = name.split_once(phrase) {
            name = head.trim();
        }
    }
    if let Some(cut) = address_behind_form(name) {
        name = name[..cut].trim();
    }
    if let Some(inside) = INNER_REGISTRATION.find(name) {
        name = name[..inside.start()].trim();
    }
    let name = REGISTRATION.replace(name, "");
    let name = name.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(c, ',' | ';' | ':' | '-' | '–' | '*' | '|' | '•' | '=' | '"' | '\'' | '_' | '<' | '>' | '#')
    });
    let name = name.strip_suffix(" (").unwrap_or(name);
    // "Limited." ends a sentence, "Inc." an abbreviation.
    let whole = ["limited", "gmbh", "plc", "llc", "llp", "sarl", "sas"];
    let ended = name.strip_suffix('.').filter(|n| whole.iter().any(|w| fold(n).ends_with(&format!(" {w}"))));
    ended.unwrap_or(name).to_owned()
}

static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:herrn?|frau|familie|eheleute|mr|mrs|ms|miss|mme|mlle|monsieur|madame|mademoiselle|m\.|de heer|mevrouw|dhr|mevr|sr\.?|sra\.?|srta|d\.|dña|sig\.?(?:ra)?|gent\.? ?sig\.?|egr\.? ?sig\.?|spett\.? ?le|exmo\.? sr)\.?\s+",
    )
    .expect("the pattern is valid")
});

/// A person's or addressee's name without the form of address before it, and whether there was one.
pub fn without_title(name: &str) -> (&str, bool) {
    let Some(title) = TITLE.find(name) else { return (name, false) };
    let rest = name[title.end()..].trim();
    if letters_and_digits(rest).0 < 4 { (name, false) } else { (rest, true) }
}
