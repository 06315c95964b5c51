//! Asking twice and being heard once.

use std::sync::Arc;
use std::time::Duration;

use op::{Op, Role};
use test_kit::{TestClock, World};

use crate::{Answer, Claim, RepeatError, claim, forget, keep, sweep};

/// A business, somebody who asks, and the clock they go by.
async fn asking() -> (World, Op, Arc<TestClock>) {
    let clock = Arc::new(TestClock::at("2026-05-04T09:00:00Z"));
    let world = World::with_clock(clock.clone()).await;
    let anna = world.op_admin();
    (world, anna, clock)
}

fn created() -> Answer {
    Answer { status: 201, media_type: Some("application/json".to_owned()), body: b"{\"id\":7}".to_vec() }
}

fn hours(count: u64) -> Duration {
    Duration::from_secs(count * 3600)
}

#[tokio::test]
async fn the_second_asking_hears_the_first_answer_for_a_day() {
    let (world, anna, clock) = asking().await;
    let db = &world.db;
    assert_eq!(claim(db, &anna, "k", [1; 32]).await.unwrap(), Claim::First);
    keep(db, &anna, "k", &created()).await.unwrap();
    assert_eq!(claim(db, &anna, "k", [1; 32]).await.unwrap(), Claim::Told(created()));
    let other = claim(db, &anna, "k", [2; 32]).await;
    assert!(matches!(other, Err(RepeatError::KeyReused { .. })), "another request under the same key: {other:?}");

    clock.advance(hours(23));
    assert_eq!(sweep(db, &*clock).await.unwrap(), 0);
    assert_eq!(claim(db, &anna, "k", [1; 32]).await.unwrap(), Claim::Told(created()));
    clock.advance(hours(2));
    assert_eq!(sweep(db, &*clock).await.unwrap(), 1);
    assert_eq!(claim(db, &anna, "k", [2; 32]).await.unwrap(), Claim::First);
}

#[tokio::test]
async fn of_many_at_once_one_goes_first() {
    let (world, anna, _clock) = asking().await;
    let asked: Vec<_> = (0..8)
        .map(|_| {
            let (db, anna) = (world.db.clone(), anna.clone());
            tokio::spawn(async move { claim(&db, &anna, "k", [1; 32]).await })
        })
        .collect();
    let mut first = 0;
    for answer in asked {
        match answer.await.unwrap() {
            Ok(Claim::First) => first += 1,
            Err(RepeatError::UnderWay) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(first, 1);
}

#[tokio::test]
async fn a_request_whose_program_died_gives_its_key_back_after_a_while() {
    let (world, anna, clock) = asking().await;
    let db = &world.db;
    assert_eq!(claim(db, &anna, "k", [1; 32]).await.unwrap(), Claim::First);
    clock.advance(Duration::from_secs(4 * 60));
    assert!(matches!(claim(db, &anna, "k", [1; 32]).await, Err(RepeatError::UnderWay)));
    clock.advance(Duration::from_secs(2 * 60));
    assert_eq!(claim(db, &anna, "k", [1; 32]).await.unwrap(), Claim::First);
    forget(db, &anna, "k").await.unwrap();
    assert_eq!(claim(db, &anna, "k", [3; 32]).await.unwrap(), Claim::First, "given back, free for anything");
}

#[tokio::test]
async fn keys_of_two_callers_never_meet() {
    let (world, anna, _clock) = asking().await;
    let (db, ben) = (&world.db, world.op(Role::Accountant));
    assert_ne!(anna.actor.id(), ben.actor.id());
    assert_eq!(claim(db, &anna, "k", [1; 32]).await.unwrap(), Claim::First);
    assert_eq!(claim(db, &ben, "k", [2; 32]).await.unwrap(), Claim::First);
    for bad in ["", " ", &"x".repeat(201)] {
        assert!(matches!(claim(db, &ben, bad, [1; 32]).await, Err(RepeatError::BadKey)), "{bad:?}");
    }
}
