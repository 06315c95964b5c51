//! Shapes of names and addresses: legal forms, postal codes, streets, and what is neither.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::{fold, folded_words, letters_and_digits};

mod cleaning;
mod forms;

pub use cleaning::{TRADING, clean, without_title};
pub use forms::{core, legal_form, opens_with_business, own_words};

static STREET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?:^|[\s,.])(?:jalan|jln|jl|lot|no|unit|level|floor|taman|tmn|kawasan|bandar|seksyen|lorong|block|blk|suite|ste|po box|p o box|postfach|apartado|boite postale|rue|avenue|av|ave|boulevard|bd|blvd|place|chemin|route|allee|impasse|quai|cours|calle|c|avda|avenida|plaza|paseo|carrer|ctra|poligono|via|viale|piazza|corso|largo|strada|rua|praca|travessa|estrada|street|st|road|rd|lane|ln|drive|dr|highway|hwy|parkway|pkwy|court|way|square|terrace|close|broadway|plot|ul|al|camino|ground|first|second|zone|zac|menara|wisma|persiaran|lebuh|batu|mukim|kampung|kg)\b\.?.*\d|\d+[a-z]?(?:[-/]\d+[a-z]?)?,?\s+(?:bis |ter )?(?:rue|avenue|av|boulevard|bd|place|chemin|route|allee|impasse|quai|cours|street|st|road|rd|lane|drive|jalan|jln|[a-z'. ]{2,30}\s(?:st|street|ave|avenue|rd|road|blvd|boulevard|lane|ln|drive|dr|way|court|ct|place|pl|square|sq|terrace|close|parkway|pkwy|hwy|highway|circle|cir|suite|row|hill|park|gardens|crescent))\b|[a-z.-]*(?:strasse|str|weg|gasse|platz|allee|ring|damm|ufer|chaussee|straat|laan|plein|kade|gracht|dijk|singel|steig|berg|hof)\.?\s*\d",
    )
    .expect("the pattern is valid")
});

static POSTCODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x) (?:^|[\s,·•|-]) (?:
            (?:[A-Z]{1,2}-?\s?)?\d{5}(?:-\d{4})?\s*,?\s+[\p{L}] | \d{5}\p{Lu}\p{Ll}{2,} | \d{4}\s?[A-Z]{2}\s+\p{L} | (?:[A-Z]{1,2}-)?\d{4}\s+\p{Lu}\p{L}{2,}
            | [A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b | \d{2}-\d{3}\s+\p{L} | \d{4}-\d{3}\s+\p{L} | \p{L}{2,}[\s,]+[A-Z]{2}\.?,?\s+\d{5}(?:-\d{4})?\b
            | \p{L}{2,},\s\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+)?\s\d{5}(?:-\d{4})?$
            | \b(?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT)\s+\d{4}\b | \p{L}+[\s,-]+\d{6}\b | \d{3}\s\d{2}\s+\p{L} | [A-Z]\d[A-Z]\s?\d[A-Z]\d\b
            | [A-Z]\d{2}\s[A-Z][A-Z\d]{3}\b
        ) | ^\p{Lu}\p{L}+(?:\s\p{Lu}\p{L}+){0,2}\s(?:0\d{3}|1[0-8]\d{2}|2[1-9]\d{2}|[3-9]\d{3})$",
    )
    .expect("the pattern is valid")
});

static CONTACT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"@|www\.|https?:|\.(?:com|de|fr|es|it|nl|pt|net|org|eu|co\.uk)\b|\+\d{1,3}[\s(]?\d|\(\d{2,4}\)\s?\d{2,}",
    )
    .expect("the pattern is valid")
});

/// A line with a postal code and a place.
pub fn has_postcode(text: &str) -> bool {
    POSTCODE.is_match(text)
}

/// A line of a street, or of a building in one.
pub fn is_street(text: &str) -> bool {
    let folded = fold(text);
    // "4557 De Silva St" opens with the house number; "99 Speed Mart" is a shop.
    let opens_with_number = folded.split_once(' ').is_some_and(|(n, rest)| {
        (1..=5).contains(&n.len())
            && n.bytes().all(|b| b.is_ascii_digit())
            && rest.starts_with(|c: char| c.is_ascii_lowercase())
    });
    STREET.is_match(&folded) || opens_with_number && legal_form(text) == 0
}

/// A line with a phone number, mail address or web site.
pub fn is_contact(text: &str) -> bool {
    CONTACT.is_match(&text.to_lowercase())
}

/// A single everyday word ("for", "von").
fn is_common_word(text: &str) -> bool {
    let folded = fold(text);
    let word = folded.trim_matches(|c: char| !c.is_alphanumeric());
    !word.contains(' ') && crate::labels::LANGUAGES.iter().any(|l| l.common_words.split(' ').any(|w| w == word))
}

/// The name of a country alone.
pub fn is_country(text: &str) -> bool {
    const COUNTRIES: &str = "deutschland germany allemagne osterreich austria schweiz switzerland suisse france frankreich espana spain spanien italia italy italien nederland netherlands niederlande belgie belgique belgium portugal united kingdom uk england scotland wales ireland united states usa us united states of america canada australia new zealand india malaysia singapore hong kong china japan brasil brazil mexico danmark denmark sverige sweden norge norway finland polska poland luxembourg luxemburg";
    let folded = folded_words(text).join(" ");
    !folded.is_empty() && format!(" {COUNTRIES} ").contains(&format!(" {folded} "))
}

/// Whether a text has the form of a name: letters, few digits, not too long, no address, no contact.
pub fn is_name_like(text: &str) -> bool {
    let text = text.trim();
    let (letters, digits) = letters_and_digits(text);
    let words = text.split_whitespace().count();
    letters >= 3
        && !is_common_word(text)
        && !(text.starts_with('(') && text.ends_with(')'))
        && digits * 2 <= letters
        && words <= 10
        && text.chars().count() <= 70
        && !text.ends_with(':')
        && (!is_contact(text) || text.contains(' '))
        && !(has_postcode(text) && (legal_form(text) < 2 || text.starts_with(|c: char| c.is_ascii_digit())))
        && !is_country(text)
        && !(is_street(text) && legal_form(text) < 2)
}

/// A line of an address that names a house, a flat or a hamlet.
pub fn is_building(text: &str) -> bool {
    const BUILDINGS: &str = " residence bat batiment immeuble apt appt appartement apartment flat villa chez co lieu \
        hameau etage escalier house cottage lodge farm hall gebaude haus hof hinterhaus edificio urb urbanizacion piso \
        palazzo scala interno condominio bloco lote quinta urbanizacao boerderij gebouw building tower floor suite ";
    folded_words(text).iter().any(|w| BUILDINGS.contains(&format!(" {w} ")))
}

/// Whether a person is named over the business they stand for: "Pablo Vega" over "Olivar Viejo S.L.", "Karin
/// Lindner" over "Gartenbau Lindner".
pub fn stands_for_business(first: &str, second: &str) -> bool {
    let words = folded_words(first);
    let capital = |w: &str| w.chars().next().is_some_and(char::is_uppercase);
    let opens = second.trim_start().starts_with(char::is_uppercase);
    let person = opens
        && (2..=3).contains(&words.len())
        && first.split_whitespace().all(capital)
        && legal_form(first) == 0
        && letters_and_digits(first).1 == 0;
    let shared = || folded_words(second).iter().any(|w| w.len() >= 4 && words.contains(w));
    let business = match legal_form(second) {
        2 => own_words(second) >= 2,
        _ => shared() && !is_building(second),
    };
    person && business && is_name_like(second) && !is_street(second)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn legal_forms_are_seen_in_all_countries() {
        for name in [
            "Bei Spiel GmbH",
            "Coolblue B.V.",
            "Amazon Web Services, Inc.",
            "MIZU MENTAI SDN. BHD.",
            "Muster AG",
            "Rossi S.p.A.",
            "Dupont S.A.R.L.",
            "99 SPEED MART S/B",
            "Versicherungsverein Musterstadt a.G.",
            "Silva, Lda",
            "García S.L.U.",
            "Nordic A/S",
        ] {
            assert_eq!(legal_form(name), 2, "{name}");
        }
        assert_eq!(legal_form("Golden Hardware"), 1);
        assert_eq!(legal_form("Theodor Est"), 0);
    }

    #[test]
    fn addresses_are_no_names() {
        for text in [
            "12345 Stadthausen",
            "Bahnstr. 42",
            "NO 37, JALAN MANIS 7",
            "1025 RX Amsterdam",
            "42 rue du stade",
            "4557 De Silva St",
            "Fremont CA 94538",
        ] {
            assert!(has_postcode(text) || is_street(text), "{text}");
            assert!(!is_name_like(text), "{text}");
        }
        for text in ["Bei Spiel GmbH", "Theodor Est", "MR. D.I.Y. (M) SDN BHD", "YAM FRESH", "THREE STOOGES"] {
            assert!(is_name_like(text), "{text}");
        }
    }

    #[test]
    fn registration_numbers_and_addresses_are_cut_off() {
        assert_eq!(clean("99 SPEED MART S/B (519537-X)"), "99 SPEED MART S/B");
        assert_eq!(clean("Bei Spiel GmbH ● Ecke 12 ● 12345 Stadthausen"), "Bei Spiel GmbH");
        assert_eq!(clean("QualityHosting AG - Uferweg 40-42 - D-63571 Gelnhausen"), "QualityHosting AG");
        assert_eq!(clean("RideNow B.V. Mr. Treublaan 7, 1097 DP Amsterdam"), "RideNow B.V.");
        assert_eq!(clean("Bergmann GmbH & Co. KG"), "Bergmann GmbH & Co. KG");
        assert_eq!(clean("MYNEWS RETAIL SB(306295-X) FKA BISON STORES SB"), "MYNEWS RETAIL SB");
        assert_eq!(clean("DIMILIKI: BANH MI CAFE SDN BHD"), "BANH MI CAFE SDN BHD");
        assert_eq!(clean("MIZU MENTAI SDN. BHD. (1248446-V)"), "MIZU MENTAI SDN. BHD.");
    }
}
