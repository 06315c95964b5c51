//! Tax numbers and bank accounts, and whose they are.

use std::collections::BTreeSet;

use crate::labels::Concept as C;
use crate::layout::Span;
use crate::parties::Parties;
use crate::relate;
use crate::scene::Scene;
use crate::tax_id::{self, Verdict};

/// Numbers of each sort that are judged; the issuer's stand on every page.
const NUMBERS_MOST: usize = 1000;

/// A number with its place and what speaks for it.
#[derive(Debug, Clone)]
pub struct Owned {
    /// Letters and digits only.
    pub number: String,
    /// Where it is printed.
    pub span: Span,
    /// How surely it is the issuer's.
    pub vendor: f32,
    /// How surely it is the recipient's.
    pub customer: f32,
    /// Why.
    pub reason: String,
}

/// All tax numbers with scores for both parties.
pub fn tax_numbers(scene: &Scene, parties: &Parties) -> Vec<Owned> {
    let mut found: Vec<Owned> = Vec::new();
    for (line, l) in scene.layout.lines.iter().enumerate() {
        for number in tax_id::find(&l.text) {
            let span = Span { line, bytes: number.bytes };
            let overlaps = |s: &Span| s.bytes.start < span.bytes.end && span.bytes.start < s.bytes.end;
            if found.len() >= NUMBERS_MOST || scene.ibans_on(line).iter().any(|(s, _)| overlaps(s)) {
                continue;
            }
            let account = scene.labels_on(line).iter().any(|o| {
                o.concept == C::Iban && o.bytes.end <= span.bytes.start && span.bytes.start - o.bytes.end <= 3
            });
            if account {
                continue;
            }
            let ties = relate::ties(scene, &span);
            let labelled = relate::weight(&ties, C::TaxId).max(relate::weight(&ties, C::CustomerTaxId));
            let valid = if tax_id::verdict(&number.number) == Verdict::Valid { 0.2 } else { 0.0 };
            let base = 0.3 + valid + 0.45 * labelled
                - if relate::weight(&ties, C::OtherNumber) > labelled { 0.3 } else { 0.0 };
            found.push(owned(scene, parties, span, number.number, base, &ties));
        }
    }
    let labels = scene.labels.iter().filter(|l| matches!(l.concept, C::TaxId | C::CustomerTaxId));
    for label in labels.take(NUMBERS_MOST) {
        let Some((span, number)) = behind(scene, label.line, label.bytes.end).or_else(|| below(scene, label)) else {
            continue;
        };
        if found.iter().any(|f| {
            f.span.line == span.line && f.span.bytes.start < span.bytes.end && span.bytes.start < f.span.bytes.end
        }) {
            continue;
        }
        let ties = relate::ties(scene, &span);
        let long = if label.length >= 5 { 0.1 } else { 0.0 };
        let base = if tax_id::verdict(&number) == Verdict::Valid { 0.8 } else { 0.5 + long };
        found.push(owned(scene, parties, span, number, base, &ties));
    }
    repeat(&mut found);
    found
}

/// The number in the line below a label that stands alone.
fn below(scene: &Scene, label: &crate::labels::Label) -> Option<(Span, String)> {
    let rect = scene.label_rect(label);
    let next = scene.layout.lines.get(label.line + 1).filter(|l| l.page == scene.page_of(label.line))?;
    let segment = next.segments.iter().find(|s| (next.rect_of(s).x0 - rect.x0).abs() < 0.015)?;
    if next.rect_of(segment).y0 - rect.y1 > 1.5 * rect.height() || label.length < 3 {
        return None;
    }
    behind(scene, label.line + 1, segment.start)
}

/// The digits and letters right behind a label: at least six digits, spaces and dots inside allowed.
fn behind(scene: &Scene, line: usize, from: usize) -> Option<(Span, String)> {
    let text = &scene.layout.lines[line].text;
    let rest = &text[from..];
    let skipped = rest.len() - rest.trim_start_matches(|c: char| !c.is_alphanumeric() || c == '\t').len();
    if skipped > 12 {
        return None;
    }
    let start = from + skipped;
    let mut end = start;
    let mut digits = 0;
    for word in text[start..].split([' ', '\t']) {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        if digits > 0 && text[..at].ends_with('\t') {
            break;
        }
        let plain = word.trim_end_matches([',', ';', '.', ')', '(']);
        let has_digit = plain.bytes().any(|b| b.is_ascii_digit());
        let code = !plain.is_empty()
            && plain.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '/'));
        if !code || (!has_digit && (digits > 0 || plain.len() > 3)) {
            break;
        }
        end = at + plain.len();
        digits += plain.bytes().filter(u8::is_ascii_digit).count();
        if plain.len() != word.len() || digits >= 8 && plain.len() > 4 {
            break;
        }
    }
    let number = tax_id::normalise(text.get(start..end)?);
    (digits >= 6 && number.len() <= 18).then_some((Span { line, bytes: start..end }, number))
}

fn owned(scene: &Scene, parties: &Parties, span: Span, number: String, base: f32, ties: &[relate::Tie]) -> Owned {
    let segment = scene.layout.segment(&span);
    let in_customer = in_block(scene, &parties.customer_block, &span, segment.start);
    let customer_label = relate::weight(ties, C::CustomerTaxId);
    let vendor_label = relate::weight(ties, C::TaxId);
    let rect = scene.layout.rect(&span);
    let mut vendor = base;
    let mut customer = base - 0.25;
    let mut reason = "tax number".to_owned();
    if customer_label > 0.4 && customer_label >= vendor_label {
        vendor -= 1.0;
        customer += 0.5;
        "labelled as the recipient's".clone_into(&mut reason);
    } else if in_customer {
        vendor -= 0.5;
        customer += 0.45;
        "in the recipient's block".clone_into(&mut reason);
    } else {
        if rect.y0 > 0.8 {
            vendor += 0.12;
            reason.push_str(" in the footer");
        }
        // A customer number beside it marks the recipient's data.
        let near = span.line.saturating_sub(1)..(span.line + 2).min(scene.layout.lines.len());
        let customer_number = near.filter(|l| *l != span.line).any(|l| {
            let line = &scene.layout.lines[l];
            let customer = |o: &&crate::labels::Label| {
                o.concept == C::OtherNumber && is_customer_word(&line.text[o.bytes.clone()])
            };
            scene.labels_on(l).iter().any(|o| customer(&o) && (line.rect_of(&o.bytes).x0 - rect.x0).abs() < 0.25)
        });
        if customer_number {
            vendor -= 0.18;
            customer += 0.2;
        }
    }
    let third = scene.line_has(span.line, &[C::OtherParty]);
    if third {
        vendor -= 0.3;
    }
    Owned { number, span, vendor, customer, reason }
}

fn is_customer_word(text: &str) -> bool {
    let folded = crate::text::squeeze(text);
    ["kund", "customer", "client", "klant", "cliente", "debit"].iter().any(|w| folded.starts_with(w))
}

/// Whether a place belongs to a block: one of its segments, or directly below or beside one.
fn in_block(scene: &Scene, block: &BTreeSet<(usize, usize)>, span: &Span, segment_start: usize) -> bool {
    if block.contains(&(span.line, segment_start)) {
        return true;
    }
    // The value of "Ust-Id:" may be a segment of its own beside the block's label.
    block.iter().any(|(line, start)| {
        *line == span.line && {
            let l = &scene.layout.lines[*line];
            let other = l.segments.iter().find(|s| s.start == *start).cloned().unwrap_or(0..0);
            other.end <= segment_start && scene.layout.rect(span).x0 - l.rect_of(&other).x1 < 0.22
        }
    })
}

/// A number printed in several places is surer.
fn repeat(found: &mut Vec<Owned>) {
    let mut merged: Vec<Owned> = Vec::new();
    for one in found.drain(..) {
        match merged.iter_mut().find(|m| m.number == one.number) {
            Some(known) => {
                let better = one.vendor > known.vendor;
                known.customer = known.customer.max(one.customer);
                if better {
                    known.span = one.span;
                    known.reason = one.reason;
                }
                known.vendor = known.vendor.max(one.vendor) + 0.05;
            }
            None => merged.push(one),
        }
    }
    *found = merged;
}

/// Bank accounts, the issuer's first: the one to pay to.
pub fn accounts(scene: &Scene, parties: &Parties) -> Vec<(String, Span, f32, bool)> {
    let mut found: Vec<(String, Span, f32, bool)> = Vec::new();
    for (span, iban) in scene.ibans.iter().take(NUMBERS_MOST) {
        let ties = relate::ties(scene, span);
        let labelled = relate::weight(&ties, C::Iban);
        if !iban.valid && labelled < 0.4 {
            continue;
        }
        let mut score = if iban.valid { 0.9 } else { 0.45 } + 0.1 * labelled;
        if in_block(scene, &parties.customer_block, span, scene.layout.segment(span).start) {
            score -= 0.3;
        }
        if !found.iter().any(|f| f.0 == iban.iban) {
            found.push((iban.iban.clone(), span.clone(), score, iban.valid));
        }
    }
    found.sort_by(|a, b| b.2.total_cmp(&a.2));
    found
}
