use crate::Currency;

/// What can go wrong with money.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not an ISO 4217 code with a defined minor unit.
    #[error("`{0}` is not a currency code of ISO 4217 with a minor unit")]
    UnknownCurrency(String),
    /// Two amounts of different currencies met in one sum.
    #[error("{left} and {right} cannot be added: convert one of them first")]
    CurrencyMismatch {
        /// Currency of the left operand.
        left: Currency,
        /// Currency of the right operand.
        right: Currency,
    },
    /// The result does not fit into 64 bits of minor units.
    #[error("the amount is too large")]
    Overflow,
    /// The text is not a decimal number, or has more decimals than the currency.
    #[error("`{text}` is not an amount in {currency}: {reason}")]
    BadAmount {
        /// What was given.
        text: String,
        /// The currency it should be in.
        currency: Currency,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// An exchange rate must be a positive decimal.
    #[error("`{0}` is not an exchange rate: it must be a positive decimal number")]
    BadRate(String),
    /// Weights of an allocation must exist and not all be zero.
    #[error("an allocation needs at least one positive weight")]
    NoWeights,
}
