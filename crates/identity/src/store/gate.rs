use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use op::{OrgId, UserId};
use pg::SystemTx;
use uuid::Uuid;

use crate::IdentityError;
use crate::rules::Attempts;

/// An account at the door.
pub(crate) struct Account {
    pub org: OrgId,
    pub person: UserId,
    pub name: String,
    pub password_hash: String,
    pub active: bool,
}

/// Attempts on one account, and from one network, are counted one after the other.
pub(crate) async fn lock(tx: &mut SystemTx, account: &[u8], network: Option<&str>) -> Result<(), IdentityError> {
    sqlx::query!(
        r#"select pg_advisory_xact_lock(key) from unnest(array[
               hashtextextended(encode($1::bytea, 'hex'), 10), hashtextextended(coalesce($2::text, ''), 11)]) as key
            order by key"#,
        account,
        network,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

/// Refused attempts on the account since the right password last came (over a day), and from the network (over an hour).
pub(crate) async fn refused(
    tx: &mut SystemTx,
    account: &[u8],
    network: Option<&str>,
    now: Timestamp,
) -> Result<(Attempts, Attempts), IdentityError> {
    let row = sqlx::query!(
        r#"select a.refused as "account_refused!", a.last as account_last,
                  n.refused as "network_refused!", n.last as network_last
             from (select count(*) as refused, max(at) as last from sign_in_attempt
                    where account = $1 and not passed and at > $3::timestamptz - interval '1 day'
                      and at > coalesce((select max(p.at) from sign_in_attempt p where p.account = $1 and p.passed),
                                        '-infinity')) a,
                  (select count(*) as refused, max(at) as last from sign_in_attempt
                    where network = $2 and not passed and at > $3::timestamptz - interval '1 hour') n"#,
        account,
        network,
        now.to_sqlx(),
    )
    .fetch_one(tx.conn())
    .await?;
    let attempts =
        |refused, last: Option<jiff_sqlx::Timestamp>| Attempts { refused, last: last.map(|at| at.to_jiff()) };
    Ok((attempts(row.account_refused, row.account_last), attempts(row.network_refused, row.network_last)))
}

pub(crate) async fn insert(
    tx: &mut SystemTx,
    id: Uuid,
    account: &[u8],
    network: Option<&str>,
    now: Timestamp,
) -> Result<(), IdentityError> {
    sqlx::query!(
        "insert into sign_in_attempt (attempt_id, account, network, at) values ($1, $2, $3, $4)",
        id,
        account,
        network,
        now.to_sqlx(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn mark_passed(tx: &mut SystemTx, id: Uuid) -> Result<(), IdentityError> {
    sqlx::query!("update sign_in_attempt set passed = true where attempt_id = $1", id).execute(tx.conn()).await?;
    Ok(())
}

pub(crate) async fn account(tx: &mut SystemTx, email: &str) -> Result<Option<Account>, IdentityError> {
    let row = sqlx::query!("select org_id, person_id, name, password_hash, active from person where email = $1", email)
        .fetch_optional(tx.conn())
        .await?;
    Ok(row.map(|row| Account {
        org: OrgId(row.org_id),
        person: UserId(row.person_id),
        name: row.name,
        password_hash: row.password_hash,
        active: row.active,
    }))
}
