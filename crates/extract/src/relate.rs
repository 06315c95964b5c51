//! Which labels a value belongs to: those to its left on the printed line, above it in its column, or right behind it.
//!
//! Printed lines are compared by height, not only by the reader's line numbers, because two sides of a form are often
//! set on slightly different lines. Cost: the labels of a few lines for each value.

use road::page::Rect;

use crate::labels::{Concept, Label};
use crate::layout::Span;
use crate::scene::Scene;

/// Where a label stands, seen from the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Before it on the line.
    Left,
    /// Over it in the column.
    Above,
    /// Right behind it.
    Right,
}

/// A label a value may belong to.
#[derive(Debug, Clone)]
pub struct Tie<'a> {
    /// The label.
    pub label: &'a Label,
    /// How close, 0 to 1.
    pub weight: f32,
    /// Where it stands.
    pub side: Side,
}

/// Labels of one side that are weighed; those further away say nothing.
const TIES_MOST: usize = 16;
/// Lines over a value in which labels are looked for: sixteen lines of print in each of several columns.
const LINES_ABOVE: usize = 150;
/// Labels over a value that are looked at.
const LABELS_ABOVE: usize = 400;

/// All labels near a value, the closest of each side first.
pub fn ties<'a>(scene: &'a Scene, span: &Span) -> Vec<Tie<'a>> {
    let mut ties = left(scene, span);
    ties.extend(above(scene, span));
    ties.extend(right(scene, span));
    ties
}

/// The weight of the closest label of a concept.
pub fn weight(ties: &[Tie], concept: Concept) -> f32 {
    ties.iter().filter(|t| t.label.concept == concept).map(|t| t.weight).fold(0.0, f32::max)
}

/// The closest label of any of some concepts.
pub fn closest<'a, 'b>(ties: &'b [Tie<'a>], concepts: &[Concept]) -> Option<&'b Tie<'a>> {
    ties.iter().filter(|t| concepts.contains(&t.label.concept)).max_by(|a, b| a.weight.total_cmp(&b.weight))
}

fn same_height(a: Rect, b: Rect) -> bool {
    let shared = a.y1.min(b.y1) - a.y0.max(b.y0);
    shared > 0.58 * a.height().min(b.height()).max(0.0001)
}

/// Labels before a value on its printed line.
fn left<'a>(scene: &'a Scene, span: &Span) -> Vec<Tie<'a>> {
    let rect = scene.layout.rect(span);
    let page = scene.page_of(span.line);
    let lines = span.line.saturating_sub(2)..(span.line + 3).min(scene.layout.lines.len());
    let mut found: Vec<(f32, &Label)> = Vec::new();
    for line in lines.filter(|l| scene.page_of(*l) == page) {
        for label in scene.labels_on(line) {
            let label_rect = scene.label_rect(label);
            let before = if line == span.line {
                label.bytes.end <= span.bytes.start
            } else {
                same_height(label_rect, rect) && label_rect.x1 <= rect.x0 + 0.005
            };
            if before {
                found.push((rect.x0 - label_rect.x1, label));
            }
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found.truncate(TIES_MOST);
    let mut ties: Vec<Tie> = Vec::new();
    let mut rank = 0;
    for (i, (_, label)) in found.iter().enumerate() {
        if i > 0 && (found[i - 1].1.line, &found[i - 1].1.bytes) != (label.line, &label.bytes) {
            rank += 1;
        }
        let by_rank = [1.0, 0.6, 0.35, 0.2].get(rank).copied().unwrap_or(0.1);
        ties.push(Tie { label, weight: by_rank * undisturbed(scene, label, span), side: Side::Left });
    }
    ties
}

/// Other values and unlabelled words between a label and a value loosen the tie.
fn undisturbed(scene: &Scene, label: &Label, span: &Span) -> f32 {
    if label.line != span.line {
        return 0.9;
    }
    let between = label.bytes.end..span.bytes.start;
    let values =
        scene.amounts_on(span.line).iter().filter(|a| a.is_money() && between.contains(&a.span.bytes.start)).count();
    let text = &scene.layout.lines[span.line].text[between.clone()];
    let labelled: usize = scene
        .labels_on(span.line)
        .iter()
        .filter(|l| l.bytes.start >= between.start && l.bytes.end <= between.end)
        .map(|l| (l.bytes.start, l.length))
        .collect::<std::collections::BTreeMap<_, _>>()
        .values()
        .sum();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count().saturating_sub(labelled);
    let by_values = [1.0, 0.75, 0.6, 0.5].get(values).copied().unwrap_or(0.4);
    by_values / (1.0 + 0.04 * letters.saturating_sub(4) as f32)
}

/// Labels over a value in its column.
fn above<'a>(scene: &'a Scene, span: &Span) -> Vec<Tie<'a>> {
    let rect = scene.layout.rect(span);
    let page = scene.page_of(span.line);
    let height = scene.layout.word_height.max(rect.height() * 0.8);
    let mut found: Vec<(f32, &Label)> = Vec::new();
    let mut seen = 0;
    for line in (0..span.line).rev().take_while(|l| scene.page_of(*l) == page).take(LINES_ABOVE) {
        if seen > LABELS_ABOVE || rect.y0 - scene.layout.lines[line].rect.y1 > height * 16.0 {
            break;
        }
        let labels = scene.labels_on(line);
        seen += labels.len();
        for label in labels {
            let label_rect = scene.label_rect(label);
            let down = rect.y0 - label_rect.y1;
            let column = same_column(label_rect, rect) || same_cell(scene, label, span);
            if down > -0.4 * height && column && !same_height(label_rect, rect) {
                found.push((down.max(0.0) / height, label));
            }
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    found.truncate(TIES_MOST);
    let mut ties: Vec<Tie> = Vec::new();
    let mut rank = 0;
    for (i, (down, label)) in found.iter().enumerate() {
        if i > 0 && found[i - 1].1.line != label.line {
            rank += 1;
        }
        let by_rank = [1.0, 0.55, 0.35].get(rank).copied().unwrap_or(0.2);
        let by_distance = 0.85 * (-(down - 1.5).max(0.0) / 7.0).exp();
        let free = if scene.has_value(label) { 0.3 } else { 1.0 };
        ties.push(Tie { label, weight: by_rank * by_distance * free, side: Side::Above });
    }
    ties
}

/// Two rows of as many cells: the heading and the value in the same place of the row belong together, however they are
/// aligned in their cell.
pub fn same_cell(scene: &Scene, label: &Label, span: &Span) -> bool {
    let (head, row) = (&scene.layout.lines[label.line], &scene.layout.lines[span.line]);
    let place = |segments: &[std::ops::Range<usize>], at: usize| segments.iter().position(|s| s.contains(&at));
    span.line == label.line + 1
        && head.segments.len() >= 3
        && head.segments.len() == row.segments.len()
        && !head.text.bytes().any(|b| b.is_ascii_digit())
        && place(&head.segments, label.bytes.start) == place(&row.segments, span.bytes.start)
}

fn same_column(label: Rect, value: Rect) -> bool {
    let shared = label.x1.min(value.x1) - label.x0.max(value.x0);
    let narrower = label.width().min(value.width()).max(0.001);
    shared > 0.3 * narrower || (label.x1 - value.x1).abs() < 0.012 || (label.x0 - value.x0).abs() < 0.008
}

/// A label that follows a value at once.
fn right<'a>(scene: &'a Scene, span: &Span) -> Vec<Tie<'a>> {
    let segment = scene.layout.segment(span);
    let text = &scene.layout.lines[span.line].text;
    let mut ties = Vec::new();
    for label in scene.labels_on(span.line) {
        if label.bytes.start < span.bytes.end || label.bytes.end > segment.end {
            continue;
        }
        let between = &text[span.bytes.end..label.bytes.start];
        let words = between.chars().filter(|c| c.is_alphanumeric()).count();
        if words <= 3 {
            ties.push(Tie { label, weight: 0.6, side: Side::Right });
        }
    }
    ties
}
