use books::statements::{Row, Section};
use books::{Account, AccountId, AccountType};
use jiff::civil::Date;
use serde::Serialize;

use crate::{Figure, Part};

/// An account in a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AccountLabel {
    /// Its id.
    pub id: AccountId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub account_type: AccountType,
}

/// A row of a statement: an account, a heading with what stands under it, or a result that stands on no account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementRow {
    /// The account or heading; `None` for a computed result.
    pub account: Option<AccountLabel>,
    /// What is shown: the account's code and name, or what the result is.
    pub label: String,
    /// Depth below the section, 0 is the outermost.
    pub depth: u8,
    /// Whether it sums the rows under it.
    pub heading: bool,
    /// The figure of the report's own date or span.
    pub figure: Figure,
    /// The figure compared with.
    pub previous: Option<Figure>,
}

/// A part of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectionView {
    /// `assets`, `liabilities`, `equity`, `income`, `expense`.
    pub code: &'static str,
    /// Its English name.
    pub name: &'static str,
    /// Its rows, headings before what stands under them.
    pub rows: Vec<StatementRow>,
    /// Their sum.
    pub total: Figure,
    /// The sum compared with.
    pub previous_total: Option<Figure>,
}

/// The days a column covers: from (`None`: since the beginning) and to.
pub(crate) type Column = (Option<Date>, Date);

/// Dresses a section of a statement; `columns` are one or two, in the order of its figures.
pub(crate) fn section(of: &Section, chart: &[Account], columns: &[Column]) -> SectionView {
    let (code, name, part) = title(of.account_type);
    let ids: Vec<AccountId> = chart.iter().filter(|a| a.account_type == of.account_type).map(|a| a.id).collect();
    SectionView {
        code,
        name,
        rows: of.rows.iter().map(|row| statement_row(row, of.account_type, chart, columns)).collect(),
        total: Figure::new(of.totals[0], ids.clone(), columns[0].0, columns[0].1).of(part),
        previous_total: of.totals.get(1).zip(columns.get(1)).map(|(t, c)| Figure::new(*t, ids, c.0, c.1).of(part)),
    }
}

fn title(account_type: AccountType) -> (&'static str, &'static str, Part) {
    match account_type {
        AccountType::Asset => ("assets", "Assets", Part::Assets),
        AccountType::Liability => ("liabilities", "Liabilities", Part::Liabilities),
        AccountType::Equity => ("equity", "Equity", Part::Equity),
        AccountType::Income => ("income", "Income", Part::Income),
        AccountType::Expense => ("expense", "Expense", Part::Expense),
    }
}

fn statement_row(row: &Row, account_type: AccountType, chart: &[Account], columns: &[Column]) -> StatementRow {
    let ids = under(row.account, chart);
    let figure = |index: usize| {
        let (amount, column) = row.figures.get(index).zip(columns.get(index))?;
        let figure = Figure::new(*amount, ids.clone(), column.0, column.1);
        Some(if row.heading { figure.of(Part::Under(row.account)) } else { figure })
    };
    StatementRow {
        account: Some(AccountLabel { id: row.account, code: row.code.clone(), name: row.name.clone(), account_type }),
        label: format!("{} {}", row.code, row.name),
        depth: row.depth,
        heading: row.heading,
        figure: figure(0).expect("a statement has a column"),
        previous: figure(1),
    }
}

/// The account and everything below it.
pub(crate) fn under(account: AccountId, chart: &[Account]) -> Vec<AccountId> {
    let mut found = vec![account];
    let mut next = 0;
    while let Some(parent) = found.get(next).copied() {
        next += 1;
        let children = chart.iter().filter(|a| a.parent == Some(parent)).map(|a| a.id);
        let fresh: Vec<AccountId> = children.filter(|id| !found.contains(id)).collect();
        found.extend(fresh);
    }
    found
}
