//! Numbers and codes behind or below a label: of the document, the order, the document that is corrected.

use std::ops::Range;

use crate::labels::{Concept as C, Label};
use crate::layout::Span;
use crate::scene::Scene;
use crate::text::squeeze;

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

fn codes(scene: &Scene, strength: impl Fn(&Label) -> f32) -> Vec<Code> {
    let mut found: Vec<Code> = Vec::new();
    for label in &scene.labels {
        let s = strength(label);
        if s <= 0.0 || (label.concept == C::Number && !stands_first(scene, label)) {
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
                found.push(Code { text, span, score: score + higher + first_page, reason: format!("beside “{printed}”") });
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
        || scene.labels_on(label.line).iter().any(|l| l.bytes.end <= label.bytes.start && matches!(l.concept, C::IsInvoice | C::IsCreditNote))
}

/// One code for each text; repetition makes it surer.
fn merge(found: Vec<Code>) -> Vec<Code> {
    let mut merged: Vec<Code> = Vec::new();
    for code in found {
        match merged.iter_mut().find(|m| squeeze(&m.text) == squeeze(&code.text)) {
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
        .filter(|l| l.bytes.start >= label.bytes.end && stops(l.concept) && code_around(&line.text, &l.bytes).is_none())
        .map(|l| l.bytes.start)
        .min()
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

/// A short label may be the head of the code itself: "INV/2023/0008", "PO-556423", "NG-INV-2025-00123".
fn code_around(text: &str, label: &Range<usize>) -> Option<Range<usize>> {
    let after = &text[label.end..];
    let joined = after.starts_with(['-', '/', '_']) && after[1..].starts_with(|c: char| c.is_ascii_alphanumeric());
    let glued = after.starts_with(|c: char| c.is_ascii_digit()) && label.len() <= 3;
    if !(joined || glued) {
        return None;
    }
    let start = text[..label.start].rfind([' ', '\t', ':']).map_or(0, |i| i + 1);
    let end = label.end + after.find([' ', '\t', ',', ';', ')']).unwrap_or(after.len());
    let code = text[start..end].trim_end_matches(['.', ':']);
    let digits = code.bytes().filter(u8::is_ascii_digit).count();
    (digits >= 2).then_some(start..start + code.len())
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
    let near = lines.into_iter().filter(|l| *l < scene.layout.lines.len() && scene.page_of(*l) == scene.page_of(label.line));
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
            let column = shared > 0.2 * there.width().min(rect.width()) || (there.x0 - rect.x0).abs() < 0.01;
            if !column || down < -0.4 * height || down > 3.0 * height {
                continue;
            }
            let bytes = first_code(&l.text, segment.start, segment.end)?;
            // A label that starts the segment owns the code, not the one above.
            let owned = scene.labels_on(line).iter().any(|o| o.bytes.start >= segment.start && o.bytes.end <= bytes.start && stops(o.concept));
            return (!owned).then_some((Span { line, bytes }, 0.85 - 0.05 * (down / height).max(0.0)));
        }
    }
    None
}

/// The first word with a digit; a short word of capitals before it belongs to it ("CS 24198").
fn first_code(text: &str, from: usize, to: usize) -> Option<Range<usize>> {
    let part = text.get(from..to)?;
    let mut start = None;
    for (offset, word) in words(part) {
        let plain = word.trim_matches(|c: char| !c.is_alphanumeric());
        let digits = plain.chars().filter(char::is_ascii_digit).count();
        let bracketed = word.starts_with('(') && word.ends_with(')');
        if digits > 0 && !(bracketed && plain.len() <= 4) {
            let begin = start.unwrap_or_else(|| offset + word.find(plain).unwrap_or(0));
            let end = offset + word.find(plain).unwrap_or(0) + plain.len();
            let end = extended(part, end).max(spaced_groups(part, begin, end));
            return Some(from + begin..from + end);
        }
        // "PO: PO-556423": the word before may be the label again.
        let prefix = !plain.is_empty() && plain.len() <= 5 && plain.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '/' | '-' | '.'));
        let filler = plain.is_empty() || bracketed || is_filler(plain);
        start = if prefix && !is_filler(plain) { start.or(Some(offset + word.find(plain).unwrap_or(0))) } else { None };
        if !prefix && !filler {
            return None;
        }
    }
    None
}

/// Words between a label and its value that belong to neither.
fn is_filler(word: &str) -> bool {
    let plain = squeeze(word);
    matches!(plain.as_str(), "" | "no" | "nr" | "nummer" | "number" | "num" | "numero" | "n" | "no2" | "date" | "is" | "id" | "ref" | "kunde" | "von" | "nro" | "der" | "keine" | "rechnung")
}

/// "118 204 7713": groups of digits that fill the rest of the segment are one number.
fn spaced_groups(part: &str, begin: usize, end: usize) -> usize {
    let first = &part[begin..end];
    let rest = part[end..].trim_end();
    let groups: Vec<&str> = rest.split(' ').filter(|g| !g.is_empty()).collect();
    let is_group = |g: &str| (1..=5).contains(&g.len()) && g.bytes().all(|b| b.is_ascii_digit());
    let fits = is_group(first) && (1..=5).contains(&groups.len()) && groups.iter().all(|g| is_group(g)) && !rest.contains('\t');
    if fits && first.len() + groups.iter().map(|g| g.len()).sum::<usize>() >= 7 { end + rest.len() } else { end }
}

/// Codes parted by " / " or " - " between digits stay together.
fn extended(part: &str, end: usize) -> usize {
    let rest = &part[end..];
    for joint in [" / ", " - ", "/ ", " /"] {
        if let Some(tail) = rest.strip_prefix(joint)
            && joint.contains('/')
        {
            let length = tail.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tail.len());
            if length > 0 && tail[..length].bytes().all(|b| b.is_ascii_digit()) && length <= 6 {
                return end + joint.len() + length;
            }
        }
    }
    end
}

fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = text.as_ptr() as usize;
    text.split([' ', '\t']).filter(|w| !w.is_empty()).map(move |w| (w.as_ptr() as usize - start, w))
}

/// How much a code looks like a document number.
fn shape(scene: &Scene, span: &Span, text: &str) -> f32 {
    let touches = |s: &Span| s.line == span.line && s.bytes.start < span.bytes.end && span.bytes.start < s.bytes.end;
    let date_part = scene.dates.iter().find(|d| touches(&d.span)).map(|d| d.span.bytes.len());
    if date_part.is_some_and(|d| d * 10 >= text.len() * 8) || scene.ibans.iter().any(|(s, _)| touches(s)) {
        return 0.0;
    }
    let money = scene.amounts.iter().any(|a| touches(&a.span) && (a.is_money() || a.percent) && a.span.bytes.len() * 10 >= text.len() * 8);
    if money {
        return 0.05;
    }
    let segment = scene.layout.segment(span);
    if text.len() <= 5 && crate::names::has_postcode(&scene.layout.lines[span.line].text[segment]) {
        return 0.15;
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let length = text.chars().filter(|c| c.is_alphanumeric()).count();
    let last = text.rsplit(' ').next().unwrap_or(text);
    let year = last.len() == 4 && (last.starts_with("19") || last.starts_with("20")) && last.bytes().all(|b| b.is_ascii_digit());
    match (length, digits) {
        _ if year => 0.5,
        (0..=1, _) => 0.45,
        (2, _) => 0.6,
        (_, 1) if length > 6 => 0.85,
        (30.., _) => 0.5,
        _ => 1.0,
    }
}
