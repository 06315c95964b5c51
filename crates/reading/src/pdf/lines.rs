//! Words to lines, and lines to a page: which words stand on one printed line, and which way up the page is.

use road::page::{Page, Rect, Word};

use super::glyphs::{Glyph, Sheet};
use super::words::{Letter, Piece, words};

/// Share of the font size that letters reach above and below the baseline.
const ASCENT: f64 = 0.75;
const DESCENT: f64 = 0.21;

/// Quarter turns clockwise that bring most of the text upright.
pub fn upright_turn(sheet: &Sheet) -> u8 {
    let mut counts = [0_usize; 4];
    for glyph in &sheet.glyphs {
        if !glyph.text.trim().is_empty() {
            counts[usize::from(quarter(glyph))] += 1;
        }
    }
    let total: usize = counts.iter().sum();
    let (most, count) = counts.iter().enumerate().max_by_key(|(_, n)| **n).unwrap_or((0, &0));
    // Text that runs down the page (quarter 1) needs three more quarters clockwise, and so on.
    if count * 10 > total * 7 { ((4 - most) % 4) as u8 } else { 0 }
}

/// Which way a glyph runs: 0 to the right, 1 down, 2 to the left, 3 up.
fn quarter(glyph: &Glyph) -> u8 {
    let a = glyph.advance;
    if a.x.abs() >= a.y.abs() {
        if a.x >= 0.0 { 0 } else { 2 }
    } else if a.y > 0.0 {
        1
    } else {
        3
    }
}

/// The page, turned, with its words in reading order.
pub fn page(number: u32, sheet: &Sheet, turn: u8) -> Page {
    let (width, height) = if turn % 2 == 1 { (sheet.height, sheet.width) } else { (sheet.width, sheet.height) };
    let frame = Frame { width, height };
    let mut lines: Vec<Vec<(Piece, Rect)>> = Vec::new();
    for running in 0..4_u8 {
        let letters: Vec<Letter> = sheet
            .glyphs
            .iter()
            .filter(|glyph| (quarter(glyph) + turn) % 4 == running)
            .map(|glyph| letter(glyph, sheet, turn, running, frame))
            .collect();
        for line in group(words(&letters)) {
            lines.push(
                line.into_iter()
                    .map(|piece| {
                        let rect = frame.rect(&piece, running);
                        (piece, rect)
                    })
                    .collect(),
            );
        }
    }
    lines.sort_by(|a, b| middle(a).total_cmp(&middle(b)));
    let mut page_words = Vec::new();
    for (line, pieces) in (0_u32..).zip(lines) {
        for (piece, rect) in pieces {
            page_words.push(Word { text: piece.text, rect, certainty: 1.0, line });
        }
    }
    Page { number, width: width as f32, height: height as f32, words: page_words }
}

fn middle(line: &[(Piece, Rect)]) -> f32 {
    line.first().map_or(0.0, |(_, r)| (r.y0 + r.y1) / 2.0)
}

/// The upright page, in points.
#[derive(Clone, Copy)]
struct Frame {
    width: f64,
    height: f64,
}

impl Frame {
    /// The box of a piece that runs `running` quarters clockwise from the reading direction.
    fn rect(self, piece: &Piece, running: u8) -> Rect {
        let (x0, x1) = (piece.x0, piece.x1.max(piece.x0 + 0.1 * piece.size));
        let (y0, y1) = (piece.y - ASCENT * piece.size, piece.y + DESCENT * piece.size);
        let a = unturn((x0, y0), running, self);
        let b = unturn((x1, y1), running, self);
        let share = |v: f64, of: f64| (v / of.max(1.0)).clamp(0.0, 1.0) as f32;
        Rect {
            x0: share(a.0.min(b.0), self.width),
            y0: share(a.1.min(b.1), self.height),
            x1: share(a.0.max(b.0), self.width),
            y1: share(a.1.max(b.1), self.height),
        }
    }
}

/// A glyph in the frame in which its text runs to the right.
fn letter(glyph: &Glyph, sheet: &Sheet, turn: u8, running: u8, frame: Frame) -> Letter {
    // First onto the upright page, then against the direction it still runs in.
    let mut point = (glyph.origin.x, glyph.origin.y);
    let (mut width, mut height) = (sheet.width, sheet.height);
    for _ in 0..turn {
        point = (height - point.1, point.0);
        std::mem::swap(&mut width, &mut height);
    }
    let (x, y) = turn_back(point, running, frame);
    Letter { text: glyph.text.clone(), x, y, width: glyph.advance.hypot(), size: glyph.size }
}

/// Turns a point of the upright page so that text running `running` quarters clockwise runs to the right.
fn turn_back((x, y): (f64, f64), running: u8, frame: Frame) -> (f64, f64) {
    match running {
        1 => (y, frame.width - x),
        2 => (frame.width - x, frame.height - y),
        3 => (frame.height - y, x),
        _ => (x, y),
    }
}

/// The way back from [`turn_back`].
fn unturn((x, y): (f64, f64), running: u8, frame: Frame) -> (f64, f64) {
    match running {
        1 => (frame.width - y, x),
        2 => (frame.width - x, frame.height - y),
        3 => (y, frame.height - x),
        _ => (x, y),
    }
}

/// Groups words into printed lines, each sorted from left to right.
fn group(mut pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut lines: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        let home = lines
            .iter()
            .enumerate()
            .rev()
            .take(6)
            .filter_map(|(index, line)| Some((index, nearness(line, &piece)?)))
            .min_by(|a, b| a.1.total_cmp(&b.1));
        match home {
            Some((index, _)) => lines[index].push(piece),
            None => lines.push(vec![piece]),
        }
    }
    for line in &mut lines {
        line.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    }
    lines
}

/// How far the baseline of a word is from that of the nearest word of a line; `None` if it stands on another line.
fn nearness(line: &[Piece], piece: &Piece) -> Option<f64> {
    let gap = |other: &Piece| (piece.x0 - other.x1).max(other.x0 - piece.x1);
    let nearest = line.iter().min_by(|a, b| gap(a).total_cmp(&gap(b)))?;
    let (small, large) = (piece.size.min(nearest.size), piece.size.max(nearest.size));
    let off = (piece.y - nearest.y).abs();
    // A word above another one is not on its line, however close.
    let above = line.iter().any(|other| gap(other) < -0.5 * small && (other.y - piece.y).abs() > 0.3 * small);
    let overlap = extent(piece).1.min(extent(nearest).1) - extent(piece).0.max(extent(nearest).0);
    let like = large < 1.6 * small;
    let holds = !above && if like { overlap > 0.55 * small * (ASCENT + DESCENT) } else { off < 0.4 * small };
    holds.then_some(off)
}

fn extent(piece: &Piece) -> (f64, f64) {
    (piece.y - ASCENT * piece.size, piece.y + DESCENT * piece.size)
}
