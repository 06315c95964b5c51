//! International bank account numbers (ISO 13616).

/// Letters and digits only, in capitals.
pub(crate) fn normalise(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// Whether a normalised text has the shape of an IBAN: two letters, two digits, 11 to 30 more characters.
pub(crate) fn looks_like(number: &str) -> bool {
    let bytes = number.as_bytes();
    (15..=34).contains(&bytes.len())
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit)
}

/// Lengths of the countries met most, from the IBAN registry; others are checked by their digits alone.
const LENGTHS: [(&str, usize); 34] = [
    ("AT", 20),
    ("BE", 18),
    ("BG", 22),
    ("CH", 21),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("EE", 20),
    ("ES", 24),
    ("FI", 18),
    ("FR", 27),
    ("GB", 22),
    ("GR", 27),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IS", 26),
    ("IT", 27),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("MC", 27),
    ("MT", 31),
    ("NL", 18),
    ("NO", 15),
    ("PL", 28),
    ("PT", 25),
    ("RO", 24),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
];

/// Checks a normalised number: length of its country and check digits (modulus 97).
pub(crate) fn check(number: &str) -> Result<(), &'static str> {
    if !looks_like(number) || !number.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err("has not the form of an IBAN");
    }
    let length = LENGTHS.iter().find(|(country, _)| number.starts_with(country)).map(|(_, length)| *length);
    if length.is_some_and(|length| length != number.len()) {
        return Err("has not the length of an IBAN of its country");
    }
    let (head, tail) = number.split_at(4);
    let remainder = tail.bytes().chain(head.bytes()).fold(0_u32, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        letter => (rest * 100 + u32::from(letter - b'A') + 10) % 97,
    });
    if remainder == 1 { Ok(()) } else { Err("has wrong check digits") }
}
