use books::invoice::EarlyDiscount;
use books::tax::{Scope, TaxedLine};
use books::{AccountId, PartyId, RateId, SaleId, TaxFact, Treatment};
use jiff::civil::Date;
use money::{Amount, Currency, Rate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::Profile;
use crate::ground::Ground;

/// What a line comes to, with what was left out of it filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComputedLine {
    /// Net amount and tax.
    pub amounts: TaxedLine,
    /// Both.
    pub gross: Amount,
    /// How it is taxed.
    pub tax_code: Option<String>,
    /// The rate in per cent.
    pub rate: Option<Decimal>,
    /// Where it is earned.
    pub account: Option<AccountId>,
}

/// The tax of one code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeTax {
    /// The code.
    pub code: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its rate in per cent.
    pub rate: Decimal,
    /// How it is taxed.
    pub treatment: Option<Treatment>,
    /// Net amount.
    pub net: Amount,
    /// Tax.
    pub tax: Amount,
}

/// An invoice of a payment in advance that is taken off. Amounts above zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deducted {
    /// That invoice.
    pub id: SaleId,
    /// Its number.
    pub number: String,
    /// Its net amount.
    pub net: Amount,
    /// Its tax.
    pub tax: Amount,
    /// Both.
    pub gross: Amount,
}

/// A part of what is to be paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// When; at once when absent.
    pub due: Option<Date>,
    /// Its share in per cent, where there are several.
    pub share: Option<Decimal>,
    /// How much.
    pub amount: Amount,
}

/// The totals of a document in a foreign currency as the books have them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaseTotals {
    /// One unit of the document's currency in the base currency.
    pub rate: Rate,
    /// The recorded rate that is; absent when it was derived.
    pub rate_id: Option<RateId>,
    /// The day the rate is of.
    pub rate_day: Date,
    /// Net amount.
    pub net: Amount,
    /// Tax.
    pub tax: Amount,
    /// Both.
    pub gross: Amount,
}

/// How a line should be taxed by the places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The line, counted from 1.
    pub line: usize,
    /// The treatment; absent when it hangs on what the line does not say.
    pub treatment: Option<Treatment>,
    /// The code of the business for it.
    pub tax_code: Option<String>,
    /// Why, in words.
    pub reason: String,
}

/// Something about a document that a person should know or mend. Its code is stable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// `sales.account_missing`.
    pub code: String,
    /// Where: `lines[2].account_id`, counted from 0.
    pub field: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
}

impl Remark {
    pub(crate) fn on(code: &str, field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), field: Some(field.into()), message: message.into() }
    }

    pub(crate) fn whole(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), field: None, message: message.into() }
    }
}

/// What a document comes to. Amounts are in its currency and have its sign: a credit note is above zero.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Computed {
    /// The day it bears.
    pub issue_date: Date,
    /// The day its tax arises.
    pub tax_point: Date,
    /// Its currency.
    pub currency: Currency,
    /// Over what tax is rounded once.
    pub rounding: Scope,
    /// By line.
    pub lines: Vec<ComputedLine>,
    /// By tax code.
    pub taxes: Vec<CodeTax>,
    /// Without tax.
    pub net: Amount,
    /// Tax.
    pub tax: Amount,
    /// With tax.
    pub gross: Amount,
    /// Payments in advance that are taken off.
    pub deposits: Vec<Deducted>,
    /// Gross less deposits.
    pub payable: Amount,
    /// How it is to be paid, in order; nothing of a quote.
    pub instalments: Vec<Due>,
    /// For paying early.
    pub discount: Option<EarlyDiscount>,
    /// In the base currency, of a document in another one whose rate is known.
    pub base: Option<BaseTotals>,
    /// By line: how it should be taxed.
    pub suggestions: Vec<Suggestion>,
    /// What should be looked at.
    pub warnings: Vec<Remark>,
    /// What stands against issuing it.
    pub problems: Vec<Remark>,
}

impl Computed {
    /// When the last part is to be paid.
    pub fn due(&self) -> Option<Date> {
        self.instalments.iter().filter_map(|part| part.due).max()
    }
}

/// The customer as an issued document names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// Who.
    pub id: PartyId,
    /// As printed.
    pub name: String,
    /// In one line.
    pub address: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Where to send it.
    pub email: Option<String>,
    /// VAT and tax numbers.
    pub tax_ids: Vec<String>,
}

/// The business as an issued document names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seller {
    /// As printed.
    pub name: String,
    /// Its tax number.
    pub tax_id: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Its bank accounts.
    pub ibans: Vec<String>,
    /// What else it says of itself.
    #[serde(default)]
    pub profile: Profile,
}

impl Seller {
    /// The business as it is now.
    pub(crate) fn of(ground: &Ground) -> Self {
        let ledger::Entity { name, tax_id, jurisdiction, ibans, .. } = ground.seller.clone();
        Self { name, tax_id, country: jurisdiction, ibans, profile: ground.profile.clone() }
    }
}

/// A line as it was posted, debit positive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostedLine {
    /// Its account.
    pub account: AccountId,
    /// In the currency of the document.
    pub amount: Amount,
    /// In the base currency.
    pub base: Amount,
    /// What it means for a return.
    pub tax: Option<TaxFact>,
    /// Of what the customer owes: when it is to be paid.
    pub due: Option<Date>,
    /// Whether it is what the customer owes.
    pub is_receivable: bool,
    /// A note for the reader of the account.
    pub memo: String,
}

/// What a document posts.
pub type Posting = Vec<PostedLine>;
