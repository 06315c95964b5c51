//! What keeps a batch from being written, each with its place, a stable code and what to do.

use std::fmt;

/// One thing to put right before the file can be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// What.
    pub flaw: Flaw,
}

impl Fault {
    /// The stable code, for programs.
    pub fn code(&self) -> &'static str {
        self.flaw.code()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.flaw)
    }
}

/// Where a fault lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The batch as a whole.
    Batch,
    /// Who pays.
    Payer,
    /// One payment.
    Payment {
        /// Its place in the batch, from 0.
        index: usize,
        /// Its name.
        end_to_end: String,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Batch => f.write_str("the batch"),
            Self::Payer => f.write_str("the payer"),
            Self::Payment { index, end_to_end } => write!(f, "payment {} ({end_to_end})", index + 1),
        }
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// Nothing to pay.
    #[error("it holds no payment: add one")]
    NoPayments,
    /// More payments than a file of the format may hold.
    #[error("it holds {found} payments; {limit} are the most of one file: split it")]
    TooMany {
        /// How many.
        found: usize,
        /// The most.
        limit: usize,
    },
    /// A name that answers must come back with, and that the format cannot carry unchanged.
    #[error("the {what} `{found}` cannot be used: {why}")]
    BadIdentifier {
        /// Which.
        what: &'static str,
        /// As given.
        found: String,
        /// Why, and what it may be.
        why: String,
    },
    /// Two payments of one name.
    #[error("the end-to-end id is that of payment {other} too: answers could not be told apart, name it anew")]
    DuplicateId {
        /// The earlier one, from 1.
        other: usize,
    },
    /// Nothing where there must be something.
    #[error("the {what} is empty: fill it in")]
    Empty {
        /// What.
        what: &'static str,
    },
    /// Longer than the format carries.
    #[error("the {what} has {found} characters as it would be written; {limit} are the most: shorten it")]
    TooLong {
        /// What.
        what: &'static str,
        /// How long.
        found: usize,
        /// The most.
        limit: usize,
    },
    /// Characters that no bank of the scheme takes and that have no agreed replacement.
    #[error("the {what} holds {characters}, which cannot be written: spell it in Latin letters")]
    Unwritable {
        /// What.
        what: &'static str,
        /// They, each once.
        characters: String,
    },
    /// The check digits or the form of an account number.
    #[error("the IBAN `{found}` is not one: {why}; compare it with the invoice or the statement")]
    BadIban {
        /// As given.
        found: String,
        /// Why.
        why: &'static str,
    },
    /// An account that the scheme does not reach.
    #[error("the IBAN `{found}` lies outside {reach}: {instead}")]
    OutOfReach {
        /// As given.
        found: String,
        /// The scheme's countries.
        reach: &'static str,
        /// What to do.
        instead: &'static str,
    },
    /// Another kind of account than the format writes.
    #[error("the account is {found}, and {format} needs {needed}")]
    AccountKind {
        /// What it is.
        found: &'static str,
        /// The format.
        format: &'static str,
        /// What is needed.
        needed: &'static str,
    },
    /// A routing number that is none.
    #[error("the routing number `{found}` is wrong: {why}; compare it with the form of the bank")]
    BadRouting {
        /// As given.
        found: String,
        /// Why.
        why: &'static str,
    },
    /// A sort code or account number of the United Kingdom that is none.
    #[error("the {what} `{found}` is wrong: {why}")]
    BadNumber {
        /// Which.
        what: &'static str,
        /// As given.
        found: String,
        /// Why.
        why: &'static str,
    },
    /// A code of a bank that is none.
    #[error("`{found}` is no BIC: it has 8 or 11 letters and digits, such as DEUTDEFF or DEUTDEFF500")]
    BadBic {
        /// As given.
        found: String,
    },
    /// The bank is not named.
    #[error("the BIC of the bank is missing: payments of this kind need it")]
    BicMissing,
    /// An address that banks would refuse.
    #[error("the address is incomplete: {why}")]
    BadAddress {
        /// Why.
        why: &'static str,
    },
    /// No identification, or another than the scheme gives.
    #[error("the identification is {found}: {needed}")]
    BadIdentification {
        /// As given.
        found: String,
        /// What it is.
        needed: &'static str,
    },
    /// A currency that the format does not pay in.
    #[error("{found} cannot be paid: {allowed}")]
    Currency {
        /// As given.
        found: money::Currency,
        /// What can.
        allowed: &'static str,
    },
    /// Zero or less.
    #[error("the amount is {found}; what is paid is above zero: take credit notes off other invoices of the payee")]
    NotPositive {
        /// As given.
        found: money::Amount,
    },
    /// Above what the scheme or the field takes.
    #[error("the amount is {found}; {limit} is the most: pay in parts or another way")]
    AboveLimit {
        /// As given.
        found: money::Amount,
        /// The most.
        limit: money::Amount,
    },
    /// The sum of the payments does not fit.
    #[error("the payments add up to more than a file can say: split the batch")]
    TotalTooLarge,
    /// A day before the file is made.
    #[error("{day} is past: the first day possible is {first}")]
    DayPast {
        /// The day.
        day: jiff::civil::Date,
        /// The first.
        first: jiff::civil::Date,
    },
    /// A day on which banks do not pay.
    #[error("{day} is {why}: take {next}")]
    DayClosed {
        /// The day.
        day: jiff::civil::Date,
        /// Why.
        why: &'static str,
        /// The next day on which they do.
        next: jiff::civil::Date,
    },
    /// A day before the scheme can pay.
    #[error("{day} is too early, {why}: the first day possible is {first}")]
    DayTooEarly {
        /// The day.
        day: jiff::civil::Date,
        /// Why.
        why: &'static str,
        /// The first.
        first: jiff::civil::Date,
    },
    /// A reference whose check digits are wrong, or that is none.
    #[error("the reference `{found}` is wrong: {why}; copy it from the invoice once more")]
    BadReference {
        /// As given.
        found: String,
        /// Why.
        why: &'static str,
    },
    /// A reference, or its lack, that does not go with the account or the format.
    #[error("{why}")]
    ReferenceMismatch {
        /// Why, and what to do.
        why: &'static str,
    },
    /// Documents that do not add up.
    #[error("the documents add up to {sum}, and {amount} is paid: correct one of the two")]
    DocumentsDiffer {
        /// The sum of the documents, or what keeps it from being made.
        sum: String,
        /// What is paid.
        amount: money::Amount,
    },
    /// Charges that the scheme does not let one side bear.
    #[error("the charges are not shared: in this scheme each side bears those of its own bank")]
    ChargesNotShared,
    /// An instant payment that the scheme does not make.
    #[error("an instant payment cannot be made here: {why}")]
    NotInstant {
        /// Why.
        why: &'static str,
    },
}

impl Flaw {
    /// The stable code, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoPayments => "payment_file.no_payments",
            Self::TooMany { .. } => "payment_file.too_many",
            Self::BadIdentifier { .. } => "payment_file.bad_identifier",
            Self::DuplicateId { .. } => "payment_file.duplicate_id",
            Self::Empty { .. } => "payment_file.empty",
            Self::TooLong { .. } => "payment_file.too_long",
            Self::Unwritable { .. } => "payment_file.unwritable",
            Self::BadIban { .. } => "payment_file.bad_iban",
            Self::OutOfReach { .. } => "payment_file.out_of_reach",
            Self::AccountKind { .. } => "payment_file.account_kind",
            Self::BadRouting { .. } => "payment_file.bad_routing",
            Self::BadNumber { .. } => "payment_file.bad_number",
            Self::BadBic { .. } => "payment_file.bad_bic",
            Self::BicMissing => "payment_file.bic_missing",
            Self::BadAddress { .. } => "payment_file.bad_address",
            Self::BadIdentification { .. } => "payment_file.bad_identification",
            Self::Currency { .. } => "payment_file.currency",
            Self::NotPositive { .. } => "payment_file.not_positive",
            Self::AboveLimit { .. } => "payment_file.above_limit",
            Self::TotalTooLarge => "payment_file.total_too_large",
            Self::DayPast { .. } => "payment_file.day_past",
            Self::DayClosed { .. } => "payment_file.day_closed",
            Self::DayTooEarly { .. } => "payment_file.day_too_early",
            Self::BadReference { .. } => "payment_file.bad_reference",
            Self::ReferenceMismatch { .. } => "payment_file.reference_mismatch",
            Self::DocumentsDiffer { .. } => "payment_file.documents_differ",
            Self::ChargesNotShared => "payment_file.charges_not_shared",
            Self::NotInstant { .. } => "payment_file.not_instant",
        }
    }
}
