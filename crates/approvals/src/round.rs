use op::{EntityId, Op};
use pg::TenantTx;
use uuid::Uuid;

use crate::{ApprovalError, store};

/// Ends the present round of votes on a subject: none of them counts from now on, and the next vote starts from
/// nothing. `why` names the act as the trail does (`document.parked`). Does nothing when nobody has voted yet.
///
/// INVARIANT: whoever lets a person change, reject, put aside or take up a subject, or posts it, calls this in the same
/// transaction.
///
/// # Errors
/// [`ApprovalError::Database`].
pub async fn end_round_in(
    tx: &mut TenantTx,
    op: &Op,
    (kind, subject): (&str, Uuid),
    entity: EntityId,
    why: &str,
) -> Result<(), ApprovalError> {
    store::end_round(tx, op, (kind, subject), entity, why).await
}
