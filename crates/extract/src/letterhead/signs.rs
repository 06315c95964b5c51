//! What speaks for and against a line being the issuer's name: place, size, legal form, what stands around it.

use crate::labels::Concept as C;
use crate::layout::Span;
use crate::names;
use crate::scene::Scene;
use crate::text::{fold, letters_and_digits};

/// The nearer to the top the better; on a receipt the order of the lines counts.
pub(super) fn position(scene: &Scene, span: &Span, rank: usize, receipt: bool) -> f32 {
    if receipt {
        return [0.5, 0.32, 0.22, 0.15, 0.1, 0.07].get(rank).copied().unwrap_or(0.0);
    }
    let y = scene.layout.rect(span).y0;
    let by_height = 0.32 * (1.0 - y / 0.3).max(0.0);
    let footer = if y > 0.82 { 0.14 } else { 0.0 };
    by_height + footer + [0.14, 0.07, 0.03].get(rank).copied().unwrap_or(0.0)
}

pub(super) fn form(name: &str, receipt: bool, reasons: &mut Vec<&str>) -> f32 {
    match names::legal_form(name) {
        2 => {
            reasons.push("legal form");
            if receipt { 0.5 } else { 0.3 }
        }
        1 => 0.1,
        _ => 0.0,
    }
}

/// Large print stands out.
pub(super) fn size(scene: &Scene, span: &Span, receipt: bool, reasons: &mut Vec<&str>) -> f32 {
    let ratio = scene.layout.rect(span).height() / scene.layout.word_height;
    if ratio > 1.3 && !receipt {
        reasons.push("large print");
    }
    (0.16 * (ratio - 1.1)).clamp(-0.08, if receipt || scene.layout.is_ocr() { 0.07 } else { 0.2 })
}

/// A registration or tax number, an address or a phone number close below belongs to an issuer.
pub(super) fn surroundings(scene: &Scene, segments: &[Span], i: usize, receipt: bool, reasons: &mut Vec<&str>) -> f32 {
    let rect = scene.layout.rect(&segments[i]);
    let page = scene.page_of(segments[i].line);
    let mut score = 0.0;
    let (mut address, mut contact, mut number, mut yours, mut account) = (false, false, false, false, false);
    let centre = |r: road::page::Rect| (r.x0 + r.x1) / 2.0;
    for next in segments.iter().skip(i).take(if receipt { 8 } else { 16 }).filter(|s| scene.page_of(s.line) == page) {
        let there = scene.layout.rect(next);
        let near = (there.x0 - rect.x0).abs() < 0.02
            || (there.x1 - rect.x1).abs() < 0.012
            || !receipt && (centre(there) - centre(rect)).abs() < 0.015
            || receipt && (there.y0 - rect.y0) < 8.0 * scene.layout.word_height;
        if !near {
            continue;
        }
        let text = scene.layout.text(next);
        // "Your VAT number" stands in the recipient's block.
        let below = there.y0 > rect.y0 && there.y0 - rect.y0 < 8.0 * scene.layout.word_height;
        yours |= below && (there.x0 - rect.x0).abs() < 0.02 && labelled_on(scene, next, C::CustomerTaxId);
        address |= names::has_postcode(text) || names::is_street(text);
        contact |= names::is_contact(text) || labelled_on(scene, next, C::Contact);
        number |= scene
            .labels_on(next.line)
            .iter()
            .any(|l| next.bytes.contains(&l.bytes.start) && matches!(l.concept, C::TaxId | C::Register | C::Iban));
        account |= below && scene.ibans_on(next.line).iter().any(|(s, _)| next.bytes.contains(&s.bytes.start));
    }
    if address {
        score += 0.08;
    }
    // On a till's slip the business with its legal form stands below the name of the shop.
    let legal = receipt && names::legal_form(scene.layout.text(&segments[i])) == 2;
    let share = if legal || heads_block(scene, segments, i, receipt) { 1.0 } else { 0.3 };
    if contact {
        score += share * if receipt { 0.06 } else { 0.14 };
    }
    // Who is to be paid prints an account, who is billed does not.
    if account {
        score += 0.1 * share;
    }
    if yours {
        score -= 0.35;
    }
    if number {
        score += share * if receipt { 0.08 } else { 0.2 };
        reasons.push("tax or register number near");
    }
    score
}

fn labelled_on(scene: &Scene, span: &Span, concept: C) -> bool {
    scene.labels_on(span.line).iter().any(|l| span.bytes.contains(&l.bytes.start) && l.concept == concept)
}

/// Whether no other name or address line stands right above in the same column.
fn heads_block(scene: &Scene, segments: &[Span], i: usize, receipt: bool) -> bool {
    let rect = scene.layout.rect(&segments[i]);
    let page = scene.page_of(segments[i].line);
    let above = segments[..i].iter().rev().take(10).filter(|s| scene.page_of(s.line) == page);
    !above.into_iter().any(|s| {
        let there = scene.layout.rect(s);
        let aligned = (there.x0 - rect.x0).abs() < 0.02
            || (there.x1 - rect.x1).abs() < 0.012
            || !receipt && ((there.x0 + there.x1) - (rect.x0 + rect.x1)).abs() < 0.03;
        let gap = rect.y0 - there.y1;
        let text = scene.layout.text(s);
        aligned
            && gap < 1.2 * scene.layout.word_height
            && gap > -0.5 * rect.height()
            && (names::is_name_like(text) || names::has_postcode(text) || names::is_street(text))
    })
}

pub(super) fn penalties(scene: &Scene, span: &Span, name: &str) -> f32 {
    let mut penalty = 0.0;
    if names::own_words(name) == 0 {
        penalty += 0.3;
    }
    if name.chars().next().is_some_and(char::is_lowercase) {
        penalty += 0.25;
    }
    let words = name.split_whitespace().count();
    if words > 6 {
        penalty += 0.1 * (words - 6) as f32;
    }
    let (letters, digits) = letters_and_digits(name);
    if digits > 0 {
        penalty += 0.15 * digits as f32 / letters.max(1) as f32 * 4.0;
    }
    if name.ends_with(['.', '!', '?']) && names::legal_form(name) < 2 {
        penalty += 0.15;
    }
    // A bank's name stands beside an account, a court's beside a register.
    let folded = fold(name);
    if [
        "bank",
        "sparkasse",
        "amtsgericht",
        "finanzamt",
        "geschaftsfuhrer",
        "banque",
        "banco",
        "caixa",
        "postbank",
        "volksbank",
    ]
    .iter()
    .any(|w| folded.contains(w))
    {
        penalty += 0.35;
    }
    // "Inh. Peter Huber": the owner is named below the name of the shop.
    if ["inh", "inhaber", "prop", "owner", "titulaire", "titolare"]
        .contains(&folded.split([' ', '.', ':']).next().unwrap_or(""))
    {
        penalty += 0.5;
    }
    if scene.line_has(span.line, &[C::Iban]) {
        penalty += 0.15;
    }
    if scene.line_has(span.line, &[C::OtherParty]) {
        penalty += 0.2;
    }
    let above = span.line.checked_sub(1).map(|l| fold(&scene.layout.lines[l].text)).unwrap_or_default();
    if ["formerly", "licensee", "vormals", "anciennement"].iter().any(|w| above.contains(w)) {
        penalty += 0.4;
    }
    // In the middle of a page stand items and terms.
    let y = scene.layout.rect(span).y0;
    if (0.35..0.8).contains(&y) {
        penalty += 0.2;
    }
    if scene.layout.aspect > 1.6 && y > 0.35 {
        penalty += 0.2;
    }
    penalty
}

/// A stamp or a note at the head of a receipt: one word, or out of line with what follows.
pub(super) fn stray(scene: &Scene, segments: &[Span], i: usize, name: &str) -> f32 {
    let centre = |s: &Span| {
        let r = scene.layout.rect(s);
        (r.x0 + r.x1) / 2.0
    };
    let mut after: Vec<f32> = segments.iter().skip(i + 1).take(5).map(centre).collect();
    after.sort_by(f32::total_cmp);
    let usual = after.get(after.len() / 2).copied().unwrap_or(0.5);
    let off = (centre(&segments[i]) - usual).abs() > 0.17;
    let short = letters_and_digits(name).0 < 6 && names::legal_form(name) == 0;
    let bracket = scene.layout.text(&segments[i]).trim_start().starts_with('(');
    let single = name.split_whitespace().count() == 1 && names::legal_form(name) == 0;
    let mut penalty = if off { 0.2 } else { 0.0 };
    if single {
        penalty += 0.14;
    }
    if short || bracket {
        penalty += 0.12;
    }
    penalty
}
