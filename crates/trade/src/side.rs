use books::AccountRole;
use money::{Amount, MoneyError};
use serde::{Deserialize, Serialize};

/// Which side of trade.
///
/// Figures of this crate are turned so that what is owed in the usual direction is positive on both sides: an invoice on
/// the one, a bill on the other; what goes the other way (a payment on account, a credit note) is negative.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, strum::Display, strum::EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Side {
    /// What customers owe.
    Receivable,
    /// What suppliers are owed.
    Payable,
}

impl Side {
    /// The role of its accounts.
    pub const fn role(self) -> AccountRole {
        match self {
            Self::Receivable => AccountRole::Receivable,
            Self::Payable => AccountRole::Payable,
        }
    }

    /// The side of accounts with this role.
    pub const fn of(role: AccountRole) -> Option<Self> {
        match role {
            AccountRole::Receivable => Some(Self::Receivable),
            AccountRole::Payable => Some(Self::Payable),
            _ => None,
        }
    }

    /// Turns a figure of the books (debit positive) into one of this side, and back.
    pub(crate) fn turn(self, amount: Amount) -> Result<Amount, MoneyError> {
        match self {
            Self::Receivable => Ok(amount),
            Self::Payable => amount.checked_neg(),
        }
    }
}
