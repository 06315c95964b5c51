use std::fmt;
use std::str::FromStr;

use books::{Account, AccountId, AccountRole, AccountType, Statement};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::{accounts_in, balances_as_of_in, entity_in, movements_in};
use money::{Amount, Currency};
use op::{EntityId, Op, Permission};
use pg::Db;
use serde::{Serialize, Serializer};
use uuid::Uuid;

use crate::rows::under;
use crate::{AccountLabel, Figure, ReportError, Span};

/// A named part of the books: the accounts that a total of a report stands for, by a name short enough for an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What is owned.
    Assets,
    /// What is owed.
    Liabilities,
    /// What belongs to the owners: equity accounts and the results that stand on no account yet.
    Equity,
    /// Liabilities and equity together.
    LiabilitiesAndEquity,
    /// What was earned.
    Income,
    /// What was spent.
    Expense,
    /// Income and expense together.
    Result,
    /// Banks and tills.
    Cash,
    /// An account and everything below it.
    Under(AccountId),
}

/// The parts with a name of their own: in addresses, and for people.
const NAMED: [(Part, &str, &str); 8] = [
    (Part::Assets, "assets", "Assets"),
    (Part::Liabilities, "liabilities", "Liabilities"),
    (Part::Equity, "equity", "Equity"),
    (Part::LiabilitiesAndEquity, "liabilities-and-equity", "Liabilities and equity"),
    (Part::Income, "income", "Income"),
    (Part::Expense, "expense", "Expense"),
    (Part::Result, "result", "Result"),
    (Part::Cash, "cash", "Cash and bank"),
];

impl Part {
    /// Whether an account belongs to it.
    fn holds(self, account: &Account, below: &[AccountId]) -> bool {
        use AccountType as T;
        let earns = account.account_type.statement() == Statement::ProfitAndLoss;
        match self {
            Self::Assets => account.account_type == T::Asset,
            Self::Liabilities => account.account_type == T::Liability,
            Self::Equity => account.account_type == T::Equity || earns,
            Self::LiabilitiesAndEquity => account.account_type != T::Asset,
            Self::Income => account.account_type == T::Income,
            Self::Expense => account.account_type == T::Expense,
            Self::Result => earns,
            Self::Cash => matches!(account.role, Some(AccountRole::Bank | AccountRole::Cash)),
            Self::Under(_) => below.contains(&account.id),
        }
    }

    /// The accounts of a chart that belong to it, by code.
    fn of(self, chart: &[Account]) -> Vec<&Account> {
        let below = if let Self::Under(account) = self { under(account, chart) } else { Vec::new() };
        chart.iter().filter(|a| a.postable && self.holds(a, &below)).collect()
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, NAMED.iter().find(|(part, ..)| part == self)) {
            (_, Some((_, name, _))) => f.write_str(name),
            (Self::Under(account), None) => write!(f, "{}", account.0),
            (_, None) => Err(fmt::Error),
        }
    }
}

impl FromStr for Part {
    type Err = ReportError;

    fn from_str(text: &str) -> Result<Self, ReportError> {
        if let Some((part, ..)) = NAMED.iter().find(|(_, name, _)| *name == text) {
            return Ok(*part);
        }
        let account = Uuid::try_parse(text).map_err(|_| ReportError::UnknownPart(text.to_owned()))?;
        Ok(Self::Under(AccountId(account)))
    }
}

impl Serialize for Part {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// An account of a part with its figure, debit positive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartRow {
    /// The account.
    pub account: AccountLabel,
    /// Its balance, or what it moved in the span.
    pub figure: Figure,
}

/// What a total of a report is made of, account by account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartView {
    /// Which part.
    pub part: Part,
    /// What it is called.
    pub name: String,
    /// First day; `None`: balances since the beginning.
    pub from: Option<Date>,
    /// Last day.
    pub to: Date,
    /// The base currency.
    pub currency: Currency,
    /// The accounts with a figure, by code.
    pub rows: Vec<PartRow>,
    /// Their sum, debit positive: the figure of the report up to its sign.
    pub total: Amount,
}

/// What a total of a report is made of: the accounts of a part with their balances at the end of `to`, or with what
/// they moved from `from` to `to`.
///
/// # Errors
/// [`ReportError::Denied`] without `reports-read`; an unknown business; [`ReportError::UnknownPart`] for an account
/// that is none.
pub async fn part(
    db: &Db,
    op: &Op,
    entity: EntityId,
    part: Part,
    (from, to): (Option<Date>, Date),
    known_at: Option<Timestamp>,
) -> Result<PartView, ReportError> {
    op.require(Permission::ReportsRead, entity)?;
    let mut tx = db.begin_report(op).await?;
    let currency = entity_in(&mut tx, entity).await?.base_currency;
    let chart = accounts_in(&mut tx, entity).await?;
    let name = name_of(part, &chart)?;
    let balances = match from {
        Some(from) => {
            let span = Span::new(from, to)?;
            movements_in(&mut tx, entity, (span.from, span.to), known_at).await?
        }
        None => balances_as_of_in(&mut tx, entity, to, known_at).await?,
    };
    let (mut rows, mut total) = (Vec::new(), Amount::zero(currency));
    for account in part.of(&chart) {
        let Some(balance) = balances.iter().find(|b| b.account == account.id) else { continue };
        let amount = balance.net()?;
        if amount.is_zero() {
            continue;
        }
        total = total.checked_add(amount)?;
        let label = AccountLabel {
            id: account.id,
            code: account.code.clone(),
            name: account.name.clone(),
            account_type: account.account_type,
        };
        rows.push(PartRow { account: label, figure: Figure::new(amount, vec![account.id], from, to) });
    }
    Ok(PartView { part, name, from, to, currency, rows, total })
}

fn name_of(part: Part, chart: &[Account]) -> Result<String, ReportError> {
    if let Some((.., name)) = NAMED.iter().find(|(named, ..)| *named == part) {
        return Ok((*name).to_owned());
    }
    let Part::Under(account) = part else { return Err(ReportError::UnknownPart(part.to_string())) };
    let found = chart.iter().find(|a| a.id == account);
    found.map(|a| format!("{} {}", a.code, a.name)).ok_or_else(|| ReportError::UnknownPart(part.to_string()))
}
