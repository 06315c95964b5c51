use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::topics::{self, Topic};
use crate::{AccountRole, AccountType, TaxCode, TaxKind, Treatment};

/// The tax usually met on an account; the entity's country says which code that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum TaxLevel {
    /// The standard rate.
    Standard,
    /// The highest of the reduced rates.
    Reduced,
    /// Taxed at nil.
    Zero,
    /// Exempt.
    Exempt,
    /// Not in the scope of the tax.
    OutOfScope,
    /// Sale inside the EU.
    IntraCommunity,
    /// Export.
    Export,
}

impl TaxLevel {
    /// The code among `codes` (those in force) that this level means for an account of that type; none for accounts of
    /// the balance sheet.
    pub fn code(self, account_type: AccountType, codes: &[TaxCode]) -> Option<&TaxCode> {
        let kind = match account_type {
            AccountType::Income => TaxKind::Output,
            AccountType::Expense | AccountType::Asset => TaxKind::Input,
            AccountType::Liability | AccountType::Equity => return None,
        };
        let treatment = match self {
            Self::Standard => Treatment::Standard,
            Self::Reduced => Treatment::Reduced,
            Self::Zero => Treatment::Zero,
            Self::Exempt => Treatment::Exempt,
            Self::OutOfScope => Treatment::OutOfScope,
            Self::IntraCommunity => Treatment::IntraCommunity,
            Self::Export => Treatment::Export,
        };
        codes.iter().filter(|c| c.kind == kind && c.treatment == treatment).max_by_key(|c| c.rate)
    }
}

/// An account of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountTemplate {
    /// Its number.
    pub code: &'static str,
    /// Its name in the template's language.
    pub name: &'static str,
    /// What it is about.
    pub account_type: AccountType,
    /// What the program uses it for.
    pub role: Option<AccountRole>,
    /// Whether lines may be posted to it.
    pub postable: bool,
    /// Code of the heading it stands under; headings come before what stands under them.
    pub parent: Option<&'static str>,
    /// The tax usually met on it.
    pub tax: Option<TaxLevel>,
    /// Key of its topic, which holds the words documents use for it; headings have none.
    pub topic: Option<&'static str>,
}

impl AccountTemplate {
    /// The words of its topic in all languages, lower case.
    pub fn hints(&self) -> impl Iterator<Item = &'static str> {
        self.topic.and_then(topics::topic).into_iter().flat_map(Topic::words)
    }
}

/// A chart to start from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartTemplate {
    /// Key: `standard`, `uk`, or the country's: `de`, `fr`, `at`, ...
    pub key: &'static str,
    /// Name for a person to choose by.
    pub name: &'static str,
    /// Language of the account names, ISO 639-1.
    pub language: &'static str,
    /// Headings and accounts by code.
    pub accounts: Vec<AccountTemplate>,
}

impl ChartTemplate {
    /// The account with a role; the first where several carry it.
    pub fn with_role(&self, role: AccountRole) -> Option<&AccountTemplate> {
        self.accounts.iter().find(|a| a.role == Some(role))
    }
}

static TEMPLATES: LazyLock<Vec<ChartTemplate>> = LazyLock::new(|| {
    [
        ("standard", "International (English)", "en", include_str!("standard.txt")),
        ("uk", "United Kingdom and Ireland (English)", "en", include_str!("uk.txt")),
        ("de", "Deutschland (Deutsch)", "de", include_str!("de.txt")),
        ("fr", "France (français)", "fr", include_str!("fr.txt")),
        ("es", "España (español)", "es", include_str!("es.txt")),
        ("it", "Italia (italiano)", "it", include_str!("it.txt")),
        ("nl", "Nederland (Nederlands)", "nl", include_str!("nl.txt")),
        ("pt", "Portugal (português)", "pt", include_str!("pt.txt")),
        ("at", "Österreich (Deutsch)", "de", include_str!("at.txt")),
        ("ch", "Schweiz (Deutsch)", "de", include_str!("ch.txt")),
        ("be", "Belgique (français)", "fr", include_str!("be.txt")),
        ("lu", "Luxembourg (français)", "fr", include_str!("lu.txt")),
        ("dk", "Danmark (dansk)", "da", include_str!("dk.txt")),
        ("se", "Sverige (svenska)", "sv", include_str!("se.txt")),
        ("no", "Norge (norsk bokmål)", "nb", include_str!("no.txt")),
        ("fi", "Suomi (suomi)", "fi", include_str!("fi.txt")),
        ("pl", "Polska (polski)", "pl", include_str!("pl.txt")),
        ("us", "United States and Canada (English)", "en", include_str!("us.txt")),
        ("au", "Australia and New Zealand (English)", "en", include_str!("au.txt")),
    ]
    .map(|(key, name, language, text)| ChartTemplate { key, name, language, accounts: parse(text) })
    .into()
});

/// All templates; the first is the one for countries that have none of their own.
pub fn templates() -> &'static [ChartTemplate] {
    &TEMPLATES
}

/// The template of a key.
pub fn template(key: &str) -> Option<&'static ChartTemplate> {
    TEMPLATES.iter().find(|t| t.key == key)
}

/// Reads `# code type name` as a heading and `code topic name` as an account under the heading above it. The texts are
/// part of the program; a slip in one is caught by the test that reads them all.
fn parse(text: &'static str) -> Vec<AccountTemplate> {
    let mut accounts = Vec::new();
    let mut heading: Option<&'static str> = None;
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with("//")) {
        let is_heading = line.starts_with('#');
        let mut parts = line.trim_start_matches('#').trim_start().splitn(3, ' ');
        let code = parts.next().unwrap_or_default();
        let second = parts.next().unwrap_or_default();
        let name = parts.next().unwrap_or_default().trim();
        let account = if is_heading {
            heading = Some(code);
            let account_type = second.parse().expect("a heading of a chart text names an account type");
            AccountTemplate {
                code,
                name,
                account_type,
                role: None,
                postable: false,
                parent: None,
                tax: None,
                topic: None,
            }
        } else {
            let topic = topics::topic(second).expect("an account of a chart text names a known topic");
            AccountTemplate {
                code,
                name,
                account_type: topic.account_type,
                role: topic.role,
                postable: true,
                parent: heading,
                tax: topic.tax,
                topic: Some(topic.key),
            }
        };
        accounts.push(account);
    }
    accounts
}
