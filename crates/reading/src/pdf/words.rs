//! Glyphs to words: chained in drawing order, then joined where a word was drawn in pieces.
//!
//! Works in a frame in which the text runs to the right and y grows downwards, whichever way it runs on the page.

/// A glyph in that frame.
#[derive(Debug, Clone)]
pub struct Letter {
    /// Its characters.
    pub text: String,
    /// Left end.
    pub x: f64,
    /// Baseline.
    pub y: f64,
    /// Advance.
    pub width: f64,
    /// Font size.
    pub size: f64,
}

/// Characters without a blank between them.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The characters.
    pub text: String,
    /// Left end.
    pub x0: f64,
    /// Right end.
    pub x1: f64,
    /// Baseline.
    pub y: f64,
    /// Font size.
    pub size: f64,
    /// Whether a blank was drawn right before it.
    after_blank: bool,
}

/// A gap of this share of the font size separates words. A blank is 0.22 to 0.33 wide in common fonts, cells of tables
/// come as near as 0.15, and kerning stays below 0.1.
const WORD_GAP: f64 = 0.12;
/// Baselines that differ by less than this share of the font size are one.
const SAME_BASELINE: f64 = 0.2;

/// Groups letters, given in drawing order, into words.
pub fn words(letters: &[Letter]) -> Vec<Piece> {
    let letters = without_overprints(letters);
    let pieces = chain(&letters);
    join(pieces)
}

/// Drops letters printed twice on the same spot, the poor man's bold.
fn without_overprints(letters: &[Letter]) -> Vec<&Letter> {
    use std::collections::HashMap;
    let mut seen: HashMap<(i64, i64), Vec<usize>> = HashMap::new();
    let mut kept: Vec<&Letter> = Vec::with_capacity(letters.len());
    #[expect(clippy::cast_possible_truncation, reason = "positions on a page")]
    let cell = |v: f64| (v / 4.0).floor() as i64;
    for letter in letters {
        let near = 0.12 * letter.size;
        let (cx, cy) = (cell(letter.x), cell(letter.y));
        let double = (cx - 1..=cx + 1).flat_map(|x| (cy - 1..=cy + 1).map(move |y| (x, y))).any(|key| {
            seen.get(&key).is_some_and(|list| {
                list.iter().any(|&i| {
                    let other: &Letter = kept[i];
                    other.text == letter.text && (other.x - letter.x).abs() < near && (other.y - letter.y).abs() < near
                })
            })
        });
        if !double {
            seen.entry((cx, cy)).or_default().push(kept.len());
            kept.push(letter);
        }
    }
    kept
}

/// Follows the pen: a letter that starts where the last one ended continues the word.
fn chain(letters: &[&Letter]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut open = false;
    let mut blank_end = f64::NEG_INFINITY;
    let extra = tracking(letters);
    for (index, letter) in letters.iter().enumerate() {
        if letter.text.trim().is_empty() {
            open = false;
            blank_end = letter.x + letter.width;
            continue;
        }
        if open && let Some(last) = pieces.last_mut() {
            let (small, large) = (last.size.min(letter.size), last.size.max(letter.size));
            let gap = letter.x - last.x1;
            let same_line = (letter.y - last.y).abs() < SAME_BASELINE * large;
            if same_line && gap < WORD_GAP * small + extra[index] && gap > -0.5 * large {
                last.text.push_str(&letter.text);
                last.x1 = last.x1.max(letter.x + letter.width);
                last.size = large;
                continue;
            }
        }
        let after_blank = (letter.x - blank_end).abs() < 0.3 * letter.size;
        pieces.push(Piece {
            text: letter.text.clone(),
            x0: letter.x,
            x1: letter.x + letter.width,
            y: letter.y,
            size: letter.size,
            after_blank,
        });
        open = true;
    }
    pieces
}

/// For each letter the additional gap that still belongs to its word: headings are sometimes set with wide, even
/// spacing ("I N V O I C E"). A run of at least five letters with nearly equal gaps wider than a word gap counts.
fn tracking(letters: &[&Letter]) -> Vec<f64> {
    let mut extra = vec![0.0; letters.len()];
    let mut start = 0;
    while start + 1 < letters.len() {
        let mut end = start;
        let gap_of = |i: usize| letters[i + 1].x - (letters[i].x + letters[i].width);
        let first = gap_of(start);
        let size = letters[start].size;
        let tracked = |i: usize| {
            let (a, b) = (letters[i], letters[i + 1]);
            let one_letter = |l: &Letter| l.text.chars().all(char::is_alphabetic);
            (a.y - b.y).abs() < 0.05 * size
                && (a.size - b.size).abs() < 0.05 * size
                && one_letter(a)
                && one_letter(b)
                && (gap_of(i) - first).abs() < 0.04 * size
        };
        if first > WORD_GAP * size && first < 0.8 * size {
            while end + 1 < letters.len() && tracked(end) {
                end += 1;
            }
        }
        if end >= start + 4 {
            extra[start + 1..=end].fill(first);
            start = end;
        } else {
            start += 1;
        }
    }
    extra
}

/// Joins pieces of one word that were drawn apart or out of order.
fn join(mut pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut row: Vec<Piece> = Vec::new();
    for piece in pieces {
        let fits = row.last().is_none_or(|last| (piece.y - last.y).abs() < SAME_BASELINE * piece.size.min(last.size));
        if !fits {
            joined.append(&mut join_row(std::mem::take(&mut row)));
        }
        row.push(piece);
    }
    joined.append(&mut join_row(row));
    joined
}

fn join_row(mut row: Vec<Piece>) -> Vec<Piece> {
    row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut joined: Vec<Piece> = Vec::with_capacity(row.len());
    for piece in row {
        if let Some(last) = joined.last_mut() {
            let size = last.size.min(piece.size);
            let gap = piece.x0 - last.x1;
            let like = last.size.max(piece.size) < 1.4 * size;
            if like && !piece.after_blank && gap < WORD_GAP * size && gap > -0.3 * size {
                last.text.push_str(&piece.text);
                last.x1 = last.x1.max(piece.x1);
                continue;
            }
        }
        joined.push(piece);
    }
    joined
}
