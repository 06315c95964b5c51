use books::SaleId;
use op::{EntityId, Op, may};
use pg::Db;
use serde_json::json;

use crate::document::{Kind, State};
use crate::draft::{announce, change_of, seen};
use crate::issue::moved;
use crate::{SalesError, store};

/// What the customer said to a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::Display, strum::EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum Answer {
    /// Yes.
    Accepted,
    /// No.
    Declined,
}

/// Records the customer's answer to a quote. An expired one may still be accepted, and an answer may be corrected.
///
/// # Errors
/// [`SalesError::NotPossible`] for anything but an issued quote; [`SalesError::Stale`].
pub async fn answer(
    db: &Db,
    op: &Op,
    entity: EntityId,
    (id, version): (SaleId, i32),
    answer: Answer,
    note: Option<&str>,
) -> Result<(), SalesError> {
    let by = op.authorise(may::LedgerPost, entity)?;
    let mut tx = db.begin(op).await?;
    let quote = store::lock(&mut tx, &by, id).await?.ok_or(SalesError::NotFound)?;
    let (kind, state) = (quote.content.kind, quote.state);
    if kind != Kind::Quote || !quote.is_issued() {
        return Err(SalesError::NotPossible { what: "to record a customer's answer", kind, state });
    }
    seen(&quote, version)?;
    let (after, action) = match answer {
        Answer::Accepted => (moved(op, &quote, State::Accepted), "sales.accepted"),
        Answer::Declined => (moved(op, &quote, State::Declined), "sales.declined"),
    };
    store::set_state(&mut tx, &by, &after).await?;
    let mut change = change_of(action, &after).before(json!({ "state": state })).after(json!({ "state": after.state }));
    change.reason = note.map(str::trim).filter(|note| !note.is_empty()).map(str::to_owned);
    announce(&mut tx, op, change).await?;
    tx.commit().await?;
    Ok(())
}
