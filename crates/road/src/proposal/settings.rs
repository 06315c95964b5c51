use std::collections::BTreeMap;

use books::tax::Supply;
use books::{AccountId, AccountRole, RateId, TaxCode};
use money::{Currency, Rate};
use serde::{Deserialize, Serialize};

/// What the books say about how a document is booked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// The currency the books are kept in.
    pub base: Currency,
    /// The entity's country, ISO 3166-1 alpha-2; absent when documents are read without books.
    pub country: Option<String>,
    /// The entity's tax codes, those of the past included.
    pub tax_codes: Vec<TaxCode>,
    /// The account of each role.
    pub accounts: BTreeMap<AccountRole, AccountId>,
    /// Units of the base currency for one of the document's on its day.
    pub rate: Option<Rate>,
    /// The recorded rate that is; absent when a person entered it or it was derived.
    #[serde(default)]
    pub rate_id: Option<RateId>,
    /// What becomes of tax that no code covers.
    pub uncovered: UncoveredTax,
    /// Accounts on which documents are settled (banks, tills, cards, what is owed), with their roles.
    pub settlement: BTreeMap<AccountId, AccountRole>,
    /// Whether an account is for goods or services; accounts of either kind are left out.
    pub supplies: BTreeMap<AccountId, Supply>,
    /// The country kept for the counterparty, or that of its known VAT number, ISO 3166-1 alpha-2.
    pub party_country: Option<String>,
    /// Whom the document is addressed to.
    pub addressee: Addressee,
}

/// What becomes of tax on a purchase that no tax code covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UncoveredTax {
    /// It stands on the input tax account without a code, so that no return takes it up before a person decides.
    #[default]
    Apart,
    /// It is part of the cost, as where there is no tax that can be deducted.
    Cost,
}

/// Whom a purchase is addressed to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Addressee {
    /// To this business, or to nobody in particular, as a till receipt.
    #[default]
    Ours,
    /// To somebody else, by a name or number that is not one of this business.
    Other(String),
    /// Perhaps to somebody else: the name that was read is not one of this business, but the reading is weak.
    Doubtful(String),
}

impl Settings {
    /// Settings for reading without books: no accounts, no codes; lines carry roles alone.
    pub fn without_books(base: Currency) -> Self {
        Self {
            base,
            country: None,
            tax_codes: Vec::new(),
            accounts: BTreeMap::new(),
            rate: None,
            rate_id: None,
            uncovered: UncoveredTax::Apart,
            settlement: BTreeMap::new(),
            supplies: BTreeMap::new(),
            party_country: None,
            addressee: Addressee::Ours,
        }
    }

    /// Settings of an entity. In a country without deductible tax, tax charged is part of the cost.
    pub fn of_entity(
        base: Currency,
        country: &str,
        tax_codes: Vec<TaxCode>,
        accounts: BTreeMap<AccountRole, AccountId>,
    ) -> Self {
        let deductible = tax_codes.iter().any(|c| c.rate > 0.into() && c.recoverable > 0.into());
        let uncovered = if deductible { UncoveredTax::Apart } else { UncoveredTax::Cost };
        Self {
            country: Some(country.to_ascii_uppercase()),
            tax_codes,
            accounts,
            uncovered,
            ..Self::without_books(base)
        }
    }

    /// The same with the rate of the document's day.
    pub fn at_rate(mut self, rate: Option<Rate>) -> Self {
        self.rate = rate;
        self.rate_id = None;
        self
    }

    /// The same with a rate that is recorded.
    pub fn at_recorded_rate(mut self, rate: Rate, id: Option<RateId>) -> Self {
        self.rate = Some(rate);
        self.rate_id = id;
        self
    }
}
