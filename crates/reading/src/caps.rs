//! How many words of a document are kept. A page of print has some hundred words; a file with a million of them is no
//! document, and everything behind the reader works on each word.

use road::page::{Page, Word};

use crate::{Limits, Reading};

/// Cuts the pages of a reading to the limits and notes what was left out.
pub(crate) fn cap(reading: &mut Reading, limits: &Limits) {
    let cut: usize = reading.pages.iter_mut().map(|page| cut_words(page, limits)).sum();
    if cut > 0 {
        let most = limits.max_word_chars;
        reading.notes.push(format!("{cut} words are longer than {most} characters; only their beginning was kept."));
    }
    for page in &mut reading.pages {
        if let Some((lines, words)) = cut_lines(page, limits.max_words_line) {
            let number = page.number;
            let most = limits.max_words_line;
            let what = if lines == 1 { "A line".to_owned() } else { format!("{lines} lines") };
            reading.notes.push(format!(
                "{what} of page {number} had more than {most} words; {words} words behind them were left out."
            ));
        }
    }
    let mut room = limits.max_words;
    let mut cut_from = None;
    for page in &mut reading.pages {
        if page.words.len() > room {
            cut_from.get_or_insert(page.number);
            page.words.truncate(room);
        }
        room -= page.words.len();
    }
    if let Some(number) = cut_from {
        let most = limits.max_words;
        reading
            .notes
            .push(format!("The document has more than {most} words; from page {number} on they were left out."));
    }
}

fn cut_words(page: &mut Page, limits: &Limits) -> usize {
    let mut cut = 0;
    for word in &mut page.words {
        // A character has at least one byte, so most words are settled by their length.
        if word.text.len() > limits.max_word_chars
            && let Some((end, _)) = word.text.char_indices().nth(limits.max_word_chars)
        {
            word.text.truncate(end);
            word.text.shrink_to_fit();
            cut += 1;
        }
    }
    cut
}

/// Keeps the first words of each line: how many lines were cut, and how many words that left out.
fn cut_lines(page: &mut Page, most: usize) -> Option<(usize, usize)> {
    let before = page.words.len();
    let (mut line, mut on_line, mut lines) = (None, 0, 0);
    page.words.retain(|word: &Word| {
        if line != Some(word.line) {
            (line, on_line) = (Some(word.line), 0);
        }
        on_line += 1;
        lines += usize::from(on_line == most + 1);
        on_line <= most
    });
    (lines > 0).then(|| (lines, before - page.words.len()))
}

#[cfg(test)]
mod tests {
    use road::page::Route;

    use super::*;
    use crate::{Kind, plain};

    fn capped(text: &str, limits: &Limits) -> Reading {
        let mut reading = Reading::new(Route::PlainText, Kind::Text);
        reading.pages = plain::pages(text, limits);
        cap(&mut reading, limits);
        reading
    }

    fn words(reading: &Reading) -> Vec<usize> {
        reading.pages.iter().map(|page| page.words.len()).collect()
    }

    #[test]
    fn long_words_long_lines_and_long_documents_are_cut_with_a_note() {
        let limits = Limits { max_words_line: 3, max_words: 5, max_word_chars: 4, ..Limits::default() };
        let reading = capped("a b c d e\nabcdefgh x\u{c}one two three\u{c}four", &limits);
        assert_eq!(words(&reading), [5, 0, 0]);
        assert_eq!(reading.pages[0].words[3].text, "abcd");
        assert_eq!(reading.notes.len(), 3, "{:?}", reading.notes);
    }

    #[test]
    fn an_ordinary_document_is_left_alone() {
        let reading = capped("Total due 12.50\nThank you", &Limits::default());
        assert_eq!((words(&reading), reading.notes), (vec![5], Vec::new()));
    }
}
