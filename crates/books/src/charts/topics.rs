//! Topics: what an account of any chart is about, with its type, its role, its usual tax and the words by which
//! documents in seven languages speak of it.

use std::sync::LazyLock;

use super::TaxLevel;
use crate::tax::Supply;
use crate::{AccountRole, AccountType};

/// The languages words are kept in, ISO 639-1, in the order of the texts.
pub const LANGUAGES: [&str; 7] = ["en", "de", "fr", "es", "it", "nl", "pt"];

/// What an account is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Stable key: `rent`, `software`.
    pub key: &'static str,
    /// The type accounts of this topic have.
    pub account_type: AccountType,
    /// The role they have.
    pub role: Option<AccountRole>,
    /// The tax usually met.
    pub tax: Option<TaxLevel>,
    /// Whether it is goods or services that are bought or sold; none where it may be either or neither.
    pub supply: Option<Supply>,
    /// Language and words, lower case with accents. A word stands for itself and its plural, several words for that
    /// phrase.
    pub hints: Vec<(&'static str, Vec<&'static str>)>,
}

impl Topic {
    /// The words in all languages.
    pub fn words(&'static self) -> impl Iterator<Item = &'static str> {
        self.hints.iter().flat_map(|(_, words)| words.iter().copied())
    }

    /// The words in one language.
    pub fn words_in(&'static self, language: &str) -> impl Iterator<Item = &'static str> {
        self.hints.iter().filter(move |(l, _)| *l == language).flat_map(|(_, words)| words.iter().copied())
    }
}

static TOPICS: LazyLock<Vec<Topic>> = LazyLock::new(|| parse(include_str!("topics.txt")));

/// All topics.
pub fn topics() -> &'static [Topic] {
    &TOPICS
}

/// The topic of a key.
pub fn topic(key: &str) -> Option<&'static Topic> {
    TOPICS.iter().find(|t| t.key == key)
}

/// Reads `key | type | role | tax | supply` followed by lines `language: word, word`. A `-` stands for none.
fn parse(text: &'static str) -> Vec<Topic> {
    let mut topics: Vec<Topic> = Vec::new();
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with("//")) {
        if line.contains('|') {
            let parts: Vec<&str> = line.split('|').map(str::trim).collect();
            let [key, account_type, role, tax, supply] =
                <[&str; 5]>::try_from(parts).expect("a topic has a key, a type, a role, a tax and a supply");
            topics.push(Topic {
                key,
                account_type: account_type.parse().expect("a topic names an account type"),
                role: (role != "-").then(|| role.parse().expect("a topic names a role or -")),
                tax: (tax != "-").then(|| tax.parse().expect("a topic names a tax level or -")),
                supply: (supply != "-").then(|| supply.parse().expect("a topic names goods, services or -")),
                hints: Vec::new(),
            });
        } else if let Some((language, words)) = line.split_once(':') {
            let words = words.split(',').map(str::trim).filter(|w| !w.is_empty()).collect();
            let topic = topics.last_mut().expect("words follow a topic");
            topic.hints.push((language, words));
        }
    }
    topics
}
