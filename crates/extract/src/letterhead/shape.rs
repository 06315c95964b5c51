//! Which lines may be a name at all: no labels, addresses, amounts, headings or courtesies.

use std::collections::BTreeMap;

use crate::labels::{Concept as C, Label};
use crate::layout::Span;
use crate::names;
use crate::scene::Scene;
use crate::text::{fold, letters_and_digits, squeeze};

/// A name, and no title, label, date or amount.
pub(super) fn may_be_name(scene: &Scene, span: &Span, text: &str) -> bool {
    let sender = is_sender_line(text);
    let address = names::has_postcode(text) && names::legal_form(text) < 2;
    if (address || !names::is_name_like(&names::clean(text))) && !sender {
        return false;
    }
    let head = scene.item_heads.contains(&span.line) && names::legal_form(text) < 2;
    if head || scene.dates_on(span.line).iter().any(|d| span.bytes.contains(&d.span.bytes.start)) {
        return false;
    }
    // "TRANSPORTS" is no label though a picture's labels may end inside a word.
    let line = &scene.layout.lines[span.line].text;
    let whole = |l: &&Label| !line[l.bytes.end..].starts_with(char::is_alphabetic);
    let labels = scene.labels_on(span.line).iter().filter(|l| span.bytes.contains(&l.bytes.start)).filter(whole);
    let starts: BTreeMap<usize, usize> = labels.clone().map(|l| (l.bytes.start, l.length)).collect();
    let covered: usize = starts.values().sum();
    let (letters, digits) = letters_and_digits(text);
    let field = digits >= 4
        && labels.clone().any(|l| {
            l.bytes.start == span.bytes.start && matches!(l.concept, C::TaxId | C::CustomerTaxId | C::Iban | C::Contact)
        });
    let titled = labels.clone().any(|l| {
        l.bytes.start <= span.bytes.start + 2
            && l.length >= 5
            && !matches!(l.concept, C::Name | C::Seller | C::Register | C::ColOther)
    });
    // "Tecta Communication": a label behind the name's own word is part of the name.
    let starts_own = labels.clone().all(|l| l.bytes.start >= span.bytes.start + 4)
        && text.chars().next().is_some_and(char::is_uppercase);
    let mostly_label = covered * 10 >= letters * if starts_own { 8 } else { 6 };
    let money = scene.amounts_on(span.line).iter().any(|a| a.is_money() && span.bytes.contains(&a.span.bytes.start));
    let no_name = field || mostly_label || money || titled && names::legal_form(text) < 2;
    !no_name && !is_phrase(text)
}

/// Courtesies and prose are no names.
fn is_phrase(text: &str) -> bool {
    let folded = format!(" {} ", fold(text));
    const HEADINGS: &str = " summary overview details zusammenfassung ubersicht resumen recapitulatif riepilogo overzicht \
        resumo sommaire synthese subject betreff objet oggetto asunto betreft uid attn notes bemerkung remarques ";
    if HEADINGS.contains(&format!(" {} ", squeeze(text))) {
        return true;
    }
    const PHRASES: [&str; 34] = [
        "thank",
        "welcome",
        "danke",
        "merci",
        "gracias",
        "grazie",
        "bedankt",
        "obrigad",
        "please",
        "bitte",
        "formerly",
        "licensee",
        "copy",
        "original",
        "duplicate",
        "kopie",
        " tq ",
        "customer",
        "visualisierung",
        "stylesheet",
        "lesbarmachung",
        "beispielrechnung",
        " page ",
        "powered by",
        "dear ",
        "sehr geehrte",
        "member of",
        " for shopping",
        "invoice",
        "rechnung",
        "facture",
        "beispiel-rechnungen",
        "authorized",
        "signature",
    ];
    PHRASES.iter().any(|p| folded.contains(p)) && names::legal_form(text) < 2
}

/// "Bei Spiel GmbH ● Ecke 12 ● 12345 Stadthausen" in small print above the address window.
pub(super) fn is_sender_line(text: &str) -> bool {
    let parts = ["•", "·", "●", "|", " - ", " – ", " * "].iter().map(|s| text.matches(s).count()).max().unwrap_or(0);
    let commas =
        text.split_once(", ").is_some_and(|(head, _)| names::legal_form(head) == 2) && text.matches(", ").count() >= 2;
    (parts >= 2 || commas)
        && !text.contains(": ")
        && (names::has_postcode(text) || names::is_street(text))
        && letters_and_digits(text).0 > 10
}
