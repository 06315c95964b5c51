//! Candidates for the issuer's name where no heading names it: letterhead, sender line, footer, mail domain.

use std::collections::BTreeSet;

use crate::labels::Concept as C;
use crate::layout::Span;
use crate::names;
use crate::parties::Name;
use crate::scene::Scene;
use crate::text::letters_and_digits;

mod entities;
mod mentions;
mod shape;
mod signs;

use mentions::{domains, matches_domain, phrases};
use shape::{is_sender_line, may_be_name};
use signs::{form, penalties, position, size, stray, surroundings};

/// Names of each sort that are compared with each other.
const NAMES_MOST: usize = 150;

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
        let text = leading_print(scene, span).trim();
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
        // At the foot of the page only a legal form makes a line surer than a heading would.
        if scene.layout.rect(span).y0 > 0.8 && names::legal_form(&cleaned) < 2 {
            score = score.min(0.9);
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
    found.truncate(NAMES_MOST);
    if !receipt {
        add_entities(scene, excluded, &domains, &mut found);
    }
    found.truncate(40);
    found
}

/// The words of a segment up to where the print becomes much smaller: a slogan behind a name in large letters.
fn leading_print<'a>(scene: &'a Scene, span: &Span) -> &'a str {
    let line = &scene.layout.lines[span.line];
    let words: Vec<_> = line.words_in(&span.bytes).collect();
    let Some(first) = words.first().map(|w| w.rect.height()) else { return scene.layout.text(span) };
    let smaller = words.iter().find(|w| w.rect.height() < 0.72 * first);
    let end = smaller.filter(|_| first > 1.25 * scene.layout.word_height && !scene.layout.is_ocr());
    end.map_or(scene.layout.text(span), |w| &line.text[span.bytes.start..w.bytes.start])
}

/// Adds the businesses of the running text; the one behind the brand at the top outranks the bare brand.
fn add_entities(scene: &Scene, excluded: &BTreeSet<(usize, usize)>, domains: &[String], found: &mut Vec<Name>) {
    for mut entity in entities::entities(scene, excluded).into_iter().take(NAMES_MOST) {
        let core = names::core(&entity.text);
        if matches_domain(&entity.text, domains) {
            entity.score += 0.25;
        }
        match found.iter_mut().find(|n| names::core(&n.text) == core) {
            Some(known) => {
                known.score = known.score.max(entity.score);
                if entity.reason.contains(entities::OWNER) {
                    known.reason = entity.reason;
                }
            }
            None => found.push(entity),
        }
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    let Some(brand) = found.first().filter(|n| names::legal_form(&n.text) < 2).cloned() else { return };
    let behind = |n: &&mut Name| {
        n.reason.contains(entities::OWNER)
            || names::legal_form(&n.text) == 2 && entities::is_behind(&brand.text, &n.text)
            || has_number_below(scene, n) && entities::shares_a_word(&brand.text, &n.text)
    };
    for name in found.iter_mut().skip(1).filter(behind) {
        name.score = name.score.max(brand.score + 0.08).min(1.1);
        name.reason = format!("the business behind “{}”", brand.text);
        name.address = name.address.take().or_else(|| brand.address.clone());
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
}

/// A tax number in the line right below a name, flush with it: the name of who holds it.
fn has_number_below(scene: &Scene, name: &Name) -> bool {
    let Some(span) = name.spans.last() else { return false };
    let rect = scene.layout.rect(span);
    let Some(next) = scene.layout.lines.get(span.line + 1) else { return false };
    next.segments.iter().any(|s| {
        (next.rect_of(s).x0 - rect.x0).abs() < 0.012
            && next.rect_of(s).y0 - rect.y1 < rect.height()
            && scene.labels_on(span.line + 1).iter().any(|l| l.bytes.start == s.start && l.concept == C::TaxId)
    })
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
        // "Sdn Bhd" alone below the middle of a long name.
        let inside = receipt && names::own_words(more) == 0 && there.x0 > rect.x0 - 0.02 && there.x1 < rect.x1 + 0.02;
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
            || names::legal_form(&text) < 2 && (form_only || names::opens_with_business(more) && more.contains('('));
        if !(close && same_size && (aligned || inside) && continues)
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
