use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use op::{Grant, Op, UserId};
use pg::TenantTx;
use uuid::Uuid;

use crate::IdentityError;
use crate::store::grants;
use crate::users::User;

/// A person about to be added.
pub(crate) struct NewPerson<'a> {
    pub id: UserId,
    pub email: &'a str,
    pub name: &'a str,
    pub locale: &'a str,
    pub password_hash: &'a str,
    pub now: Timestamp,
}

pub(crate) async fn insert(tx: &mut TenantTx, new: &NewPerson<'_>) -> Result<(), IdentityError> {
    sqlx::query!(
        r#"insert into person (org_id, person_id, email, name, locale, password_hash, password_changed_at, created_at)
           values ($1, $2, $3, $4, $5, $6, $7, $7)"#,
        tx.org().0,
        new.id.0,
        new.email,
        new.name,
        new.locale,
        new.password_hash,
        new.now.to_sqlx(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Everybody by name, or the one with this id.
pub(crate) async fn all(tx: &mut TenantTx, only: Option<UserId>) -> Result<Vec<User>, IdentityError> {
    let rows = sqlx::query!(
        r#"select p.person_id, p.email, p.name, p.locale, p.active, p.created_at, p.version,
                  (select max(s.last_seen_at) from session s where s.org_id = p.org_id and s.person_id = p.person_id)
                      as last_seen_at,
                  array(select m.entity_id from membership m where m.org_id = p.org_id and m.person_id = p.person_id
                         order by m.membership_id) as "entities!: Vec<Option<Uuid>>",
                  array(select m.role from membership m where m.org_id = p.org_id and m.person_id = p.person_id
                         order by m.membership_id) as "roles!: Vec<String>"
             from person p
            where p.org_id = $1 and ($2::uuid is null or p.person_id = $2)
            order by p.name, p.person_id"#,
        tx.org().0,
        only.map(|id| id.0),
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(User {
                id: UserId(row.person_id),
                email: row.email,
                name: row.name,
                locale: row.locale,
                active: row.active,
                grants: grants(row.entities, &row.roles)?,
                last_seen_at: row.last_seen_at.map(|at| at.to_jiff()),
                created_at: row.created_at.to_jiff(),
                version: row.version,
            })
        })
        .collect()
}

/// One change of people at a time in the organisation.
pub(crate) async fn lock_organisation(tx: &mut TenantTx) -> Result<(), IdentityError> {
    sqlx::query!("select org_id from organisation where org_id = $1 for no key update", tx.org().0)
        .fetch_one(tx.conn())
        .await?;
    Ok(())
}

/// Active administrators of the whole organisation beside this person.
pub(crate) async fn other_admins(tx: &mut TenantTx, id: UserId) -> Result<i64, IdentityError> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from person p
            where p.org_id = $1 and p.person_id <> $2 and p.active
              and exists (select from membership m where m.org_id = p.org_id and m.person_id = p.person_id
                             and m.entity_id is null and m.role = 'admin')"#,
        tx.org().0,
        id.0,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(count)
}

pub(crate) async fn update(
    tx: &mut TenantTx,
    id: UserId,
    name: &str,
    locale: &str,
    active: bool,
) -> Result<(), IdentityError> {
    sqlx::query!(
        r#"update person set name = $3, locale = $4, active = $5, version = version + 1
            where org_id = $1 and person_id = $2"#,
        tx.org().0,
        id.0,
        name,
        locale,
        active,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Stores another hash; `changed` only when the password itself is another one.
pub(crate) async fn set_password(
    tx: &mut TenantTx,
    id: UserId,
    password_hash: &str,
    changed: Option<Timestamp>,
) -> Result<(), IdentityError> {
    sqlx::query!(
        r#"update person set password_hash = $3, password_changed_at = coalesce($4, password_changed_at)
            where org_id = $1 and person_id = $2"#,
        tx.org().0,
        id.0,
        password_hash,
        changed.map(ToSqlx::to_sqlx),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Replaces all roles of a person.
pub(crate) async fn set_grants(tx: &mut TenantTx, op: &Op, id: UserId, grants: &[Grant]) -> Result<(), IdentityError> {
    sqlx::query!("delete from membership where org_id = $1 and person_id = $2", tx.org().0, id.0)
        .execute(tx.conn())
        .await?;
    let ids: Vec<Uuid> = grants.iter().map(|_| op.new_id()).collect();
    let entities: Vec<Option<Uuid>> = grants.iter().map(|grant| grant.entity.map(|e| e.0)).collect();
    let roles: Vec<String> = grants.iter().map(|grant| grant.role.to_string()).collect();
    sqlx::query!(
        r#"insert into membership (org_id, person_id, granted_at, membership_id, entity_id, role)
           select $1, $2, $3, t.* from unnest($4::uuid[], $5::uuid[], $6::text[]) as t"#,
        tx.org().0,
        id.0,
        op.now().to_sqlx(),
        &ids,
        &entities as _,
        &roles,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
