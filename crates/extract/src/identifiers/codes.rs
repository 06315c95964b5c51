//! The shape of a code: where it starts and ends in a line, and how much it looks like a document number.

use std::ops::Range;

use crate::layout::Span;
use crate::scene::Scene;
use crate::text::squeeze;

/// A short label may be the head of the code itself: "INV/2023/0008", "PO-556423", "NG-INV-2025-00123".
pub(super) fn code_around(text: &str, label: &Range<usize>) -> Option<Range<usize>> {
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

/// The first word with a digit; a short word of capitals before it belongs to it ("CS 24198").
pub(super) fn first_code(text: &str, from: usize, to: usize) -> Option<Range<usize>> {
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
        let prefix = !plain.is_empty()
            && plain.len() <= 5
            && plain.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '/' | '-' | '.'));
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
    matches!(
        plain.as_str(),
        "" | "no"
            | "nr"
            | "nummer"
            | "number"
            | "num"
            | "numero"
            | "n"
            | "no2"
            | "date"
            | "is"
            | "id"
            | "ref"
            | "kunde"
            | "von"
            | "nro"
            | "der"
            | "keine"
            | "rechnung"
    )
}

/// "118 204 7713", "2510-8812 3377": groups of digits that fill the rest of the segment, or groups of three or more
/// before the next word ("10 221 884 771 du 18/08"), are one number.
fn spaced_groups(part: &str, begin: usize, end: usize) -> usize {
    let is_group = |g: &str| (1..=5).contains(&g.len()) && g.bytes().all(|b| b.is_ascii_digit());
    let first = part[begin..end].rsplit('-').next().unwrap_or("");
    let rest = &part[end..];
    let stop = rest.find('\t').unwrap_or(rest.len());
    let groups: Vec<&str> = rest[..stop].split(' ').filter(|g| !g.is_empty()).take_while(|g| is_group(g)).collect();
    let Some(last) = groups.last().filter(|_| is_group(first) && groups.len() <= 6) else { return end };
    let stretch = (last.as_ptr() as usize - part.as_ptr() as usize) + last.len();
    let whole = rest[..stop].trim_end().len() + end == stretch;
    let long = groups.iter().all(|g| g.len() >= 3) && groups.len() >= 2;
    let digits = first.len() + groups.iter().map(|g| g.len()).sum::<usize>();
    let year = groups.len() == 1 && last.len() == 4 && (last.starts_with("19") || last.starts_with("20"));
    if (whole || long) && digits >= 7 && !year { stretch } else { end }
}

/// Codes parted by " / " or " - " between digits stay together.
fn extended(part: &str, end: usize) -> usize {
    let rest = &part[end..];
    for joint in [" / ", " - ", "/ ", " /"] {
        if let Some(tail) = rest.strip_prefix(joint)
            && joint.contains('/')
        {
            let length = tail.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tail.len());
            // "9000418827 / 21.08.2025": a date follows.
            let date = tail[length..].starts_with(['.', '/', '-'])
                && tail[length..].chars().nth(1).is_some_and(|c| c.is_ascii_digit());
            if length > 0 && !date && tail[..length].bytes().all(|b| b.is_ascii_digit()) && length <= 6 {
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
pub(super) fn shape(scene: &Scene, span: &Span, text: &str) -> f32 {
    let touches = |s: &Span| s.line == span.line && s.bytes.start < span.bytes.end && span.bytes.start < s.bytes.end;
    let date_part = scene.dates_on(span.line).iter().find(|d| touches(&d.span)).map(|d| d.span.bytes.len());
    if date_part.is_some_and(|d| d * 10 >= text.len() * 8) || scene.ibans_on(span.line).iter().any(|(s, _)| touches(s))
    {
        return 0.0;
    }
    let money = scene
        .amounts_on(span.line)
        .iter()
        .any(|a| touches(&a.span) && (a.is_money() || a.percent) && a.span.bytes.len() * 10 >= text.len() * 8);
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
    let year = last.len() == 4
        && (last.starts_with("19") || last.starts_with("20"))
        && last.bytes().all(|b| b.is_ascii_digit());
    match (length, digits) {
        _ if year => 0.5,
        (0..=1, _) => 0.45,
        (2, _) => 0.6,
        (_, 1) if length > 6 => 0.85,
        (30.., _) => 0.5,
        _ => 1.0,
    }
}
