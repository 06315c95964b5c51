//! Pure rules of classification: which account the words of an item speak of, and which way a document goes.

use books::charts::topics::topics;
use books::charts::{is_reserved, topic_of};
use books::{Account, AccountRole, AccountType};
use road::classification::{AccountGuess, Direction};
use road::facts::Facts;

/// A guess from words alone is never surer than this: words do not know the business.
const WORDS_CONFIDENCE_MAX: f32 = 0.85;
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

/// The accounts whose topic the texts speak of, best first.
pub(crate) fn by_words(accounts: &[Account], direction: Direction, texts: &[&str]) -> Vec<AccountGuess> {
    let tokens: Vec<String> = texts.iter().flat_map(|t| words(t)).collect();
    let phrase = format!(" {} ", tokens.join(" "));
    let mut guesses: Vec<AccountGuess> = accounts
        .iter()
        .filter(|account| takes_documents(account, direction))
        .filter_map(|account| {
            let topic = topics().iter().find(|t| Some(t.key) == topic_of(account))?;
            let (hits, best) = hits(topic.words(), &tokens, &phrase)?;
            let confidence = WORDS_CONFIDENCE_MAX.min(0.5 + 0.12 * hits);
            let reason = format!("“{best}” speaks of {}", account.name);
            Some(AccountGuess { account: account.id, confidence, reason })
        })
        .collect();
    guesses.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    guesses
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

fn takes_documents(account: &Account, direction: Direction) -> bool {
    let wanted = match direction {
        Direction::Purchase => matches!(account.account_type, AccountType::Expense | AccountType::Asset),
        Direction::Sale => account.account_type == AccountType::Income,
    };
    wanted && account.postable && account.active && !account.role.is_some_and(is_reserved)
}

/// How strongly the words of a topic occur, and the longest that does. A phrase counts double, for it is rarer.
fn hits<'a>(topic: impl Iterator<Item = &'a str>, tokens: &[String], phrase: &str) -> Option<(f32, &'a str)> {
    let mut strength = 0.0;
    let mut best: Option<&str> = None;
    for word in topic {
        let here = if word.contains(' ') {
            if phrase.contains(&format!(" {word} ")) { 2.0 } else { 0.0 }
        } else if tokens.iter().any(|t| t == word) {
            1.5
        } else if word.len() >= 4 && tokens.iter().any(|t| t.starts_with(word)) {
            1.0
        } else {
            0.0
        };
        if here > 0.0 {
            strength += here;
            best = best.filter(|b| b.len() >= word.len()).or(Some(word));
        }
    }
    best.map(|b| (strength, b))
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 1).map(str::to_lowercase).collect()
}

fn letters(text: &str) -> String {
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
