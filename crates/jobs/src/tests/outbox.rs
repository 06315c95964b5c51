use std::time::Duration;

use op::Op;
use pg::TenantTx;
use serde_json::json;
use sqlx::{Connection, Executor};
use test_kit::World;
use uuid::Uuid;

use super::{Scripted, runner, world};
use crate::{
    JobError, NEWS_CHANNEL, News, NewsItem, Position, close_cursor, emit, move_cursor, news_since, open_cursor, seal,
    seal_what_was_restored, unread,
};

fn news(subject_id: Uuid) -> News {
    News { topic: "entry.posted", entity: None, subject_id, payload: json!({"total": 11_900}) }
}

/// The news once there are `count`: transactions of other databases on the server may hold them back a moment.
async fn until_there_are(world: &World, op: &Op, count: usize) -> Vec<NewsItem> {
    loop {
        seal(&world.db, &*world.clock()).await.unwrap();
        let mut tx = world.db.begin(op).await.unwrap();
        let items = news_since(&mut tx, Position::default(), 100).await.unwrap();
        if items.len() >= count {
            return items;
        }
    }
}

async fn open(world: &World, op: &Op, subject: Uuid) -> TenantTx {
    let mut tx = world.db.begin(op).await.unwrap();
    emit(&mut tx, op, news(subject)).await.unwrap();
    tx
}

#[tokio::test]
async fn a_slow_writer_cannot_slip_in_behind_a_reader() {
    let world = World::new().await;
    let op = world.op_admin();
    let [early, late] = [op.new_id(), op.new_id()];
    let slow = open(&world, &op, early).await;
    open(&world, &op, late).await.commit().await.unwrap();

    seal(&world.db, &*world.clock()).await.unwrap();
    let mut tx = world.db.begin(&op).await.unwrap();
    assert_eq!(news_since(&mut tx, Position::default(), 10).await.unwrap(), [], "held back while an older one runs");
    drop(tx);
    slow.commit().await.unwrap();

    let items = until_there_are(&world, &op, 2).await;
    assert_eq!(items.iter().map(|i| i.subject_id).collect::<Vec<_>>(), [early, late]);
    let after_first: Position = items[0].position.to_string().parse().unwrap();
    let mut tx = world.db.begin(&op).await.unwrap();
    let rest = news_since(&mut tx, after_first, 10).await.unwrap();
    assert_eq!(rest, items[1..]);
    assert!(matches!("-7".parse::<Position>(), Err(JobError::Cursor(_))));
}

#[tokio::test]
async fn news_is_announced_at_commit_only_and_names_the_organisation() {
    let world = World::new().await;
    let op = world.op_admin();
    let mut listener = world.db.listen(NEWS_CHANNEL).await.unwrap();
    open(&world, &op, op.new_id()).await.rollback().await.unwrap();
    let subject = op.new_id();
    open(&world, &op, subject).await.commit().await.unwrap();

    let call: serde_json::Value = serde_json::from_str(listener.recv().await.unwrap().payload()).unwrap();
    assert_eq!(call, json!({"org": op.org, "topic": "entry.posted", "entity": null, "subject": subject}));
    assert_eq!(until_there_are(&world, &op, 1).await.len(), 1, "the undone transaction left none");
}

#[tokio::test]
async fn a_foreign_organisation_hears_nothing() {
    let world = World::new().await;
    let (op, foreign) = (world.op_admin(), world.second_org().await.op);
    open(&world, &op, op.new_id()).await.commit().await.unwrap();
    open(&world, &foreign, op.new_id()).await.commit().await.unwrap();
    until_there_are(&world, &op, 1).await;
    assert_eq!(until_there_are(&world, &foreign, 1).await.len(), 1);
}

#[tokio::test]
async fn news_older_than_a_week_is_forgotten() {
    let (world, clock) = world().await;
    let op = world.op_admin();
    open(&world, &op, op.new_id()).await.commit().await.unwrap();
    clock.advance(Duration::from_secs(6 * 24 * 3600));
    let kept = op.new_id();
    open(&world, &op, kept).await.commit().await.unwrap();
    clock.advance(Duration::from_secs(2 * 24 * 3600));

    until_there_are(&world, &op, 2).await;
    let handler = Scripted::of([]);
    runner(&world, &handler, 1).forget_old_news().await.unwrap();
    let items = until_there_are(&world, &op, 1).await;
    assert_eq!(items.iter().map(|i| i.subject_id).collect::<Vec<_>>(), [kept]);
}

/// Writes so many news by one statement.
async fn flood(world: &World, op: &Op, count: i32) {
    let mut tx = world.db.begin(op).await.unwrap();
    sqlx::query(
        "insert into outbox (org_id, outbox_id, at, topic, subject_id, payload)
         select $1, gen_random_uuid(), '2026-01-01', 'test.told', gen_random_uuid(), '{}' from generate_series(1, $2)",
    )
    .bind(op.org.0)
    .bind(count)
    .execute(tx.conn())
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

/// Neither a superuser's news nor his trail can be of an organisation that is not there, and none ever goes away.
#[tokio::test]
async fn trail_and_news_belong_to_an_organisation_that_is_there_and_stays() {
    let (world, _clock) = world().await;
    let cases = [
        (
            "23503",
            "insert into outbox (org_id, outbox_id, at, topic, subject_id, payload)
             values (gen_random_uuid(), gen_random_uuid(), '2026-01-01', 'test.told', gen_random_uuid(), '{}')",
        ),
        (
            "23503",
            "insert into audit_event (org_id, event_id, at, actor_kind, actor_name, origin, request_id, action, subject,
                                      subject_id, leaf)
             values (gen_random_uuid(), gen_random_uuid(), '2026-01-01', 'user', 'root', 'cli', gen_random_uuid(),
                     'test.done', 'test', gen_random_uuid(), sha256(''))",
        ),
        ("PA010", "delete from organisation"),
    ];
    let mut root = world.superuser().await;
    for replica in ["origin", "replica"] {
        for (code, statement) in cases {
            let mut tx = root.begin().await.unwrap();
            let mode = format!("set local session_replication_role = {replica}");
            tx.execute(sqlx::AssertSqlSafe(mode)).await.unwrap();
            let refused = tx.execute(statement).await.expect_err(statement);
            let refused = refused.as_database_error().and_then(|e| e.code()).unwrap_or_default().into_owned();
            assert_eq!(refused, code, "{statement} as {replica}");
        }
    }
}

#[tokio::test]
async fn however_much_is_old_all_of_it_is_forgotten() {
    let (world, _clock) = world().await;
    let op = world.op_admin();
    flood(&world, &op, 12_345).await;
    let mut root = world.superuser().await;
    let mut left =
        async || -> i64 { sqlx::query_scalar("select count(*) from unsealed").fetch_one(&mut root).await.unwrap() };
    while left().await > 0 {
        seal(&world.db, &*world.clock()).await.unwrap();
    }
    runner(&world, &Scripted::of([]), 1).forget_old_news().await.unwrap();
    let mut tx = world.db.begin(&op).await.unwrap();
    let kept: i64 = sqlx::query_scalar("select count(*) from outbox").fetch_one(tx.conn()).await.unwrap();
    assert_eq!(kept, 0);
}

#[tokio::test]
async fn news_waits_for_every_reader_with_a_place_of_its_own() {
    let (world, clock) = world().await;
    let op = world.op_admin();
    let mut tx = world.db.begin(&op).await.unwrap();
    for consumer in ["search", "webhook:1"] {
        assert_eq!(open_cursor(&mut tx, &op, consumer, Position::default()).await.unwrap(), Position::default());
    }
    tx.commit().await.unwrap();
    let subjects: Vec<Uuid> = (0..3).map(|_| op.new_id()).collect();
    for subject in &subjects {
        open(&world, &op, *subject).await.commit().await.unwrap();
    }
    until_there_are(&world, &op, 3).await;

    let mut tx = world.db.begin(&op).await.unwrap();
    let read = unread(&mut tx, "search", 10).await.unwrap();
    assert_eq!(read.iter().map(|i| i.subject_id).collect::<Vec<_>>(), subjects);
    assert_eq!(unread(&mut tx, "nobody", 10).await.unwrap(), []);
    assert!(move_cursor(&mut tx, &op, "search", read[2].position).await.unwrap());
    assert!(move_cursor(&mut tx, &op, "webhook:1", read[0].position).await.unwrap());
    assert!(!move_cursor(&mut tx, &op, "search", read[1].position).await.unwrap(), "a place only moves forward");
    assert_eq!(open_cursor(&mut tx, &op, "search", Position::default()).await.unwrap(), read[2].position, "it is kept");
    tx.commit().await.unwrap();

    clock.advance(Duration::from_secs(8 * 24 * 3600));
    let runner = runner(&world, &Scripted::of([]), 1);
    runner.forget_old_news().await.unwrap();
    let mut tx = world.db.begin(&op).await.unwrap();
    let left = unread(&mut tx, "webhook:1", 10).await.unwrap();
    assert_eq!(left.iter().map(|i| i.subject_id).collect::<Vec<_>>(), subjects[1..], "the slow reader's are kept");
    close_cursor(&mut tx, "webhook:1").await.unwrap();
    tx.commit().await.unwrap();
    runner.forget_old_news().await.unwrap();
    let mut tx = world.db.begin(&op).await.unwrap();
    assert_eq!(news_since(&mut tx, Position::default(), 10).await.unwrap(), []);
}

/// The rows of a stream in the order of their numbers, which must be 1, 2, 3 ...
async fn sealed(world: &World, stream: &str) -> Vec<Uuid> {
    let rows: Vec<(i64, Uuid)> = sqlx::query_as("select seq, row_id from sealed where stream = $1 order by seq")
        .bind(stream)
        .fetch_all(&mut world.superuser().await)
        .await
        .unwrap();
    let numbers: Vec<i64> = rows.iter().map(|(seq, _)| *seq).collect();
    assert_eq!(numbers, (1..=rows.len() as i64).collect::<Vec<_>>(), "without a gap");
    rows.into_iter().map(|(_, row)| row).collect()
}

#[tokio::test]
async fn many_writers_and_sealers_at_once_leave_no_gap_and_nothing_twice() {
    let world = std::sync::Arc::new(World::new().await);
    let op = world.op_admin();
    let writers: Vec<_> = (0..24)
        .map(|n| {
            let (world, op) = (std::sync::Arc::clone(&world), op.clone());
            tokio::spawn(async move {
                let tx = open(&world, &op, op.new_id()).await;
                if n % 3 == 0 {
                    tx.rollback().await.unwrap()
                } else {
                    tx.commit().await.unwrap()
                }
                seal(&world.db, &*world.clock()).await.unwrap();
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    until_there_are(&world, &op, 16).await;
    assert_eq!(sealed(&world, "news").await.len(), 16);
}

/// As after a dump and restore: the rows keep transaction ids of a cluster that had seen more of them.
#[tokio::test]
async fn what_was_restored_keeps_its_order_and_comes_before_everything_new() {
    let world = World::new().await;
    let op = world.op_admin();
    let subjects: Vec<Uuid> = (0..3).map(|_| op.new_id()).collect();
    for subject in &subjects {
        open(&world, &op, *subject).await.commit().await.unwrap();
    }
    let mut root = world.superuser().await;
    for statement in [
        "update unsealed set xid = (xid::text::bigint + 1000000000000)::text::xid8",
        "update ctx.cluster set id = 'the old server'",
    ] {
        sqlx::raw_sql(statement).execute(&mut root).await.unwrap();
    }
    seal(&world.db, &*world.clock()).await.unwrap();
    assert_eq!(sealed(&world, "news").await.len(), 0, "their transactions seem to lie in the future");

    assert_eq!(seal_what_was_restored(&world.db, &*world.clock()).await.unwrap(), 3);
    assert_eq!(seal_what_was_restored(&world.db, &*world.clock()).await.unwrap(), 0, "once");
    let new = op.new_id();
    open(&world, &op, new).await.commit().await.unwrap();
    let items = until_there_are(&world, &op, 4).await;
    let order: Vec<Uuid> = items.iter().map(|i| i.subject_id).collect();
    assert_eq!(order, [&subjects[..], &[new]].concat());
    sealed(&world, "news").await;
}

#[tokio::test]
async fn numbers_are_given_by_the_sealer_alone_and_never_taken_back() {
    let world = World::new().await;
    let op = world.op_admin();
    open(&world, &op, op.new_id()).await.commit().await.unwrap();
    until_there_are(&world, &op, 1).await;
    for attack in [
        "insert into sealed (org_id, stream, seq, row_id, sealed_at)
         select org_id, 'news', 2, gen_random_uuid(), now() from organisation",
        "update sealed set seq = 7",
        "delete from sealed",
        "update unsealed set seq = 7",
    ] {
        let mut tx = world.db.begin(&op).await.unwrap();
        let refused = sqlx::query(attack).execute(tx.conn()).await.expect_err(attack);
        assert_eq!(refused.as_database_error().and_then(|e| e.code()).unwrap_or_default(), "42501", "{attack}");
    }
    let mut root = world.superuser().await;
    let refused = sqlx::query("delete from sealed").execute(&mut root).await.expect_err("permanent");
    assert_eq!(refused.as_database_error().and_then(|e| e.code()).unwrap_or_default(), "PA010");
}
