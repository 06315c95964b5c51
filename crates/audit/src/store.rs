use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use pg::TenantTx;
use serde_json::Value;
use uuid::Uuid;

use crate::AuditError;
use crate::event::{Cursor, Event, Filter, Row, SealedLeaf};

/// The columns of an event, as the macro reads them.
struct Stored {
    event_id: Uuid,
    at: jiff_sqlx::Timestamp,
    entity_id: Option<Uuid>,
    actor_kind: String,
    actor_id: Option<Uuid>,
    actor_name: String,
    origin: String,
    request_id: Uuid,
    action: String,
    subject: String,
    subject_id: Uuid,
    reason: Option<String>,
    before: Option<Value>,
    after: Option<Value>,
    leaf: Vec<u8>,
}

impl From<Stored> for Event {
    fn from(row: Stored) -> Self {
        Self {
            event_id: row.event_id,
            at: row.at.to_jiff(),
            entity: row.entity_id.map(op::EntityId),
            actor_kind: row.actor_kind,
            actor_id: row.actor_id,
            actor_name: row.actor_name,
            origin: row.origin,
            request: op::RequestId(row.request_id),
            action: row.action,
            subject: row.subject,
            subject_id: row.subject_id,
            reason: row.reason,
            before: row.before,
            after: row.after,
            leaf: row.leaf,
        }
    }
}

pub(crate) async fn insert(tx: &mut TenantTx, rows: &[Row<'_>]) -> Result<(), AuditError> {
    let ids: Vec<Uuid> = rows.iter().map(|r| r.event_id).collect();
    let ats: Vec<jiff_sqlx::Timestamp> = rows.iter().map(|r| r.at.to_sqlx()).collect();
    let kinds: Vec<String> = rows.iter().map(|r| r.op.actor.kind().to_owned()).collect();
    let actors: Vec<Option<Uuid>> = rows.iter().map(|r| r.op.actor.id()).collect();
    let names: Vec<String> = rows.iter().map(|r| r.op.actor.name()).collect();
    let origins: Vec<String> = rows.iter().map(|r| r.op.origin.to_string()).collect();
    let requests: Vec<Uuid> = rows.iter().map(|r| r.op.request.0).collect();
    let entities: Vec<Option<Uuid>> = rows.iter().map(|r| r.change.entity.map(|e| e.0)).collect();
    let actions: Vec<String> = rows.iter().map(|r| r.change.action.to_owned()).collect();
    let subjects: Vec<String> = rows.iter().map(|r| r.change.subject.to_owned()).collect();
    let subject_ids: Vec<Uuid> = rows.iter().map(|r| r.change.subject_id).collect();
    let reasons: Vec<Option<String>> = rows.iter().map(|r| r.change.reason.clone()).collect();
    let befores: Vec<Option<Value>> = rows.iter().map(|r| r.change.before.clone()).collect();
    let afters: Vec<Option<Value>> = rows.iter().map(|r| r.change.after.clone()).collect();
    let leaves: Vec<Vec<u8>> = rows.iter().map(|r| r.leaf.to_vec()).collect();
    let org = tx.org().0;
    sqlx::query!(
        r#"insert into audit_event (org_id, event_id, at, actor_kind, actor_id, actor_name, origin, request_id,
                                    entity_id, action, subject, subject_id, reason, before, after, leaf)
           select $1, t.event_id, t.at, t.actor_kind, t.actor_id, t.actor_name, t.origin, t.request_id,
                  t.entity_id, t.action, t.subject, t.subject_id, t.reason, t.before, t.after, t.leaf
             from unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::uuid[],
                         $9::uuid[], $10::text[], $11::text[], $12::uuid[], $13::text[], $14::jsonb[], $15::jsonb[],
                         $16::bytea[]) with ordinality
                  as t (event_id, at, actor_kind, actor_id, actor_name, origin, request_id, entity_id, action,
                        subject, subject_id, reason, before, after, leaf, nth)
            order by t.nth"#,
        org,
        &ids,
        &ats,
        &kinds,
        &actors as _,
        &names,
        &origins,
        &requests,
        &entities as _,
        &actions,
        &subjects,
        &subject_ids,
        &reasons as _,
        &befores as _,
        &afters as _,
        &leaves,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn page(
    tx: &mut TenantTx,
    filter: &Filter,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<Event>, AuditError> {
    let rows = sqlx::query_as!(
        Stored,
        r#"select event_id, at, entity_id, actor_kind, actor_id, actor_name, origin, request_id, action, subject,
                  subject_id, reason, before, after, leaf
             from audit_event
            where ($1::uuid is null or entity_id = $1)
              and ($2::text is null or subject = $2)
              and ($3::uuid is null or subject_id = $3)
              and ($4::uuid is null or actor_id = $4)
              and ($5::text is null or starts_with(action, $5))
              and ($6::timestamptz is null or at >= $6)
              and ($7::timestamptz is null or at < $7)
              and ($8::uuid is null or request_id = $8)
              and ($9::timestamptz is null or (at, event_id) < ($9, $10))
            order by at desc, event_id desc
            limit $11"#,
        filter.entity.map(|e| e.0),
        filter.subject.as_deref(),
        filter.subject_id,
        filter.actor,
        filter.action.as_deref(),
        filter.from.map(ToSqlx::to_sqlx),
        filter.until.map(ToSqlx::to_sqlx),
        filter.request.map(|r| r.0),
        after.map(|c| c.at.to_sqlx()),
        after.map(|c| c.event_id),
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Event::from).collect())
}

pub(crate) async fn of_subject(tx: &mut TenantTx, subject_id: Uuid) -> Result<Vec<Event>, AuditError> {
    let rows = sqlx::query_as!(
        Stored,
        r#"select event_id, at, entity_id, actor_kind, actor_id, actor_name, origin, request_id, action, subject,
                  subject_id, reason, before, after, leaf
             from audit_event where subject_id = $1 order by seq"#,
        subject_id,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Event::from).collect())
}

/// The events after `(at, event_id)` in ascending order, for the check of the leaves.
pub(crate) async fn from_oldest(
    tx: &mut TenantTx,
    after: (Timestamp, Uuid),
    limit: i64,
) -> Result<Vec<Event>, AuditError> {
    let rows = sqlx::query_as!(
        Stored,
        r#"select event_id, at, entity_id, actor_kind, actor_id, actor_name, origin, request_id, action, subject,
                  subject_id, reason, before, after, leaf
             from audit_event where (at, event_id) > ($1, $2) order by at, event_id limit $3"#,
        after.0.to_sqlx(),
        after.1,
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Event::from).collect())
}

/// Leaves by their numbers.
pub(crate) async fn sealed(tx: &mut TenantTx, after: i64, limit: i64) -> Result<Vec<SealedLeaf>, AuditError> {
    let rows = sqlx::query!(
        "select s.seq, e.event_id, e.leaf
           from sealed s join audit_event e on e.org_id = s.org_id and e.event_id = s.row_id
          where s.org_id = $1 and s.stream = 'trail' and s.seq > $2
          order by s.seq
          limit $3",
        tx.org().0,
        after,
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    let leaves = rows.into_iter().map(|row| SealedLeaf { number: row.seq, event_id: row.event_id, leaf: row.leaf });
    Ok(leaves.collect())
}
