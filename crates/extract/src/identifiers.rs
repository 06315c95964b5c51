//! Numbers and codes behind or below a label: of the document, the order, the document that is corrected.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::labels::{Concept as C, Label};
use crate::layout::Span;
use crate::scene::Scene;
use crate::text::squeeze;

mod codes;

use codes::{code_around, first_code, shape};

/// A code with the label that names it.
#[derive(Debug, Clone)]
pub struct Code {
    /// As printed, without spaces around it.
    pub text: String,
    /// Where it is printed.
    pub span: Span,
    /// How surely it is what the label says, 0 to 1.
    pub score: f32,
    /// Why.
    pub reason: String,
}

/// The number the issuer gave the document, best first.
pub fn invoice_numbers(scene: &Scene, receipt: bool) -> Vec<Code> {
    let strength = |label: &Label| match label.concept {
        C::InvoiceNumber if is_title(scene, label) => 0.72,
        C::InvoiceNumber => 1.0,
        C::DocumentNumber if is_title(scene, label) => 0.4,
        C::DocumentNumber if receipt => 0.8,
        C::DocumentNumber => 0.7,
        C::Number if near_title(scene, label) => 0.6,
        C::Number if label.length >= 5 => 0.4,
        C::Number => 0.2,
        // "Factura rectificativa R25-008": the title with the number right behind it.
        C::IsInvoice | C::IsCreditNote => 0.6,
        C::Reference => 0.25,
        C::OrderNumber => 0.2,
        _ => 0.0,
    };
    codes(scene, strength)
}

/// The recipient's order number, best first.
pub fn order_numbers(scene: &Scene) -> Vec<Code> {
    let strength = |label: &Label| match label.concept {
        C::PoNumber if is_title(scene, label) => 0.6,
        C::PoNumber => 1.0,
        C::OrderNumber if is_title(scene, label) => 0.3,
        C::OrderNumber => 0.5,
        C::YourReference => 0.6,
        _ => 0.0,
    };
    codes(scene, strength).into_iter().filter(|c| c.score > 0.35).collect()
}

/// The document that is corrected, best first.
pub fn corrected_numbers(scene: &Scene) -> Vec<Code> {
    let strength = |label: &Label| if label.concept == C::CorrectsNumber { 1.0 } else { 0.0 };
    codes(scene, strength).into_iter().filter(|c| c.score > 0.35).collect()
}

/// Whether a label is the bare name of the kind of document, which is also printed as its title.
fn is_title(scene: &Scene, label: &Label) -> bool {
    let title = |c: C| matches!(c, C::IsInvoice | C::IsCreditNote | C::IsReceipt | C::IsOrder | C::IsReminder);
    scene.labels_on(label.line).iter().any(|l| l.bytes == label.bytes && title(l.concept))
}

fn near_title(scene: &Scene, label: &Label) -> bool {
    let lines = label.line.saturating_sub(1)..=label.line;
    lines.into_iter().any(|l| scene.line_has(l, &[C::IsInvoice, C::IsCreditNote]))
}

/// The invoice numbers right beside their label, page by page, each once.
pub(crate) fn numbers_of_pages(scene: &Scene) -> BTreeMap<u32, Vec<String>> {
    let mut pages: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut seen: HashSet<(u32, String)> = HashSet::new();
    for label in scene.labels.iter().filter(|l| l.concept == C::InvoiceNumber && !scene.item_lines.contains(&l.line)) {
        for (span, _) in values_of(scene, label).into_iter().filter(|(_, closeness)| *closeness >= 0.9) {
            let text = scene.layout.text(&span).trim();
            let page = scene.page_of(span.line);
            if shape(scene, &span, text) >= 0.5 && seen.insert((page, squeeze(text))) {
                pages.entry(page).or_default().push(text.to_owned());
            }
        }
    }
    pages
}

fn codes(scene: &Scene, strength: impl Fn(&Label) -> f32) -> Vec<Code> {
    let mut found: Vec<Code> = Vec::new();
    for label in &scene.labels {
        let s = strength(label);
        // "Mano de obra 2,5 h" is an item, no order.
        let item = scene.item_lines.contains(&label.line) && !matches!(label.concept, C::InvoiceNumber | C::PoNumber);
        if s <= 0.0 || item || (label.concept == C::Number && !stands_first(scene, label)) {
            continue;
        }
        let printed = scene.layout.lines[label.line].text[label.bytes.clone()].to_owned();
        let title = is_title(scene, label);
        for (span, closeness) in values_of(scene, label) {
            // Below a title stands an address or a heading more often than a number.
            let closeness = if title && closeness < 0.93 { closeness * 0.6 } else { closeness };
            let text = scene.layout.text(&span).trim().to_owned();
            let score = s * closeness * shape(scene, &span, &text) + 0.01 * label.length.min(10) as f32 / 10.0;
            let higher = 0.04 * (1.0 - scene.layout.lines[span.line].rect.y0);
            let first_page = if scene.page_of(span.line) == 1 { 0.03 } else { 0.0 };
            if score > 0.08 {
                found.push(Code {
                    text,
                    span,
                    score: score + higher + first_page,
                    reason: format!("beside “{printed}”"),
                });
            }
        }
    }
    merge(found)
}

/// A bare "No." counts at the start of a segment only.
fn stands_first(scene: &Scene, label: &Label) -> bool {
    let segment = scene.layout.segment(&Span { line: label.line, bytes: label.bytes.clone() });
    let head = &scene.layout.lines[label.line].text[segment.start..label.bytes.start];
    head.chars().filter(|c| c.is_alphanumeric()).count() == 0
        || scene
            .labels_on(label.line)
            .iter()
            .any(|l| l.bytes.end <= label.bytes.start && matches!(l.concept, C::IsInvoice | C::IsCreditNote))
}

/// One code for each text; repetition makes it surer.
fn merge(found: Vec<Code>) -> Vec<Code> {
    let mut merged: Vec<Code> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for code in found {
        let at = *places.entry(squeeze(&code.text)).or_insert(merged.len());
        match merged.get_mut(at) {
            Some(known) => {
                let more = 0.04;
                if code.score > known.score {
                    *known = Code { score: code.score + more, ..code };
                } else {
                    known.score += more;
                }
            }
            None => merged.push(code),
        }
    }
    merged.sort_by(|a, b| b.score.total_cmp(&a.score));
    merged
}

/// The code to the right of a label, and the one below it.
fn values_of(scene: &Scene, label: &Label) -> Vec<(Span, f32)> {
    let mut found = Vec::new();
    let line = &scene.layout.lines[label.line];
    if let Some(bytes) = code_around(&line.text, &label.bytes) {
        return vec![(Span { line: label.line, bytes }, 0.9)];
    }
    if line.text[label.bytes.end..].starts_with('_') {
        return found;
    }
    let segment = scene.layout.segment(&Span { line: label.line, bytes: label.bytes.clone() });
    let next_label = scene
        .labels_on(label.line)
        .iter()
        .find(|l| l.bytes.start >= label.bytes.end && stops(l.concept) && code_around(&line.text, &l.bytes).is_none())
        .map(|l| l.bytes.start)
        .unwrap_or(line.text.len());
    if let Some(bytes) = first_code(&line.text, label.bytes.end, segment.end.min(next_label).max(label.bytes.end)) {
        found.push((Span { line: label.line, bytes }, 1.0));
    } else if let Some(next) = line.segments.iter().find(|s| s.start >= segment.end)
        && next_label >= next.start
        && rest_is_empty(&line.text[label.bytes.end..segment.end])
        && let Some(bytes) = first_code(&line.text, next.start, next.end.min(next_label.max(next.start)))
    {
        found.push((Span { line: label.line, bytes }, 0.95));
    }
    if found.is_empty() {
        found.extend(beside(scene, label));
        found.extend(below(scene, label));
    }
    found
}

/// Labels that end the value of the label before them.
fn stops(concept: C) -> bool {
    !matches!(concept, C::Number | C::Name | C::ColOther | C::Total | C::Exempt | C::Date | C::Tax)
}

fn rest_is_empty(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphanumeric()).count() <= 4
}

/// A value printed at the same height but counted to another line by the reader.
fn beside(scene: &Scene, label: &Label) -> Option<(Span, f32)> {
    let rect = scene.label_rect(label);
    let lines = [label.line.wrapping_sub(1), label.line + 1];
    let near =
        lines.into_iter().filter(|l| *l < scene.layout.lines.len() && scene.page_of(*l) == scene.page_of(label.line));
    for line in near {
        for segment in &scene.layout.lines[line].segments {
            let there = scene.layout.lines[line].rect_of(segment);
            let shared = there.y1.min(rect.y1) - there.y0.max(rect.y0);
            if shared > 0.5 * rect.height().min(there.height()) && there.x0 >= rect.x1 && there.x0 - rect.x1 < 0.25 {
                let bytes = first_code(&scene.layout.lines[line].text, segment.start, segment.end)?;
                return Some((Span { line, bytes }, 0.9));
            }
        }
    }
    None
}

/// The first code in the same column within a few lines, if nothing else stands between.
fn below(scene: &Scene, label: &Label) -> Option<(Span, f32)> {
    let rect = scene.label_rect(label);
    let height = scene.layout.word_height.max(rect.height() * 0.8);
    let page = scene.page_of(label.line);
    for line in (label.line + 1..scene.layout.lines.len()).take_while(|l| scene.page_of(*l) == page).take(6) {
        let l = &scene.layout.lines[line];
        for segment in &l.segments {
            let there = l.rect_of(segment);
            let down = there.y0 - rect.y1;
            let shared = there.x1.min(rect.x1) - there.x0.max(rect.x0);
            let column = shared > 0.2 * there.width().min(rect.width())
                || (there.x0 - rect.x0).abs() < 0.01
                || crate::relate::same_cell(scene, label, &Span { line, bytes: segment.clone() });
            if !column || down < -0.4 * height || down > 3.0 * height {
                continue;
            }
            let bytes = first_code(&l.text, segment.start, segment.end)?;
            // A label that starts the segment owns the code, not the one above.
            let owned = scene
                .labels_on(line)
                .iter()
                .any(|o| o.bytes.start >= segment.start && o.bytes.end <= bytes.start && stops(o.concept));
            return (!owned).then_some((Span { line, bytes }, 0.85 - 0.05 * (down / height).max(0.0)));
        }
    }
    None
}
