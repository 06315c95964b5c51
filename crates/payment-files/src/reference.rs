//! References that a payee's system finds its invoice by.

/// A reference by its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReferenceKind {
    /// ISO 11649: `RF`, two check digits, at most 21 letters and digits.
    Creditor,
    /// The Swiss QR reference: 26 digits and a check digit.
    Qr,
}

/// The kind of a reference, written with or without blanks.
///
/// # Errors
/// What is wrong with it.
pub fn reference_kind(reference: &str) -> Result<ReferenceKind, &'static str> {
    let plain = crate::account::plain(reference);
    if plain.starts_with("RF") {
        return creditor(&plain).map_or(Ok(ReferenceKind::Creditor), Err);
    }
    if plain.len() == 27 && plain.bytes().all(|b| b.is_ascii_digit()) {
        return if is_recursive_modulo_10(&plain) {
            Ok(ReferenceKind::Qr)
        } else {
            Err("its last digit, the check digit, does not fit")
        };
    }
    Err("it begins with RF, or it is a QR reference of 27 digits; anything else goes into the text")
}

fn creditor(plain: &str) -> Option<&'static str> {
    let (length, digits) = (plain.len(), plain.get(2..4).unwrap_or_default());
    if !(5..=25).contains(&length) || !plain.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Some("it has RF, two digits, and 1 to 21 letters and digits");
    }
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Some("two digits follow RF");
    }
    (modulo_97(&plain[4..], &plain[..4]) != 1).then_some("its check digits do not fit")
}

/// The remainder by 97 of two parts after another, letters counted from 10 (ISO 7064).
fn modulo_97(first: &str, second: &str) -> u32 {
    first.bytes().chain(second.bytes()).fold(0, |rest, b| match b {
        b'0'..=b'9' => (rest * 10 + u32::from(b - b'0')) % 97,
        _ => (rest * 100 + u32::from(b.to_ascii_uppercase().saturating_sub(b'A')) + 10) % 97,
    })
}

/// Whether the last of the digits is their check digit by the recursive modulo 10 of Swiss payment slips.
fn is_recursive_modulo_10(digits: &str) -> bool {
    const CARRY: [u8; 10] = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];
    let (body, check) = digits.split_at(digits.len() - 1);
    let carry = body.bytes().fold(0_u8, |carry, b| CARRY[usize::from((carry + b - b'0') % 10)]);
    check.bytes().next().is_some_and(|b| b - b'0' == (10 - carry) % 10)
}

#[cfg(test)]
pub(crate) fn creditor_reference(body: &str) -> String {
    format!("RF{:02}{body}", 98 - modulo_97(body, "RF00"))
}
