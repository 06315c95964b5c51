use jiff::Timestamp;
use op::{EntityId, Grant, OrgId, UserId};
use pg::SystemTx;
use uuid::Uuid;

use crate::IdentityError;
use crate::store::grants;

/// What a person is and holds now.
pub(crate) struct PersonNow {
    pub name: String,
    pub active: bool,
    pub grants: Vec<Grant>,
}

pub(crate) async fn person(tx: &mut SystemTx, org: OrgId, id: UserId) -> Result<Option<PersonNow>, IdentityError> {
    let row = sqlx::query!(
        r#"select p.name, p.active,
                  array(select m.entity_id from membership m where m.org_id = p.org_id and m.person_id = p.person_id
                         order by m.membership_id) as "entities!: Vec<Option<Uuid>>",
                  array(select m.role from membership m where m.org_id = p.org_id and m.person_id = p.person_id
                         order by m.membership_id) as "roles!: Vec<String>"
             from person p
            where p.org_id = $1 and p.person_id = $2"#,
        org.0,
        id.0,
    )
    .fetch_optional(tx.conn())
    .await?;
    row.map(|row| Ok(PersonNow { name: row.name, active: row.active, grants: grants(row.entities, &row.roles)? }))
        .transpose()
}

/// What a key is now.
pub(crate) struct KeyNow {
    pub entity: Option<EntityId>,
    pub revoked: bool,
    pub expires_at: Option<Timestamp>,
}

pub(crate) async fn key(tx: &mut SystemTx, org: OrgId, id: Uuid) -> Result<Option<KeyNow>, IdentityError> {
    let row = sqlx::query!(
        "select entity_id, revoked_at, expires_at from api_key where org_id = $1 and key_id = $2",
        org.0,
        id,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| KeyNow {
        entity: row.entity_id.map(EntityId),
        revoked: row.revoked_at.is_some(),
        expires_at: row.expires_at.map(|at| at.to_jiff()),
    }))
}
