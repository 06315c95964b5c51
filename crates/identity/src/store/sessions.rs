use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use op::{Grants, OrgId, UserId};
use pg::{SystemTx, TenantTx};
use uuid::Uuid;

use crate::IdentityError;
use crate::principal::Profile;
use crate::sessions::{Session, SessionId};
use crate::store::grants;

/// A session about to start.
pub(crate) struct NewSession {
    pub id: SessionId,
    pub person: UserId,
    pub token_hash: [u8; 32],
    pub now: Timestamp,
    pub expires: Timestamp,
    pub address: Option<String>,
    pub user_agent: Option<String>,
}

/// A session found by its token, with its person.
pub(crate) struct Found {
    pub id: SessionId,
    pub org: OrgId,
    pub organisation: String,
    pub profile: Profile,
    pub grants: Grants,
    pub last_seen: Timestamp,
    pub expires: Timestamp,
}

/// Starts the session if the person is still switched on and still has this password.
pub(crate) async fn insert(tx: &mut TenantTx, new: &NewSession, password_hash: &str) -> Result<bool, IdentityError> {
    let done = sqlx::query!(
        r#"insert into session (org_id, session_id, person_id, token_hash, created_at, last_seen_at, expires_at, address,
                                user_agent)
           select org_id, $3, person_id, $4, $5, $5, $6, $7, $8 from person
            where org_id = $1 and person_id = $2 and active and password_hash = $9
              for key share"#,
        tx.org().0,
        new.person.0,
        new.id.0,
        &new.token_hash,
        new.now.to_sqlx(),
        new.expires.to_sqlx(),
        new.address,
        new.user_agent,
        password_hash,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(crate) async fn by_token(tx: &mut SystemTx, token_hash: &[u8]) -> Result<Option<Found>, IdentityError> {
    let row = sqlx::query!(
        r#"select s.org_id, s.session_id, s.last_seen_at, s.expires_at, o.name as organisation,
                  p.person_id, p.name, p.email, p.locale,
                  array(select m.entity_id from membership m where m.org_id = p.org_id and m.person_id = p.person_id
                         order by m.membership_id) as "entities!: Vec<Option<Uuid>>",
                  array(select m.role from membership m where m.org_id = p.org_id and m.person_id = p.person_id
                         order by m.membership_id) as "roles!: Vec<String>"
             from session s
             join person p on p.org_id = s.org_id and p.person_id = s.person_id
             join organisation o on o.org_id = s.org_id
            where s.token_hash = $1 and s.revoked_at is null and p.active"#,
        token_hash,
    )
    .fetch_optional(tx.conn())
    .await?;
    row.map(|row| {
        Ok(Found {
            id: SessionId(row.session_id),
            org: OrgId(row.org_id),
            organisation: row.organisation,
            profile: Profile { id: UserId(row.person_id), name: row.name, email: row.email, locale: row.locale },
            grants: Grants { grants: grants(row.entities, &row.roles)?, scopes: None },
            last_seen: row.last_seen_at.to_jiff(),
            expires: row.expires_at.to_jiff(),
        })
    })
    .transpose()
}

pub(crate) async fn touch(tx: &mut SystemTx, id: SessionId, now: Timestamp) -> Result<(), IdentityError> {
    sqlx::query!("update session set last_seen_at = $2 where session_id = $1", id.0, now.to_sqlx())
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Sessions that nobody ended, the latest first.
pub(crate) async fn open(tx: &mut TenantTx, person: UserId) -> Result<Vec<Session>, IdentityError> {
    let rows = sqlx::query!(
        r#"select session_id, created_at, last_seen_at, expires_at, address, user_agent from session
            where org_id = $1 and person_id = $2 and revoked_at is null order by last_seen_at desc, session_id desc"#,
        tx.org().0,
        person.0,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Session {
            id: SessionId(row.session_id),
            created_at: row.created_at.to_jiff(),
            last_seen_at: row.last_seen_at.to_jiff(),
            expires_at: row.expires_at.to_jiff(),
            address: row.address,
            user_agent: row.user_agent,
        })
        .collect())
}

/// Ends a session, of `owner` only when given, and says whose it was.
pub(crate) async fn end(
    tx: &mut TenantTx,
    id: SessionId,
    owner: Option<UserId>,
    now: Timestamp,
) -> Result<Option<UserId>, IdentityError> {
    let person = sqlx::query_scalar!(
        r#"update session set revoked_at = $4
            where org_id = $1 and session_id = $2 and ($3::uuid is null or person_id = $3) and revoked_at is null
        returning person_id"#,
        tx.org().0,
        id.0,
        owner.map(|o| o.0),
        now.to_sqlx(),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(person.map(UserId))
}

pub(crate) async fn end_by_token(
    tx: &mut TenantTx,
    owner: UserId,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<(), IdentityError> {
    sqlx::query!(
        r#"update session set revoked_at = $4
            where org_id = $1 and person_id = $2 and token_hash = $3 and revoked_at is null"#,
        tx.org().0,
        owner.0,
        token_hash,
        now.to_sqlx(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Ends all sessions of a person but one.
pub(crate) async fn end_all(
    tx: &mut TenantTx,
    owner: UserId,
    keep: Option<SessionId>,
    now: Timestamp,
) -> Result<(), IdentityError> {
    sqlx::query!(
        r#"update session set revoked_at = $4
            where org_id = $1 and person_id = $2 and session_id is distinct from $3 and revoked_at is null"#,
        tx.org().0,
        owner.0,
        keep.map(|s| s.0),
        now.to_sqlx(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
