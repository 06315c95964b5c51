//! Tax numbers and bank accounts whose check digits are right, so that the program's checks hold on made-up people. No
//! bank has the sort codes used here.

/// A German VAT number of eight digits and their check digit (ISO 7064, MOD 11,10).
pub fn german_tax_id(digits: &str) -> String {
    let mut product = 10;
    for digit in digits.bytes().map(|b| u32::from(b - b'0')) {
        let sum = match (digit + product) % 10 {
            0 => 10,
            other => other,
        };
        product = sum * 2 % 11;
    }
    format!("DE{digits}{}", (11 - product) % 10)
}

/// A French VAT number: two digits computed from the nine of the SIREN.
pub fn french_tax_id(siren: &str) -> String {
    format!("FR{:02}{siren}", (12 + 3 * remainder(siren)) % 97)
}

/// An IBAN of a country and its national account number (ISO 13616, MOD 97-10).
pub fn iban(country: &str, account: &str) -> String {
    format!("{country}{:02}{account}", 98 - remainder(&format!("{account}{country}00")))
}

/// The remainder of a number by 97; letters count as 10 to 35.
fn remainder(text: &str) -> u32 {
    text.chars().fold(0, |rest, c| {
        let value = c.to_digit(36).unwrap_or(0);
        (if value > 9 { rest * 100 } else { rest * 10 } + value) % 97
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_those_of_the_standards_own_examples() {
        assert_eq!(german_tax_id("13669597"), "DE136695976");
        assert_eq!(french_tax_id("404833048"), "FR83404833048");
        assert_eq!(iban("DE", "370400440532013000"), "DE89370400440532013000");
        assert_eq!(iban("GB", "WEST12345698765432"), "GB82WEST12345698765432");
        assert_eq!(iban("FR", "20041010050500013M02606"), "FR1420041010050500013M02606");
    }
}
