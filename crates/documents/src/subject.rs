//! What a document is about: the account its words speak of, and whether a thing that lasts is an asset by its price.

use std::collections::BTreeSet;

use books::charts::topics::{Topic, topics};
use books::charts::{is_reserved, topic_of};
use books::{Account, AccountType, low_value_limit};
use jiff::civil::Date;
use road::classification::{AccountGuess, Direction};
use road::facts::{Facts, LineItem};
use rust_decimal::Decimal;

/// A guess from words alone is never surer than this: words do not know the business.
const WORDS_CONFIDENCE_MAX: f32 = 0.85;
/// What the issuer is called tells less than what it supplied, and is always looked at.
const NAME_CONFIDENCE: f32 = 0.45;
/// English words are met in documents of every language; shorter ones mean something else there.
const FOREIGN_LETTERS_MIN: usize = 5;
/// What may follow a word in its plural or an inflected form of it.
const ENDINGS: [&str; 7] = ["s", "es", "e", "n", "en", "er", "x"];
/// Topics of things that last, which are cost or asset by their price.
const LASTING: [&str; 2] = ["small_equipment", "office_supplies"];
/// The topic of things that last and are dear.
const ASSET: &str = "equipment";
/// Assets whose words are also said of cheap things.
const DEAR: [&str; 2] = ["equipment", "machinery"];

/// Whose words are looked at.
pub(crate) struct Vocabulary<'a> {
    accounts: &'a [Account],
    direction: Direction,
    language: Option<&'a str>,
    /// Words that say who somebody is, not what was supplied.
    silent: BTreeSet<String>,
}

impl<'a> Vocabulary<'a> {
    /// The words of a document but those of the names of both sides: a coffee roaster sells more than coffee.
    pub(crate) fn of(accounts: &'a [Account], direction: Direction, facts: &'a Facts, own: &[&str]) -> Self {
        let sides = [&facts.vendor, &facts.customer].into_iter().flatten().map(|f| f.value.as_str());
        let silent = own.iter().copied().chain(sides).flat_map(words).collect();
        Self { accounts, direction, language: facts.language.as_deref(), silent }
    }

    /// The accounts the texts speak of, best first.
    pub(crate) fn guesses(&self, texts: &[&str]) -> Vec<AccountGuess> {
        self.by_words(&texts.iter().flat_map(|t| words(t)).filter(|w| !self.silent.contains(w)).collect::<Vec<_>>())
    }

    /// The accounts a name speaks of, for a document that says nothing else. Never sure.
    pub(crate) fn guesses_by_name(&self, name: &str, own: &[&str]) -> Vec<AccountGuess> {
        let own: BTreeSet<String> = own.iter().flat_map(|n| words(n)).collect();
        let mut found = self.by_words(&words(name).into_iter().filter(|w| !own.contains(w)).collect::<Vec<_>>());
        for guess in &mut found {
            guess.confidence = guess.confidence.min(NAME_CONFIDENCE);
        }
        found
    }

    fn by_words(&self, tokens: &[String]) -> Vec<AccountGuess> {
        let phrase = format!(" {} ", tokens.join(" "));
        let guess = |account: &Account| {
            let topic = topics().iter().find(|t| Some(t.key) == topic_of(account))?;
            let (hits, best) = hits(self.words_of(topic), tokens, &phrase)?;
            let confidence = WORDS_CONFIDENCE_MAX.min(0.5 + 0.12 * hits);
            let reason = format!("“{best}” speaks of {}", account.name);
            Some(AccountGuess { account: account.id, confidence, reason })
        };
        let takes = |account: &&Account| takes_documents(account, self.direction);
        let mut found: Vec<AccountGuess> = self.accounts.iter().filter(takes).filter_map(guess).collect();
        found.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        found
    }

    /// The words of a topic in the language of the document; all of them when the language is not known.
    fn words_of(&self, topic: &'static Topic) -> Vec<&'static str> {
        let Some(language) = self.language else { return topic.words().collect() };
        let english = topic.words_in("en").filter(|w| language == "en" || w.chars().count() >= FOREIGN_LETTERS_MIN);
        let own = topic.words_in(language).filter(|_| language != "en");
        own.chain(english).collect()
    }
}

/// Puts a thing that lasts on the account its price asks for: dear ones are assets, cheap ones cost, by the law of the day
/// it was bought.
pub(crate) fn by_price(
    guess: AccountGuess,
    accounts: &[Account],
    (country, day): (&str, Option<Date>),
    price: Option<Decimal>,
) -> AccountGuess {
    let moved = || {
        let (limit, price) = (low_value_limit(country, day)?, price?);
        let topic = topic_of(accounts.iter().find(|a| a.id == guess.account)?)?;
        let (wanted, compared) = match price > limit.amount {
            true if LASTING.contains(&topic) => (ASSET, "above"),
            false if DEAR.contains(&topic) => ("small_equipment", "not above"),
            _ => return None,
        };
        let account = accounts.iter().find(|a| a.active && a.postable && topic_of(a) == Some(wanted))?;
        let (amount, currency, source) = (limit.amount, limit.currency, limit.source);
        let reason = format!(
            "{}; {price} a piece is {compared} the limit of {amount} {currency} for assets ({source})",
            guess.reason
        );
        Some(AccountGuess { account: account.id, reason, confidence: guess.confidence })
    };
    moved().unwrap_or(guess)
}

/// The price of one without tax: what is printed, or its share of the line; gross prices less the tax of the line.
pub(crate) fn unit_price(facts: &Facts, item: &LineItem) -> Option<Decimal> {
    let one = item.unit_price.or_else(|| match item.quantity {
        Some(quantity) => item.amount.checked_div(quantity),
        None => Some(item.amount),
    })?;
    let total = facts.total.as_ref().map(|t| t.value);
    let is_gross = total.is_some_and(|total| facts.lines.iter().map(|l| l.amount).sum::<Decimal>() == total)
        && facts.subtotal.as_ref().is_some_and(|net| Some(net.value) != total);
    let net = match (is_gross, &facts.subtotal, total) {
        (true, Some(net), Some(total)) => one.checked_mul(net.value)?.checked_div(total)?,
        _ => one,
    };
    Some(net.abs().round_dp(2))
}

fn takes_documents(account: &Account, direction: Direction) -> bool {
    let wanted = match direction {
        Direction::Purchase => matches!(account.account_type, AccountType::Expense | AccountType::Asset),
        Direction::Sale => account.account_type == AccountType::Income,
    };
    wanted && account.postable && account.active && !account.role.is_some_and(is_reserved)
}

/// How strongly the words of a topic occur, and the longest that does. A phrase counts double, for it is rarer.
fn hits(topic: Vec<&'static str>, tokens: &[String], phrase: &str) -> Option<(f32, &'static str)> {
    let mut strength = 0.0;
    let mut best: Option<&str> = None;
    for word in topic {
        let here = if word.contains([' ', '-', '\'']) {
            let spaced = words(word).join(" ");
            if phrase.contains(&format!(" {spaced} ")) { 2.0 } else { 0.0 }
        } else if tokens.iter().any(|t| t == word) {
            1.5
        } else if tokens.iter().any(|t| t.strip_prefix(word).is_some_and(|rest| ENDINGS.contains(&rest))) {
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

#[cfg(test)]
mod tests {
    use books::AccountId;
    use books::charts::template;
    use road::facts::Field;
    use road::page::Route;
    use uuid::Uuid;

    use super::*;

    /// The accounts of the German chart.
    fn chart() -> Vec<Account> {
        let accounts = template("de").expect("the German chart").accounts.iter().enumerate();
        let account = |(n, a): (usize, &books::charts::AccountTemplate)| Account {
            id: AccountId(Uuid::from_u128(n as u128 + 1)),
            code: a.code.to_owned(),
            name: a.name.to_owned(),
            account_type: a.account_type,
            role: a.role,
            postable: a.postable,
            parent: None,
            currency: None,
            active: true,
            default_tax_code: None,
        };
        accounts.map(account).collect()
    }

    fn topic_named(accounts: &[Account], guess: Option<&AccountGuess>) -> &'static str {
        guess.and_then(|g| topic_of(accounts.iter().find(|a| a.id == g.account)?)).unwrap_or("-")
    }

    /// Language, issuer, item; the topic it leads to.
    #[test]
    fn whole_words_of_the_items_lead_to_an_account() {
        let accounts = chart();
        let cases = [
            (Some("de"), "Kraus GmbH", "Kaffee 1 kg", "staff_welfare"),
            (Some("de"), "Kaffeemaschinen Nord GmbH", "Kaffeemühle", "-"),
            (Some("de"), "Kaffee Nord GmbH", "Kaffee Vollautomat", "-"),
            (Some("de"), "Kraus GmbH", "Trennblätter A4", "-"),
            (None, "Kraus GmbH", "Trennblätter A4", "-"),
            (Some("es"), "Renfe", "billete de tren", "travel"),
            (Some("de"), "Kraus GmbH", "Bar gegeben", "-"),
            (Some("de"), "Kraus GmbH", "Laptop 14 Zoll", "small_equipment"),
            (Some("de"), "Kraus GmbH", "Laptops 14 Zoll", "small_equipment"),
            (Some("de"), "Kraus GmbH", "Consulting March", "consulting"),
        ];
        for (language, vendor, item, expected) in cases {
            let facts = Facts {
                language: language.map(str::to_owned),
                vendor: Some(Field::certain(vendor.to_owned())),
                ..Facts::empty(Route::TextLayer)
            };
            let vocabulary = Vocabulary::of(&accounts, Direction::Purchase, &facts, &["Café Werkbank GmbH"]);
            let found = vocabulary.guesses(&[item]);
            assert_eq!(topic_named(&accounts, found.first()), expected, "{vendor}: {item}");
        }
    }

    #[test]
    fn a_name_is_only_a_hint() {
        let accounts = chart();
        let facts = Facts { language: Some("de".to_owned()), ..Facts::empty(Route::Ocr) };
        let vocabulary = Vocabulary::of(&accounts, Direction::Purchase, &facts, &[]);
        let found = vocabulary.guesses_by_name("Hotel Adler", &["Werkbank GmbH"]);
        assert_eq!(topic_named(&accounts, found.first()), "accommodation");
        assert!(found[0].confidence < 0.5);
        assert_eq!(vocabulary.guesses_by_name("Hotel Adler", &["Hotel Post"]), []);
    }

    #[test]
    fn a_dear_thing_that_lasts_is_an_asset_by_the_limit_of_the_country() {
        let accounts = chart();
        let facts = Facts { language: Some("de".to_owned()), ..Facts::empty(Route::Ocr) };
        let vocabulary = Vocabulary::of(&accounts, Direction::Purchase, &facts, &[]);
        let rows = [
            ("Laptop", "DE", Some("1450"), "equipment"),
            ("Laptop", "DE", Some("800"), "small_equipment"),
            ("Laptop", "FR", Some("501"), "equipment"),
            ("Laptop", "GB", Some("1450"), "small_equipment"),
            ("Laptop", "AT", Some("900"), "equipment"),
            ("Laptop", "DE", None, "small_equipment"),
            ("Bohrmaschine", "DE", Some("99"), "small_equipment"),
            ("Maschine", "DE", Some("99"), "small_equipment"),
            ("Maschine", "DE", Some("9900"), "machinery"),
            ("Beratung", "DE", Some("9900"), "consulting"),
        ];
        let day = jiff::civil::date(2022, 3, 1);
        for (item, country, price, expected) in rows {
            let guess = vocabulary.guesses(&[item]).remove(0);
            let price = price.map(|p| p.parse().expect("a decimal"));
            let placed = by_price(guess, &accounts, (country, Some(day)), price);
            assert_eq!(topic_named(&accounts, Some(&placed)), expected, "{item} {country} {price:?}");
        }
    }
}
