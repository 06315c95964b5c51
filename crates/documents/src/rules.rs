//! Pure rules of classification: which way a document goes, and the account for what nothing explains. Which account the
//! words of an item speak of is in [`crate::subject`].

use books::{Account, AccountRole};
use road::classification::{AccountGuess, Direction};
use road::facts::Facts;

/// The account for everything else is a place to look, not a guess.
const FALLBACK_CONFIDENCE: f32 = 0.3;

/// Whose names and numbers say that the business itself issued a document.
pub(crate) struct OwnIdentity<'a> {
    pub names: Vec<&'a str>,
    pub tax_id: Option<&'a str>,
    pub ibans: &'a [String],
}

/// A document issued by the business is a sale; everything else is a purchase. The tax number decides when both sides
/// print one; then the IBAN; then the name.
pub(crate) fn direction(facts: &Facts, own: &OwnIdentity<'_>) -> Direction {
    let same_id = |field: Option<&str>| field.zip(own.tax_id).map(|(a, b)| letters(a) == letters(b));
    if let Some(issued) = same_id(facts.vendor_tax_id.as_ref().map(|f| f.value.as_str())) {
        return if issued { Direction::Sale } else { Direction::Purchase };
    }
    let iban = facts.vendor_iban.as_ref().map(|f| letters(&f.value));
    if iban.is_some_and(|iban| own.ibans.iter().any(|known| letters(known) == iban)) {
        return Direction::Sale;
    }
    let vendor = facts.vendor.as_ref().map(|f| letters(&f.value)).unwrap_or_default();
    let is_own = !vendor.is_empty() && own.names.iter().any(|name| letters(name) == vendor);
    if is_own { Direction::Sale } else { Direction::Purchase }
}

/// The account for what no rule, history or word explains.
pub(crate) fn fallback(accounts: &[Account], direction: Direction) -> Option<AccountGuess> {
    let role = match direction {
        Direction::Purchase => AccountRole::DefaultExpense,
        Direction::Sale => AccountRole::DefaultIncome,
    };
    let account = accounts.iter().find(|a| a.role == Some(role) && a.postable && a.active)?;
    let reason = format!("nothing is known yet about this: {} is the account for the rest", account.name);
    Some(AccountGuess { account: account.id, confidence: FALLBACK_CONFIDENCE, reason })
}

/// Letters and digits in one case.
pub(crate) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use road::facts::Field;
    use road::page::Route;

    use super::*;

    #[test]
    fn the_issuer_decides_the_direction() {
        let ibans = vec!["DE02120300000000202051".to_owned()];
        let own = OwnIdentity { names: vec!["Muster GmbH"], tax_id: Some("DE136695976"), ibans: &ibans };
        let facts = |vendor: &str, tax_id: Option<&str>, iban: Option<&str>| Facts {
            vendor: Some(Field::certain(vendor.to_owned())),
            vendor_tax_id: tax_id.map(|t| Field::certain(t.to_owned())),
            vendor_iban: iban.map(|i| Field::certain(i.to_owned())),
            ..Facts::empty(Route::TextLayer)
        };
        let cases = [
            (facts("Papier AG", Some("DE 999"), None), Direction::Purchase),
            (facts("Muster  GmbH", None, None), Direction::Sale),
            (facts("MUSTER", Some("DE 136 695 976"), None), Direction::Sale),
            (facts("Muster GmbH", Some("DE999999999"), None), Direction::Purchase),
            (facts("Anders geschrieben", None, Some("DE02 1203 0000 0000 2020 51")), Direction::Sale),
            (Facts::empty(Route::Ocr), Direction::Purchase),
        ];
        for (facts, expected) in cases {
            assert_eq!(direction(&facts, &own), expected, "{:?}", facts.vendor);
        }
    }
}
