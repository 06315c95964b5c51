use books::AccountId;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use money::Currency;
use op::{Allowed, EntityId, Place, may};
use pg::TenantTx;
use uuid::Uuid;

use crate::{BankAccount, LedgerError};

/// The active bank accounts in the order they were added.
pub(crate) async fn list(tx: &mut TenantTx, entity: EntityId) -> Result<Vec<BankAccount>, LedgerError> {
    let rows = sqlx::query!(
        "select bank_account_id, name, account_id, iban, bic, currency from bank_account
          where org_id = $1 and entity_id = $2 and active order by created_at, bank_account_id",
        tx.org().0,
        entity.0,
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|r| {
            Ok(BankAccount {
                id: r.bank_account_id,
                name: r.name,
                account: r.account_id.map(AccountId),
                iban: r.iban,
                bic: r.bic,
                currency: super::currency(&r.currency)?,
            })
        })
        .collect()
}

/// Makes exactly these numbers the active ones: `(id for a new one, number)`. A new one is kept on the first active bank
/// account of the chart that takes its currency.
pub(crate) async fn keep<P: Place>(
    tx: &mut TenantTx,
    _by: &Allowed<may::OrganisationManage, P>,
    entity: EntityId,
    currency: Currency,
    at: Timestamp,
    named: &[(Uuid, String)],
) -> Result<(), LedgerError> {
    let ids: Vec<Uuid> = named.iter().map(|n| n.0).collect();
    let ibans: Vec<String> = named.iter().map(|n| n.1.clone()).collect();
    sqlx::query!(
        "update bank_account set active = false, version = version + 1
          where org_id = $1 and entity_id = $2 and active and iban is not null and iban <> all($3)",
        tx.org().0,
        entity.0,
        &ibans,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into bank_account as b (org_id, entity_id, bank_account_id, name, account_id, iban, currency, created_at)
         select $1, $2, t.id, 'Bank account',
                (select a.account_id from account a
                  where a.org_id = $1 and a.entity_id = $2 and a.role = 'bank' and a.active
                    and (a.currency is null or a.currency = $3)
                  order by a.code limit 1),
                t.iban, $3, $4
           from unnest($5::uuid[], $6::text[]) as t (id, iban)
             on conflict (org_id, entity_id, iban) do update set active = true, version = b.version + 1
          where not b.active",
        tx.org().0,
        entity.0,
        currency.code(),
        at.to_sqlx(),
        &ids,
        &ibans,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
