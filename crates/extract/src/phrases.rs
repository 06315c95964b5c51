//! Fixed phrases in the running text of a document, found in one pass however many there are. Case, accents,
//! punctuation and line breaks do not matter; a phrase begins and ends with a word.

use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::layout::{Layout, Span};
use crate::text::fold_char;

/// The whole text with one space between words, and where each of its bytes is printed.
pub struct Running {
    text: String,
    /// Line and byte of each byte of `text`.
    origin: Vec<(usize, usize)>,
}

/// Phrases with what each of them means.
pub struct Phrases<M> {
    automaton: AhoCorasick,
    meanings: Vec<M>,
}

/// A phrase found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit<M> {
    /// What the phrase means.
    pub meaning: M,
    /// Where it is printed: one span for each line it covers.
    pub spans: Vec<Span>,
}

impl Running {
    /// The text of all lines in reading order.
    pub fn of(layout: &Layout) -> Self {
        let mut running = Self { text: String::from(" "), origin: vec![(0, 0)] };
        let mut folded = String::new();
        for (line, l) in layout.lines.iter().enumerate() {
            for (at, c) in l.text.char_indices() {
                folded.clear();
                fold_char(c, &mut folded);
                for letter in folded.chars().filter(char::is_ascii_alphanumeric) {
                    running.push(letter, line, at);
                }
                if !folded.contains(|c: char| c.is_ascii_alphanumeric()) {
                    running.space(line, at);
                }
            }
            running.space(line, l.text.len());
        }
        running
    }

    fn push(&mut self, letter: char, line: usize, at: usize) {
        self.text.push(letter);
        self.origin.push((line, at));
    }

    fn space(&mut self, line: usize, at: usize) {
        if !self.text.ends_with(' ') {
            self.push(' ', line, at);
        }
    }

    /// The places of a range of the text, line by line.
    fn spans(&self, range: Range<usize>) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for (line, at) in &self.origin[range] {
            match spans.last_mut() {
                Some(last) if last.line == *line => last.bytes.end = at + 1,
                _ => spans.push(Span { line: *line, bytes: *at..at + 1 }),
            }
        }
        spans
    }
}

impl<M: Copy> Phrases<M> {
    /// From rows of phrases parted by `|` with their meaning; the phrases are written folded.
    pub fn new(rows: &[(M, &str)]) -> Self {
        let mut patterns = Vec::new();
        let mut meanings = Vec::new();
        for (meaning, phrases) in rows {
            for phrase in phrases.split('|') {
                patterns.push(format!(" {phrase} "));
                meanings.push(*meaning);
            }
        }
        let automaton = AhoCorasick::builder().match_kind(MatchKind::Standard).build(&patterns);
        Self { automaton: automaton.expect("the phrases of this program are few and short"), meanings }
    }

    /// Every phrase of a text, those inside longer ones too, in reading order.
    pub fn find(&self, running: &Running) -> Vec<Hit<M>> {
        let hits = self.automaton.find_overlapping_iter(running.text.as_str());
        hits.map(|hit| Hit {
            meaning: self.meanings[hit.pattern().as_usize()],
            spans: running.spans(hit.start() + 1..hit.end() - 1),
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use road::page::{Page, Rect, Route, Word};

    use super::*;

    #[test]
    fn phrases_are_found_across_lines_and_only_as_whole_words() {
        let word = |text: &str, line: u32, x0: f32| Word {
            text: text.into(),
            rect: Rect { x0, y0: 0.1 + 0.02 * line as f32, x1: x0 + 0.1, y1: 0.115 + 0.02 * line as f32 },
            certainty: 1.0,
            line,
        };
        let words = vec![word("Vorauskasse,", 0, 0.1), word("Bar", 0, 0.22), word("GEGÉBEN!", 1, 0.1)];
        let layout = Layout::new(&[Page { number: 1, width: 1.0, height: 1.0, words }], Route::TextLayer);
        let phrases = Phrases::new(&[(1, "bar gegeben"), (2, "kasse"), (3, "bar")]);
        let found = phrases.find(&Running::of(&layout));
        let seen: Vec<(i32, usize)> = found.iter().map(|h| (h.meaning, h.spans.len())).collect();
        assert_eq!(seen, [(3, 1), (1, 2)], "“kasse” is only a part of a word");
        assert_eq!(layout.text(&found[1].spans[1]), "GEGÉBEN");
    }
}
