use audit::Change;
use jiff::civil::Date;
use jobs::News;
use money::Amount;
use op::{Actor, Allowed, EntityId, Op, may};
use pg::{Db, TenantTx, stored_precision};
use road::to_stored;
use serde_json::json;

use crate::compute::Ground;
use crate::store::{self, Scope};
use crate::{Filing, FilingId, TaxReturn, TaxReturnError};

/// Longest reference in characters.
const REFERENCE_MAX: usize = 200;
/// Longest reason in characters.
const REASON_MAX: usize = 2000;

/// A return that was filed with the authority, to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFiling {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// What a person entered, by box.
    pub entered: Vec<(String, Amount)>,
    /// Declared figures as they were seen, by box: filed elsewhere, they must be what is recorded. None: whatever they are.
    pub seen: Vec<(String, Amount)>,
    /// What the authority called it.
    pub reference: Option<String>,
    /// Lines of which the form does not tell where they go were looked at and stay out.
    pub accept_left_out: bool,
}

/// Records a return as filed: its figures stand, its lines are taken in, and what is posted later for its days comes
/// into the next one.
///
/// # Errors
/// [`TaxReturnError::Denied`] without `periods-manage`; [`TaxReturnError::AgentMayNotFile`];
/// [`TaxReturnError::NotOver`]; [`TaxReturnError::FiledBefore`]; [`TaxReturnError::LeftOut`];
/// [`TaxReturnError::Changed`] when something was posted since the figures were seen;
/// [`TaxReturnError::Invalid`]; otherwise as [`crate::tax_return`].
pub async fn file(db: &Db, op: &Op, entity: EntityId, new: NewFiling) -> Result<(Filing, TaxReturn), TaxReturnError> {
    let by = op.authorise(may::PeriodsManage, entity)?;
    refuse_agents(op)?;
    let reference = new.reference.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    if reference.as_ref().is_some_and(|text| text.chars().count() > REFERENCE_MAX || text.contains('\0')) {
        return Err(TaxReturnError::Invalid { field: "reference", why: "use at most 200 characters" });
    }
    if new.to >= op.now().to_zoned(jiff::tz::TimeZone::UTC).date() {
        return Err(TaxReturnError::NotOver { to: new.to });
    }
    let id = FilingId(op.new_id());
    let mut tx = db.begin(op).await?;
    let ground = Ground::of(&mut tx, &by, new.from, new.to).await?;
    store::lock(&mut tx, &by).await?;
    let scope = Scope { from: new.from, to: new.to, filing: None };
    store::take_in(&mut tx, &by, scope, id).await?;
    // what was taken in and nothing that was posted meanwhile
    let sums = store::sums(&mut tx, &by, Scope { filing: Some(id), ..scope }).await?;
    let filled = ground.filled_in(&sums, &new.entered)?;
    if filled.left_out > 0 && !new.accept_left_out {
        return Err(TaxReturnError::LeftOut { lines: filled.left_out });
    }
    if let Some((id, _)) = new.seen.iter().find(|(id, seen)| filled.find(id).is_some_and(|b| b.declared != *seen)) {
        return Err(TaxReturnError::Changed { id: id.clone() });
    }
    let filing = Filing {
        id,
        form: filled.form.key.to_owned(),
        from: new.from,
        to: new.to,
        filed_at: stored_precision(op.now()),
        filed_by: op.actor.name(),
        reference,
        withdrawn: None,
    };
    let figures = to_stored(&filled.as_kept());
    store::insert(&mut tx, op, &by, &filing, &figures).await?;
    let change = Change::of("tax_return.filed", "tax_filing", id.0)
        .in_entity(entity)
        .after(json!({ "filing": filing, "figures": figures }));
    announce(&mut tx, op, &by, id, change).await?;
    tx.commit().await?;
    Ok((filing.clone(), TaxReturn { filing: Some(filing), ..filled }))
}

/// Records that a filing does not count any more: it was recorded in error, or is filed anew.
///
/// # Errors
/// [`TaxReturnError::Denied`] without `periods-manage`; [`TaxReturnError::AgentMayNotFile`];
/// [`TaxReturnError::UnknownFiling`]; [`TaxReturnError::WithdrawnBefore`]; [`TaxReturnError::Invalid`] without a reason.
pub async fn withdraw(
    db: &Db,
    op: &Op,
    entity: EntityId,
    id: FilingId,
    reason: &str,
) -> Result<Filing, TaxReturnError> {
    let by = op.authorise(may::PeriodsManage, entity)?;
    refuse_agents(op)?;
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > REASON_MAX || reason.contains('\0') {
        return Err(TaxReturnError::Invalid { field: "reason", why: "say why in 1 to 2000 characters" });
    }
    let mut tx = db.begin(op).await?;
    store::lock(&mut tx, &by).await?;
    let found = store::filings(&mut tx, &by, Some(id)).await?.pop();
    let (before, _) = found.ok_or(TaxReturnError::UnknownFiling)?;
    let at = stored_precision(op.now());
    if !store::withdraw(&mut tx, op, &by, id, at, reason).await? {
        return Err(TaxReturnError::WithdrawnBefore);
    }
    let after = Filing { withdrawn: Some((at, op.actor.name(), reason.to_owned())), ..before.clone() };
    let mut change = Change::of("tax_return.withdrawn", "tax_filing", id.0)
        .in_entity(entity)
        .before(json!(before))
        .after(json!(after));
    change.reason = Some(reason.to_owned());
    announce(&mut tx, op, &by, id, change).await?;
    tx.commit().await?;
    Ok(after)
}

fn refuse_agents(op: &Op) -> Result<(), TaxReturnError> {
    match op.actor {
        Actor::Agent { .. } => Err(TaxReturnError::AgentMayNotFile { actor: op.actor.name() }),
        _ => Ok(()),
    }
}

async fn announce(
    tx: &mut TenantTx,
    op: &Op,
    by: &Allowed<may::PeriodsManage>,
    id: FilingId,
    change: Change,
) -> Result<(), TaxReturnError> {
    audit::record(tx, op, change).await?;
    let news = News { topic: "return.changed", entity: Some(by.entity()), subject_id: id.0, payload: json!({}) };
    jobs::emit(tx, op, news).await?;
    Ok(())
}
