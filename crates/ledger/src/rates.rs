use audit::Change;
use books::RateId;
use jiff::Timestamp;
use jiff::ToSpan;
use jiff::civil::Date;
use money::{Currency, Rate};
use op::{Op, may};
use pg::{Db, TenantTx, stored_precision};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{LedgerError, store};

/// A rate to be recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewRate {
    /// One unit of this ...
    pub from: Currency,
    /// ... buys `rate` units of this.
    pub to: Currency,
    /// The day it is for.
    pub day: Date,
    /// The rate.
    pub rate: Rate,
    /// Who published it: `ecb`, `hmrc`, `manual`.
    pub source: String,
}

/// A recorded rate, or one derived from recorded ones. A correction is a further row; the last one recorded counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateRow {
    /// The recorded rate it is; absent when it is the way through a third currency.
    pub id: Option<RateId>,
    /// One unit of this ...
    pub from: Currency,
    /// ... buys `rate` units of this.
    pub to: Currency,
    /// The day it is for.
    pub day: Date,
    /// The rate.
    pub rate: Rate,
    /// Who published it, or how it was derived.
    pub source: String,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// By whom.
    pub recorded_by: String,
}

impl NewRate {
    /// The rates of a file (pairs, days and rates) as `source` published them: those of `since` and later that touch one
    /// of the currencies; all do when none is named.
    pub fn of_file(
        rates: impl Iterator<Item = (Currency, Currency, Date, Rate)>,
        source: &str,
        since: Option<Date>,
        only: &[Currency],
    ) -> Vec<Self> {
        let all = rates.map(|(from, to, day, rate)| Self { from, to, day, rate, source: source.to_owned() });
        all.filter(|rate| rate.is_wanted(since, only)).collect()
    }

    fn is_wanted(&self, since: Option<Date>, only: &[Currency]) -> bool {
        let named = only.is_empty() || only.contains(&self.from) || only.contains(&self.to);
        named && since.is_none_or(|since| self.day >= since)
    }

    /// Whether it can be recorded.
    pub(crate) fn check(&self) -> Result<(), LedgerError> {
        let invalid = |field, reason: &str| Err(LedgerError::Invalid { field, reason: reason.to_owned() });
        if self.from == self.to {
            return invalid("to", "a rate is between two currencies: choose another one");
        }
        if self.source.is_empty() || self.source.chars().count() > 60 {
            return invalid("source", "say in at most 60 characters who published the rate");
        }
        Ok(())
    }
}

/// Records a rate for the organisation. Posted lines keep the value they were posted with.
///
/// # Errors
/// [`LedgerError::Denied`] without `ledger-post` for the organisation; [`LedgerError::Invalid`].
pub async fn add_rate(db: &Db, op: &Op, new: NewRate) -> Result<RateRow, LedgerError> {
    let by = op.authorise(may::LedgerPost, op.org)?;
    new.check()?;
    let id = op.new_id();
    let row = RateRow {
        id: Some(RateId(id)),
        from: new.from,
        to: new.to,
        day: new.day,
        rate: new.rate,
        source: new.source,
        recorded_at: stored_precision(op.now()),
        recorded_by: op.actor.name(),
    };
    let mut tx = db.begin(op).await?;
    store::rates::insert(&mut tx, &by, id, &row).await?;
    let change = Change::of("rate.recorded", "exchange_rate", id).after(json!(row));
    audit::record(&mut tx, op, change).await?;
    tx.commit().await?;
    Ok(row)
}

/// The rates recorded for the days of a span, newest first, at most a thousand.
///
/// # Errors
/// The database's.
pub async fn rates(db: &Db, op: &Op, first: Date, last: Date) -> Result<Vec<RateRow>, LedgerError> {
    let mut tx = db.begin(op).await?;
    store::rates::list(&mut tx, first, last).await
}

/// As [`latest_rate_in`], in a transaction of its own.
///
/// # Errors
/// As [`latest_rate_in`].
pub async fn latest_rate(db: &Db, op: &Op, from: Currency, to: Currency, day: Date) -> Result<RateRow, LedgerError> {
    let mut tx = db.begin(op).await?;
    latest_rate_in(&mut tx, from, to, day).await
}

/// How many days a rate may be old. Central banks publish none for up to five days in a row, over Easter and the turn of
/// the year; an older one is no rate of the day, and is never used silently.
const OLDEST: i64 = 10;

/// The rate for a day: the latest one of the ten days up to it, else the inverse of the other direction, else the way through
/// the euro, as central banks publish them. At full precision: rounding happens once, at the conversion.
///
/// # Errors
/// [`LedgerError::NoRate`].
pub async fn latest_rate_in(
    tx: &mut TenantTx,
    from: Currency,
    to: Currency,
    day: Date,
) -> Result<RateRow, LedgerError> {
    if let Some(rate) = either_way(tx, from, to, day).await? {
        return Ok(rate);
    }
    let missing = || LedgerError::NoRate { from, to, day };
    if from == Currency::EUR || to == Currency::EUR {
        return Err(missing());
    }
    let first = either_way(tx, from, Currency::EUR, day).await?.ok_or_else(missing)?;
    let second = either_way(tx, Currency::EUR, to, day).await?.ok_or_else(missing)?;
    let rate = first.rate.through(second.rate).map_err(books::EntryError::from)?;
    let source = format!("{} through EUR", first.source);
    Ok(RateRow { id: None, from, to, day: first.day.min(second.day), rate, source, ..first })
}

async fn either_way(
    tx: &mut TenantTx,
    from: Currency,
    to: Currency,
    day: Date,
) -> Result<Option<RateRow>, LedgerError> {
    let is_fresh = |row: &RateRow| row.day >= day.saturating_sub(OLDEST.days());
    if let Some(row) = store::rates::latest(tx, from, to, day, None).await?.filter(is_fresh) {
        return Ok(Some(row));
    }
    let Some(row) = store::rates::latest(tx, to, from, day, None).await?.filter(is_fresh) else { return Ok(None) };
    let rate = row.rate.inverse().map_err(books::EntryError::from)?;
    Ok(Some(RateRow { from, to, rate, source: format!("{}, inverse", row.source), ..row }))
}
