//! Lines of text to words with boxes, and lines that stand beside each other to one printed row.

use road::page::{Page, Rect, Word};

use super::canvas::Slab;
use super::recognise::{Mark, Reading};
use super::upright::sideways;

/// Lines below this mean certainty are smudges.
const LEAST_CERTAINTY: f32 = 0.5;

/// Share of the score that makes a point out of a blank: true blanks have below 0.00005, lost points above 0.0007.
const LEAST_POINT: f32 = 0.0003;

/// Lines set sideways on an upright page (margin notes) are read down; a lone tall letter is left as it is.
pub fn readable(slabs: Vec<Slab>) -> Vec<Slab> {
    let mut heights: Vec<f32> = slabs.iter().filter(|s| s.width > s.height).map(|s| s.height).collect();
    heights.sort_by(f32::total_cmp);
    let usual = heights.get(heights.len() / 2).copied().unwrap_or(f32::MAX);
    let turn = |slab: Slab| {
        let margin_note = slab.height > 2.0 * slab.width && slab.height > 2.5 * usual;
        if margin_note { sideways(&slab) } else { slab }
    };
    slabs.into_iter().map(turn).collect()
}

/// The page with words in reading order. `size` is that of the picture in pixels.
pub fn page(number: u32, size: (u32, u32), slabs: &[Slab], readings: &[Reading]) -> Page {
    let lines: Vec<(Slab, &Reading)> =
        slabs.iter().copied().zip(readings).filter(|(_, reading)| reading.certainty() >= LEAST_CERTAINTY).collect();
    let rows = rows(&lines.iter().map(|(slab, _)| *slab).collect::<Vec<_>>());
    let mut words = Vec::new();
    for (line, row) in (0_u32..).zip(rows) {
        for index in row {
            let (slab, reading) = &lines[index];
            for (text, certainty, from, to) in split(&reading.marks) {
                words.push(Word { text, rect: rect(slab, from, to, size), certainty, line });
            }
        }
    }
    Page { number, width: size.0 as f32, height: size.1 as f32, words }
}

/// Words of a line: text, certainty, and where they begin and end as shares of the line.
fn split(marks: &[Mark]) -> Vec<(String, f32, f32, f32)> {
    let marks = &with_points(marks);
    let half = pitch(marks) / 2.0;
    let parts: Vec<&[Mark]> = marks.split(|m| m.text.trim().is_empty()).filter(|part| !part.is_empty()).collect();
    let ends: Vec<(f32, f32)> = parts.iter().map(|p| (p[0].at - half, p[p.len() - 1].at + half)).collect();
    let mut words = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let (mut from, mut to) = ends[index];
        // Neighbours share the blank between them.
        if index > 0 {
            from = from.max((ends[index - 1].1 + from) / 2.0);
        }
        if let Some(next) = ends.get(index + 1) {
            to = to.min((to + next.0) / 2.0).max(part[part.len() - 1].at);
        }
        let text: String = part.iter().map(|m| plain(&m.text)).collect();
        // Geometric mean: one doubtful digit makes a number doubtful.
        let certainty = (part.iter().map(|m| m.certainty.max(1e-3).ln()).sum::<f32>() / part.len() as f32).exp();
        words.push((text, certainty.clamp(0.0, 1.0), from.clamp(0.0, 1.0), to.clamp(0.0, 1.0)));
    }
    words
}

/// Faint decimal points are read as blanks: "58 30". Where a blank stands between digits with exactly two of them after
/// it and some of the score went to a point, it becomes one, with a certainty that says so.
fn with_points(marks: &[Mark]) -> Vec<Mark> {
    let digit = |mark: Option<&Mark>| mark.is_some_and(|m| m.text.chars().all(|c| c.is_ascii_digit()));
    let usual = pitch(marks);
    let mut repaired = marks.to_vec();
    for index in 1..marks.len() {
        let Some((point, score)) = marks[index].point else { continue };
        let (before, after) = (marks.get(index - 1), marks.get(index + 1));
        let cents = digit(before)
            && digit(after)
            && digit(marks.get(index + 2))
            && marks.get(index + 3).is_none_or(|m| m.text.trim().is_empty());
        let near = before.zip(after).is_some_and(|(a, b)| b.at - a.at < 2.4 * usual);
        if cents && near && score > LEAST_POINT {
            let certainty = 0.5 + score / 2.0;
            repaired[index] = Mark { text: point.to_string(), certainty, point: None, ..marks[index] };
        }
    }
    repaired
}

/// The usual distance between neighbouring characters, as a share of the line.
fn pitch(marks: &[Mark]) -> f32 {
    let mut steps: Vec<f32> = marks.windows(2).map(|pair| pair[1].at - pair[0].at).filter(|s| *s > 0.0).collect();
    steps.sort_by(f32::total_cmp);
    let usual = steps.get(steps.len() / 2).copied();
    usual.unwrap_or(1.0 / marks.len().max(1) as f32)
}

/// Wide forms of Latin characters, which the recogniser knows from East Asian print, in their plain form.
fn plain(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            '。' => '.',
            '、' => ',',
            '\u{2010}' | '\u{2011}' | '\u{2212}' => '-',
            '￥' => '¥',
            c => c,
        })
        .collect()
}

fn rect(slab: &Slab, from: f32, to: f32, (width, height): (u32, u32)) -> Rect {
    let corners = [slab.point(from, 0.06), slab.point(to, 0.06), slab.point(to, 0.94), slab.point(from, 0.94)];
    let (w, h) = (width.max(1) as f32, height.max(1) as f32);
    let first = Rect { x0: 1.0, y0: 1.0, x1: 0.0, y1: 0.0 };
    let around = corners.iter().fold(first, |r, (x, y)| Rect {
        x0: r.x0.min(x / w),
        y0: r.y0.min(y / h),
        x1: r.x1.max(x / w),
        y1: r.y1.max(y / h),
    });
    Rect {
        x0: around.x0.clamp(0.0, 1.0),
        y0: around.y0.clamp(0.0, 1.0),
        x1: around.x1.clamp(0.0, 1.0),
        y1: around.y1.clamp(0.0, 1.0),
    }
}

/// A slab seen along the usual slope of the page.
#[derive(Clone, Copy)]
struct Levelled {
    index: usize,
    left: f32,
    right: f32,
    middle: f32,
    height: f32,
}

/// Indices of slabs by printed row, rows from the top, each from left to right.
fn rows(slabs: &[Slab]) -> Vec<Vec<usize>> {
    let slope = slope(slabs);
    let (sin, cos) = slope.sin_cos();
    let level = |(index, slab): (usize, &Slab)| {
        let along = slab.x * cos + slab.y * sin;
        let upright = (slab.angle - slope).abs() < 0.5;
        let (length, height) = if upright { (slab.width, slab.height) } else { (slab.height, slab.width) };
        Levelled {
            index,
            left: along - length / 2.0,
            right: along + length / 2.0,
            middle: slab.y * cos - slab.x * sin,
            height,
        }
    };
    let mut levelled: Vec<Levelled> = slabs.iter().enumerate().map(level).collect();
    levelled.sort_by(|a, b| a.middle.total_cmp(&b.middle));
    let mut rows: Vec<Vec<Levelled>> = Vec::new();
    for slab in levelled {
        let home = rows
            .iter()
            .enumerate()
            .rev()
            .take(8)
            .filter_map(|(at, row)| Some((at, nearness(row, &slab)?)))
            .min_by(|a, b| a.1.total_cmp(&b.1));
        match home {
            Some((at, _)) => rows[at].push(slab),
            None => rows.push(vec![slab]),
        }
    }
    let middle = |row: &Vec<Levelled>| row.iter().map(|s| s.middle).sum::<f32>() / row.len() as f32;
    rows.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
    for row in &mut rows {
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    rows.into_iter().map(|row| row.into_iter().map(|s| s.index).collect()).collect()
}

/// How far a slab is off the row's nearest slab; `None` if it stands in another row.
fn nearness(row: &[Levelled], slab: &Levelled) -> Option<f32> {
    let gap = |other: &Levelled| (slab.left - other.right).max(other.left - slab.right);
    let nearest = row.iter().min_by(|a, b| gap(a).total_cmp(&gap(b)))?;
    let small = nearest.height.min(slab.height);
    let off = (slab.middle - nearest.middle).abs();
    let above = row.iter().any(|o| gap(o) < -0.5 * small && (o.middle - slab.middle).abs() > 0.3 * small);
    (!above && off < 0.5 * small).then_some(off)
}

/// The middle one of the angles of long lines.
fn slope(slabs: &[Slab]) -> f32 {
    let mut angles: Vec<f32> = slabs.iter().filter(|s| s.width > 4.0 * s.height).map(|s| s.angle).collect();
    angles.retain(|a| a.abs() < 0.8);
    angles.sort_by(f32::total_cmp);
    angles.get(angles.len() / 2).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests;
