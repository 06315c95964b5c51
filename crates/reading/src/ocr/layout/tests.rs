use super::{page, readable};
use crate::ocr::canvas::Slab;
use crate::ocr::recognise::{Mark, Reading};

fn slab(x: f32, y: f32, width: f32, height: f32, angle: f32) -> Slab {
    Slab { x, y, width, height, angle }
}

/// Characters spread evenly over the line.
fn reading(text: &str) -> Reading {
    let count = text.chars().count() as f32;
    let mark =
        |(i, c): (usize, char)| Mark { text: c.to_string(), at: (i as f32 + 0.5) / count, certainty: 0.9, point: None };
    Reading { marks: text.chars().enumerate().map(mark).collect() }
}

fn rows(slabs: &[Slab], texts: &[&str]) -> Vec<String> {
    let readings: Vec<Reading> = texts.iter().map(|t| reading(t)).collect();
    let page = page(1, (1000, 1000), slabs, &readings);
    let mut rows: Vec<String> = Vec::new();
    for word in page.words {
        match rows.get_mut(word.line as usize) {
            Some(row) => *row = format!("{row} {}", word.text),
            None => rows.push(word.text),
        }
    }
    rows
}

#[test]
fn labels_and_amounts_of_a_slanting_receipt_share_their_row() {
    // Each line falls by 5 in 100: the amount at the right stands lower than the label of the next row.
    let angle = 0.05_f32.atan();
    let slabs = [
        slab(150.0, 107.5, 200.0, 20.0, angle),
        slab(850.0, 142.5, 100.0, 20.0, angle),
        slab(150.0, 132.5, 200.0, 20.0, angle),
        slab(850.0, 167.5, 100.0, 20.0, angle),
    ];
    assert_eq!(rows(&slabs, &["Paper A4", "12.50", "TOTAL", "19.75"]), ["Paper A4 12.50", "TOTAL 19.75"]);
}

#[test]
fn words_stand_where_their_characters_do() {
    let page = page(1, (1000, 500), &[slab(500.0, 250.0, 800.0, 40.0, 0.0)], &[reading("AB CD")]);
    let places: Vec<(f32, f32)> = page.words.iter().map(|w| (w.rect.x0, w.rect.x1)).collect();
    // Five cells of 160 pixels from 100 on.
    for ((x0, x1), (e0, e1)) in places.into_iter().zip([(0.10, 0.42), (0.58, 0.90)]) {
        assert!((x0 - e0).abs() < 0.01 && (x1 - e1).abs() < 0.01, "{x0} {x1}");
    }
    assert!(page.words.iter().all(|w| w.rect.y0 > 0.45 && w.rect.y1 < 0.55));
}

#[test]
fn one_doubtful_digit_makes_the_number_doubtful() {
    let mut doubtful = reading("1234");
    doubtful.marks[2].certainty = 0.2;
    let page = page(1, (100, 100), &[slab(50.0, 50.0, 80.0, 10.0, 0.0)], &[doubtful]);
    assert!(page.words[0].certainty < 0.65);
}

#[test]
fn smudges_are_dropped_and_wide_letters_made_plain() {
    let mut smudge = reading("ilj");
    smudge.marks.iter_mut().for_each(|m| m.certainty = 0.3);
    let slabs = [slab(50.0, 20.0, 80.0, 10.0, 0.0), slab(50.0, 60.0, 80.0, 10.0, 0.0)];
    let page = page(1, (100, 100), &slabs, &[smudge, reading("Ｔotal：5")]);
    assert_eq!(page.words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>(), ["Total:5"]);
}

#[test]
fn margin_notes_are_read_down_and_narrow_letters_are_not() {
    let lines = [
        slab(50.0, 20.0, 80.0, 10.0, 0.0),
        slab(50.0, 40.0, 80.0, 10.0, 0.0),
        slab(90.0, 50.0, 9.0, 60.0, 0.0),
        slab(10.0, 60.0, 4.0, 10.0, 0.0),
    ];
    let turned = readable(lines.to_vec());
    assert!(turned[2].width > turned[2].height, "the note");
    assert!(turned[3].height > turned[3].width, "a lone 1");
}

#[test]
fn a_faint_decimal_point_comes_back_and_a_blank_stays_a_blank() {
    for (text, blank, score, read) in [
        ("58 30", 2, 0.2, "58.30"),
        ("58 30", 2, 0.00001, "58 30"),
        ("58 301", 2, 0.2, "58 301"),
        ("RM 30", 2, 0.2, "RM 30"),
    ] {
        let mut line = reading(text);
        line.marks[blank].point = Some(('.', score));
        let words = page(1, (100, 100), &[slab(50.0, 50.0, 80.0, 10.0, 0.0)], &[line]).words;
        let texts: Vec<&str> = words.iter().map(|w| w.text.as_str()).collect();
        assert_eq!(texts.join(" "), read, "{score}");
    }
}
