//! What is to be paid: the payer, the day, and the payments.

use jiff::civil::{Date, DateTime};
use money::Amount;

/// Payments that one payer sends to the bank in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    /// Names the file to the bank, which refuses one it has seen before; at most 35 characters.
    pub message: String,
    /// When the file is made, by the payer's clock.
    pub created: DateTime,
    /// Who pays, and from which account.
    pub payer: Payer,
    /// The day on which the payer's account is charged. For Bacs and ACH the payees have the money on the same day.
    pub execution: Date,
    /// How the payer's statement shows the payments.
    pub booking: Booking,
    /// What is paid.
    pub payments: Vec<Payment>,
}

impl Batch {
    /// The day of a payment.
    pub fn day_of(&self, payment: &Payment) -> Date {
        payment.execution.unwrap_or(self.execution)
    }
}

/// How the payments of a batch stand on the payer's statement; ACH and Bacs leave that to the bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Booking {
    /// One debit for all payments of a day.
    #[default]
    Together,
    /// One debit for each payment.
    Single,
}

/// Who pays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payer {
    /// As the bank knows it.
    pub name: String,
    /// Where it lives; cross-border payments need it.
    pub address: Option<Address>,
    /// The account that is charged.
    pub account: Account,
    /// The number the scheme knows the payer by: ten characters of the company in ACH (mostly `1` and the employer
    /// identification number), the six digits of the service user in Bacs. Others may leave it out.
    pub identification: Option<String>,
}

/// One payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Names the payment from the payer to the payee and back in every answer; unique in the batch.
    pub end_to_end: String,
    /// How much, above zero.
    pub amount: Amount,
    /// Its own day, where that is not the day of the batch.
    pub execution: Option<Date>,
    /// Who is paid.
    pub payee: Payee,
    /// What for.
    pub purpose: Purpose,
    /// Who bears the charges of the banks.
    pub charges: Charges,
}

/// Who is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payee {
    /// As its bank knows it.
    pub name: String,
    /// Whether a business or a person: ACH has a class of entries for each.
    pub kind: PayeeKind,
    /// Where it lives; cross-border payments need it.
    pub address: Option<Address>,
    /// The account that is credited.
    pub account: Account,
}

/// Business or person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum PayeeKind {
    /// A company, an office, a sole trader's business account.
    #[default]
    Business,
    /// A person's own account.
    Person,
}

/// A postal address in parts; banks refuse lines of free text from November 2026 on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Address {
    /// The street without the number; empty when there is none.
    pub street: String,
    /// The number of the house; may be empty.
    pub building: String,
    /// May be empty.
    pub post_code: String,
    /// Needed.
    pub town: String,
    /// Two letters (ISO 3166-1); needed.
    pub country: String,
}

/// An account at a bank, in the way the bank is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Account {
    /// An international account number (ISO 13616), written with or without spaces.
    Iban {
        /// The number.
        iban: String,
        /// The bank (ISO 9362), where it is known.
        bic: Option<String>,
    },
    /// An account in the United States.
    Us {
        /// Nine digits, the last one a check digit.
        routing: String,
        /// At most 17 characters.
        number: String,
        /// What it is.
        kind: UsAccount,
    },
    /// An account in the United Kingdom.
    Uk {
        /// Six digits, with or without dashes.
        sort_code: String,
        /// Eight digits.
        number: String,
    },
    /// An account of a country that has neither.
    Other {
        /// At most 34 characters.
        number: String,
        /// The bank (ISO 9362).
        bic: String,
    },
}

/// Kinds of accounts in the United States.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UsAccount {
    /// Checking, also called demand.
    #[default]
    Checking,
    /// Savings.
    Savings,
}

/// What a payment is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    /// Words for the payee; may be empty.
    Text(String),
    /// The payee's reference: a creditor reference (ISO 11649, `RF…`) or a Swiss QR reference of 27 digits.
    Reference(String),
    /// The documents that are settled at once: invoices above zero, credit notes below. Together they are the amount.
    Documents(Vec<Settled>),
}

/// A document that a payment settles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The payee's number of it.
    pub number: String,
    /// What is paid of it; below zero for a credit note.
    pub amount: Amount,
}

/// Who bears the charges of the banks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Charges {
    /// Each side those of its own bank; the only way in SEPA.
    #[default]
    Shared,
    /// The payer all of them.
    Payer,
    /// The payee all of them.
    Payee,
}
