//! Classification: whose document it is, which way it goes, and which accounts and tax codes belong to it, each with
//! its reason.

use books::{AccountId, PartyId, Treatment};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::facts::DocumentKind;

/// Which way a document goes.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, strum::Display, strum::EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Direction {
    /// Somebody else issued it: the business owes.
    #[default]
    Purchase,
    /// The business issued it: it is owed.
    Sale,
}

/// The counterparty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PartyGuess {
    /// The known party; absent when it is new.
    pub id: Option<PartyId>,
    /// Its name as known, or as printed.
    pub name: String,
    /// 0 to 1.
    pub confidence: f32,
    /// By what it was recognised.
    pub reason: String,
    /// A person chose it for this document.
    #[serde(default)]
    pub by_hand: bool,
}

/// An account and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AccountGuess {
    /// The account.
    pub account: AccountId,
    /// 0 to 1.
    pub confidence: f32,
    /// The rule, the history or the word that led to it.
    pub reason: String,
}

/// The account of a single item.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ItemGuess {
    /// Index in the facts' lines.
    pub item: usize,
    /// The account.
    pub guess: AccountGuess,
}

/// The tax code for all items of a rate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxGuess {
    /// Rate in per cent as printed; absent for what is taxed without a printed rate.
    pub rate: Option<Decimal>,
    /// Code of the entity.
    pub code: String,
    /// Why this one.
    pub reason: String,
    /// A person chose it for this document; otherwise it was learned and must explain the tax that is printed.
    #[serde(default)]
    pub by_hand: bool,
}

/// The result of classification.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Classification {
    /// Kind of document.
    pub kind: DocumentKind,
    /// 0 to 1: how sure the kind is.
    pub kind_confidence: f32,
    /// Which way it goes.
    pub direction: Direction,
    /// The counterparty, when one could be named.
    pub party: Option<PartyGuess>,
    /// The account of the whole document, and of every item not in `items`.
    pub account: Option<AccountGuess>,
    /// Items that belong elsewhere.
    #[serde(default)]
    pub items: Vec<ItemGuess>,
    /// Other accounts to offer, best first.
    #[serde(default)]
    pub alternatives: Vec<AccountGuess>,
    /// Where it is settled, chosen by a person: the bank, the till, what is owed.
    #[serde(default)]
    pub settled: Option<AccountGuess>,
    /// Tax codes chosen by rule or history; rates not named here get the country's own code.
    #[serde(default)]
    pub tax: Vec<TaxGuess>,
    /// Treatment of the whole document where the page or the history says so (`reverse_charge`).
    #[serde(default)]
    pub treatment: Option<Treatment>,
}
