use books::{AccountId, PartyId};
use jiff::Timestamp;
use op::EntityId;
use road::facts::{Facts, Field};
use serde::{Deserialize, Serialize};

use crate::PartyError;
use crate::rules::{iban, names};

/// The longest name, in characters.
const NAME_MAX: usize = 200;
/// Most names of one party.
const NAMES_MAX: usize = 100;
/// Most numbers of one kind.
const NUMBERS_MAX: usize = 50;
/// The longest number with its spaces.
const NUMBER_MAX: usize = 60;
/// The longest address.
const ADDRESS_MAX: usize = 500;
/// The longest mail address (RFC 5321, 4.5.3.1).
const EMAIL_MAX: usize = 254;

/// What a person keeps about a counterparty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PartyData {
    /// As shown.
    pub name: String,
    /// The business buys from it.
    pub is_supplier: bool,
    /// The business sells to it.
    pub is_customer: bool,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// In one line.
    pub address: Option<String>,
    /// Where to write.
    pub email: Option<String>,
    /// Other names it goes by on documents.
    pub aliases: Vec<String>,
    /// VAT and tax numbers.
    pub tax_ids: Vec<String>,
    /// Bank accounts known to be its own.
    pub ibans: Vec<String>,
    /// Domains of its mail addresses and web site.
    pub domains: Vec<String>,
    /// What is usual for it.
    pub defaults: Defaults,
}

/// What a person chose as usual for a counterparty; history speaks where nothing is set.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Defaults {
    /// Account of what is bought from it.
    pub expense_account: Option<AccountId>,
    /// Account of what is sold to it.
    pub income_account: Option<AccountId>,
    /// Tax code of purchases.
    pub purchase_tax_code: Option<String>,
    /// Tax code of sales.
    pub sales_tax_code: Option<String>,
    /// Days from issue to due date.
    pub payment_days: Option<i16>,
}

/// A counterparty as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Party {
    /// Its id.
    pub id: PartyId,
    /// Whose counterparty it is.
    pub entity: EntityId,
    /// What is kept about it.
    #[serde(flatten)]
    pub data: PartyData,
    /// Inactive parties are recognised but not offered.
    pub active: bool,
    /// Since when it is known.
    pub created_at: Timestamp,
    /// Counts the changes.
    pub version: i32,
}

impl PartyData {
    /// The data in its stored form (numbers without spaces, domains without `www.`), or what is wrong with them.
    pub fn normalised(&self) -> Result<Self, PartyError> {
        let invalid = |field, why: String| Err(PartyError::Invalid { field, why });
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > NAME_MAX {
            return invalid("name", format!("write 1 to {NAME_MAX} characters"));
        }
        for (field, values, most, longest) in [
            ("aliases", &self.aliases, NAMES_MAX, NAME_MAX),
            ("tax_ids", &self.tax_ids, NUMBERS_MAX, NUMBER_MAX),
            ("ibans", &self.ibans, NUMBERS_MAX, NUMBER_MAX),
            ("domains", &self.domains, NUMBERS_MAX, EMAIL_MAX),
        ] {
            if values.len() > most {
                return invalid(field, format!("there are {}, and at most {most} are kept", values.len()));
            }
            if let Some(long) = values.iter().find(|v| v.chars().count() > longest) {
                let begins: String = long.chars().take(20).collect();
                return invalid(field, format!("`{begins}…` is longer than {longest} characters"));
            }
        }
        for (field, value, longest) in [("address", &self.address, ADDRESS_MAX), ("email", &self.email, EMAIL_MAX)] {
            if value.as_ref().is_some_and(|v| v.chars().count() > longest) {
                return invalid(field, format!("write at most {longest} characters"));
            }
        }
        if !self.is_supplier && !self.is_customer {
            return invalid("is_supplier", "a party is a supplier, a customer or both".to_owned());
        }
        let country = self.country.as_ref().map(|c| c.trim().to_uppercase()).filter(|c| !c.is_empty());
        if let Some(country) = country.as_ref().filter(|c| c.len() != 2 || !c.bytes().all(|b| b.is_ascii_uppercase())) {
            return invalid("country", format!("`{country}` is not a two-letter code such as DE"));
        }
        if let Some(days) = self.defaults.payment_days.filter(|days| !(0..=365).contains(days)) {
            return invalid("payment_days", format!("{days} is not between 0 and 365"));
        }
        let ibans = all(&self.ibans, names::number);
        if let Some((iban, flaw)) = ibans.iter().find_map(|number| Some((number, iban::flaw(number)?))) {
            return invalid("ibans", format!("`{iban}` is not an IBAN: {flaw}"));
        }
        let text =
            |value: &Option<String>| value.as_deref().map(str::trim).filter(|v| !v.is_empty()).map(str::to_owned);
        Ok(Self {
            name: name.to_owned(),
            country,
            address: text(&self.address),
            email: text(&self.email),
            aliases: all(&self.aliases, |alias| alias.trim().to_owned()),
            tax_ids: all(&self.tax_ids, names::number),
            ibans,
            domains: all(&self.domains, |domain| names::domain(domain).unwrap_or_default()),
            ..self.clone()
        })
    }
}

/// Each value in its normal form once, empty ones left out, in order.
fn all(values: &[String], normal: impl Fn(&str) -> String) -> Vec<String> {
    let mut found: Vec<String> = values.iter().map(|value| normal(value)).filter(|value| !value.is_empty()).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// What a document says about somebody.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Sighting {
    /// As printed.
    pub name: Option<String>,
    /// VAT or tax number.
    pub tax_id: Option<String>,
    /// Bank account to pay to.
    pub iban: Option<String>,
    /// Mail address or domain it came from.
    pub domain: Option<String>,
}

impl Sighting {
    /// The issuer of a document.
    pub fn issuer(facts: &Facts) -> Self {
        let text = |field: &Option<Field<String>>| field.as_ref().map(|f| f.value.clone());
        Self {
            name: text(&facts.vendor),
            tax_id: text(&facts.vendor_tax_id),
            iban: text(&facts.vendor_iban),
            domain: None,
        }
    }

    /// The recipient of a document. The bank account on it is the issuer's, so it says nothing about the recipient.
    pub fn recipient(facts: &Facts) -> Self {
        let text = |field: &Option<Field<String>>| field.as_ref().map(|f| f.value.clone());
        Self { name: text(&facts.customer), tax_id: text(&facts.customer_tax_id), iban: None, domain: None }
    }

    /// The same, sent from this mail address.
    pub fn sent_from(self, address: &str) -> Self {
        Self { domain: Some(address.to_owned()), ..self }
    }

    /// In the form in which values are stored and compared; the name stays as printed.
    pub(crate) fn normalised(&self) -> Self {
        let number = |value: &Option<String>| value.as_deref().map(names::number).filter(|v| !v.is_empty());
        let short = |value: &String| value.len() <= NUMBER_MAX;
        let name = self.name.as_deref().map(str::trim).filter(|n| !n.is_empty());
        Self {
            name: name.map(|n| n.chars().take(NAME_MAX).collect()),
            tax_id: number(&self.tax_id).filter(short),
            iban: number(&self.iban).filter(short),
            domain: self.domain.as_deref().and_then(names::domain),
        }
    }
}
