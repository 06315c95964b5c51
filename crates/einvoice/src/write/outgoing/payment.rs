//! How and when to pay.

use money::Amount;
use rust_decimal::Decimal;

/// BT-20: the terms of payment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PaymentTerms {
    /// In words.
    pub text: Option<String>,
    /// Discounts for paying early.
    pub discounts: Vec<Discount>,
}

/// A discount for paying early (Skonto).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discount {
    /// Within so many days from the day of issue.
    pub days: u32,
    /// So many per cent, with two decimals at most.
    pub percent: Decimal,
    /// Of this amount, where it is not the whole that is due.
    pub base: Option<Amount>,
}

/// BG-16: how to pay (UNTDID 4461).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaymentMeans {
    /// Credit transfer to one of these accounts (BG-17): of SEPA (58) where the invoice is in euro and each number is
    /// an IBAN, else 30; within Denmark 42, which needs the number of the bank as `bic`.
    Transfer(Vec<Account>),
    /// SEPA direct debit (59, BG-19).
    DirectDebit(Mandate),
    /// Bank card (48, BG-18).
    Card(Card),
    /// Cash (10).
    Cash,
}

/// BG-17: an account to pay to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Account {
    /// BT-84: IBAN, or another account number.
    pub number: String,
    /// BT-85: whose it is.
    pub name: Option<String>,
    /// BT-86: the BIC of the bank.
    pub bic: Option<String>,
}

/// BG-19: a mandate for direct debit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mandate {
    /// BT-89: its reference.
    pub reference: String,
    /// BT-90: the creditor identifier of the seller.
    pub creditor: Option<String>,
    /// BT-91: the IBAN that is debited.
    pub account: Option<String>,
}

/// BG-18: the card it was paid with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Card {
    /// BT-87: the last four to six digits of its number; never the whole.
    pub digits: String,
    /// BT-88: whose it is.
    pub holder: Option<String>,
    /// The network, such as `VISA`.
    pub network: Option<String>,
}
