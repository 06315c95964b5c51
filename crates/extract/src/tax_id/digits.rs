//! Check digits of VAT numbers, by country, as published by the tax authorities.

/// Whether the digits after a prefix are right; `None` where no rule is implemented for the number.
pub fn check(prefix: &str, rest: &str) -> Option<bool> {
    let d: Vec<u32> = rest.chars().filter_map(|c| c.to_digit(10)).collect();
    Some(match prefix {
        "AT" => austria(&d),
        "BE" => belgium(rest),
        "BG" if d.len() == 9 => bulgaria(&d),
        "CHE" => weighted(&d[..8], &[5, 4, 3, 2, 7, 6, 5, 4], 11, |r| (11 - r) % 11) == Some(d[8]),
        "CY" => cyprus(&d, rest),
        "CZ" if d.len() == 8 => czechia(&d),
        "DE" | "HR" => iso7064_mod_11_10(&d),
        "DK" => sum(&d, &[2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11),
        "EE" => sum(&d[..8], &[3, 7, 1, 3, 7, 1, 3, 7]).wrapping_add(d[8]).is_multiple_of(10),
        "EL" => sum(&d[..8], &[256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == d[8],
        "ES" => spain(rest),
        "FI" => sum(&d, &[7, 9, 10, 5, 8, 4, 2, 1]).is_multiple_of(11),
        "FR" => france(rest)?,
        "GB" | "XI" => britain(&d[..9.min(d.len())]),
        "HU" => sum(&d, &[9, 7, 3, 1, 9, 7, 3, 1]).is_multiple_of(10),
        "IE" => ireland(rest)?,
        "IT" => luhn(&d),
        "LT" if d.len() == 9 => lithuania(&d),
        "LU" => d[..6].iter().fold(0, |n, x| n * 10 + x) % 89 == d[6] * 10 + d[7],
        "LV" if d[0] > 3 => latvia(&d),
        "MT" => sum(&d, &[3, 4, 6, 7, 8, 9, 10, 1]).is_multiple_of(37),
        "NL" => netherlands(&d, rest),
        "NO" => weighted(&d[..8], &[3, 2, 7, 6, 5, 4, 3, 2], 11, |r| (11 - r) % 11) == Some(d[8]),
        "PL" => sum(&d[..9], &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == d[9],
        "PT" => weighted(&d[..8], &[9, 8, 7, 6, 5, 4, 3, 2], 11, |r| (11 - r) % 11 % 10) == Some(d[8]),
        "RO" => romania(&d),
        "SE" => luhn(&d[..10]) && d[10..] != [0, 0],
        "SI" => weighted(&d[..7], &[8, 7, 6, 5, 4, 3, 2], 11, |r| (11 - r) % 10) == Some(d[7]),
        "SK" => rest.parse::<u64>().is_ok_and(|n| n.is_multiple_of(11)),
        _ => return None,
    })
}

fn sum(d: &[u32], weights: &[u32]) -> u32 {
    d.iter().zip(weights).map(|(x, w)| x * w).sum()
}

/// The check digit from a weighted sum; `None` if the rule gives no single digit.
fn weighted(d: &[u32], weights: &[u32], modulus: u32, finish: impl Fn(u32) -> u32) -> Option<u32> {
    let digit = finish(sum(d, weights) % modulus);
    (digit < 10).then_some(digit)
}

fn iso7064_mod_11_10(d: &[u32]) -> bool {
    let Some((last, body)) = d.split_last() else { return false };
    let product = body.iter().fold(10, |p, x| {
        let s = (x + p) % 10;
        (if s == 0 { 10 } else { s }) * 2 % 11
    });
    (11 - product) % 10 == *last
}

/// Luhn's sum over all digits, the last being the check digit.
fn luhn(d: &[u32]) -> bool {
    let doubled = |x: u32| if x * 2 > 9 { x * 2 - 9 } else { x * 2 };
    let total: u32 = d.iter().rev().enumerate().map(|(i, x)| if i % 2 == 1 { doubled(*x) } else { *x }).sum();
    total.is_multiple_of(10)
}

fn austria(d: &[u32]) -> bool {
    let cross = |x: u32| x * 2 / 10 + x * 2 % 10;
    let s: u32 = d[..7].iter().enumerate().map(|(i, x)| if i % 2 == 1 { cross(*x) } else { *x }).sum();
    (96 - s) % 10 == d[7]
}

fn belgium(rest: &str) -> bool {
    let padded = format!("{rest:0>10}");
    let body: u64 = padded[..8].parse().unwrap_or(0);
    padded[8..].parse::<u64>().is_ok_and(|c| 97 - body % 97 == c)
}

fn bulgaria(d: &[u32]) -> bool {
    let first = sum(&d[..8], &[1, 2, 3, 4, 5, 6, 7, 8]) % 11;
    let digit = if first == 10 { sum(&d[..8], &[3, 4, 5, 6, 7, 8, 9, 10]) % 11 % 10 } else { first };
    digit == d[8]
}

fn cyprus(d: &[u32], rest: &str) -> bool {
    const ODD: [u32; 10] = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
    let s: u32 = d[..8].iter().enumerate().map(|(i, x)| if i % 2 == 0 { ODD[*x as usize] } else { *x }).sum();
    rest.chars().last().and_then(|c| c.to_digit(36)) == Some(10 + s % 26)
}

fn czechia(d: &[u32]) -> bool {
    let r = (11 - sum(&d[..7], &[8, 7, 6, 5, 4, 3, 2]) % 11) % 10;
    (if r == 0 && (sum(&d[..7], &[8, 7, 6, 5, 4, 3, 2]) % 11).is_multiple_of(11) { 1 } else { r }) == d[7]
}

fn spain(rest: &str) -> bool {
    const PERSON: &[u8] = b"TRWAGMYFPDXBNJZSQVHLCKE";
    let bytes = rest.as_bytes();
    let last = bytes[8];
    let number = |text: &str| text.parse::<usize>().ok();
    let person = |text: &str| number(text).is_some_and(|n| PERSON[n % 23] == last);
    match bytes[0] {
        b'0'..=b'9' => person(&rest[..8]),
        b'X' | b'Y' | b'Z' => person(&format!("{}{}", bytes[0] - b'X', &rest[1..8])),
        b'K' | b'L' | b'M' => person(&rest[1..8]),
        _ => {
            let d: Vec<u32> = rest[1..8].chars().filter_map(|c| c.to_digit(10)).collect();
            let cross = |x: u32| x * 2 / 10 + x * 2 % 10;
            let s: u32 = d.iter().enumerate().map(|(i, x)| if i % 2 == 0 { cross(*x) } else { *x }).sum();
            let control = ((10 - s % 10) % 10) as usize;
            last == b"JABCDEFGHI"[control] || last == b'0' + u8::try_from(control).unwrap_or(0)
        }
    }
}

/// Only the all-digit key is published; keys with letters are not judged.
fn france(rest: &str) -> Option<bool> {
    let key: u64 = rest[..2].parse().ok()?;
    let siren: u64 = rest[2..].parse().ok()?;
    Some((12 + 3 * (siren % 97)) % 97 == key)
}

fn britain(d: &[u32]) -> bool {
    let total = sum(d, &[8, 7, 6, 5, 4, 3, 2, 10, 1]) % 97;
    total == 0 || total == 42 || total == 55
}

fn ireland(rest: &str) -> Option<bool> {
    let d: Vec<u32> = rest[..7].chars().filter_map(|c| c.to_digit(10)).collect();
    if d.len() != 7 {
        return None;
    }
    let extra = rest.as_bytes().get(8).map_or(0, |c| u32::from(c - b'A' + 1) * 9);
    let letter = b"WABCDEFGHIJKLMNOPQRSTUV"[((sum(&d, &[8, 7, 6, 5, 4, 3, 2]) + extra) % 23) as usize];
    Some(rest.as_bytes()[7] == letter)
}

fn lithuania(d: &[u32]) -> bool {
    let first = sum(&d[..8], &[1, 2, 3, 4, 5, 6, 7, 8]) % 11;
    let digit = if first == 10 { sum(&d[..8], &[3, 4, 5, 6, 7, 8, 9, 1]) % 11 % 10 } else { first };
    digit == d[8]
}

fn latvia(d: &[u32]) -> bool {
    sum(d, &[9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 == 3
}

/// The older numbers check modulo 11, those given to sole traders since 2020 modulo 97 over the whole text.
fn netherlands(d: &[u32], rest: &str) -> bool {
    let old = sum(&d[..8], &[9, 8, 7, 6, 5, 4, 3, 2]) % 11 == d[8];
    let text = format!("NL{rest}");
    let new = text
        .chars()
        .filter_map(|c| c.to_digit(36))
        .fold(0_u32, |a, x| if x < 10 { a * 10 + x } else { a * 100 + x } % 97);
    old || new == 1
}

fn romania(d: &[u32]) -> bool {
    let Some((last, body)) = d.split_last() else { return false };
    let weights = [7, 5, 3, 2, 1, 7, 5, 3, 2];
    let weights = &weights[weights.len() - body.len()..];
    sum(body, weights) * 10 % 11 % 10 == *last
}

/// India's GSTIN of 15 characters; `None` if the text has another shape.
pub fn gstin(number: &str) -> Option<bool> {
    let b = number.as_bytes();
    let shape = b.len() == 15
        && b[..2].iter().all(u8::is_ascii_digit)
        && b[2..7].iter().all(u8::is_ascii_uppercase)
        && b[7..11].iter().all(u8::is_ascii_digit)
        && b[11].is_ascii_uppercase();
    if !shape {
        return None;
    }
    let values: Vec<u32> = number.chars().filter_map(|c| c.to_digit(36)).collect();
    let total: u32 = values[..14]
        .iter()
        .enumerate()
        .map(|(i, v)| {
            let p = v * if i % 2 == 0 { 1 } else { 2 };
            p / 36 + p % 36
        })
        .sum();
    Some((36 - total % 36) % 36 == values[14])
}
