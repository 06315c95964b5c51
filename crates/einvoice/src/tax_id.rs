//! VAT numbers: normal form, form by country and check digits where the algorithm is public.

/// Without spaces, dots and dashes between the signs, in capitals.
pub(crate) fn normalise(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-')).map(|c| c.to_ascii_uppercase()).collect()
}

/// What is wrong with a number.
type Verdict = Result<(), &'static str>;

const WRONG_FORM: &str = "has not the form of a VAT number of its country";
const WRONG_DIGIT: &str = "has a wrong check digit for a VAT number of its country";

/// Checks a normalised number with its country prefix; nothing when the country's rules are not known here.
pub(crate) fn check(number: &str) -> Option<Verdict> {
    let country = number.get(..2)?;
    let rest = number.get(2..)?;
    let forms = forms(country)?;
    if !forms.iter().any(|form| fits(rest, form)) {
        return Some(Err(WRONG_FORM));
    }
    let holds = check_digit(country, rest).unwrap_or(true);
    Some(if holds { Ok(()) } else { Err(WRONG_DIGIT) })
}

/// The forms of a country's numbers behind the prefix: `9` a digit, `A` a letter, `*` either; other signs are
/// themselves.
fn forms(country: &str) -> Option<&'static [&'static str]> {
    Some(match country {
        "AT" => &["U99999999"],
        "BE" => &["0999999999", "1999999999"],
        "BG" => &["999999999", "9999999999"],
        "CY" => &["99999999A"],
        "CZ" => &["99999999", "999999999", "9999999999"],
        "DE" | "EE" | "EL" | "GR" | "PT" => &["999999999"],
        "DK" | "FI" | "HU" | "LU" | "MT" | "SI" => &["99999999"],
        "ES" => &["A9999999*", "99999999A"],
        "FR" => &["**999999999"],
        "GB" | "XI" => &["999999999", "999999999999", "GD999", "HA999"],
        "HR" | "IT" | "LV" => &["99999999999"],
        "IE" => &["9999999A", "9999999AA", "9A99999A", "9+99999A", "9*99999A"],
        "LT" => &["999999999", "999999999999"],
        "NL" => &["999999999B99"],
        "PL" | "SK" => &["9999999999"],
        "RO" => &["99", "999", "9999", "99999", "999999", "9999999", "99999999", "999999999", "9999999999"],
        "SE" => &["999999999999"],
        _ => return None,
    })
}

fn fits(text: &str, form: &str) -> bool {
    text.len() == form.len()
        && text.bytes().zip(form.bytes()).all(|(c, f)| match f {
            b'9' => c.is_ascii_digit(),
            b'A' => c.is_ascii_uppercase(),
            b'*' => c.is_ascii_alphanumeric(),
            literal => c == literal,
        })
}

/// Whether the check digit is right; nothing where no public algorithm covers the number.
fn check_digit(country: &str, text: &str) -> Option<bool> {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let number = |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<u64>().ok());
    Some(match country {
        "AT" => (10 - (luhn_sum(&digits[..7], 1) + 4) % 10) % 10 == digits[7],
        "BE" => 97 - number(0..8)? % 97 == number(8..10)?,
        "DE" | "HR" => iso_7064_mod_11_10(&digits),
        "DK" => weighted(&digits, &[2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11),
        "EE" => (10 - weighted(&digits, &[3, 7, 1, 3, 7, 1, 3, 7]) % 10) % 10 == digits[8],
        "EL" | "GR" => weighted(&digits, &[256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == digits[8],
        "FI" => (11 - weighted(&digits, &[7, 9, 10, 5, 8, 4, 2]) % 11) % 11 == digits[7],
        "FR" => (12 + 3 * (number(2..11)? % 97)) % 97 == number(0..2)?,
        "GB" | "XI" if digits.len() >= 9 && text.len() >= 9 => british(&digits),
        "IT" => (10 - luhn_sum(&digits[..10], 1) % 10) % 10 == digits[10],
        "LU" => number(0..6)? % 89 == number(6..8)?,
        "NL" => weighted(&digits, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11 == digits[8] || mod_97(&format!("NL{text}")) == 1,
        "PL" => weighted(&digits, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == digits[9],
        "PT" => (11 - weighted(&digits, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10 == digits[8],
        "SE" => (10 - luhn_sum(&digits[..9], 0) % 10) % 10 == digits[9],
        "SI" => (11 - weighted(&digits, &[8, 7, 6, 5, 4, 3, 2]) % 11) % 10 == digits[7],
        "ES" => return spanish(text),
        "IE" => return irish(text),
        _ => return None,
    })
}

pub(crate) fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}

/// The sum of the Luhn method; the digits at places with the given parity count double.
pub(crate) fn luhn_sum(digits: &[u32], doubled: usize) -> u32 {
    let value = |(place, digit): (usize, &u32)| match place % 2 == doubled {
        true => digit * 2 / 10 + digit * 2 % 10,
        false => *digit,
    };
    digits.iter().enumerate().map(value).sum()
}

/// ISO 7064, MOD 11,10: the last digit checks the others.
fn iso_7064_mod_11_10(digits: &[u32]) -> bool {
    let Some((last, others)) = digits.split_last() else { return false };
    let product = others.iter().fold(10, |product, digit| {
        let sum = (digit + product) % 10;
        2 * if sum == 0 { 10 } else { sum } % 11
    });
    (11 - product) % 10 == *last
}

fn mod_97(text: &str) -> u32 {
    text.chars().filter_map(|c| c.to_digit(36)).fold(0, |rest, value| match value {
        0..=9 => (rest * 10 + value) % 97,
        _ => (rest * 100 + value) % 97,
    })
}

/// The old and the new method (shifted by 55) of the United Kingdom.
fn british(digits: &[u32]) -> bool {
    let total = weighted(digits, &[8, 7, 6, 5, 4, 3, 2]) + digits[7] * 10 + digits[8];
    total.is_multiple_of(97) || (total + 55).is_multiple_of(97)
}

/// Persons (DNI, NIE) carry a letter of 23, companies (CIF) a digit or letter of the Luhn method.
fn spanish(text: &str) -> Option<bool> {
    const LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";
    let (first, last) = (text.chars().next()?, text.chars().last()?);
    let person = match first {
        '0'..='9' => text[..8].parse::<usize>().ok(),
        'X' | 'Y' | 'Z' => {
            let leading = u32::from(first) - u32::from('X');
            format!("{leading}{}", &text[1..8]).parse::<usize>().ok()
        }
        _ => None,
    };
    if let Some(number) = person {
        return Some(char::from(LETTERS[number % 23]) == last);
    }
    let digits: Vec<u32> = text[1..8].chars().filter_map(|c| c.to_digit(10)).collect();
    let control = (10 - luhn_sum(&digits, 0) % 10) % 10;
    let letter = char::from(b"JABCDEFGHI"[usize::try_from(control).ok()?]);
    Some(last == letter || last.to_digit(10) == Some(control))
}

/// The letter of 23 over the seven digits; a second letter counts nine times. Old forms are not checked.
fn irish(text: &str) -> Option<bool> {
    let digits: Vec<u32> = text.chars().take(7).map_while(|c| c.to_digit(10)).collect();
    if digits.len() < 7 {
        return None;
    }
    let value = |c: char| if c == 'W' { 0 } else { u32::from(c) - u32::from('A') + 1 };
    let second = text.chars().nth(8).map_or(0, value);
    let sum = weighted(&digits, &[8, 7, 6, 5, 4, 3, 2]) + 9 * second;
    text.chars().nth(7).map(|c| sum % 23 == value(c))
}
