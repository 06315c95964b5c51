//! The country a document comes from.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::layout::{Layout, Span};
use crate::text::folded_words;
use crate::{iban, tax_id};

/// Country names and tell-tales in text, folded and with a space on both sides.
const COUNTRY_WORDS: &[(&str, &str)] = &[
    (" deutschland ", "DE"),
    (" germany ", "DE"),
    (" osterreich ", "AT"),
    (" austria ", "AT"),
    (" schweiz ", "CH"),
    (" switzerland ", "CH"),
    (" suisse ", "CH"),
    (" france ", "FR"),
    (" espana ", "ES"),
    (" spain ", "ES"),
    (" italia ", "IT"),
    (" italy ", "IT"),
    (" nederland ", "NL"),
    (" netherlands ", "NL"),
    (" belgie ", "BE"),
    (" belgique ", "BE"),
    (" belgium ", "BE"),
    (" portugal ", "PT"),
    (" united kingdom ", "GB"),
    (" england ", "GB"),
    (" great britain ", "GB"),
    (" united states ", "US"),
    (" usa ", "US"),
    (" u s a ", "US"),
    (" canada ", "CA"),
    (" australia ", "AU"),
    (" new zealand ", "NZ"),
    (" ireland ", "IE"),
    (" malaysia ", "MY"),
    (" sdn bhd ", "MY"),
    (" selangor ", "MY"),
    (" kuala lumpur ", "MY"),
    (" johor ", "MY"),
    (" singapore ", "SG"),
    (" india ", "IN"),
    (" pvt ltd ", "IN"),
    (" gstin ", "IN"),
    (" hong kong ", "HK"),
    (" brasil ", "BR"),
    (" brazil ", "BR"),
    (" cnpj ", "BR"),
    (" mexico ", "MX"),
    (" denmark ", "DK"),
    (" danmark ", "DK"),
    (" sweden ", "SE"),
    (" sverige ", "SE"),
    (" norway ", "NO"),
    (" norge ", "NO"),
    (" finland ", "FI"),
    (" polska ", "PL"),
    (" poland ", "PL"),
    (" luxembourg ", "LU"),
    (" south africa ", "ZA"),
    (" cape town ", "ZA"),
    (" johannesburg ", "ZA"),
    (" pretoria ", "ZA"),
    (" durban ", "ZA"),
    (" quebec ", "CA"),
    (" ontario ", "CA"),
    (" british columbia ", "CA"),
    (" alberta ", "CA"),
    (" gst hst ", "CA"),
    (" tps ", "CA"),
    (" cip ", "XX"),
];

const US_STATES: &str = "AL AK AZ AR CA CO CT FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC";

/// Postal codes that only one country writes like this.
static POSTCODES: LazyLock<[(Regex, &str); 3]> = LazyLock::new(|| {
    let pattern = |text: &str| Regex::new(text).expect("the patterns of this list are valid");
    [
        (pattern(r"\b[ABCEGHJ-NPRSTVXY]\d[A-Z] \d[A-Z]\d\b"), "CA"),
        (pattern(r"\b(?:NSW|VIC|QLD|TAS|ACT) \d{4}\b"), "AU"),
        (pattern(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[ABD-HJLNP-UW-Z]{2}\b"), "GB"),
    ]
});

/// Votes for countries: tax numbers and bank accounts weigh more than names in addresses.
pub(super) fn country(layout: &Layout, ibans: &[(Span, iban::Found)], language: Option<&str>) -> Option<&'static str> {
    let mut votes: BTreeMap<&'static str, f32> = BTreeMap::new();
    for (_, found) in ibans {
        if let Some((country, _)) =
            COUNTRY_WORDS.iter().map(|(_, c)| (*c, ())).find(|(c, ())| found.iban.starts_with(c))
        {
            *votes.entry(country).or_default() += 2.0;
        }
    }
    for line in &layout.lines {
        for found in tax_id::find(&line.text) {
            if let Some(country) = tax_id::country(&found.number) {
                *votes.entry(country).or_default() += 1.5;
            }
        }
        let words = format!(" {} ", folded_words(&line.text).join(" "));
        for (word, country) in COUNTRY_WORDS {
            if words.contains(word) {
                *votes.entry(country).or_default() += 1.0;
            }
        }
        for (pattern, country) in POSTCODES.iter() {
            if pattern.is_match(&line.text) {
                *votes.entry(country).or_default() += 1.5;
            }
        }
        if has_us_zip(&line.text) {
            *votes.entry("US").or_default() += 1.5;
        }
    }
    let home = match language {
        Some("de") => Some("DE"),
        Some("fr") => Some("FR"),
        Some("es") => Some("ES"),
        Some("it") => Some("IT"),
        Some("nl") => Some("NL"),
        Some("pt") => Some("PT"),
        Some("pl") => Some("PL"),
        _ => None,
    };
    votes.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(c, _)| c).or(home)
}

/// A state of the United States followed by a ZIP code.
fn has_us_zip(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', ',', '\t']).filter(|w| !w.is_empty()).collect();
    words.windows(2).any(|w| {
        let zip = w[1].split('-').next().unwrap_or("");
        US_STATES.split(' ').any(|s| s == w[0]) && zip.len() == 5 && zip.bytes().all(|b| b.is_ascii_digit())
    })
}
