use money::{Currency, MoneyError};

/// Why an entry cannot exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// Fewer than two lines.
    #[error("an entry needs at least two lines, this one has {0}")]
    TooFewLines(usize),
    /// The base amounts do not add up to zero.
    #[error("debits and credits differ by {difference} {base}: correct a line")]
    Unbalanced {
        /// Debits less credits in major units.
        difference: rust_decimal::Decimal,
        /// The base currency.
        base: Currency,
    },
    /// The amounts of one transaction currency do not add up to zero.
    #[error("the lines in {currency} differ by {difference}: exchange goes through the exchange account")]
    UnbalancedCurrency {
        /// Debits less credits in major units.
        difference: rust_decimal::Decimal,
        /// The transaction currency.
        currency: Currency,
    },
    /// A line with neither an amount nor a base amount.
    #[error("line {0} is zero: remove it")]
    ZeroLine(usize),
    /// Amount and base amount of a line are on different sides, or one of them is nothing.
    #[error("line {line}: {amount} and {base} are not on the same side")]
    SidesDiffer {
        /// Line counted from 1.
        line: usize,
        /// Transaction amount as text.
        amount: String,
        /// Base amount as text.
        base: String,
    },
    /// A line in the base currency whose two amounts differ.
    #[error("line {line}: {amount} in the base currency must equal its base amount {base}")]
    BaseDiffers {
        /// Line counted from 1.
        line: usize,
        /// Transaction amount as text.
        amount: String,
        /// Base amount as text.
        base: String,
    },
    /// A base amount in a currency that is not the base currency.
    #[error("line {line}: the base amount is in {found}, the books are kept in {base}")]
    WrongBase {
        /// Line counted from 1.
        line: usize,
        /// The currency found.
        found: Currency,
        /// The base currency.
        base: Currency,
    },
    /// An amount could not be computed.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// Why tax cannot be calculated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TaxError {
    /// A rate outside 0 to 100 per cent.
    #[error("{0} is not a tax rate: it must be between 0 and 100 per cent")]
    BadRate(rust_decimal::Decimal),
    /// No item to calculate on.
    #[error("there is nothing to calculate tax on")]
    NoItems,
    /// The chart has no account the tax could be posted to.
    #[error(
        "there is no account for {} in this chart: give an account that role",
        if *.input { "deductible tax on purchases" } else { "tax owed" }
    )]
    NoTaxAccount {
        /// Deductible tax rather than owed tax.
        input: bool,
    },
    /// An amount could not be computed.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// Why a return cannot be filled in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReturnError {
    /// A figure was entered for a box that nobody enters, or that the form does not have.
    #[error("box {id} of {form} is not one that a person enters")]
    NotEntered {
        /// The box.
        id: String,
        /// The form.
        form: &'static str,
    },
    /// An amount could not be computed.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// Why a fiscal calendar or period cannot exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// Not a month.
    #[error("{0} is not a month: a fiscal year starts in month 1 to 12")]
    BadMonth(u8),
    /// Not a period number.
    #[error("{0} is not a period: 1 to 12 are the months of the fiscal year, 13 is for adjustments")]
    BadPeriod(u8),
    /// A year the calendar cannot express.
    #[error("{0} is not a year the calendar can express")]
    BadYear(i32),
}
