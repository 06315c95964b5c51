use books::tax::country_of_address;

/// A postal address in its parts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Address {
    pub street: Option<String>,
    pub second: Option<String>,
    pub post_code: Option<String>,
    pub city: Option<String>,
}

/// Takes an address of one line apart, as people write it: street, perhaps a second line, post code and city in either
/// order, perhaps the country. What cannot be told apart stays in the street.
pub(super) fn of_line(line: &str) -> Address {
    let mut parts: Vec<&str> = line.split([',', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect();
    if parts.len() > 1 && parts.last().is_some_and(|last| is_country(last)) {
        parts.pop();
    }
    let Some(place) = parts.pop() else { return Address::default() };
    if parts.is_empty() {
        return Address { street: Some(place.to_owned()), ..Address::default() };
    }
    let (post_code, mut city) = post_code_and_city(place);
    // `10 Downing Street, London, SW1A 2AA`: the post code stands alone
    if city.is_none() && parts.len() > 1 {
        city = parts.pop().map(str::to_owned);
    }
    let street = (!parts.is_empty()).then(|| parts.remove(0).to_owned());
    let second = (!parts.is_empty()).then(|| parts.join(", "));
    Address { street, second, post_code, city }
}

fn is_country(text: &str) -> bool {
    !text.chars().any(|c| c.is_ascii_digit()) && country_of_address(text).is_some()
}

fn has_digit(word: &str) -> bool {
    word.chars().any(|c| c.is_ascii_digit())
}

/// `10115 Berlin`, `1012 AB Amsterdam`, `London SW1A 2AA`, `Portland OR 97201`.
fn post_code_and_city(place: &str) -> (Option<String>, Option<String>) {
    let words: Vec<&str> = place.split_whitespace().collect();
    let is_letters = |word: &str| word.len() == 2 && word.bytes().all(|b| b.is_ascii_uppercase());
    let leading = words.iter().take_while(|word| has_digit(word)).count();
    let leading = match words.get(leading) {
        Some(word) if leading == 1 && is_letters(word) => 2,
        _ => leading,
    };
    let trailing = if leading > 0 { 0 } else { words.iter().rev().take_while(|word| has_digit(word)).count() };
    let text = |words: &[&str]| (!words.is_empty()).then(|| words.join(" "));
    match (leading, trailing) {
        (0, 0) => (None, text(&words)),
        (0, trailing) => (text(&words[words.len() - trailing..]), text(&words[..words.len() - trailing])),
        (leading, _) => (text(&words[..leading]), text(&words[leading..])),
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, of_line};

    #[test]
    fn addresses_are_taken_apart_as_people_write_them() {
        let rows: [(&str, [&str; 4]); 9] = [
            ("Kaiweg 3, 20457 Hamburg", ["Kaiweg 3", "", "20457", "Hamburg"]),
            ("Kaiweg 3, Haus B, 20457 Hamburg, Germany", ["Kaiweg 3", "Haus B", "20457", "Hamburg"]),
            ("Herengracht 1, 1012 AB Amsterdam, Nederland", ["Herengracht 1", "", "1012 AB", "Amsterdam"]),
            ("10 Downing Street, London SW1A 2AA, UK", ["10 Downing Street", "", "SW1A 2AA", "London"]),
            ("10 Downing Street, London, SW1A 2AA", ["10 Downing Street", "", "SW1A 2AA", "London"]),
            ("1 Placeholder Plaza, 00000 Sampleton", ["1 Placeholder Plaza", "", "00000", "Sampleton"]),
            ("9 rue du Quai\n75001 Paris 1er", ["9 rue du Quai", "", "75001", "Paris 1er"]),
            ("somewhere", ["somewhere", "", "", ""]),
            ("", ["", "", "", ""]),
        ];
        for (line, [street, second, post_code, city]) in rows {
            let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            let [street, second, post_code, city] = [street, second, post_code, city].map(text);
            assert_eq!(of_line(line), Address { street, second, post_code, city }, "{line}");
        }
    }
}
