use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use op::{EntityId, Grant, OrgId, Permission, UserId};
use pg::{SystemTx, TenantTx};
use uuid::Uuid;

use crate::IdentityError;
use crate::keys::{ApiKey, KeyId};
use crate::principal::Profile;
use crate::store::{broken, grants};

/// A key found by its prefix, with its owner.
pub(crate) struct Found {
    pub key: ApiKey,
    pub secret_hash: Vec<u8>,
    pub org: OrgId,
    pub organisation: String,
    pub profile: Profile,
    pub owner_active: bool,
    pub owner_grants: Vec<Grant>,
}

pub(crate) async fn insert(tx: &mut TenantTx, key: &ApiKey, secret_hash: &[u8]) -> Result<(), IdentityError> {
    let scopes: Vec<String> = key.scopes.iter().map(Permission::to_string).collect();
    sqlx::query!(
        r#"insert into api_key (org_id, key_id, owner_id, name, prefix, secret_hash, scopes, entity_id, created_at,
                                expires_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"#,
        tx.org().0,
        key.id.0,
        key.owner.0,
        key.name,
        key.prefix,
        secret_hash,
        &scopes,
        key.entity.map(|e| e.0),
        key.created_at.to_sqlx(),
        key.expires_at.map(ToSqlx::to_sqlx),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Keys that are not revoked, of `owner` only when given, the newest first.
pub(crate) async fn open(tx: &mut TenantTx, owner: Option<UserId>) -> Result<Vec<ApiKey>, IdentityError> {
    let rows = sqlx::query!(
        r#"select key_id, owner_id, name, prefix, entity_id, scopes, created_at, expires_at, last_used_at from api_key
            where org_id = $1 and ($2::uuid is null or owner_id = $2) and revoked_at is null
            order by created_at desc, key_id desc"#,
        tx.org().0,
        owner.map(|o| o.0),
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(ApiKey {
                id: KeyId(row.key_id),
                owner: UserId(row.owner_id),
                name: row.name,
                prefix: row.prefix,
                entity: row.entity_id.map(EntityId),
                scopes: scopes(&row.scopes)?,
                created_at: row.created_at.to_jiff(),
                expires_at: row.expires_at.map(|at| at.to_jiff()),
                last_used_at: row.last_used_at.map(|at| at.to_jiff()),
                revoked_at: None,
            })
        })
        .collect()
}

/// Revokes a key, of `owner` only when given; whether there was one.
pub(crate) async fn revoke(
    tx: &mut TenantTx,
    id: KeyId,
    owner: Option<UserId>,
    now: Timestamp,
) -> Result<bool, IdentityError> {
    let done = sqlx::query!(
        r#"update api_key set revoked_at = $4
            where org_id = $1 and key_id = $2 and ($3::uuid is null or owner_id = $3) and revoked_at is null"#,
        tx.org().0,
        id.0,
        owner.map(|o| o.0),
        now.to_sqlx(),
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Revokes every key of a person and says how many there were.
pub(crate) async fn revoke_all(tx: &mut TenantTx, owner: UserId, now: Timestamp) -> Result<u64, IdentityError> {
    let done = sqlx::query!(
        "update api_key set revoked_at = $3 where org_id = $1 and owner_id = $2 and revoked_at is null",
        tx.org().0,
        owner.0,
        now.to_sqlx(),
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}

pub(crate) async fn by_prefix(tx: &mut SystemTx, prefix: &str) -> Result<Option<Found>, IdentityError> {
    let row = sqlx::query!(
        r#"select k.org_id, k.key_id, k.owner_id, k.name as key_name, k.prefix, k.secret_hash, k.scopes, k.entity_id,
                  k.created_at, k.expires_at, k.last_used_at, k.revoked_at, o.name as organisation,
                  p.name, p.email, p.locale, p.active,
                  array(select m.entity_id from membership m where m.org_id = p.org_id and m.person_id = p.person_id
                         order by m.membership_id) as "entities!: Vec<Option<Uuid>>",
                  array(select m.role from membership m where m.org_id = p.org_id and m.person_id = p.person_id
                         order by m.membership_id) as "roles!: Vec<String>"
             from api_key k
             join person p on p.org_id = k.org_id and p.person_id = k.owner_id
             join organisation o on o.org_id = k.org_id
            where k.prefix = $1"#,
        prefix,
    )
    .fetch_optional(tx.conn())
    .await?;
    row.map(|row| {
        let owner = UserId(row.owner_id);
        Ok(Found {
            key: ApiKey {
                id: KeyId(row.key_id),
                owner,
                name: row.key_name,
                prefix: row.prefix,
                entity: row.entity_id.map(EntityId),
                scopes: scopes(&row.scopes)?,
                created_at: row.created_at.to_jiff(),
                expires_at: row.expires_at.map(|at| at.to_jiff()),
                last_used_at: row.last_used_at.map(|at| at.to_jiff()),
                revoked_at: row.revoked_at.map(|at| at.to_jiff()),
            },
            secret_hash: row.secret_hash,
            org: OrgId(row.org_id),
            organisation: row.organisation,
            profile: Profile { id: owner, name: row.name, email: row.email, locale: row.locale },
            owner_active: row.active,
            owner_grants: grants(row.entities, &row.roles)?,
        })
    })
    .transpose()
}

pub(crate) async fn touch(tx: &mut SystemTx, id: KeyId, now: Timestamp) -> Result<(), IdentityError> {
    sqlx::query!("update api_key set last_used_at = $2 where key_id = $1", id.0, now.to_sqlx())
        .execute(tx.conn())
        .await?;
    Ok(())
}

fn scopes(names: &[String]) -> Result<Vec<Permission>, IdentityError> {
    names.iter().map(|name| name.parse().map_err(|_| broken("scope", name))).collect()
}
