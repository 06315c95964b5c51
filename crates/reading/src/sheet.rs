//! Pages that have words and no picture (plain text, mails, electronic invoices) as pictures for the reviewer's screen:
//! set in the typewriter letters that every reader of PDF brings along, each word at its own place, so that the boxes of
//! the fields fit.

use image::RgbImage;
use road::page::{Page, Word};

use crate::pdf::Document;
use crate::sniff::to_windows_1252;
use crate::{Limits, ReadError};

/// Height of a line in sizes of its letters.
const LEADING: f32 = 1.2;
/// How far the base line is above the lower edge of a line, in heights of the line.
const BASE: f32 = 0.25;

/// Draws a page `width` pixels wide.
pub(crate) fn draw(page: &Page, width: u32, limits: &Limits) -> Result<RgbImage, ReadError> {
    let file = file(page);
    Document::open(&file, limits)?.render(0, width, 0, limits)
}

/// The page as a PDF (ISO 32000-1) of one page without a font of its own.
fn file(page: &Page) -> Vec<u8> {
    let content: String = page.words.iter().map(|word| shown(page, word)).collect();
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [4 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>".to_owned(),
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {:.2} {:.2}] /Contents 5 0 R \
             /Resources << /Font << /F1 3 0 R >> >> >>",
            page.width, page.height
        ),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
    ];
    let mut file = String::from("%PDF-1.7\n");
    let mut places = Vec::new();
    for (object, number) in objects.iter().zip(1..) {
        places.push(file.len());
        file.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let table = file.len();
    file.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    for place in places {
        file.push_str(&format!("{place:010} 00000 n \n"));
    }
    file.push_str(&format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1));
    file.into_bytes()
}

/// The operators that show a word.
fn shown(page: &Page, word: &Word) -> String {
    let height = word.rect.height() * page.height;
    let (x, y) = (word.rect.x0 * page.width, (1.0 - word.rect.y1) * page.height + BASE * height);
    let letters: String = word.text.chars().map(|c| format!("{:02X}", letter(c))).collect();
    format!("BT /F1 {:.2} Tf {x:.2} {y:.2} Td <{letters}> Tj ET\n", height / LEADING)
}

/// The character in the encoding of the font; one it lacks is shown by its plain letter, or as a question mark.
fn letter(c: char) -> u8 {
    to_windows_1252(c).unwrap_or_else(|| {
        let mut plain = String::new();
        extract::text::fold_char(c, &mut plain);
        let plain = if c.is_uppercase() { plain.to_uppercase() } else { plain };
        plain.chars().next().and_then(to_windows_1252).unwrap_or(b'?')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain;

    #[test]
    fn a_text_is_drawn_where_its_words_are() {
        let limits = Limits::default();
        let pages = plain::pages("Rechnung 4711\n\n   Gesamt €  12,50 łódź", &limits);
        let picture = draw(&pages[0], 960, &limits).expect("drawn");
        assert_eq!(picture.width(), 960);
        let dark = |word: &Word| {
            let (w, h) = (picture.width() as f32, picture.height() as f32);
            let (x0, x1) = ((word.rect.x0 * w) as u32, (word.rect.x1 * w) as u32);
            let (y0, y1) = ((word.rect.y0 * h) as u32, (word.rect.y1 * h) as u32);
            (x0..x1).flat_map(|x| (y0..y1).map(move |y| (x, y))).any(|(x, y)| picture.get_pixel(x, y).0[0] < 128)
        };
        assert!(pages[0].words.iter().all(dark), "each box holds letters");
        let all = picture.pixels().filter(|p| p.0[0] < 128).count();
        assert!(all > 200, "{all} dark pixels");
        assert_eq!((letter('€'), letter('ł'), letter('Ł'), letter('漢')), (0x80, b'l', b'L', b'?'));
    }
}
