use audit::Change;
use books::SaleId;
use jobs::News;
use op::{Allowed, EntityId, Op, may};
use pg::{Db, TenantTx, stored_precision};
use serde_json::{Value, json};

use crate::computed::Computed;
use crate::document::{Content, Sale, State};
use crate::ground::Ground;
use crate::rules::judge;
use crate::store::{self, Shown};
use crate::{SUBJECT, SalesError};

/// Keeps a new draft.
///
/// # Errors
/// [`SalesError::Denied`] without `ledger-post`; [`SalesError::Invalid`] for what cannot be kept.
pub async fn draft(db: &Db, op: &Op, entity: EntityId, content: Content) -> Result<SaleId, SalesError> {
    let by = op.authorise(may::LedgerPost, entity)?;
    let mut tx = db.begin(op).await?;
    let sale = draft_in(&mut tx, op, &by, content, None).await?;
    tx.commit().await?;
    Ok(sale.id)
}

/// As [`draft`], in a transaction.
pub(crate) async fn draft_in(
    tx: &mut TenantTx,
    op: &Op,
    by: &Allowed<may::LedgerPost>,
    content: Content,
    from_quote: Option<SaleId>,
) -> Result<Sale, SalesError> {
    let now = stored_precision(op.now());
    let sale = Sale {
        id: SaleId(op.new_id()),
        entity: by.entity(),
        state: State::Draft,
        content: content.checked()?,
        issued: None,
        number: None,
        entry: None,
        from_quote,
        authors: op.actor.person().into_iter().collect(),
        written_by: op.actor.name(),
        written_at: now,
        submitted_by: None,
        changed_at: now,
        version: 1,
    };
    let ground = Ground::of(tx, op, by, &sale.content, Some(sale.id)).await?;
    let computed = judge(&ground, &sale.content)?.computed;
    store::insert(tx, by, &sale, &shown(&ground, &computed)).await?;
    announce(tx, op, change_of("sales.drafted", &sale).after(image(&sale, &computed))).await?;
    Ok(sale)
}

/// Writes a draft anew for a person who saw `version` of it.
///
/// # Errors
/// [`SalesError::Denied`] without `ledger-post`, [`SalesError::NotFound`], [`SalesError::Stale`],
/// [`SalesError::NotDraft`], [`SalesError::Invalid`].
pub async fn change(
    db: &Db,
    op: &Op,
    entity: EntityId,
    (id, version): (SaleId, i32),
    content: Content,
) -> Result<(), SalesError> {
    let by = op.authorise(may::LedgerPost, entity)?;
    let mut tx = db.begin(op).await?;
    let before = lock_draft(&mut tx, &by, id, version).await?;
    let mut sale = Sale { content: content.checked()?, version: version + 1, ..before.clone() };
    if sale.content.kind != before.content.kind {
        let why = "a document keeps its kind: write a new one".to_owned();
        return Err(SalesError::Invalid { field: "kind".to_owned(), why });
    }
    sale.authors.extend(op.actor.person().filter(|person| !before.authors.contains(person)));
    sale.changed_at = stored_precision(op.now());
    let ground = Ground::of(&mut tx, op, &by, &sale.content, Some(id)).await?;
    let computed = judge(&ground, &sale.content)?.computed;
    store::save(&mut tx, &by, &sale, &shown(&ground, &computed)).await?;
    let said = change_of("sales.changed", &sale).before(json!({ "content": before.content }));
    announce(&mut tx, op, said.after(image(&sale, &computed))).await?;
    tx.commit().await?;
    Ok(())
}

/// Deletes a draft.
///
/// # Errors
/// As [`change`].
pub async fn discard(db: &Db, op: &Op, entity: EntityId, id: SaleId, version: i32) -> Result<(), SalesError> {
    let by = op.authorise(may::LedgerPost, entity)?;
    let mut tx = db.begin(op).await?;
    let sale = lock_draft(&mut tx, &by, id, version).await?;
    store::delete(&mut tx, &by, id).await?;
    announce(&mut tx, op, change_of("sales.discarded", &sale).before(json!({ "content": sale.content }))).await?;
    tx.commit().await?;
    Ok(())
}

/// What a content comes to, without keeping anything; `own` is the draft it would be kept as.
///
/// # Errors
/// [`SalesError::Denied`] without `ledger-read`; [`SalesError::Invalid`], [`SalesError::Amount`].
pub async fn totals(
    db: &Db,
    op: &Op,
    entity: EntityId,
    content: Content,
    own: Option<SaleId>,
) -> Result<Computed, SalesError> {
    let by = op.authorise(may::LedgerRead, entity)?;
    let content = content.checked()?;
    let mut tx = db.begin(op).await?;
    let ground = Ground::of(&mut tx, op, &by, &content, own).await?;
    Ok(judge(&ground, &content)?.computed)
}

pub(crate) async fn lock_draft(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerPost>,
    id: SaleId,
    version: i32,
) -> Result<Sale, SalesError> {
    let sale = store::lock(tx, by, id).await?.ok_or(SalesError::NotFound)?;
    if sale.state != State::Draft {
        return Err(SalesError::NotDraft(sale.state));
    }
    seen(&sale, version)?;
    Ok(sale)
}

/// Whether the caller saw the present version.
pub(crate) fn seen(sale: &Sale, version: i32) -> Result<(), SalesError> {
    match sale.version == version {
        true => Ok(()),
        false => Err(SalesError::Stale { seen: version, current: sale.version }),
    }
}

pub(crate) fn shown<'a>(ground: &'a Ground, computed: &'a Computed) -> Shown<'a> {
    Shown { computed, customer_name: ground.customer.as_ref().map(|c| c.data.name.as_str()) }
}

/// What the trail keeps of a document.
pub(crate) fn image(sale: &Sale, computed: &Computed) -> Value {
    json!({
        "state": sale.state,
        "content": sale.content,
        "number": sale.number.as_ref().map(ToString::to_string),
        "entry": sale.entry,
        "net": computed.net.to_string(),
        "tax": computed.tax.to_string(),
        "gross": computed.gross.to_string(),
    })
}

pub(crate) fn change_of(action: &'static str, sale: &Sale) -> Change {
    Change::of(action, SUBJECT, sale.id.0).in_entity(sale.entity)
}

/// Writes the trail and the news of something done to a document.
pub(crate) async fn announce(tx: &mut TenantTx, op: &Op, change: Change) -> Result<(), SalesError> {
    let (entity, subject_id) = (change.entity, change.subject_id);
    let payload = json!({ "action": change.action });
    audit::record(tx, op, change).await?;
    jobs::emit(tx, op, News { topic: "sales.changed", entity, subject_id, payload }).await?;
    Ok(())
}
