//! Where things stand.

use money::Currency;
use render::*;

use crate::read_back::{Piece, overlap, pieces, text};
use crate::samples::{self, decimal, invoice, look};

const MM: f64 = 72.0 / 25.4;

fn find<'a>(pieces: &'a [Piece], wanted: &str) -> &'a Piece {
    pieces.iter().find(|piece| piece.text == wanted).unwrap_or_else(|| panic!("`{wanted}` is not there"))
}

fn sales(paper: SalesDocument, look: &Look) -> Rendered {
    render(&Document::Sales(Box::new(paper)), look).unwrap()
}

#[test]
fn no_text_overlaps_another_and_all_stays_on_the_sheet() {
    for (name, (document, look)) in samples::all() {
        let rendered = render(&document, &look).unwrap();
        assert_eq!(rendered.notes, [], "{name}");
        let pieces = pieces(&rendered.pdf);
        assert!(overlap(&pieces).is_none(), "{name}: {:#?}", overlap(&pieces));
        let (width, height) = if look.size == PageSize::A4 { (210.0 * MM, 297.0 * MM) } else { (612.0, 792.0) };
        for piece in &pieces {
            let inside = piece.area.x0 > 10.0
                && piece.area.x1 < width - 10.0
                && piece.area.y0 > 10.0
                && piece.area.y1 < height - 5.0;
            assert!(inside, "{name}: {piece:?}");
        }
    }
}

#[test]
fn the_address_stands_in_the_window() {
    let german = pieces(&sales(invoice(1, Currency::EUR), &look("de")).pdf);
    for line in ["Buchhandlung Seitenweise OHG", "Frau Petra Lindner", "Hainstraße 8", "04109 Leipzig"] {
        let area = find(&german, line).area;
        // DIN 5008 form B: the field begins 20 mm from the left and 45 mm from the top and is 85 by 45 mm
        assert!(area.x0 >= 20.0 * MM && area.x1 <= 105.0 * MM, "{line}: {area:?}");
        assert!(area.y0 >= 62.7 * MM && area.y1 <= 90.0 * MM, "{line}: {area:?}");
    }
    let french = pieces(&sales(invoice(1, Currency::EUR), &look("fr")).pdf);
    assert!(find(&french, "Hainstraße 8").area.x0 > 105.0 * MM);
    let american = pieces(&sales(invoice(1, Currency::USD), &look("en-US")).pdf);
    let area = find(&american, "Hainstraße 8").area;
    // the window of a number 10 envelope, 7/8 inch from the left and 4.5 inches wide
    assert!(area.x0 >= 0.875 * 72.0 - 0.1 && area.x1 <= 5.375 * 72.0 && area.y0 > 2.5 * 72.0 && area.y1 < 3.5 * 72.0);
}

#[test]
fn a_long_address_keeps_its_last_line_in_the_window() {
    let mut paper = invoice(1, Currency::EUR);
    let lines = [
        "Abteilung Einkauf",
        "Herrn Dr. Emil Sonnleitner-Wagenknecht",
        "Gebäude 7, Aufgang C",
        "Hainstraße 8",
        "04109 Leipzig",
        "ALLEMAGNE",
    ];
    paper.letter.recipient.address = lines.map(str::to_owned).to_vec();
    let found = pieces(&sales(paper, &look("de")).pdf);
    assert!(find(&found, "ALLEMAGNE").area.y1 <= 90.0 * MM);
    assert!(overlap(&found).is_none());
}

#[test]
fn figures_of_a_column_end_at_one_line() {
    let found = pieces(&sales(invoice(12, Currency::EUR), &look("de")).pdf);
    let amounts = ["489,00", "500,00", "179,38"];
    let ends: Vec<f64> =
        amounts.map(|amount| found.iter().filter(|p| p.text == amount).map(|p| p.area.x1).fold(0.0, f64::max)).to_vec();
    for (amount, end) in amounts.iter().zip(&ends) {
        assert!((end - 190.0 * MM).abs() < 0.1, "{amount} ends at {end}");
    }
}

#[test]
fn what_is_carried_over_is_what_came_in() {
    for count in [30, 120, 500] {
        let paper = invoice(count, Currency::EUR);
        let sums: Vec<(String, String)> = paper
            .lines
            .iter()
            .filter_map(|line| match line {
                Line::Item(item) => Some((item.position.clone(), item.running.unwrap().to_decimal().to_string())),
                _ => None,
            })
            .collect();
        let rendered = sales(paper, &look("en"));
        let found = pieces(&rendered.pdf);
        let pages = found.iter().map(|piece| piece.page).max().unwrap() + 1;
        assert_eq!(pages, rendered.pages);
        assert!(overlap(&found).is_none(), "{:#?}", overlap(&found));
        let mut carried = Vec::new();
        for page in 0..pages {
            let text = text(&found, page);
            assert!(text.contains(&format!("Page {} of {pages}", page + 1)), "{text}");
            for line in text.lines() {
                for (word, forward) in [("Carried forward | ", true), ("Brought forward | ", false)] {
                    carried.extend(line.strip_prefix(word).map(|sum| (page, forward, sum.replace(',', ""))));
                }
            }
        }
        // each page but the last ends with a sum, and the next one begins with the same
        assert!(carried.len() >= 2 && carried.len() % 2 == 0 && carried.len() / 2 >= pages - 2, "{carried:?}");
        for pair in carried.chunks(2) {
            assert_eq!((pair[0].1, pair[1].1, pair[1].0), (true, false, pair[0].0 + 1));
            assert_eq!(pair[0].2, pair[1].2);
            // it is the running sum of the last item on the page
            let (position, _) = sums.iter().find(|(_, sum)| *sum == pair[0].2).expect("a sum that came in");
            let next = (position.parse::<usize>().unwrap() + 1).to_string();
            let first = found.iter().find(|piece| piece.page == pair[1].0 && piece.text == next);
            assert!(first.is_some(), "item {next} begins page {}", pair[1].0 + 1);
        }
    }
}

#[test]
fn the_sums_follow_an_item_on_their_page() {
    for count in 1..40 {
        let rendered = sales(invoice(count, Currency::EUR), &look("en"));
        let found = pieces(&rendered.pdf);
        let due = found.iter().find(|piece| piece.text == "Amount due").unwrap();
        let last = found.iter().filter(|piece| piece.text == count.to_string() && piece.area.x0 < 80.0);
        assert!(last.clone().any(|piece| piece.page == due.page), "{count} items: the sums stand alone");
    }
}

#[test]
fn long_words_and_large_sums_find_room() {
    let mut paper = invoice(3, Currency::EUR);
    let huge = money::Amount::new(i64::MAX, Currency::EUR);
    for line in &mut paper.lines {
        if let Line::Item(item) = line {
            item.name = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(3);
            item.detail = Some("Ein Satz. ".repeat(900));
            (item.amount, item.running) = (huge, Some(huge));
            (item.quantity, item.unit_price) = (Some(decimal("123456789.123456")), Some(decimal("987654321.123456")));
            item.discount = Some(decimal("33.333333"));
        }
    }
    (paper.totals.gross, paper.totals.due) = (huge, Some(huge));
    let rendered = sales(paper, &look("de"));
    let found = pieces(&rendered.pdf);
    assert!(overlap(&found).is_none(), "{:#?}", overlap(&found));
    assert!(found.iter().all(|piece| piece.area.x1 <= 190.5 * MM && piece.area.y1 < 297.0 * MM - 20.0));
    let words: usize = found.iter().map(|piece| piece.text.matches("Satz.").count()).sum();
    assert_eq!(words, 2700, "nothing of a long text is lost");
}

#[test]
fn a_statement_carries_its_balance_over() {
    let (document, look) = samples::statement("en", 90);
    let rendered = render(&document, &look).unwrap();
    let found = pieces(&rendered.pdf);
    let first = text(&found, 0);
    let carried =
        first.lines().find_map(|line| line.strip_prefix("Carried forward | ")).expect("a sum is carried over");
    assert!(text(&found, 1).contains(&format!("Brought forward | {carried}")));
    let Document::Statement(paper) = document else { unreachable!() };
    let balances: Vec<String> =
        paper.sections[0].lines.iter().map(|line| line.balance.to_decimal().to_string()).collect();
    assert!(balances.contains(&carried.replace(',', "")));
}

#[test]
fn the_swiss_payment_part_takes_the_foot_of_the_sheet() {
    let (document, look) = samples::swiss_invoice();
    let rendered = render(&document, &look).unwrap();
    let found = pieces(&rendered.pdf);
    let top = (297.0 - 105.0) * MM;
    for word in ["Empfangsschein", "Zahlteil", "Annahmestelle"] {
        assert!(find(&found, word).area.y0 > top, "{word}");
    }
    assert!(find(&found, "Zahlteil").area.x0 >= 67.0 * MM - 0.1);
    let page = find(&found, "Zahlteil").page;
    let crossing = found.iter().find(|piece| piece.page == page && piece.area.y0 < top && piece.area.y1 > top);
    assert!(crossing.is_none(), "{crossing:?}");
    let letter = Look { size: PageSize::Letter, ..look };
    assert_eq!(render(&document, &letter).unwrap_err().code(), "render.bad_swiss_code");
}
