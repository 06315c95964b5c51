use audit::Change;
use books::{FiscalCalendar, PeriodStatus};
use jiff::civil::Date;
use op::{Allowed, EntityId, Op, Permission, may};
use pg::{Db, TenantTx, stored_precision};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::{LedgerError, store};

/// A fiscal period of a business.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodView {
    /// Its id.
    pub id: Uuid,
    /// The fiscal year, named by the calendar year in which it ends.
    pub year: i32,
    /// 1 to 12, and 13 for adjustments on the last day.
    pub number: u8,
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// Whether it takes entries.
    pub status: PeriodStatus,
    /// Grows with every change.
    pub version: i32,
}

impl PeriodView {
    /// `2025-03`.
    pub fn label(&self) -> String {
        format!("{}-{:02}", self.year, self.number)
    }
}

/// All periods of a business in their order.
///
/// # Errors
/// [`LedgerError::Denied`] without `ledger-read`.
pub async fn periods(db: &Db, op: &Op, entity: EntityId) -> Result<Vec<PeriodView>, LedgerError> {
    op.require(Permission::LedgerRead, entity)?;
    let mut tx = db.begin(op).await?;
    store::periods::list(&mut tx, entity).await
}

/// The first day from `date` on that takes entries: `date` itself, or the day after the closed periods it lies in. A
/// year that was never opened is open.
///
/// # Errors
/// [`LedgerError::Database`].
pub async fn open_day_in(tx: &mut TenantTx, entity: EntityId, date: Date) -> Result<Date, LedgerError> {
    let closed = store::periods::list(tx, entity).await?;
    let mut closed: Vec<PeriodView> = closed.into_iter().filter(|p| p.status != PeriodStatus::Open).collect();
    closed.sort_by_key(|period| period.start);
    let mut day = date;
    for period in closed.iter().filter(|period| period.number <= 12) {
        if (period.start..=period.end).contains(&day) {
            day = period.end.tomorrow().map_err(|_| LedgerError::DateOutOfRange(date))?;
        }
    }
    Ok(day)
}

/// Closes a period and every earlier one that is still open: the books are closed up to its last day. Returns the
/// periods that were closed now.
///
/// INVARIANT: the lock on the period rows conflicts with the share lock every posting takes, so postings under way end
/// first and later ones find the period closed; the check of the balances is a statement after the lock and sees them.
///
/// # Errors
/// [`LedgerError::Denied`] without `periods-manage`, [`LedgerError::UnknownPeriod`], [`LedgerError::Drift`] when stored
/// balances disagree with the lines.
pub async fn close_period(
    db: &Db,
    op: &Op,
    period: Uuid,
    reason: Option<&str>,
) -> Result<Vec<PeriodView>, LedgerError> {
    let mut tx = db.begin(op).await?;
    let (by, asked) = find(&mut tx, op, period).await?;
    let open: Vec<PeriodView> = store::periods::lock_up_to(&mut tx, by.entity(), asked.year, asked.number).await?;
    let open: Vec<PeriodView> = open.into_iter().filter(|p| p.status == PeriodStatus::Open).collect();
    if let (Some(first), Some(last)) = (open.iter().map(|p| p.start).min(), open.iter().map(|p| p.end).max()) {
        let drift = store::verify::drift(&mut tx, by.entity(), Some((first, last))).await?;
        if !drift.is_empty() {
            return Err(LedgerError::Drift(drift.len()));
        }
    }
    set(&mut tx, op, &by, &open, PeriodStatus::Closed, reason).await?;
    tx.commit().await?;
    Ok(open.into_iter().map(|p| PeriodView { status: PeriodStatus::Closed, version: p.version + 1, ..p }).collect())
}

/// Opens a closed period again. Later periods must be open: what they carry forward changes with it.
///
/// # Errors
/// [`LedgerError::Denied`], [`LedgerError::UnknownPeriod`], [`LedgerError::PeriodLocked`],
/// [`LedgerError::LaterPeriodClosed`].
pub async fn reopen_period(db: &Db, op: &Op, period: Uuid, reason: &str) -> Result<PeriodView, LedgerError> {
    let reason = reason.trim();
    if reason.is_empty() {
        let why = "say why the period is opened again: the reason stands in the audit trail".to_owned();
        return Err(LedgerError::Invalid { field: "reason", reason: why });
    }
    let mut tx = db.begin(op).await?;
    let (by, _) = find(&mut tx, op, period).await?;
    let all = store::periods::lock_all(&mut tx, by.entity()).await?;
    let asked = all.iter().find(|p| p.id == period).cloned().ok_or(LedgerError::UnknownPeriod(period))?;
    match asked.status {
        PeriodStatus::Open => return Ok(asked),
        PeriodStatus::Locked => return Err(LedgerError::PeriodLocked(asked.label())),
        PeriodStatus::Closed => {}
    }
    let later = |p: &&PeriodView| (p.year, p.number) > (asked.year, asked.number) && p.status != PeriodStatus::Open;
    if let Some(closed) = all.iter().rev().find(later) {
        return Err(LedgerError::LaterPeriodClosed(closed.label()));
    }
    set(&mut tx, op, &by, std::slice::from_ref(&asked), PeriodStatus::Open, Some(reason)).await?;
    tx.commit().await?;
    Ok(PeriodView { status: PeriodStatus::Open, version: asked.version + 1, ..asked })
}

/// Locks a period and all before it for good, after a return or statement was filed. The periods must be closed.
///
/// # Errors
/// [`LedgerError::Denied`], [`LedgerError::UnknownPeriod`], [`LedgerError::Invalid`] when one of them is open.
pub async fn lock_period(db: &Db, op: &Op, period: Uuid, reason: &str) -> Result<Vec<PeriodView>, LedgerError> {
    let reason = reason.trim();
    if reason.is_empty() {
        let why = "say why the period is locked for good: the reason stands in the audit trail".to_owned();
        return Err(LedgerError::Invalid { field: "reason", reason: why });
    }
    let mut tx = db.begin(op).await?;
    let (by, asked) = find(&mut tx, op, period).await?;
    let all = store::periods::lock_up_to(&mut tx, by.entity(), asked.year, asked.number).await?;
    if let Some(open) = all.iter().find(|p| p.status == PeriodStatus::Open) {
        let why = format!("period {} is open: close it before it is locked for good", open.label());
        return Err(LedgerError::Invalid { field: "period", reason: why });
    }
    let closed: Vec<PeriodView> = all.into_iter().filter(|p| p.status == PeriodStatus::Closed).collect();
    set(&mut tx, op, &by, &closed, PeriodStatus::Locked, Some(reason)).await?;
    tx.commit().await?;
    Ok(closed.into_iter().map(|p| PeriodView { status: PeriodStatus::Locked, version: p.version + 1, ..p }).collect())
}

async fn find(
    tx: &mut TenantTx,
    op: &Op,
    period: Uuid,
) -> Result<(Allowed<may::PeriodsManage>, PeriodView), LedgerError> {
    let (entity, found) = store::periods::find(tx, period).await?.ok_or(LedgerError::UnknownPeriod(period))?;
    Ok((op.authorise(may::PeriodsManage, entity)?, found))
}

async fn set(
    tx: &mut TenantTx,
    op: &Op,
    by: &Allowed<may::PeriodsManage>,
    periods: &[PeriodView],
    status: PeriodStatus,
    reason: Option<&str>,
) -> Result<(), LedgerError> {
    let Some(first) = periods.first() else { return Ok(()) };
    let ids: Vec<Uuid> = periods.iter().map(|p| p.id).collect();
    store::periods::set_status(tx, by, &ids, status, stored_precision(op.now())).await?;
    let action = match status {
        PeriodStatus::Open => "period.reopened",
        PeriodStatus::Closed => "period.closed",
        PeriodStatus::Locked => "period.locked",
    };
    let changes = periods.iter().map(|p| Change {
        reason: reason.map(str::to_owned),
        ..Change::of(action, "period", p.id)
            .in_entity(by.entity())
            .before(json!({ "period": p.label(), "status": p.status }))
            .after(json!({ "period": p.label(), "status": status }))
    });
    audit::record_many(tx, op, changes.collect()).await?;
    let payload = json!({ "status": status, "periods": periods.iter().map(PeriodView::label).collect::<Vec<_>>() });
    jobs::emit(
        tx,
        op,
        jobs::News { topic: "period.changed", entity: Some(by.entity()), subject_id: first.id, payload },
    )
    .await?;
    Ok(())
}

/// Adds the thirteen periods of a fiscal year. Under a later period that is closed they are born closed: an entry in
/// them would change what was closed.
pub(crate) async fn open_year(
    tx: &mut TenantTx,
    op: &Op,
    entity: EntityId,
    calendar: FiscalCalendar,
    year: i32,
) -> Result<(), LedgerError> {
    let periods = calendar.year(year)?;
    let rows: Vec<(Uuid, books::Period)> = periods.into_iter().map(|p| (op.new_id(), p)).collect();
    store::periods::insert_year(tx, entity, year, &rows).await
}
