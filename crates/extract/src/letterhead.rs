//! Candidates for the issuer's name where no heading names it: letterhead, sender line, footer, mail domain.

use std::collections::BTreeSet;

use crate::labels::Concept as C;
use crate::layout::Span;
use crate::names;
use crate::parties::Name;
use crate::scene::Scene;
use crate::text::{fold, letters_and_digits};

mod mentions;
mod signs;

use mentions::{domains, matches_domain, phrases};
use signs::{form, penalties, position, size, stray, surroundings};

/// Names that may be the issuer's. `excluded` are segments of other parties' blocks.
pub fn candidates(scene: &Scene, receipt: bool, excluded: &BTreeSet<(usize, usize)>) -> Vec<Name> {
    let domains = domains(scene);
    let mut found: Vec<Name> = Vec::new();
    let mut rank = 0;
    let segments: Vec<Span> = scene.layout.segments().collect();
    let mut consumed: BTreeSet<(usize, usize)> = BTreeSet::new();
    let last_page = scene.layout.lines.last().map_or(1, |l| l.page);
    for (i, span) in segments.iter().enumerate() {
        let page = scene.page_of(span.line);
        if page != 1 && page != last_page || excluded.contains(&(span.line, span.bytes.start)) {
            continue;
        }
        let text = scene.layout.text(span).trim();
        if !may_be_name(scene, span, text) {
            continue;
        }
        if consumed.contains(&(span.line, span.bytes.start)) {
            continue;
        }
        let (text, spans) = joined(scene, &segments, i, text, receipt);
        consumed.extend(spans.iter().skip(1).map(|s| (s.line, s.bytes.start)));
        let cleaned = names::clean(&text);
        if letters_and_digits(&cleaned).0 < 3 {
            continue;
        }
        let mut score = if page == 1 { position(scene, span, rank, receipt) } else { 0.05 };
        if page == 1 {
            rank += 1;
        }
        let mut reasons = vec![if score > 0.3 { "top of the page" } else { "on the page" }];
        score += form(&cleaned, receipt, &mut reasons);
        score += size(scene, span, receipt, &mut reasons);
        score += surroundings(scene, &segments, i, receipt, &mut reasons);
        if is_sender_line(&text) {
            score += if names::legal_form(&cleaned) == 2 { 0.35 } else { 0.28 };
            reasons.push("sender line");
        }
        if matches_domain(&cleaned, &domains) {
            score += 0.25;
            reasons.push("matches the web or mail address");
        }
        score -= penalties(scene, span, &cleaned);
        if receipt && page == 1 {
            score -= stray(scene, &segments, i, &cleaned);
        }
        found.push(Name {
            text: cleaned,
            spans,
            score: score.min(1.1),
            reason: reasons.join(", "),
            address: address_below(scene, &segments, i),
        });
    }
    found.extend(phrases(scene));
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    found.truncate(40);
    found
}

/// A name broken over lines: the next line holds only the legal form, or a bracket is still open.
fn joined(scene: &Scene, segments: &[Span], i: usize, text: &str, receipt: bool) -> (String, Vec<Span>) {
    let mut text = text.to_owned();
    let mut spans = vec![segments[i].clone()];
    let rect = scene.layout.rect(&segments[i]);
    for next in segments.iter().skip(i + 1).take(3) {
        let there = scene.layout.rect(next);
        let last = scene.layout.rect(&spans[spans.len() - 1]);
        let close = there.y0 - last.y1 < 1.2 * last.height().max(0.001) && there.y0 > last.y0 + 0.3 * last.height();
        let same_size = (there.height() / rect.height().max(0.0001) - 1.0).abs() < 0.4;
        let aligned = (there.x0 - rect.x0).abs() < 0.02 || ((there.x0 + there.x1) - (rect.x0 + rect.x1)).abs() < 0.08;
        let more = scene.layout.text(next).trim();
        // A till sets its name in wide letters: a gap in the line is no column.
        if receipt
            && next.line == spans[0].line
            && there.x0 - last.x1 < 0.09
            && letters_and_digits(more).0 >= 3
            && names::legal_form(&text) < 2
        {
            text = format!("{text} {more}");
            spans.push(next.clone());
            continue;
        }
        let open = text.matches('(').count() > text.matches(')').count();
        let left_aligned =
            (there.x0 - rect.x0).abs() < 0.006 && ((there.x0 + there.x1) - (rect.x0 + rect.x1)).abs() > 0.01;
        let form_only = names::legal_form(more) == 2
            && (names::own_words(more) == 0 || left_aligned && names::own_words(more) <= 2);
        let continues = open
            || names::legal_form(&text) < 2
                && (form_only || names::legal_form(more) >= 1 && names::own_words(more) == 0 && more.contains('('));
        if !(close && same_size && aligned && continues)
            || letters_and_digits(more).1 > 2
            || names::legal_form(&text) == 2 && !open
        {
            break;
        }
        text = format!("{text} {more}");
        spans.push(next.clone());
    }
    (text, spans)
}

/// A name, and no title, label, date or amount.
fn may_be_name(scene: &Scene, span: &Span, text: &str) -> bool {
    let sender = is_sender_line(text);
    let address = names::has_postcode(text) && names::legal_form(text) < 2;
    if (address || !names::is_name_like(&names::clean(text))) && !sender {
        return false;
    }
    if scene.dates.iter().any(|d| d.span.line == span.line && span.bytes.contains(&d.span.bytes.start)) {
        return false;
    }
    let labels = scene.labels_on(span.line).iter().filter(|l| span.bytes.contains(&l.bytes.start));
    let covered: usize =
        labels.clone().map(|l| (l.bytes.start, l.length)).collect::<std::collections::BTreeMap<_, _>>().values().sum();
    let letters = letters_and_digits(text).0;
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
    let no_name = mostly_label || money || titled && names::legal_form(text) < 2;
    !no_name && !is_phrase(text)
}

/// Courtesies and prose are no names.
fn is_phrase(text: &str) -> bool {
    let folded = format!(" {} ", fold(text));
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
fn is_sender_line(text: &str) -> bool {
    let parts = ["•", "·", "●", "|", " - ", " – ", " * "].iter().map(|s| text.matches(s).count()).max().unwrap_or(0);
    let commas =
        text.split_once(", ").is_some_and(|(head, _)| names::legal_form(head) == 2) && text.matches(", ").count() >= 2;
    (parts >= 2 || commas)
        && !text.contains(": ")
        && (names::has_postcode(text) || names::is_street(text))
        && letters_and_digits(text).0 > 10
}

/// The address in the same column below a name, or behind it in a sender line.
fn address_below(scene: &Scene, segments: &[Span], i: usize) -> Option<String> {
    let text = scene.layout.text(&segments[i]).trim();
    if is_sender_line(text) {
        let parts: Vec<&str> = text.split(['•', '·', '●', '|']).map(str::trim).filter(|p| !p.is_empty()).collect();
        let parts = if parts.len() > 1 { parts } else { text.split(" - ").map(str::trim).collect() };
        return (parts.len() > 1).then(|| parts[1..].join(", "));
    }
    let rect = scene.layout.rect(&segments[i]);
    let mut lines = Vec::new();
    let mut bottom = rect.y1;
    for next in segments.iter().skip(i + 1).take(14) {
        let there = scene.layout.rect(next);
        let centred = ((there.x0 + there.x1) - (rect.x0 + rect.x1)).abs() < 0.1;
        if !((there.x0 - rect.x0).abs() < 0.015 || centred) || there.y0 < bottom - 0.3 * rect.height() {
            continue;
        }
        if there.y0 - bottom > 1.6 * scene.layout.word_height || lines.len() >= 6 {
            break;
        }
        bottom = there.y1;
        let text = scene.layout.text(next).trim();
        lines.push(text);
        if names::has_postcode(text) {
            return Some(lines.into_iter().filter(|l| !names::is_contact(l)).collect::<Vec<_>>().join(", "));
        }
    }
    None
}
