//! Words and lines out of the text layer.

use crate::files::{at, lines, pdf, pdf_with, read};

#[test]
fn a_table_keeps_its_rows_and_its_column_gaps() {
    let content = [
        at(50, 700, 10, "Hosting May 2026"),
        at(400, 700, 10, "2 x"),
        at(500, 700, 10, "1,234.50"),
        at(50, 686, 10, "Total"),
        at(500, 686, 10, "1,234.50"),
    ]
    .concat();
    let reading = read(&pdf(&[&content])).expect("a text PDF");
    assert_eq!(lines(&reading), ["Hosting May 2026 2 x 1,234.50", "Total 1,234.50"]);
    let words = &reading.pages[0].words;
    let amount = words.iter().find(|w| w.text == "1,234.50").expect("the amount");
    assert!((amount.rect.x0 - 500.0 / 612.0).abs() < 0.001, "left edge at its place: {:?}", amount.rect);
    assert!(amount.rect.y0 < 92.0 / 792.0 && amount.rect.y1 > 92.0 / 792.0, "box around the baseline");
    assert!(words.iter().all(|w| w.certainty > 0.99));
}

#[test]
fn words_drawn_letter_by_letter_out_of_order_and_twice_are_whole_and_single() {
    // "Due" in three strokes, the last first; "Total" printed twice a hair apart, as old programs print bold.
    let content = [
        at(100, 500, 10, "e"),
        at(87, 500, 10, "D"),
        at(94, 500, 10, "u"),
        at(50, 400, 10, "Total"),
        "BT /F1 10 Tf 1 0 0 1 50.3 400 Tm (Total) Tj ET\n".to_owned(),
    ]
    .concat();
    let reading = read(&pdf(&[&content])).expect("a text PDF");
    assert_eq!(lines(&reading), ["Due", "Total"]);
}

#[test]
fn widely_spaced_headings_are_words() {
    let content =
        [at(50, 700, 10, "Invoice for services"), "BT /F1 14 Tf 4 Tc 1 0 0 1 50 650 Tm (INVOICE) Tj ET\n".to_owned()]
            .concat();
    let reading = read(&pdf(&[&content])).expect("a text PDF");
    assert_eq!(lines(&reading), ["Invoice for services", "INVOICE"]);
}

#[test]
fn small_print_beside_a_large_heading_stays_on_its_own_lines() {
    let content = [at(50, 700, 24, "INVOICE"), at(400, 712, 8, "Acme Ltd"), at(400, 700, 8, "Main Street 1")].concat();
    let reading = read(&pdf(&[&content])).expect("a text PDF");
    let all = lines(&reading);
    assert!(!all.iter().any(|l| l.contains("Ltd") && l.contains("Street")), "{all:?}");
}

#[test]
fn turned_pages_come_upright() {
    let upright = [at(60, 700, 12, "Invoice number 4711"), at(60, 680, 12, "Date 2026-05-04")].concat();
    // The page lies on its side and says so.
    let by_entry = read(&pdf_with(&[&upright], "/Rotate 180")).expect("a text PDF");
    // Text drawn upwards on a page that claims to be upright.
    let up = "BT /F1 12 Tf 0 1 -1 0 300 100 Tm (Invoice number 4711) Tj ET\n\
              BT /F1 12 Tf 0 1 -1 0 320 100 Tm (Date 2026-05-04) Tj ET\n";
    let by_text = read(&pdf(&[up])).expect("a text PDF");
    for (reading, turn) in [(by_entry, 2), (by_text, 1)] {
        assert_eq!(lines(&reading), ["Invoice number 4711", "Date 2026-05-04"]);
        assert_eq!(reading.turns, [turn]);
        let first = &reading.pages[0].words[0];
        assert!(first.rect.width() > first.rect.height(), "boxes lie flat: {:?}", first.rect);
    }
}

#[test]
fn text_outside_the_visible_page_is_left_out() {
    let content = [at(100, 500, 10, "seen"), at(100, 100, 10, "cropped")].concat();
    let reading = read(&pdf_with(&[&content], "/CropBox [50 300 600 780]")).expect("a text PDF");
    assert_eq!(lines(&reading), ["seen"]);
    let page = &reading.pages[0];
    assert!((page.width - 550.0).abs() < 0.1 && (page.height - 480.0).abs() < 0.1);
}
