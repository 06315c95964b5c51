//! Codes that a telephone pays by.

mod giro;
mod swiss;

use qrcode::{Color, EcLevel, QrCode};

pub use giro::GiroCode;
pub use swiss::{SwissAddress, SwissCode, SwissReference};

/// The squares of a QR code with error correction M (ISO/IEC 18004), row by row; none when the text is too long, which
/// the codes above rule out.
pub(crate) fn squares(text: &str) -> Vec<Vec<bool>> {
    let Ok(code) = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M) else { return Vec::new() };
    let dark: Vec<bool> = code.to_colors().into_iter().map(|colour| colour == Color::Dark).collect();
    dark.chunks(code.width()).map(<[bool]>::to_vec).collect()
}

/// ISO 7064, mod 97-10, over letters and figures: what remains is 1 for an IBAN and a creditor reference.
fn mod_97(text: &str) -> Option<u32> {
    // the country and the check digits count last
    let (head, rest) = (text.get(..4)?, text.get(4..)?);
    rest.chars().chain(head.chars()).try_fold(0_u32, |remainder, character| {
        let value = character.to_digit(36)?;
        Some(if value < 10 { (remainder * 10 + value) % 97 } else { (remainder * 100 + value) % 97 })
    })
}

/// Without blanks, in capitals.
fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase()
}
