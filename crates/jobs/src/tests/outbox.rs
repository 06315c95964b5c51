use std::time::Duration;

use op::Op;
use pg::TenantTx;
use serde_json::json;
use test_kit::World;
use uuid::Uuid;

use super::{Scripted, runner, world};
use crate::{JobError, NEWS_CHANNEL, News, NewsItem, Position, emit, news_since};

fn news(subject_id: Uuid) -> News {
    News { topic: "entry.posted", entity: None, subject_id, payload: json!({"total": 11_900}) }
}

/// The news once there are `count`: transactions of other databases on the server may hold them back a moment.
async fn until_there_are(world: &World, op: &Op, count: usize) -> Vec<NewsItem> {
    loop {
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
    assert!(matches!("7".parse::<Position>(), Err(JobError::Cursor(_))));
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

    let handler = Scripted::of([]);
    runner(&world, &handler, 1).forget_old_news().await.unwrap();
    let items = until_there_are(&world, &op, 1).await;
    assert_eq!(items.iter().map(|i| i.subject_id).collect::<Vec<_>>(), [kept]);
}
