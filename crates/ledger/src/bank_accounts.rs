//! Bank accounts of a business as records: which account of the books each is kept on, its number and its currency.

use audit::Change;
use books::AccountId;
use money::Currency;
use op::{Allowed, EntityId, Op, Permission, Place, may};
use pg::{Db, TenantTx, stored_precision};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::{Entity, LedgerError, store};

/// A bank account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankAccount {
    /// Its id.
    pub id: Uuid,
    /// What people call it.
    pub name: String,
    /// The account of the books it is kept on; not chosen yet when absent.
    pub account: Option<AccountId>,
    /// IBAN or another account number, without blanks.
    pub iban: Option<String>,
    /// BIC (ISO 9362).
    pub bic: Option<String>,
    /// Its currency.
    pub currency: Currency,
}

/// The active bank accounts of a business in the order they were added.
///
/// # Errors
/// [`LedgerError::Denied`] without `ledger-read`.
pub async fn bank_accounts(db: &Db, op: &Op, entity: EntityId) -> Result<Vec<BankAccount>, LedgerError> {
    op.require(Permission::LedgerRead, entity)?;
    let mut tx = db.begin(op).await?;
    store::bank_accounts::list(&mut tx, entity).await
}

/// The numbers a business names as its own become its bank accounts; a number it names no longer is put away, not
/// deleted: statements and payments refer to it.
pub(crate) async fn keep_ibans<P: Place>(
    tx: &mut TenantTx,
    op: &Op,
    by: &Allowed<may::OrganisationManage, P>,
    entity: &Entity,
) -> Result<(), LedgerError> {
    let known = store::bank_accounts::list(tx, entity.id).await?;
    let known: Vec<&str> = known.iter().filter_map(|b| b.iban.as_deref()).collect();
    if known == entity.ibans {
        return Ok(());
    }
    let named: Vec<(Uuid, String)> = entity.ibans.iter().map(|iban| (op.new_id(), iban.clone())).collect();
    let at = stored_precision(op.now());
    store::bank_accounts::keep(tx, by, entity.id, entity.base_currency, at, &named).await?;
    let change = Change::of("bank_accounts.changed", "entity", entity.id.0)
        .in_entity(entity.id)
        .before(json!({ "ibans": known }))
        .after(json!({ "ibans": entity.ibans }));
    audit::record(tx, op, change).await?;
    Ok(())
}
