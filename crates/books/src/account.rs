use money::Currency;
use serde::{Deserialize, Serialize};

use crate::AccountId;

/// The two sides of an account. In signed figures a debit is positive and a credit negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Side {
    /// Left: what comes in, what is used up.
    Debit,
    /// Right: what goes out, what is owed, what is earned.
    Credit,
}

impl Side {
    /// The other side.
    pub const fn opposite(self) -> Self {
        match self {
            Self::Debit => Self::Credit,
            Self::Credit => Self::Debit,
        }
    }

    /// `1` for debit, `-1` for credit: what a positive figure on this side is multiplied with to be signed.
    pub const fn sign(self) -> i64 {
        match self {
            Self::Debit => 1,
            Self::Credit => -1,
        }
    }
}

/// The statement an account is shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display, strum::EnumString)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Statement {
    /// What is owned and owed at a date; carried over from year to year.
    BalanceSheet,
    /// What was earned and spent in a span; starts every year at zero.
    ProfitAndLoss,
}

/// What an account is about. Every account has exactly one type and keeps it once it has lines.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::Display,
    strum::EnumString,
    strum::EnumIter,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum AccountType {
    /// What the business owns or is owed.
    Asset,
    /// What it owes.
    Liability,
    /// What belongs to its owners.
    Equity,
    /// What it earns.
    Income,
    /// What it spends.
    Expense,
}

impl AccountType {
    /// The side on which the account grows.
    pub const fn normal_side(self) -> Side {
        match self {
            Self::Asset | Self::Expense => Side::Debit,
            Self::Liability | Self::Equity | Self::Income => Side::Credit,
        }
    }

    /// The statement it is shown in.
    pub const fn statement(self) -> Statement {
        match self {
            Self::Asset | Self::Liability | Self::Equity => Statement::BalanceSheet,
            Self::Income | Self::Expense => Statement::ProfitAndLoss,
        }
    }
}

/// What the program itself uses an account for. At most one active account of an entity carries a role, except
/// [`Bank`](Self::Bank) and [`Cash`](Self::Cash), of which there may be many.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    strum::Display,
    strum::EnumString,
    strum::EnumIter,
    strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum AccountRole {
    /// An account with a bank.
    Bank,
    /// A till or petty cash.
    Cash,
    /// What was paid by card and the bank or the card's issuer has not taken yet.
    Card,
    /// What customers owe.
    Receivable,
    /// What is owed to suppliers.
    Payable,
    /// Deductible tax on purchases.
    InputTax,
    /// Tax on sales, owed to the authority.
    OutputTax,
    /// Tax settled with the authority after a return.
    TaxPayable,
    /// Results of closed years.
    RetainedEarnings,
    /// The other side of opening balances; zero once all of them are in.
    OpeningBalance,
    /// Trading account through which amounts change their currency; its balance is the open position.
    Exchange,
    /// Realised gains on exchange.
    ExchangeGain,
    /// Realised losses on exchange.
    ExchangeLoss,
    /// Unrealised differences of a revaluation.
    UnrealisedExchange,
    /// Cents that a document's own rounding leaves.
    RoundingDifference,
    /// Money or items under way between two accounts.
    Clearing,
    /// Expense for which no better account is known.
    DefaultExpense,
    /// Income for which no better account is known.
    DefaultIncome,
    /// What is owed to employees: net pay and expenses they laid out.
    EmployeePayable,
    /// What is owed to social security and tax authorities for employees.
    PayrollLiabilities,
    /// Gross pay of employees.
    Salaries,
    /// The employer's share of social security.
    SocialSecurity,
    /// The expense of depreciation.
    Depreciation,
    /// What has been depreciated so far, against the assets.
    AccumulatedDepreciation,
    /// Money put in or taken out by the owners.
    OwnerDrawings,
}

impl AccountRole {
    /// Whether several accounts of one entity may carry this role.
    pub const fn may_repeat(self) -> bool {
        matches!(self, Self::Bank | Self::Cash | Self::Receivable | Self::Payable)
    }

    /// Whether every line on such an account is an item of a party.
    pub const fn is_control(self) -> bool {
        matches!(self, Self::Receivable | Self::Payable)
    }
}

/// An account of an entity's chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Number or short code, unique in the entity; charts are sorted by it as text.
    pub code: String,
    /// Name in the language of the books.
    pub name: String,
    /// What it is about.
    pub account_type: AccountType,
    /// What the program uses it for.
    pub role: Option<AccountRole>,
    /// Whether lines may be posted to it; headings cannot.
    pub postable: bool,
    /// The heading it stands under.
    pub parent: Option<AccountId>,
    /// The only currency it takes; any currency when absent.
    pub currency: Option<Currency>,
    /// Whether it takes new lines; an account that has lines is switched off, never deleted.
    pub active: bool,
    /// Code of the tax usually applied to it.
    pub default_tax_code: Option<String>,
}

impl Account {
    /// Why a line in `currency` may not be posted here; `None` when it may.
    pub fn refuses(&self, currency: Currency) -> Option<String> {
        let label = format!("account {} {}", self.code, self.name);
        if !self.postable {
            return Some(format!("{label} is a heading: choose an account under it"));
        }
        if !self.active {
            return Some(format!("{label} is switched off: switch it on or choose another"));
        }
        match self.currency {
            Some(only) if only != currency => Some(format!("{label} takes only {only}, not {currency}")),
            _ => None,
        }
    }
}
