use std::collections::HashMap;

use approvals::Ruling;
use audit::Change;
use books::EntryId;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use op::{EntityId, Op, may};
use pg::{Db, TenantTx, stored_precision};
use serde_json::json;
use uuid::Uuid;

use crate::admit::{Item, MayPost, admit};
use crate::rules::{self, Frame, Judgement};
use crate::store::frame::Question;
use crate::store::posting::Ready;
use crate::{
    EntryNumber, LedgerError, NewAttachment, NewEntry, Posted, Provenance, Source, fold, periods, reverse, settles,
    store, whole,
};

/// Posts one entry in a transaction of its own.
///
/// # Errors
/// Any of [`LedgerError`]'s refusals; nothing is written then.
pub async fn post(db: &Db, op: &Op, new: &NewEntry) -> Result<Posted, LedgerError> {
    match post_once(db, op, new).await {
        // the other one has ended by now: its result is found by the key, or the way is free
        Err(LedgerError::TryAgain) => post_once(db, op, new).await,
        outcome => outcome,
    }
}

async fn post_once(db: &Db, op: &Op, new: &NewEntry) -> Result<Posted, LedgerError> {
    let mut tx = db.begin(op).await?;
    let posted = post_in(&mut tx, op, new).await?;
    commit(tx).await?;
    fold::after_commit(db, op, std::iter::once(&posted)).await;
    Ok(posted)
}

/// Commits; a broken connection leaves the outcome unknown, which is an answer of its own.
pub(crate) async fn commit(tx: TenantTx) -> Result<(), LedgerError> {
    tx.commit().await.map_err(|e| match e.sqlstate() {
        Some(_) => LedgerError::Database(e),
        None => LedgerError::CommitUnknown(e.to_string()),
    })
}

/// Posts one entry in the caller's transaction, so that it commits with the caller's decision.
///
/// # Errors
/// As [`post`]; after an error of the database the caller's transaction cannot commit.
pub async fn post_in(tx: &mut TenantTx, op: &Op, new: &NewEntry) -> Result<Posted, LedgerError> {
    let mut outcomes = post_batch(tx, &[Item { op, new, whole: false }]).await?;
    outcomes.pop().unwrap_or(Err(LedgerError::UnknownEntity(new.entity)))
}

/// Posts several entries of one business in the caller's transaction: all, or the first refusal.
///
/// # Errors
/// As [`post_in`].
pub async fn post_many_in(tx: &mut TenantTx, op: &Op, entries: &[NewEntry]) -> Result<Vec<Posted>, LedgerError> {
    let items: Vec<Item<'_>> = entries.iter().map(|new| Item { op, new, whole: false }).collect();
    post_batch(tx, &items).await?.into_iter().collect()
}

/// Adds files to an entry that is posted already.
///
/// # Errors
/// [`LedgerError::Denied`], [`LedgerError::UnknownEntry`].
pub async fn attach_in(tx: &mut TenantTx, op: &Op, entry: EntryId, files: &[NewAttachment]) -> Result<(), LedgerError> {
    let entity = store::entries::entity_of(tx, entry).await?.ok_or(LedgerError::UnknownEntry(entry))?;
    let by = MayPost::Entry(op.authorise(may::LedgerPost, entity)?);
    let pairs: Vec<(Uuid, &NewAttachment)> = files.iter().map(|f| (entry.0, f)).collect();
    store::posting::insert_attachments(tx, &by, stored_precision(op.now()), &op.actor.name(), &pairs).await?;
    let names: Vec<&str> = files.iter().map(|f| f.name.as_str()).collect();
    let change = Change::of("entry.attached", "entry", entry.0).in_entity(entity).after(json!({ "files": names }));
    audit::record(tx, op, change).await?;
    Ok(())
}

/// Posts entries of **one** business: each is judged for itself and gets its own result; those that may be posted are
/// inserted together. An outer error means that the transaction is broken and none of them was posted.
pub(crate) async fn post_batch(
    tx: &mut TenantTx,
    items: &[Item<'_>],
) -> Result<Vec<Result<Posted, LedgerError>>, LedgerError> {
    let judged = judge_batch(tx, items).await?;
    write_batch(tx, items, judged).await
}

/// A batch that was judged and waits to be written in the transaction it was judged in.
pub(crate) struct JudgedBatch<'a> {
    /// What the books said; absent when nobody may post any of it.
    frame: Option<Frame>,
    /// Those to insert, with their place.
    ready: Vec<(usize, Ready<'a>)>,
    /// As (place, place of the earlier entry with the same key).
    twins: Vec<(usize, usize)>,
    /// What is settled already.
    outcomes: Vec<Option<Result<Posted, LedgerError>>>,
    at: Timestamp,
}

/// Asks who may post what, loads what the books say and judges every entry by it.
pub(crate) async fn judge_batch<'a>(tx: &mut TenantTx, items: &[Item<'a>]) -> Result<JudgedBatch<'a>, LedgerError> {
    let (admitted, mut outcomes): (Vec<Option<MayPost>>, Vec<Option<Result<Posted, LedgerError>>>) = items
        .iter()
        .map(|item| match admit(item) {
            Ok(by) => (Some(by), None),
            Err(refused) => (None, Some(Err(refused))),
        })
        .unzip();
    let allowed = || items.iter().zip(&admitted).filter(|(_, by)| by.is_some()).map(|(item, _)| item.new);
    let Some((first, question)) = allowed().next().zip(Question::of(allowed())) else {
        return Ok(JudgedBatch { frame: None, ready: vec![], twins: vec![], outcomes, at: Timestamp::UNIX_EPOCH });
    };
    let (entity, op) = (first.entity, items[0].op);
    let mut frame = load_frame(tx, op, entity, &question).await?;
    list_new_values(tx, op, entity, &mut frame).await?;
    let at = stored_precision(op.now());
    let (ready, twins) = judge_all(&frame, items, admitted, &mut outcomes, at);
    note_combinations(tx, entity, &frame, &ready).await?;
    Ok(JudgedBatch { frame: Some(frame), ready, twins, outcomes, at })
}

/// Inserts what was judged good, with its audit rows, and tells what became of each entry.
pub(crate) async fn write_batch(
    tx: &mut TenantTx,
    items: &[Item<'_>],
    judged: JudgedBatch<'_>,
) -> Result<Vec<Result<Posted, LedgerError>>, LedgerError> {
    let JudgedBatch { frame, ready, twins, mut outcomes, at } = judged;
    let Some(frame) = frame else { return Ok(outcomes.into_iter().flatten().collect()) };
    let numbers = insert(tx, at, &ready).await?;
    for (index, one) in ready {
        let number = numbers.get(&one.id).copied().ok_or_else(|| missing_number(one.id))?;
        let number = EntryNumber { journal: one.new.journal.clone(), year: one.placed.period.year, number };
        let whole = items[index].whole.then(|| whole::of(&frame, &one, &number, at)).transpose()?.flatten();
        let entry = EntryId(one.id);
        outcomes[index] = Some(Ok(Posted { entry, number, recorded_at: at, repeated: false, whole }));
    }
    for (index, of) in twins {
        outcomes[index] = Some(twin(items, &outcomes, index, of));
    }
    record(tx, items, &outcomes).await?;
    take_back(tx, items, &outcomes).await?;
    Ok(outcomes.into_iter().flatten().collect())
}

/// Posts the mirror images of the entries that name a day for it.
async fn take_back(
    tx: &mut TenantTx,
    items: &[Item<'_>],
    outcomes: &[Option<Result<Posted, LedgerError>>],
) -> Result<(), LedgerError> {
    let mut reversals = Vec::new();
    for (item, outcome) in items.iter().zip(outcomes) {
        let (Some(day), Some(Ok(posted))) = (item.new.reversed_on, outcome) else { continue };
        if !posted.repeated {
            reversals.push((item.op, reverse::mirror(item.new, posted, day)?));
        }
    }
    for (op, new) in &reversals {
        Box::pin(post_in(tx, op, new)).await?;
    }
    Ok(())
}

fn missing_number(entry: Uuid) -> LedgerError {
    LedgerError::Corrupt(format!("entry {entry} was inserted without a number"))
}

/// Loads what the books say, and opens the fiscal years of the dates when no books were kept for them yet.
async fn load_frame(tx: &mut TenantTx, op: &Op, entity: EntityId, question: &Question) -> Result<Frame, LedgerError> {
    let unknown = || LedgerError::UnknownEntity(entity);
    let frame = store::frame::load(tx, entity, question).await?.ok_or_else(unknown)?;
    let (first, last) = (frame.calendar.year_of(question.first), frame.calendar.year_of(question.last));
    let latest = frame.calendar.year_of(today(op)) + 1;
    let missing: Vec<i32> = (first.max(1950)..=last.min(latest))
        .filter(|year| !frame.periods.keys().any(|(known, _)| known == year))
        .collect();
    if missing.is_empty() {
        return Ok(frame);
    }
    for year in missing {
        periods::open_year(tx, op, entity, frame.calendar, year).await?;
    }
    store::frame::load(tx, entity, question).await?.ok_or_else(unknown)
}

/// Values of open dimensions that are used for the first time. Rare: a round trip of its own.
async fn list_new_values(tx: &mut TenantTx, op: &Op, entity: EntityId, frame: &mut Frame) -> Result<(), LedgerError> {
    let added = frame.dimensions.admit(|| op.new_id());
    if added.is_empty() {
        return Ok(());
    }
    store::dimensions::insert_values(tx, entity, &added).await?;
    let changes = added.into_iter().map(|(_, id, code)| {
        Change::of("dimension_value.added", "dimension_value", id).in_entity(entity).after(json!({ "code": code }))
    });
    audit::record_many(tx, op, changes.collect()).await?;
    Ok(())
}

/// The combinations of dimension values that the lines name are there before the lines are.
async fn note_combinations(
    tx: &mut TenantTx,
    entity: EntityId,
    frame: &Frame,
    ready: &[(usize, Ready<'_>)],
) -> Result<(), LedgerError> {
    let named = ready.iter().flat_map(|(_, one)| one.new.entry.lines().iter().zip(&one.placed.lines));
    let named = named.filter_map(|(line, placed)| Some((placed.dimension_set?, &line.dimensions)));
    let members = frame.dimensions.members(named);
    if members.is_empty() {
        return Ok(());
    }
    store::dimensions::insert_sets(tx, entity, &members).await
}

type Judged<'a> = (Vec<(usize, Ready<'a>)>, Vec<(usize, usize)>);

/// Judges every entry that has no outcome yet. Returns those to insert with their place, and the twins: entries whose
/// key an earlier entry of the same batch has, as (place, place of the earlier one).
fn judge_all<'a>(
    frame: &Frame,
    items: &[Item<'a>],
    admitted: Vec<Option<MayPost>>,
    outcomes: &mut [Option<Result<Posted, LedgerError>>],
    at: Timestamp,
) -> Judged<'a> {
    let today = at.to_zoned(TimeZone::UTC).date();
    let mut ready = Vec::new();
    let mut twins = Vec::new();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (index, (item, by)) in items.iter().zip(admitted).enumerate() {
        let Some(by) = by else { continue };
        let key = item.new.idempotency_key.as_deref();
        if let Some(of) = key.and_then(|key| seen.get(key)) {
            twins.push((index, *of));
            continue;
        }
        let digest = rules::digest(item.new);
        match rules::judge(frame, item.new, &digest, today) {
            Ok(Judgement::Post(placed)) => {
                seen.extend(key.map(|key| (key, index)));
                let id = item.new.id.map_or_else(|| item.op.new_id(), |id| id.0);
                ready.push((index, Ready { id, by, op: item.op, new: item.new, placed, digest }));
            }
            Ok(Judgement::Repeat(posted)) => outcomes[index] = Some(Ok(posted)),
            Err(error) => outcomes[index] = Some(Err(error)),
        }
    }
    (ready, twins)
}

/// The answer to an entry whose key came twice in one batch.
fn twin(
    items: &[Item<'_>],
    outcomes: &[Option<Result<Posted, LedgerError>>],
    index: usize,
    of: usize,
) -> Result<Posted, LedgerError> {
    let Some(Ok(posted)) = &outcomes[of] else { return Err(LedgerError::TryAgain) };
    let earlier = rules::Earlier { posted: posted.clone(), digest: rules::digest(items[of].new).to_vec() };
    match rules::repeat(items[index].new, &earlier, &rules::digest(items[index].new))? {
        Judgement::Repeat(posted) => Ok(posted),
        Judgement::Post(_) => Err(LedgerError::TryAgain),
    }
}

async fn insert(
    tx: &mut TenantTx,
    at: Timestamp,
    ready: &[(usize, Ready<'_>)],
) -> Result<HashMap<Uuid, i64>, LedgerError> {
    if ready.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<&Ready<'_>> = ready.iter().map(|(_, one)| one).collect();
    let numbers = store::posting::insert(tx, at, &rows).await.map_err(|e| refusal(e, &rows))?;
    let cited: Vec<(Uuid, &Provenance)> =
        rows.iter().flat_map(|one| one.new.provenance.iter().map(|p| (one.id, p))).collect();
    if !cited.is_empty() {
        store::posting::insert_provenance(tx, &cited).await?;
    }
    let files: Vec<(Uuid, &NewAttachment)> =
        rows.iter().flat_map(|one| one.new.attachments.iter().map(|f| (one.id, f))).collect();
    if !files.is_empty() {
        let one = rows[0];
        store::posting::insert_attachments(tx, &one.by, at, &one.op.actor.name(), &files).await?;
    }
    settles::settle(tx, at, &rows).await?;
    Ok(numbers)
}

/// What the database refused although the frame allowed it: something happened in between.
fn refusal(error: LedgerError, rows: &[&Ready<'_>]) -> LedgerError {
    let LedgerError::Database(pg::PgError::Sql(sql)) = &error else { return error };
    match (pg::constraint_of(sql), rows) {
        (Some("entry_reversed_once"), [one]) => match one.new.source {
            Source::Reversal(of) => LedgerError::AlreadyReversed(of),
            _ => error,
        },
        (Some("period_open"), [one]) => LedgerError::PeriodClosed {
            date: one.new.entry.header().date,
            period: one.placed.period.label(),
            status: books::PeriodStatus::Closed,
        },
        (Some(approvals::PRESENT_POLICY), _) => approvals::ApprovalError::PolicyMoved.into(),
        (Some("entry_key_waits"), [one]) => LedgerError::KeyWaits(one.new.idempotency_key.clone().unwrap_or_default()),
        _ => error,
    }
}

/// Writes the audit rows of what was posted, by one statement. The news of each entry is written by the database in the
/// statement that inserts it (migration 0103).
async fn record(
    tx: &mut TenantTx,
    items: &[Item<'_>],
    outcomes: &[Option<Result<Posted, LedgerError>>],
) -> Result<(), LedgerError> {
    let fresh: Vec<(&Item<'_>, &Posted)> = items
        .iter()
        .zip(outcomes)
        .filter_map(|(item, outcome)| match outcome {
            Some(Ok(posted)) if !posted.repeated => Some((item, posted)),
            _ => None,
        })
        .collect();
    let changes = fresh.iter().map(|(item, posted)| Ok((item.op, change(item.new, posted)?)));
    audit::record_each(tx, changes.collect::<Result<_, LedgerError>>()?).await?;
    let Some((item, _)) = fresh.first() else { return Ok(()) };
    if fresh.iter().map(|(item, _)| item.new.entry.lines().len()).sum::<usize>() >= fold::LARGE {
        return Ok(());
    }
    fold::remind(tx, item.op, item.new.entity, fresh.iter().map(|(_, p)| &p.number)).await
}

fn change(new: &NewEntry, posted: &Posted) -> Result<Change, LedgerError> {
    let header = new.entry.header();
    let image = json!({
        "number": posted.number.to_string(),
        "date": header.date,
        "text": header.text,
        "reference": header.reference,
        "volume": new.entry.volume()?.to_string(),
        "lines": new.entry.lines().len(),
        "source": new.source,
        "decision": new.ruling.as_ref().map(Ruling::decision),
    });
    Ok(Change::of("entry.posted", "entry", posted.entry.0).in_entity(new.entity).after(image))
}

/// The day in UTC; the books of a business may be a few hours ahead of it.
pub(crate) fn today(op: &Op) -> jiff::civil::Date {
    op.now().to_zoned(TimeZone::UTC).date()
}
