//! Values broken over two lines of a narrow column.

use std::ops::Range;

use super::DateToken;
use crate::layout::{Layout, Span};
use crate::{dates, iban};

/// Dates broken over two lines of a narrow column: "28 de octubre de" over "2022".
pub(super) fn wrapped_dates(layout: &Layout, known: &[DateToken]) -> Vec<DateToken> {
    let mut found = Vec::new();
    for upper in 0..layout.lines.len() {
        let from = known.partition_point(|d| d.span.line < upper);
        let to = known.partition_point(|d| d.span.line <= upper);
        let here = &known[from..to];
        for head in &layout.lines[upper].segments {
            let text = layout.lines[upper].text[head.clone()].trim();
            let starts = text.len() <= 60
                && text.bytes().any(|b| b.is_ascii_digit())
                && text.chars().filter(|c| c.is_alphabetic()).count() >= 3;
            if !starts || here.iter().any(|d| head.contains(&d.span.bytes.start)) {
                continue;
            }
            let over = layout.lines[upper].rect_of(head);
            for lower in upper + 1..(upper + 3).min(layout.lines.len()) {
                let line = &layout.lines[lower];
                let under = line.segments.iter().find(|s| {
                    let r = line.rect_of(s);
                    r.x0 > over.x0 - 0.01
                        && r.x0 < over.x1
                        && r.y0 - over.y1 < 0.8 * over.height()
                        && line.text[(*s).clone()].len() <= 12
                });
                let Some(under) = under.filter(|_| line.page == layout.lines[upper].page) else { continue };
                let joined = format!("{text} {}", &line.text[under.clone()]);
                if let Some(date) = dates::find(&joined)
                    .into_iter()
                    .next()
                    .filter(|d| d.bytes.start < text.len() && d.bytes.end > text.len())
                {
                    found.push(DateToken {
                        span: Span { line: upper, bytes: head.clone() },
                        parts: date.parts,
                        shows: date.shows,
                    });
                    break;
                }
            }
        }
    }
    found
}

/// An account broken over two lines of a narrow column; only a correct one is taken.
pub(super) fn wrapped_iban(layout: &Layout, line: usize, segment: &Range<usize>) -> Option<(usize, iban::Found)> {
    let upper = &layout.lines[line];
    let text = &upper.text[segment.clone()];
    let over = upper.rect_of(segment);
    for lower in layout.lines.iter().skip(line + 1).take(3).filter(|l| l.page == upper.page) {
        for tail in &lower.segments {
            let under = lower.rect_of(tail);
            if (under.x0 - over.x0).abs() > 0.012
                || under.y0 - over.y1 > over.height()
                || lower.text[tail.clone()].len() > 34
            {
                continue;
            }
            let joined = format!("{text} {}", &lower.text[tail.clone()]);
            if let Some(found) = iban::find(&joined).into_iter().find(|f| f.valid && f.bytes.start < text.len()) {
                return Some((found.bytes.start, found));
            }
        }
    }
    None
}
