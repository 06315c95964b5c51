//! The words of all pages as lines and segments, each with the place it is printed at.
//!
//! A *line* is what the reader called a line; a *segment* is a part of it without a wide gap (a cell of a table, a side
//! of a letterhead). Values and labels are found in the text of a line and traced back to words by byte offset, so a
//! word that an OCR glued to its neighbour still yields both. Cost: one pass over the words.

use std::ops::Range;

use road::page::{Page, Rect, Route, Spot, Word};

use crate::numbers;

/// Words of a printed line that are looked at; a line of print has some twenty.
pub const WORDS_MOST: usize = 500;

/// A piece of a line: the line's index and the byte range in its text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Span {
    /// Index into [`Layout::lines`].
    pub line: usize,
    /// Bytes of the line's text.
    pub bytes: Range<usize>,
}

/// A word of a line with its byte range in the line's text.
#[derive(Debug, Clone)]
pub struct Placed {
    /// Bytes of the line's text.
    pub bytes: Range<usize>,
    /// Where it is printed.
    pub rect: Rect,
    /// How sure the reader is of it.
    pub certainty: f32,
}

/// A printed line.
#[derive(Debug, Clone)]
pub struct Line {
    /// The page, counted from 1.
    pub page: u32,
    /// Words joined by a space, or by a tab where a wide gap is.
    pub text: String,
    /// The words.
    pub words: Vec<Placed>,
    /// Byte ranges of the parts between wide gaps.
    pub segments: Vec<Range<usize>>,
    /// Around all words.
    pub rect: Rect,
}

/// All lines of a document, in reading order.
#[derive(Debug, Clone)]
pub struct Layout {
    /// The lines.
    pub lines: Vec<Line>,
    /// How the text was come by.
    pub route: Route,
    /// Height divided by width of the first page.
    pub aspect: f32,
    /// The usual height of a word, in shares of the page.
    pub word_height: f32,
}

impl Layout {
    /// Groups the words of all pages.
    pub fn new(pages: &[Page], route: Route) -> Self {
        let mut lines = Vec::new();
        for page in pages {
            let mut rest = &page.words[..];
            let mut printed: Vec<Vec<&Word>> = Vec::new();
            while let Some(first) = rest.first() {
                let end = rest.iter().position(|w| w.line != first.line).unwrap_or(rest.len());
                let (words, tail) = rest.split_at(end);
                printed.push(words.iter().take(WORDS_MOST).collect());
                rest = tail;
            }
            rejoin_currency(&mut printed);
            lines.extend(printed.iter().filter(|w| !w.is_empty()).map(|words| Line::new(page, words, route)));
        }
        let mut heights: Vec<f32> =
            pages.iter().flat_map(|p| &p.words).map(|w| w.rect.height()).filter(|h| h.is_finite()).collect();
        heights.sort_by(f32::total_cmp);
        let word_height = heights.get(heights.len() / 2).copied().unwrap_or(0.01).max(0.001);
        let aspect = pages.first().map_or(1.4, |p| if p.width > 0.0 { p.height / p.width } else { 1.4 });
        Self { lines, route, aspect, word_height }
    }

    /// The text of a span.
    pub fn text(&self, span: &Span) -> &str {
        self.lines.get(span.line).and_then(|l| l.text.get(span.bytes.clone())).unwrap_or("")
    }

    /// The rectangle around the words a span touches.
    pub fn rect(&self, span: &Span) -> Rect {
        self.lines[span.line].rect_of(&span.bytes)
    }

    /// The place of a span, for showing it to a person.
    pub fn spot(&self, span: &Span) -> Spot {
        Spot { page: self.lines[span.line].page, rect: self.rect(span) }
    }

    /// The lowest certainty of the words a span touches.
    pub fn certainty(&self, span: &Span) -> f32 {
        self.lines[span.line].words_in(&span.bytes).map(|w| w.certainty).fold(1.0, f32::min)
    }

    /// The segment of a line that holds a byte.
    pub fn segment(&self, span: &Span) -> Range<usize> {
        let line = &self.lines[span.line];
        let found = line.segments.iter().find(|s| s.start <= span.bytes.start && span.bytes.start < s.end);
        found.cloned().unwrap_or(0..line.text.len())
    }

    /// Every segment of the document, in reading order.
    pub fn segments(&self) -> impl Iterator<Item = Span> + '_ {
        let spans = |(line, l): (usize, &Line)| -> Vec<Span> {
            l.segments.iter().map(|s| Span { line, bytes: s.clone() }).collect()
        };
        self.lines.iter().enumerate().flat_map(spans)
    }

    /// Whether the words were recognised in a picture, so that single characters may be wrong.
    pub fn is_ocr(&self) -> bool {
        self.route == Route::Ocr
    }
}

impl Line {
    fn new(page: &Page, words: &[&Word], route: Route) -> Self {
        let mut line = Self {
            page: page.number,
            text: String::new(),
            words: Vec::with_capacity(words.len()),
            segments: Vec::new(),
            rect: words.first().map(|w| w.rect).unwrap_or_default(),
        };
        let mut segment_start = 0;
        let mut previous: Option<&Word> = None;
        for word in words {
            if let Some(before) = previous {
                let wide = is_wide_gap(before, word);
                if wide {
                    line.segments.push(segment_start..line.text.len());
                }
                line.text.push(if wide { '\t' } else { ' ' });
                if wide {
                    segment_start = line.text.len();
                }
            }
            let start = line.text.len();
            if route == Route::Ocr {
                line.text.push_str(&numbers::repair(&word.text));
            } else {
                line.text.push_str(&word.text);
            }
            line.words.push(Placed { bytes: start..line.text.len(), rect: word.rect, certainty: word.certainty });
            line.rect = line.rect.union(word.rect);
            previous = Some(word);
        }
        line.segments.push(segment_start..line.text.len());
        line
    }

    /// The rectangle around the words that a byte range touches; within one word, its share of the width.
    pub fn rect_of(&self, bytes: &Range<usize>) -> Rect {
        self.words_in(bytes).map(|w| part_of_word(w, bytes)).reduce(Rect::union).unwrap_or(self.rect)
    }

    /// The words a byte range touches.
    pub fn words_in(&self, bytes: &Range<usize>) -> impl Iterator<Item = &Placed> {
        let bytes = bytes.clone();
        let first = self.words.partition_point(|w| w.bytes.end <= bytes.start);
        let touched = self.words[first..].iter().take_while(move |w| w.bytes.start < bytes.end);
        touched.inspect(|_| crate::work::steps(1))
    }
}

/// A narrow cell breaks "€ 8.262,00" after the sign: the amount goes back to the line of its sign.
fn rejoin_currency(lines: &mut [Vec<&Word>]) {
    for i in 1..lines.len() {
        let (before, after) = lines.split_at_mut(i);
        let upper = &mut before[i - 1];
        let Some(sign) = upper.last().filter(|w| matches!(w.text.as_str(), "€" | "$" | "£" | "CHF" | "EUR" | "RM"))
        else {
            continue;
        };
        let figures = |w: &&Word| w.text.chars().all(|c| !c.is_alphabetic());
        let fits = |w: &&Word| {
            let gap = w.rect.y0 - sign.rect.y1;
            let same_cell = (w.rect.x0 - sign.rect.x0).abs() < 0.01 || (w.rect.x1 - sign.rect.x1).abs() < 0.01;
            let money = w.text.len() >= 4 && matches!(w.text.as_bytes()[w.text.len() - 3], b'.' | b',');
            same_cell && money && gap < 0.8 * sign.rect.height() && gap > -0.3 * sign.rect.height()
        };
        if after[0].iter().all(figures)
            && let Some(at) = after[0].iter().position(fits)
        {
            upper.push(after[0].remove(at));
        }
    }
}

fn part_of_word(word: &Placed, bytes: &Range<usize>) -> Rect {
    let length = (word.bytes.end - word.bytes.start).max(1) as f32;
    let from = bytes.start.saturating_sub(word.bytes.start) as f32 / length;
    let to = (bytes.end.min(word.bytes.end) - word.bytes.start) as f32 / length;
    let width = word.rect.width();
    Rect { x0: word.rect.x0 + width * from, x1: word.rect.x0 + width * to, ..word.rect }
}

/// A gap of about two characters separates cells; a space between words is about half of one.
fn is_wide_gap(before: &Word, after: &Word) -> bool {
    let char_width = |w: &Word| w.rect.width() / w.text.chars().count().max(1) as f32;
    let width = (char_width(before) + char_width(after)) / 2.0;
    let gap = after.rect.x0 - before.rect.x1;
    gap > width * 1.9
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, x0: f32, x1: f32, line: u32) -> Word {
        Word { text: text.into(), rect: Rect { x0, y0: 0.1, x1, y1: 0.12 }, certainty: 1.0, line }
    }

    #[test]
    fn a_wide_gap_parts_cells_and_spans_lead_back_to_words() {
        let words = vec![word("Total", 0.1, 0.15, 0), word("due", 0.155, 0.185, 0), word("12.50", 0.8, 0.85, 0)];
        let page = Page { number: 1, width: 600.0, height: 800.0, words };
        let layout = Layout::new(&[page], Route::TextLayer);
        assert_eq!(layout.lines[0].text, "Total due\t12.50");
        let span = Span { line: 0, bytes: 10..15 };
        assert_eq!(layout.text(&span), "12.50");
        assert!((layout.rect(&span).x0 - 0.8).abs() < 1e-6);
        assert_eq!(layout.segments().count(), 2);
    }
}
