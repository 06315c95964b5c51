//! Plain text as pages: one word per run of characters, placed as on a typewriter so that columns stay columns.

use road::page::{Page, Rect, Word};

use crate::Limits;

/// Lines on a page when the text has no form feeds.
const LINES: usize = 80;
/// Width of a character cell in shares of its height.
const CELL: f32 = 0.5;

/// Lays out text; a form feed begins a new page. Tabs reach to the next multiple of eight. Of a word no more than one
/// character beyond the limit is laid out, so that it is seen to be too long.
pub fn pages(text: &str, limits: &Limits) -> Vec<Page> {
    let mut pages = Vec::new();
    for sheet in text.split('\u{c}') {
        let lines: Vec<&str> = sheet.lines().collect();
        for part in lines.chunks(LINES) {
            if pages.len() >= limits.max_pages as usize {
                return pages;
            }
            let number = u32::try_from(pages.len() + 1).unwrap_or(u32::MAX);
            pages.push(page(number, part, limits.max_word_chars + 1));
        }
    }
    pages
}

fn page(number: u32, lines: &[&str], word_most: usize) -> Page {
    let rows: Vec<Vec<(usize, usize, String)>> = lines.iter().map(|line| cells(line, word_most)).collect();
    let columns = rows.iter().flatten().map(|(_, end, _)| *end).max().unwrap_or(1).max(80);
    let rows_high = lines.len().max(20);
    let share = |value: usize, of: usize| value as f32 / of as f32;
    let mut words = Vec::new();
    let mut line = 0;
    for (row, cells) in rows.into_iter().enumerate() {
        if cells.is_empty() {
            continue;
        }
        for (start, end, text) in cells {
            let rect = Rect {
                x0: share(start, columns),
                y0: share(row, rows_high),
                x1: share(end, columns),
                y1: share(row + 1, rows_high),
            };
            words.push(Word { text, rect, certainty: 1.0, line });
        }
        line += 1;
    }
    Page { number, width: columns as f32 * CELL * 12.0, height: rows_high as f32 * 12.0, words }
}

/// Words of a line with the columns they cover.
fn cells(line: &str, word_most: usize) -> Vec<(usize, usize, String)> {
    let mut words: Vec<(usize, usize, String)> = Vec::new();
    let mut column = 0;
    let mut open = false;
    for c in line.chars() {
        if c.is_whitespace() || c.is_control() {
            open = false;
            column = if c == '\t' { (column / 8 + 1) * 8 } else { column + 1 };
            continue;
        }
        match words.last_mut() {
            Some(word) if open => {
                word.1 = column + 1;
                if word.1 - word.0 <= word_most {
                    word.2.push(c);
                }
            }
            _ => words.push((column, column + 1, c.to_string())),
        }
        open = true;
        column += 1;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{Limits, Page};

    fn pages(text: &str, max_pages: u32) -> Vec<Page> {
        super::pages(text, &Limits { max_pages, ..Limits::default() })
    }

    #[test]
    fn columns_of_a_typed_invoice_keep_their_places() {
        let pages = pages("Total\t12.50\n\nDue now\n", 10);
        let words: Vec<(&str, u32)> = pages[0].words.iter().map(|w| (w.text.as_str(), w.line)).collect();
        assert_eq!(words, [("Total", 0), ("12.50", 0), ("Due", 1), ("now", 1)]);
        assert!((pages[0].words[1].rect.x0 - 8.0 / 80.0).abs() < 1e-6);
        assert!(pages[0].words[2].rect.y0 > pages[0].words[0].rect.y1);
    }

    #[test]
    fn form_feeds_and_long_texts_break_pages() {
        assert_eq!(pages("a\u{c}b", 10).len(), 2);
        assert_eq!(pages(&"line\n".repeat(200), 10).len(), 3);
        assert_eq!(pages(&"line\n".repeat(2000), 10).len(), 10);
    }
}
