//! Documents built to be slow: the steps that are taken grow with the words, not with their square. Steps are counted,
//! see [`crate::work`].

use super::*;
use crate::layout::WORDS_MOST;
use crate::work::counted;

/// A page on which each text stands on a line of its own, all at one height or one below the other.
fn sheet(lines: &[String], stacked: bool) -> Page {
    let mut words = Vec::new();
    for (line, text) in lines.iter().enumerate() {
        let y0 = if stacked { line as f32 / lines.len() as f32 } else { 0.5 };
        let width = 1.0 / text.split(' ').count() as f32;
        for (i, word) in text.split(' ').enumerate() {
            let x0 = i as f32 * width;
            let rect = Rect { x0, y0, x1: x0 + 0.7 * width, y1: y0 + 0.01 };
            let line = u32::try_from(line).expect("few lines");
            words.push(Word { text: word.to_owned(), rect, certainty: 1.0, line });
        }
    }
    Page { number: 1, width: 600.0, height: 800.0, words }
}

fn steps_of(page: Page) -> usize {
    counted(|| extract(&[page], Route::TextLayer)).1
}

#[test]
fn a_line_of_ten_thousand_numbers_is_looked_at_up_to_its_limit() {
    let line = |pairs: usize| sheet(&[vec!["19.00 7.00"; pairs].join(" ")], true);
    let limited = steps_of(line(WORDS_MOST / 2));
    assert_eq!(steps_of(line(5_000)), limited);
    assert!(limited < 2_000_000, "{limited} steps");
}

#[test]
fn twice_as_many_lines_take_about_twice_the_steps() {
    let texts = [
        "19.00 7.00 133.00",
        "Total 19.00 Total 7.00 Total 12.00",
        "Bill to: Sample GmbH 12345 Berlin",
        "Invoice number: INV-@ of 12.03.2024 until 13.03.2024",
        "VAT DE@ IBAN DE89 3704 0044 0532 0130 00 www.sample-@.de",
        "Description Quantity Price Amount",
        "(inkl. 19 % MwSt. @.50",
        "Northfen @ GmbH trading name of Sample @ Ltd",
        "Girocard BEZAHLT Reverse charge @.00",
    ];
    for text in texts {
        for stacked in [true, false] {
            let page = |count: usize| {
                let lines: Vec<String> = (0..count).map(|i| text.replace('@', &(100_000 + i).to_string())).collect();
                sheet(&lines, stacked)
            };
            let (half, whole) = (steps_of(page(600)), steps_of(page(1_200)));
            assert!(whole < half * 5 / 2 + 20_000, "{text} (stacked {stacked}): {half} steps, then {whole}");
        }
    }
}
