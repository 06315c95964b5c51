use books::statements::{self, Balance};
use books::{Account, AccountId, FiscalCalendar, Statement};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use ledger::{accounts_in, balances_as_of_in, entity_in};
use money::{Amount, Currency};
use op::{EntityId, Op, Permission};
use pg::{Db, TenantTx};
use serde::Serialize;

use crate::rows::{Column, section};
use crate::{Figure, Part, ReportError, SectionView, StatementRow};

/// What is owned and owed at the end of a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BalanceSheetView {
    /// The day.
    pub as_of: Date,
    /// The day compared with.
    pub compare: Option<Date>,
    /// What the books knew then; `None` means now.
    pub known_at: Option<Timestamp>,
    /// The base currency.
    pub currency: Currency,
    /// Assets, liabilities and equity. Equity ends with the results that no closing entry has carried to an account.
    pub sections: Vec<SectionView>,
    /// Liabilities and equity together: equal to the assets.
    pub total_liabilities_and_equity: Figure,
    /// Whether assets = liabilities + equity in every column.
    pub balanced: bool,
}

/// The balance sheet of a business at the end of `as_of`, beside the one of `compare` when given.
///
/// # Errors
/// [`ReportError::Denied`] without `reports-read`; an unknown business.
pub async fn balance_sheet(
    db: &Db,
    op: &Op,
    entity: EntityId,
    as_of: Date,
    compare: Option<Date>,
    known_at: Option<Timestamp>,
) -> Result<BalanceSheetView, ReportError> {
    op.require(Permission::ReportsRead, entity)?;
    let mut tx = db.begin_report(op).await?;
    let business = entity_in(&mut tx, entity).await?;
    let (base, calendar) = (business.base_currency, business.calendar);
    let chart = accounts_in(&mut tx, entity).await?;
    let days: Vec<Date> = std::iter::once(as_of).chain(compare).collect();
    let mut columns = Vec::new();
    let mut earlier = Vec::new();
    for day in &days {
        columns.push(at(&mut tx, entity, *day, known_at).await?);
        let before = before_year(calendar, *day)?;
        let balances = at(&mut tx, entity, before, known_at).await?;
        earlier.push(statements::profit_and_loss(&chart, &[balances], base)?.result[0]);
    }
    let folded = statements::balance_sheet(&chart, &columns, base)?;
    let spans: Vec<Column> = days.iter().map(|day| (None, *day)).collect();
    let mut equity = section(&folded.equity, &chart, &spans);
    add_results(&mut equity, &chart, &days, (&folded.result, &earlier), calendar)?;
    let liabilities_and_equity: Vec<AccountId> =
        chart.iter().filter(|a| a.account_type != books::AccountType::Asset).map(|a| a.id).collect();
    Ok(BalanceSheetView {
        as_of,
        compare,
        known_at,
        currency: base,
        balanced: folded.balances(),
        total_liabilities_and_equity: Figure::new(
            folded.total_equity_and_liabilities[0],
            liabilities_and_equity,
            None,
            as_of,
        )
        .of(Part::LiabilitiesAndEquity),
        sections: vec![section(&folded.assets, &chart, &spans), section(&folded.liabilities, &chart, &spans), equity],
    })
}

async fn at(
    tx: &mut TenantTx,
    entity: EntityId,
    day: Date,
    known_at: Option<Timestamp>,
) -> Result<Vec<Balance>, ReportError> {
    Ok(balances_as_of_in(tx, entity, day, known_at).await?.into_iter().map(Balance::from).collect())
}

/// The last day of the fiscal year before the one `day` lies in.
fn before_year(calendar: FiscalCalendar, day: Date) -> Result<Date, ReportError> {
    let (start, _) = calendar.span(calendar.year_of(day)).map_err(ledger::LedgerError::from)?;
    start.checked_sub(1.day()).map_err(|_| ledger::LedgerError::DateOutOfRange(day).into())
}

/// Adds the results of earlier years and of the present one to equity, and to its totals.
fn add_results(
    equity: &mut SectionView,
    chart: &[Account],
    days: &[Date],
    (all, earlier): (&[Amount], &[Amount]),
    calendar: FiscalCalendar,
) -> Result<(), ReportError> {
    let earned: Vec<AccountId> =
        chart.iter().filter(|a| a.account_type.statement() == Statement::ProfitAndLoss).map(|a| a.id).collect();
    let mut before = Vec::new();
    let mut present = Vec::new();
    for (index, day) in days.iter().enumerate() {
        let last = before_year(calendar, *day)?;
        let first = last.checked_add(1.day()).map_err(|_| ledger::LedgerError::DateOutOfRange(*day))?;
        before.push(Figure::new(earlier[index], earned.clone(), None, last).of(Part::Result));
        let this_year = all[index].checked_sub(earlier[index])?;
        present.push(Figure::new(this_year, earned.clone(), Some(first), *day).of(Part::Result));
    }
    let add = |to: &mut Figure, result: Amount| -> Result<(), ReportError> {
        to.amount = to.amount.checked_add(result)?;
        if let Some(drill) = &mut to.drill {
            drill.account_ids.extend(&earned);
        }
        Ok(())
    };
    add(&mut equity.total, all[0])?;
    if let (Some(total), Some(result)) = (&mut equity.previous_total, all.get(1)) {
        add(total, *result)?;
    }
    for (label, mut figures) in [("Result of earlier years", before), ("Result of this year", present)] {
        if figures.iter().all(|f| f.amount.is_zero()) {
            continue;
        }
        let previous = (figures.len() > 1).then(|| figures.remove(1));
        let figure = figures.remove(0);
        equity.rows.push(StatementRow {
            account: None,
            label: label.to_owned(),
            depth: 0,
            heading: false,
            figure,
            previous,
        });
    }
    Ok(())
}
