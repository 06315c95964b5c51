//! Statements as pure folds over accounts and their balances.
//!
//! Signed figures: debit positive. A statement shows each section on its normal side, so income and liabilities are
//! positive where they are usual.
//!
//! INVARIANT: total debits = total credits; assets = liabilities + equity + the result of the current year, before and
//! after closing, for any balanced set of entries.

use std::collections::{BTreeMap, BTreeSet};

use money::{Amount, Currency, MoneyError};
use serde::{Deserialize, Serialize};

use crate::{Account, AccountId, AccountType};

/// The balance of an account in the base currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    /// The account.
    pub account: AccountId,
    /// Sum of its debits.
    pub debits: Amount,
    /// Sum of its credits, positive.
    pub credits: Amount,
}

impl Balance {
    /// Debits less credits.
    pub fn net(&self) -> Result<Amount, MoneyError> {
        self.debits.checked_sub(self.credits)
    }
}

/// A row of a trial balance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialRow {
    /// The account.
    pub account: AccountId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its type.
    pub account_type: AccountType,
    /// Sum of debits.
    pub debits: Amount,
    /// Sum of credits.
    pub credits: Amount,
    /// Debits less credits.
    pub balance: Amount,
}

/// A trial balance, accounts by code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialBalance {
    /// One row for each account that moved.
    pub rows: Vec<TrialRow>,
    /// Total debits.
    pub debits: Amount,
    /// Total credits: equal to the debits, or the books are broken.
    pub credits: Amount,
}

impl TrialBalance {
    /// Whether the books balance.
    pub fn balances(&self) -> bool {
        self.debits == self.credits
    }
}

/// A row of a balance sheet or profit and loss: an account, or a heading with what stands under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The account or heading.
    pub account: AccountId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Depth below the section: 0 is the outermost.
    pub depth: u8,
    /// Whether it is a heading, whose figure is the sum of the rows under it.
    pub heading: bool,
    /// Positive on the section's normal side; one for each column asked for.
    pub figures: Vec<Amount>,
}

/// All accounts of one type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The type.
    pub account_type: AccountType,
    /// Headings and accounts, a heading before what stands under it.
    pub rows: Vec<Row>,
    /// Sum of the accounts, one for each column.
    pub totals: Vec<Amount>,
}

/// What is owned and owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BalanceSheet {
    /// Assets.
    pub assets: Section,
    /// Liabilities.
    pub liabilities: Section,
    /// Equity as posted.
    pub equity: Section,
    /// Income less expense that no closing entry has carried to equity yet, one for each column.
    pub result: Vec<Amount>,
    /// Liabilities, equity and result together.
    pub total_equity_and_liabilities: Vec<Amount>,
}

impl BalanceSheet {
    /// Whether both sides are equal in every column.
    pub fn balances(&self) -> bool {
        self.assets.totals == self.total_equity_and_liabilities
    }
}

/// What was earned and spent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfitAndLoss {
    /// Income.
    pub income: Section,
    /// Expense.
    pub expense: Section,
    /// Income less expense, one for each column.
    pub result: Vec<Amount>,
}

/// Folds balances into a trial balance. Accounts without movement are left out; a balance whose account is not among
/// `accounts` is shown under its id, never dropped.
pub fn trial_balance(accounts: &[Account], balances: &[Balance], base: Currency) -> Result<TrialBalance, MoneyError> {
    let known: BTreeMap<AccountId, &Account> = accounts.iter().map(|a| (a.id, a)).collect();
    let mut rows = Vec::new();
    for balance in balances.iter().filter(|b| !(b.debits.is_zero() && b.credits.is_zero())) {
        let account = known.get(&balance.account);
        rows.push(TrialRow {
            account: balance.account,
            code: account.map_or_else(|| "?".to_owned(), |a| a.code.clone()),
            name: account.map_or_else(|| balance.account.to_string(), |a| a.name.clone()),
            account_type: account.map_or(AccountType::Asset, |a| a.account_type),
            debits: balance.debits,
            credits: balance.credits,
            balance: balance.net()?,
        });
    }
    rows.sort_by(|a, b| (&a.code, a.account).cmp(&(&b.code, b.account)));
    let debits = Amount::sum(base, rows.iter().map(|r| r.debits))?;
    let credits = Amount::sum(base, rows.iter().map(|r| r.credits))?;
    Ok(TrialBalance { rows, debits, credits })
}

/// Folds balances at one or more dates (the columns) into a balance sheet. The balances are of **all** accounts since
/// the beginning, income and expense included: what these hold is the result not yet closed.
pub fn balance_sheet(
    accounts: &[Account],
    columns: &[Vec<Balance>],
    base: Currency,
) -> Result<BalanceSheet, MoneyError> {
    let folded = Folded::new(accounts, columns, base)?;
    let assets = folded.section(AccountType::Asset)?;
    let liabilities = folded.section(AccountType::Liability)?;
    let equity = folded.section(AccountType::Equity)?;
    let result = folded.result()?;
    let total = (0..columns.len())
        .map(|c| liabilities.totals[c].checked_add(equity.totals[c])?.checked_add(result[c]))
        .collect::<Result<_, _>>()?;
    Ok(BalanceSheet { assets, liabilities, equity, result, total_equity_and_liabilities: total })
}

/// Folds the movements of one or more spans (the columns) into a profit and loss. Closing entries must be left out of
/// the movements by the caller, or the result of a closed year is zero.
pub fn profit_and_loss(
    accounts: &[Account],
    columns: &[Vec<Balance>],
    base: Currency,
) -> Result<ProfitAndLoss, MoneyError> {
    let folded = Folded::new(accounts, columns, base)?;
    let (income, expense) = (folded.section(AccountType::Income)?, folded.section(AccountType::Expense)?);
    Ok(ProfitAndLoss { income, expense, result: folded.result()? })
}

/// Net balances by account, one for each column, with the chart as a tree.
struct Folded<'a> {
    accounts: Vec<&'a Account>,
    nets: BTreeMap<AccountId, Vec<Amount>>,
    zero: Vec<Amount>,
}

impl<'a> Folded<'a> {
    fn new(accounts: &'a [Account], columns: &[Vec<Balance>], base: Currency) -> Result<Self, MoneyError> {
        let zero = vec![Amount::zero(base); columns.len()];
        let mut nets: BTreeMap<AccountId, Vec<Amount>> = BTreeMap::new();
        for (column, balances) in columns.iter().enumerate() {
            for balance in balances {
                let figures = nets.entry(balance.account).or_insert_with(|| zero.clone());
                figures[column] = figures[column].checked_add(balance.net()?)?;
            }
        }
        let mut accounts: Vec<&Account> = accounts.iter().collect();
        accounts.sort_by(|a, b| (&a.code, a.id).cmp(&(&b.code, b.id)));
        Ok(Self { accounts, nets, zero })
    }

    fn section(&self, account_type: AccountType) -> Result<Section, MoneyError> {
        let of_type: Vec<&Account> = self.accounts.iter().copied().filter(|a| a.account_type == account_type).collect();
        let mut rows = Vec::new();
        let mut totals = self.zero.clone();
        let is_root = |a: &&&Account| a.parent.is_none_or(|p| !of_type.iter().any(|other| other.id == p));
        let mut seen = BTreeSet::new();
        for root in of_type.iter().filter(is_root) {
            let figures = self.descend(root, &of_type, 0, (&mut rows, &mut seen))?;
            add(&mut totals, &figures)?;
        }
        // INVARIANT: no figure is dropped. What hangs in a ring of parents or too deep stands by itself.
        for lost in of_type.iter().filter(|a| !seen.contains(&a.id)) {
            let figures = self.descend(lost, &[], 0, (&mut rows, &mut BTreeSet::new()))?;
            add(&mut totals, &figures)?;
        }
        Ok(Section { account_type, rows, totals })
    }

    /// Appends the account and what stands under it, and returns their sum. Nothing is appended for what is zero.
    fn descend(
        &self,
        account: &Account,
        of_type: &[&Account],
        depth: u8,
        (rows, seen): (&mut Vec<Row>, &mut BTreeSet<AccountId>),
    ) -> Result<Vec<Amount>, MoneyError> {
        seen.insert(account.id);
        let own = self.nets.get(&account.id).unwrap_or(&self.zero);
        let mut figures = self.on_normal_side(own, account.account_type)?;
        let mut below = Vec::new();
        // a chart's tree is shallow; the bound keeps a ring of parents from looping here
        if depth < 16 {
            for child in of_type.iter().filter(|a| a.parent == Some(account.id)) {
                let child = self.descend(child, of_type, depth + 1, (&mut below, &mut *seen))?;
                add(&mut figures, &child)?;
            }
        }
        let moved = self.nets.contains_key(&account.id) && figures.iter().any(|f| !f.is_zero());
        if moved || !below.is_empty() {
            rows.push(Row {
                account: account.id,
                code: account.code.clone(),
                name: account.name.clone(),
                depth,
                heading: !account.postable || !below.is_empty(),
                figures: figures.clone(),
            });
            rows.append(&mut below);
        }
        Ok(figures)
    }

    fn on_normal_side(&self, nets: &[Amount], account_type: AccountType) -> Result<Vec<Amount>, MoneyError> {
        match account_type.normal_side() {
            crate::Side::Debit => Ok(nets.to_vec()),
            crate::Side::Credit => nets.iter().map(|n| n.checked_neg()).collect(),
        }
    }

    fn result(&self) -> Result<Vec<Amount>, MoneyError> {
        let mut result = self.zero.clone();
        let earned = |a: &&&Account| matches!(a.account_type, AccountType::Income | AccountType::Expense);
        for account in self.accounts.iter().filter(earned) {
            let nets = self.nets.get(&account.id).unwrap_or(&self.zero);
            for (sum, net) in result.iter_mut().zip(nets) {
                *sum = sum.checked_sub(*net)?;
            }
        }
        Ok(result)
    }
}

fn add(sums: &mut [Amount], figures: &[Amount]) -> Result<(), MoneyError> {
    for (sum, figure) in sums.iter_mut().zip(figures) {
        *sum = sum.checked_add(*figure)?;
    }
    Ok(())
}
