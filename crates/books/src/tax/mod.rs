//! Tax on sales and purchases: codes as data with the days they are in force ([`codes`]), the calculation from net or
//! gross ([`calculate`]) with the rounding the law or the document asks for, the lines it leads to ([`expand`]), and what
//! follows from where both sides are ([`across_border`], [`Sale`]).

mod calculate;
mod codes;
mod countries;
mod expand;
mod jurisdictions;
mod places;

use jiff::civil::Date;
use money::{Amount, Rounding};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::TaxError;

pub use calculate::{Basis, LineAmounts, Method, Scope, TaxGroup, TaxItem, TaxResult, TaxedLine, calculate, spread};
pub use codes::{codes, codes_on};
pub use countries::{country_of_address, country_of_vat_number, is_eu};
pub use expand::{Expanded, TaxAccounts, expand};
pub use jurisdictions::{Jurisdiction, jurisdiction, jurisdictions};
pub use places::{Advice, Contradiction, Sale, across_border};

/// Which side of trade a tax code is for.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, strum::Display, strum::EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum TaxKind {
    /// Purchases.
    Input,
    /// Sales.
    Output,
}

/// What is supplied. The place of supply, and so who owes the tax across a border, hangs on it (Directive 2006/112/EC,
/// art. 31 ff. for goods, art. 44 for services to businesses).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Supply {
    /// Things.
    Goods,
    /// Everything else.
    Services,
}

/// How an item is taxed. The names follow the categories of UNTDID 5305 that EN 16931 uses.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, strum::Display, strum::EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Treatment {
    /// The standard rate (S).
    Standard,
    /// A reduced rate (S, AA).
    Reduced,
    /// Taxed at nil (Z).
    Zero,
    /// Exempt without deduction (E).
    Exempt,
    /// The buyer owes the tax (AE).
    ReverseCharge,
    /// Trade between members of the EU: the buyer owes the tax of his country (K).
    IntraCommunity,
    /// Export or import outside the customs union (G).
    Export,
    /// Not in the scope of the tax (O).
    OutOfScope,
}

impl Treatment {
    /// Whether the buyer computes and owes the tax himself, so that a purchase posts both legs.
    pub const fn is_self_assessed(self) -> bool {
        matches!(self, Self::ReverseCharge | Self::IntraCommunity)
    }

    /// The treatment a category of UNTDID 5305 stands for.
    pub fn from_category(category: &str) -> Option<Self> {
        Some(match category {
            "S" => Self::Standard,
            "AA" => Self::Reduced,
            "Z" => Self::Zero,
            "E" => Self::Exempt,
            "AE" => Self::ReverseCharge,
            "K" => Self::IntraCommunity,
            "G" => Self::Export,
            "O" => Self::OutOfScope,
            _ => return None,
        })
    }
}

/// A tax code of an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxCode {
    /// Short code, unique in the entity: `I19` is 19 % on purchases, `O19` on sales.
    pub code: String,
    /// Its version: 1, 2, 3 ... as the law changed what it means.
    pub version: i32,
    /// Name a person understands.
    pub name: String,
    /// Country, ISO 3166-1 alpha-2.
    pub jurisdiction: String,
    /// Rate in per cent.
    pub rate: Decimal,
    /// Purchases or sales.
    pub kind: TaxKind,
    /// How it is taxed.
    pub treatment: Treatment,
    /// Share of input tax that may be deducted, in per cent; the rest is part of the cost.
    pub recoverable: Decimal,
    /// Box of the tax return for the net amount. Several have a blank between them, `-` stands before one that it is
    /// taken from.
    pub box_base: Option<String>,
    /// Box of the tax return for the tax.
    pub box_tax: Option<String>,
    /// Box of the tax return for the tax that is deducted where the buyer owes it himself.
    pub box_deducted: Option<String>,
    /// First day in force; since ever when absent.
    pub valid_from: Option<Date>,
    /// Last day in force; without end when absent.
    pub valid_to: Option<Date>,
}

/// What a taxed item posts besides its net amount. All figures have the sign of the item; where each goes:
/// `input` debit and `output` credit on purchases, `output` credit on sales, `cost` with the expense.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Legs {
    /// Deductible tax.
    pub input: Amount,
    /// Owed tax.
    pub output: Amount,
    /// Tax that cannot be deducted.
    pub cost: Amount,
}

impl TaxCode {
    /// Whether it is in force on that day.
    pub fn in_force(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }

    /// What an item of `net` with `charged` tax on the document posts.
    ///
    /// INVARIANT: `input + cost` equals the tax charged (or self-assessed). Self-assessed tax is in `output` whole, so
    /// that the supplier is owed the net amount and nothing more.
    pub fn legs(&self, net: Amount, charged: Amount, rounding: Rounding) -> Result<Legs, TaxError> {
        let zero = Amount::zero(net.currency());
        if self.kind == TaxKind::Output {
            return Ok(Legs { input: zero, output: charged, cost: zero });
        }
        let (tax, output) = if self.treatment.is_self_assessed() {
            let own = net.checked_mul(self.rate / Decimal::ONE_HUNDRED, rounding)?;
            (own, own)
        } else {
            (charged, zero)
        };
        let input = tax.checked_mul(self.recoverable / Decimal::ONE_HUNDRED, rounding)?;
        Ok(Legs { input, output, cost: tax.checked_sub(input)? })
    }
}
