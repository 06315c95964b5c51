#![allow(clippy::unwrap_used, reason = "tests")]
use op::{Permission, Role};
use serde_json::json;
use sqlx::Executor;
use test_kit::World;
use uuid::Uuid;

use crate::{AuditError, Change, Cursor, Filter, history, list, record, record_many, verify};

/// SQLSTATE of `ctx.refuse_change`.
const PERMANENT: &str = "PA010";

fn image() -> serde_json::Value {
    // keys out of order, a whole float, a nested list: what jsonb rewrites
    json!({"total": 11_900, "currency": "EUR", "b": [1.0, 2.5, null, -0.0, 1e3], "a": {"z": "ß", "y": "\"quoted\""}})
}

#[tokio::test]
async fn an_event_tells_who_when_before_after_and_why() {
    let world = World::at("2026-03-31T12:00:00.123456789Z").await;
    let op = world.op_admin();
    let subject = op.new_id();
    let mut tx = world.db.begin(&op).await.unwrap();
    let change = Change::of("entry.posted", "entry", subject)
        .in_entity(world.entity)
        .before(json!({"state": "draft"}))
        .after(image())
        .because("March invoice");
    record(&mut tx, &op, change).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = world.db.begin(&op).await.unwrap();
    let events = history(&mut tx, subject).await.unwrap();
    assert_eq!(events.len(), 1);
    let event = &events[0];
    assert_eq!((event.actor_kind.as_str(), event.actor_name.as_str()), ("user", "Anna Weber"));
    assert_eq!((event.actor_id, event.request), (op.actor.id(), op.request));
    assert_eq!(
        (event.origin.as_str(), event.action.as_str(), event.subject.as_str()),
        ("web", "entry.posted", "entry")
    );
    assert_eq!(event.at.to_string(), "2026-03-31T12:00:00.123456Z");
    assert_eq!((event.entity, event.reason.as_deref()), (Some(world.entity), Some("March invoice")));
    assert_eq!(event.before, Some(json!({"state": "draft"})));
    assert_eq!(event.after.as_ref().map(|v| &v["currency"]), Some(&json!("EUR")));
}

#[tokio::test]
async fn an_undone_transaction_leaves_no_event() {
    let world = World::new().await;
    let op = world.op_admin();
    let mut tx = world.db.begin(&op).await.unwrap();
    record(&mut tx, &op, Change::of("entry.posted", "entry", op.new_id())).await.unwrap();
    tx.rollback().await.unwrap();
    let mut tx = world.db.begin(&op).await.unwrap();
    let page = list(&mut tx, &op, &Filter::default(), None, 10).await.unwrap();
    assert_eq!(page.events, []);
}

#[tokio::test]
async fn not_even_a_superuser_changes_or_removes_an_event() {
    let world = World::new().await;
    let op = world.op_admin();
    let mut tx = world.db.begin(&op).await.unwrap();
    record(&mut tx, &op, Change::of("user.created", "user", op.new_id())).await.unwrap();
    tx.commit().await.unwrap();

    let mut superuser = world.superuser().await;
    for attack in [
        "update audit_event set reason = 'rewritten'",
        "delete from audit_event",
        "truncate audit_event",
        "truncate organisation cascade",
        "set session_replication_role = replica; delete from audit_event",
    ] {
        let refused = superuser.execute(attack).await.expect_err(attack);
        let code = refused.as_database_error().and_then(|e| e.code()).unwrap_or_default();
        assert_eq!(code, PERMANENT, "{attack}: {refused}");
    }
    let mut tx = world.db.begin(&op).await.unwrap();
    for attack in ["update audit_event set reason = 'x'", "delete from audit_event", "truncate audit_event"] {
        let refused = tx.conn().execute(attack).await.expect_err(attack);
        assert_eq!(refused.as_database_error().and_then(|e| e.code()).unwrap_or_default(), "42501", "{attack}");
        tx = world.db.begin(&op).await.unwrap();
    }
    assert_eq!(list(&mut tx, &op, &Filter::default(), None, 10).await.unwrap().events.len(), 1);
}

#[tokio::test]
async fn the_leaves_survive_the_database_and_show_what_was_altered_behind_its_back() {
    let world = World::new().await;
    let op = world.op_admin();
    let mut tx = world.db.begin(&op).await.unwrap();
    let changes = (0..3).map(|i| {
        let change = Change::of("entry.posted", "entry", op.new_id()).after(image());
        if i == 1 { change.because("").in_entity(world.entity) } else { change }
    });
    record_many(&mut tx, &op, changes.collect()).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = world.db.begin(&op).await.unwrap();
    let sound = verify(&mut tx).await.unwrap();
    assert_eq!((sound.events, sound.altered), (3, vec![]));
    let victim = list(&mut tx, &op, &Filter::default(), None, 1).await.unwrap().events[0].event_id;
    drop(tx);

    let mut superuser = world.superuser().await;
    superuser.execute("alter table audit_event disable trigger permanent").await.unwrap();
    let tampering = "update audit_event set after = jsonb_set(after, '{total}', '9900') where event_id = $1";
    sqlx::query(tampering).bind(victim).execute(&mut superuser).await.unwrap();
    let mut tx = world.db.begin(&op).await.unwrap();
    assert_eq!(verify(&mut tx).await.unwrap().altered, vec![victim]);
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition() {
    let world = World::at("2026-03-31T12:00:00Z").await;
    let op = world.op_admin();
    let mut tx = world.db.begin(&op).await.unwrap();
    let subjects: Vec<Uuid> = (0..7).map(|_| op.new_id()).collect();
    let changes = subjects.iter().map(|id| Change::of("party.changed", "party", *id)).collect();
    record_many(&mut tx, &op, changes).await.unwrap();

    let mut seen = Vec::new();
    let mut after: Option<Cursor> = None;
    loop {
        let page = list(&mut tx, &op, &Filter::default(), after, 3).await.unwrap();
        seen.extend(page.events.iter().map(|e| e.subject_id));
        let Some(next) = page.next else { break };
        after = Some(next.to_string().parse().expect("our own cursor"));
    }
    seen.reverse();
    assert_eq!(seen, subjects);
    assert!(matches!("1.x".parse::<Cursor>(), Err(AuditError::Cursor(_))));
}

#[tokio::test]
async fn filters_select_and_foreign_events_stay_invisible() {
    let world = World::new().await;
    let other = world.another_entity("Zweigstelle", "EUR", "DE").await;
    let foreign = world.second_org().await;
    let op = world.op_admin();
    let mut tx = world.db.begin(&op).await.unwrap();
    record(&mut tx, &op, Change::of("entry.posted", "entry", op.new_id()).in_entity(world.entity)).await.unwrap();
    record(&mut tx, &op, Change::of("entry.reversed", "entry", op.new_id()).in_entity(other)).await.unwrap();
    record(&mut tx, &op, Change::of("user.created", "user", op.new_id())).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = world.db.begin(&foreign.op).await.unwrap();
    record(&mut tx, &foreign.op, Change::of("entry.posted", "entry", op.new_id())).await.unwrap();
    tx.commit().await.unwrap();

    let cases = [
        (Filter::default(), 3),
        (Filter { entity: Some(world.entity), ..Filter::default() }, 1),
        (Filter { action: Some("entry.".into()), ..Filter::default() }, 2),
        (Filter { subject: Some("user".into()), ..Filter::default() }, 1),
        (Filter { actor: op.actor.id(), ..Filter::default() }, 3),
        (Filter { actor: foreign.op.actor.id(), ..Filter::default() }, 0),
        (Filter { request: Some(op.request), ..Filter::default() }, 3),
        (Filter { from: Some(jiff::Timestamp::MAX), ..Filter::default() }, 0),
        (Filter { until: Some(jiff::Timestamp::UNIX_EPOCH), ..Filter::default() }, 0),
    ];
    let mut tx = world.db.begin(&op).await.unwrap();
    for (filter, expected) in cases {
        let page = list(&mut tx, &op, &filter, None, 50).await.unwrap();
        assert_eq!(page.events.len(), expected, "{filter:?}");
    }
}

#[tokio::test]
async fn only_those_who_may_read_the_trail_do() {
    let world = World::new().await;
    let viewer = world.op(Role::Viewer);
    let mut tx = world.db.begin(&viewer).await.unwrap();
    let refused = list(&mut tx, &viewer, &Filter::default(), None, 10).await;
    assert!(matches!(refused, Err(AuditError::Denied(d)) if d.permission == Permission::AuditRead));

    let local = world.op_with(op::Grant { entity: Some(world.entity), role: Role::Accountant });
    let own = Filter { entity: Some(world.entity), ..Filter::default() };
    assert!(list(&mut tx, &local, &own, None, 10).await.is_ok());
    assert!(list(&mut tx, &local, &Filter::default(), None, 10).await.is_err());
}
