use std::sync::Arc;
use std::time::Duration;

use op::{Origin, Role};
use serde_json::json;

use super::{KIND, Scripted, Step, enqueue_now, runner, world};
use crate::attempt::backoff;
use crate::{Failure, NewJob, dead, discard, enqueue, revive, waiting};

#[tokio::test]
async fn a_job_runs_once_for_whoever_caused_it_and_is_gone() {
    let (world, _) = world().await;
    let op = world.op(Role::Accountant);
    let handler = Scripted::of([]);
    assert!(enqueue_now(&world, &op, NewJob::new(KIND, json!({"document": 7}))).await);
    let runner = runner(&world, &handler, 2);
    assert_eq!(runner.drain().await.unwrap(), 1);
    assert_eq!(runner.drain().await.unwrap(), 0);

    let ran = handler.ran.lock().unwrap().clone();
    let (job_op, job) = &ran[0];
    assert_eq!((ran.len(), job.attempt, &job.payload), (1, 1, &json!({"document": 7})));
    assert_eq!((job_op.org, &job_op.actor, job_op.request), (op.org, &op.actor, op.request));
    assert_eq!(job_op.origin, Origin::Worker);
    let mut tx = world.db.begin(&op).await.unwrap();
    assert_eq!(waiting(&mut tx).await.unwrap(), []);
}

#[tokio::test]
async fn a_job_of_an_undone_transaction_never_runs() {
    let (world, _) = world().await;
    let op = world.op_admin();
    let mut tx = world.db.begin(&op).await.unwrap();
    assert!(enqueue(&mut tx, &op, NewJob::new(KIND, json!({}))).await.unwrap());
    tx.rollback().await.unwrap();
    let handler = Scripted::of([]);
    assert_eq!(runner(&world, &handler, 1).drain().await.unwrap(), 0);
}

#[tokio::test]
async fn the_same_key_waits_once_in_each_organisation() {
    let (world, _) = world().await;
    let (op, foreign) = (world.op_admin(), world.second_org().await.op);
    let job = || NewJob::new(KIND, json!({})).keyed("doc");
    assert!(enqueue_now(&world, &op, job()).await);
    assert!(!enqueue_now(&world, &op, job()).await);
    assert!(enqueue_now(&world, &op, NewJob::new(KIND, json!({})).keyed("other doc")).await);
    assert!(enqueue_now(&world, &foreign, job()).await);
    let handler = Scripted::of([]);
    assert_eq!(runner(&world, &handler, 4).drain().await.unwrap(), 3);
    assert!(enqueue_now(&world, &op, job()).await, "a finished job no longer holds its key");
}

#[tokio::test]
async fn a_wake_up_while_the_job_runs_is_not_lost() {
    let (world, _) = world().await;
    let op = world.op_admin();
    let handler = Arc::new(Scripted {
        script: [Step::AskAgain].into_iter().collect::<std::collections::VecDeque<_>>().into(),
        world: Some(world.db.clone()),
        ..Scripted::default()
    });
    enqueue_now(&world, &op, NewJob::new(KIND, json!({})).keyed("doc")).await;
    assert_eq!(runner(&world, &handler, 1).drain().await.unwrap(), 2);
    assert_eq!(runner(&world, &handler, 1).drain().await.unwrap(), 0);
}

#[tokio::test]
async fn a_failed_job_waits_longer_each_time_and_then_lies_dead() {
    let (world, clock) = world().await;
    let op = world.op_admin();
    let handler = Scripted::of((0..3).map(|n| Step::Fail(Failure::retry(format!("mail server down {n}")))));
    enqueue_now(&world, &op, NewJob::new(KIND, json!({})).attempts(3).keyed("doc")).await;
    let runner = runner(&world, &handler, 1);
    assert_eq!(runner.drain().await.unwrap(), 1);
    assert_eq!(runner.drain().await.unwrap(), 0, "not due yet");
    clock.advance(Duration::from_secs(2));
    assert_eq!(runner.drain().await.unwrap(), 1);
    clock.advance(Duration::from_secs(2));
    assert_eq!(runner.drain().await.unwrap(), 0, "the second wait is longer");
    clock.advance(Duration::from_secs(6));
    assert!(handler.given_up().is_empty());
    assert_eq!(runner.drain().await.unwrap(), 1);
    assert_eq!(handler.given_up(), ["mail server down 2"]);
    clock.advance(Duration::from_secs(86_400));
    assert_eq!(runner.drain().await.unwrap(), 0, "dead jobs stay dead");

    let mut tx = world.db.begin(&op).await.unwrap();
    let lying = dead(&mut tx, 10).await.unwrap();
    assert_eq!((lying.len(), lying[0].attempts, lying[0].last_error.as_deref()), (1, 3, Some("mail server down 2")));
    tx.commit().await.unwrap();
    assert!(enqueue_now(&world, &op, NewJob::new(KIND, json!({})).keyed("doc")).await, "a dead job blocks no new one");
}

#[tokio::test]
async fn a_final_failure_is_not_tried_again_but_a_person_can_revive_or_discard_it() {
    let (world, _) = world().await;
    let op = world.op_admin();
    let handler = Scripted::of((0..2).map(|_| Step::Fail(Failure::terminal("not a PDF"))));
    enqueue_now(&world, &op, NewJob::new(KIND, json!({}))).await;
    enqueue_now(&world, &op, NewJob::new(KIND, json!({}))).await;
    let runner = runner(&world, &handler, 1);
    assert_eq!(runner.drain().await.unwrap(), 2);

    let mut tx = world.db.begin(&op).await.unwrap();
    let lying = dead(&mut tx, 10).await.unwrap();
    assert!(revive(&mut tx, &op, lying[0].id).await.unwrap());
    assert!(discard(&mut tx, lying[1].id).await.unwrap());
    assert!(!discard(&mut tx, lying[0].id).await.unwrap(), "only dead jobs are discarded");
    tx.commit().await.unwrap();
    assert_eq!(runner.drain().await.unwrap(), 1);
    assert_eq!(handler.runs(), 3);
}

#[tokio::test]
async fn a_foreign_organisation_neither_sees_nor_revives_a_dead_job() {
    let (world, _) = world().await;
    let (op, foreign) = (world.op_admin(), world.second_org().await.op);
    let handler = Scripted::of([Step::Fail(Failure::terminal("no"))]);
    enqueue_now(&world, &op, NewJob::new(KIND, json!({}))).await;
    runner(&world, &handler, 1).drain().await.unwrap();
    let mut tx = world.db.begin(&op).await.unwrap();
    let id = dead(&mut tx, 1).await.unwrap()[0].id;
    drop(tx);
    let mut tx = world.db.begin(&foreign).await.unwrap();
    assert_eq!(dead(&mut tx, 10).await.unwrap(), []);
    assert!(!revive(&mut tx, &foreign, id).await.unwrap());
    tx.commit().await.unwrap();
    let mut tx = world.db.begin(&op).await.unwrap();
    assert_eq!(dead(&mut tx, 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn higher_priority_runs_first_and_later_jobs_wait_for_their_time() {
    let (world, clock) = world().await;
    let op = world.op_admin();
    let later = world.clock().now() + Duration::from_secs(60);
    for (name, job) in [
        ("usual", NewJob::new(KIND, json!("usual"))),
        ("later", NewJob::new(KIND, json!("later")).after(later)),
        ("urgent", NewJob::new(KIND, json!("urgent")).priority(5)),
    ] {
        assert!(enqueue_now(&world, &op, job).await, "{name}");
    }
    let handler = Scripted::of([]);
    let runner = runner(&world, &handler, 1);
    assert_eq!(runner.drain().await.unwrap(), 2);
    clock.advance(Duration::from_secs(61));
    assert_eq!(runner.drain().await.unwrap(), 1);
    let order: Vec<_> = handler.ran.lock().unwrap().iter().map(|(_, job)| job.payload.clone()).collect();
    assert_eq!(order, [json!("urgent"), json!("usual"), json!("later")]);
}

#[tokio::test]
async fn a_busy_organisation_does_not_starve_a_quiet_one() {
    let (world, clock) = world().await;
    let (busy, quiet) = (world.op_admin(), world.second_org().await.op);
    for n in 0..20 {
        enqueue_now(&world, &busy, NewJob::new(KIND, json!(n))).await;
    }
    clock.advance(Duration::from_secs(1));
    for n in 0..2 {
        enqueue_now(&world, &quiet, NewJob::new(KIND, json!(n))).await;
    }
    let handler = Scripted::of([]);
    assert_eq!(runner(&world, &handler, 1).drain().await.unwrap(), 22);
    let ran = handler.ran.lock().unwrap();
    let last_quiet = ran.iter().rposition(|(op, _)| op.org == quiet.org).unwrap();
    assert!(last_quiet < 4, "the quiet organisation's second job ran at place {last_quiet}");
}

#[test]
fn waits_grow_from_seconds_to_an_hour() {
    let longest: Vec<u64> = (1..=8).map(|attempt| backoff(attempt, 0).as_secs()).collect();
    assert_eq!(longest, [2, 8, 32, 128, 512, 2048, 3600, 3600]);
    for attempt in 1..=40 {
        for randomness in [0, 1, 499, u64::MAX] {
            let wait = backoff(attempt, randomness);
            let full = backoff(attempt, 0);
            assert!(wait <= full && wait >= full * 3 / 4, "attempt {attempt}: {wait:?} of {full:?}");
        }
    }
}
