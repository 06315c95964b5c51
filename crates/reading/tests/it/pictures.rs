//! Pictures of print: read by the text models, whichever way up they are.

use image::{DynamicImage, ImageFormat, RgbImage};
use reading::{Reading, read_here};

use crate::files::{at, has_models, lines, models_folder, pdf};

/// A printed page as a photograph would show it.
fn print() -> RgbImage {
    let content = [
        at(60, 720, 20, "ACME STATIONERY LTD"),
        at(60, 690, 12, "Invoice number 4711"),
        at(60, 670, 12, "Date 04/05/2026"),
        at(60, 640, 12, "Paper A4"),
        at(420, 640, 12, "12.50"),
        at(60, 620, 12, "Envelopes"),
        at(420, 620, 12, "7.25"),
        at(60, 590, 14, "TOTAL"),
        at(420, 590, 14, "19.75"),
        at(60, 560, 12, "Thank you for your purchase, please come again"),
    ]
    .concat();
    let limits = reading::Limits::default();
    let document = reading::pdf::Document::open(&pdf(&[&content]), &limits).expect("our own PDF");
    document.render(0, 900, 0, &limits).expect("a page")
}

fn read(picture: RgbImage) -> Reading {
    let mut bytes = Vec::new();
    let file = &mut std::io::Cursor::new(&mut bytes);
    DynamicImage::from(picture).write_to(file, ImageFormat::Png).expect("writes to memory");
    read_here(&bytes, &reading::Limits::default(), &models_folder()).expect("a picture with text")
}

#[test]
fn a_printed_page_is_read_with_rows_and_places() {
    if !has_models() {
        return;
    }
    let reading = read(print());
    let all = lines(&reading);
    for row in ["ACME STATIONERY LTD", "Invoice number 4711", "Paper A4 12.50", "Envelopes 7.25", "TOTAL 19.75"] {
        assert!(all.iter().any(|line| line == row), "{row} in {all:?}");
    }
    let amount = reading.pages[0].words.iter().find(|w| w.text == "19.75").expect("the total");
    let (x, y) = ((amount.rect.x0 + amount.rect.x1) / 2.0, (amount.rect.y0 + amount.rect.y1) / 2.0);
    assert!((x - 440.0 / 612.0).abs() < 0.02 && (y - 197.0 / 792.0).abs() < 0.02, "{:?}", amount.rect);
    assert!(amount.certainty > 0.8);
}

#[test]
fn pictures_on_their_side_or_head_are_turned() {
    if !has_models() {
        return;
    }
    for quarters in 1..4 {
        let turned = (0..quarters).fold(print(), |p, _| image::imageops::rotate90(&p));
        let reading = read(turned);
        assert_eq!(reading.turns, [4 - quarters], "turned by {quarters} quarters");
        assert!(lines(&reading).iter().any(|line| line == "TOTAL 19.75"), "{:?}", lines(&reading));
    }
}

#[test]
fn a_crooked_picture_keeps_its_rows() {
    if !has_models() {
        return;
    }
    let straight = print();
    let (sin, cos) = 6_f32.to_radians().sin_cos();
    let (w, h) = straight.dimensions();
    let crooked = RgbImage::from_fn(w, h, |x, y| {
        let (dx, dy) = (x as f32 - w as f32 / 2.0, y as f32 - h as f32 / 2.0);
        let (sx, sy) = (dx * cos + dy * sin + w as f32 / 2.0, dy * cos - dx * sin + h as f32 / 2.0);
        let inside = sx >= 0.0 && sy >= 0.0 && (sx as u32) < w && (sy as u32) < h;
        if inside { *straight.get_pixel(sx as u32, sy as u32) } else { image::Rgb([255; 3]) }
    });
    let all = lines(&read(crooked));
    for row in ["Paper A4 12.50", "Envelopes 7.25", "TOTAL 19.75"] {
        assert!(all.iter().any(|line| line == row), "{row} in {all:?}");
    }
}

/// The page on a worn thermal receipt: ink hardly darker than the paper, which is shaded.
fn faded() -> RgbImage {
    let mut picture = print();
    picture.iter_mut().for_each(|value| *value = 214 + (u16::from(*value) * 16 / 255) as u8);
    picture
}

/// The page on a bad copier: one pixel in eight black or white.
fn speckled() -> RgbImage {
    let mut picture = print();
    for (index, pixel) in (0_u32..).zip(picture.pixels_mut()) {
        match index.wrapping_mul(2_654_435_761).rotate_left(11) >> 24 {
            0..=15 => *pixel = image::Rgb([0; 3]),
            240..=255 => *pixel = image::Rgb([255; 3]),
            _ => {}
        }
    }
    picture
}

#[test]
fn faded_and_speckled_pictures_are_cleaned_and_read() {
    if !has_models() {
        return;
    }
    for (what, picture, note) in [("faded", faded(), "faded"), ("speckled", speckled(), "speckled")] {
        let reading = read(picture);
        let all = lines(&reading);
        for row in ["Paper A4 12.50", "Envelopes 7.25", "TOTAL 19.75"] {
            assert!(all.iter().any(|line| line == row), "{what}: {row} in {all:?}");
        }
        assert!(reading.notes.iter().any(|n| n.contains(note)), "{:?}", reading.notes);
    }
    assert!(read(print()).notes.is_empty(), "a good picture is left as it is");
}

#[test]
fn without_models_the_reader_says_so() {
    let mut jpeg = Vec::new();
    let file = &mut std::io::Cursor::new(&mut jpeg);
    DynamicImage::from(print()).write_to(file, ImageFormat::Jpeg).expect("writes to memory");
    let nowhere = std::path::Path::new("/nowhere");
    let error = read_here(&jpeg, &reading::Limits::default(), nowhere).expect_err("no models");
    assert_eq!(error.code(), "reader.no_models");
    assert!(error.may_pass_later());
}

#[test]
fn scanned_pages_beyond_the_limit_are_left_out_with_a_note() {
    if !has_models() {
        return;
    }
    // Two pages of bare strokes: to the reader they are pictures.
    let strokes = "0 0 0 rg 80 600 400 6 re f 80 560 6 60 re f\n";
    let limits = reading::Limits { max_ocr_pages: 1, ..reading::Limits::default() };
    let text = at(60, 500, 12, "Invoice number 4711 of 4 May 2026");
    let reading = read_here(&pdf(&[&text, strokes, strokes]), &limits, &models_folder()).expect("one legible page");
    assert_eq!(reading.pages.len(), 3);
    assert_eq!(reading.notes, ["Page 3 is a picture and was not read: the document has too many."]);
}
