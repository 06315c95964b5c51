//! The balance of some accounts as it runs from line to line.
//!
//! Income and expense, the nominal accounts, start from nothing with each fiscal year, as the trial balance counts them;
//! what the other accounts hold runs on.

use std::collections::HashSet;

use books::{AccountId, FiscalCalendar, Statement};
use jiff::ToSpan;
use jiff::civil::Date;
use money::{Amount, Currency};
use pg::TenantTx;
use uuid::Uuid;

use crate::account_lines::Cursor;
use crate::store::balances::Part;
use crate::{AccountLinesFilter, LedgerError, store};

/// Accounts that are read as one, and how their balance runs.
pub(crate) struct Accounts<'a> {
    filter: &'a AccountLinesFilter,
    pub base: Currency,
    calendar: FiscalCalendar,
    nominal: HashSet<AccountId>,
}

/// A balance that runs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Running {
    nominal: Amount,
    others: Amount,
    /// The fiscal year of `nominal`; none before the first line.
    year: Option<i32>,
}

impl Running {
    /// Debit positive.
    pub fn total(&self) -> Result<Amount, LedgerError> {
        Ok(self.nominal.checked_add(self.others).map_err(books::EntryError::from)?)
    }
}

impl<'a> Accounts<'a> {
    pub async fn load(tx: &mut TenantTx, filter: &'a AccountLinesFilter) -> Result<Self, LedgerError> {
        let entity = crate::entity_in(tx, filter.entity).await?;
        let chart = store::chart::accounts(tx, filter.entity, None, None).await?;
        let is_nominal = |account: &books::Account| account.account_type.statement() == Statement::ProfitAndLoss;
        let nominal = chart.into_iter().map(|(account, _)| account).filter(is_nominal).map(|a| a.id).collect();
        Ok(Self { filter, base: entity.base_currency, calendar: entity.calendar, nominal })
    }

    /// The balance before the first line after `cursor`, or else of the span.
    pub async fn before(&self, tx: &mut TenantTx, cursor: Option<Cursor>) -> Result<Running, LedgerError> {
        let Some(day) = cursor.map(|c| c.date).or(self.filter.from) else { return Ok(self.nothing()) };
        let mut running = self.at_start_of(tx, day).await?;
        if let Some(cursor) = cursor {
            for (account, minor) in store::lines::sums_on_day(tx, self.filter, cursor).await? {
                self.add(&mut running, day, account, Amount::new(minor, self.base))?;
            }
        }
        Ok(running)
    }

    /// The balance at the end of the span.
    pub async fn after(&self, tx: &mut TenantTx) -> Result<Running, LedgerError> {
        match self.filter.to.and_then(|day| day.tomorrow().ok()) {
            // the day after the last one may begin a fiscal year: what counts is the year that ends
            Some(next) => self.counted_from(tx, next, self.year_start(self.last_day(next)?)?).await,
            None => self.counted_from(tx, Date::MAX, Date::MIN).await,
        }
    }

    /// Takes a line in.
    pub fn add(&self, running: &mut Running, day: Date, account: AccountId, amount: Amount) -> Result<(), LedgerError> {
        let year = self.calendar.year_of(day);
        if running.year.replace(year) != Some(year) {
            running.nominal = Amount::zero(self.base);
        }
        let side = if self.nominal.contains(&account) { &mut running.nominal } else { &mut running.others };
        *side = side.checked_add(amount).map_err(books::EntryError::from)?;
        Ok(())
    }

    async fn at_start_of(&self, tx: &mut TenantTx, day: Date) -> Result<Running, LedgerError> {
        let mut running = self.counted_from(tx, day, self.year_start(day)?).await?;
        running.year = Some(self.calendar.year_of(day));
        Ok(running)
    }

    /// The balance at the start of `day`, of nominal accounts what came since `start`.
    async fn counted_from(&self, tx: &mut TenantTx, day: Date, start: Date) -> Result<Running, LedgerError> {
        let mut running = self.nothing();
        for part in self.parts(tx, day).await? {
            let side = if self.nominal.contains(&part.account) { &mut running.nominal } else { &mut running.others };
            *side = side.checked_add(self.net(&part)).map_err(books::EntryError::from)?;
        }
        for part in self.parts(tx, start).await?.into_iter().filter(|part| self.nominal.contains(&part.account)) {
            running.nominal = running.nominal.checked_sub(self.net(&part)).map_err(books::EntryError::from)?;
        }
        Ok(running)
    }

    /// The stored balances at the start of a day.
    async fn parts(&self, tx: &mut TenantTx, day: Date) -> Result<Vec<Part>, LedgerError> {
        let accounts: Vec<Uuid> = self.filter.accounts.iter().map(|a| a.0).collect();
        match day.yesterday() {
            Ok(before) => {
                store::balances::as_of(tx, self.filter.entity, before, self.filter.known_at, Some(&accounts)).await
            }
            Err(_) => Ok(Vec::new()),
        }
    }

    fn net(&self, part: &Part) -> Amount {
        Amount::new(part.debit - part.credit, self.base)
    }

    fn nothing(&self) -> Running {
        let nothing = Amount::zero(self.base);
        Running { nominal: nothing, others: nothing, year: None }
    }

    fn last_day(&self, next: Date) -> Result<Date, LedgerError> {
        next.checked_sub(1.day()).map_err(|_| LedgerError::DateOutOfRange(next))
    }

    fn year_start(&self, day: Date) -> Result<Date, LedgerError> {
        Ok(self.calendar.span(self.calendar.year_of(day))?.0)
    }
}
