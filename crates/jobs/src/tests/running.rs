use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use sqlx::Executor;
use tokio_util::sync::CancellationToken;

use super::{KIND, Scripted, Step, enqueue_now, runner, world};
use crate::{NewJob, dead, waiting};

#[tokio::test]
async fn a_sleeping_runner_wakes_up_for_a_new_job_and_stops_when_told() {
    let (world, _) = world().await;
    let op = world.op_admin();
    let handler = Scripted::of([]);
    let stop = CancellationToken::new();
    let running = tokio::spawn(runner(&world, &handler, 2).run(stop.clone()));
    for round in 1..=3 {
        enqueue_now(&world, &op, NewJob::new(KIND, json!(round))).await;
        handler.started.notified().await;
        assert!(handler.runs() >= round);
    }
    stop.cancel();
    running.await.unwrap();
    assert_eq!(handler.runs(), 3);
    let mut tx = world.db.begin(&op).await.unwrap();
    assert_eq!(waiting(&mut tx).await.unwrap(), [], "finished before it stopped");
}

#[tokio::test]
async fn a_panic_and_a_hang_count_as_failed_attempts() {
    let (world, clock) = world().await;
    let op = world.op_admin();
    let handler = Arc::new(Scripted {
        script: std::collections::VecDeque::from([Step::Panic, Step::Hang]).into(),
        limit: Some(Duration::from_millis(1)),
        ..Scripted::default()
    });
    enqueue_now(&world, &op, NewJob::new(KIND, json!({})).attempts(2)).await;
    let runner = runner(&world, &handler, 1);
    runner.drain().await.unwrap();
    clock.advance(Duration::from_secs(2));
    runner.drain().await.unwrap();
    assert_eq!(handler.given_up(), ["the handler took longer than 0 s"]);
    assert!(handler.ran.lock().unwrap()[1].1.is_last_attempt());
}

#[tokio::test]
async fn the_job_of_a_vanished_runner_runs_again_when_its_lease_has_passed() {
    let (world, clock) = world().await;
    let op = world.op_admin();
    let handler = Scripted::of([Step::Hang]);
    enqueue_now(&world, &op, NewJob::new(KIND, json!({}))).await;
    let vanishing = runner(&world, &handler, 1);
    let task = tokio::spawn(async move { vanishing.drain().await });
    handler.started.notified().await;
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());

    let second = runner(&world, &handler, 1);
    clock.advance(Duration::from_secs(29));
    assert_eq!(second.drain().await.unwrap(), 0, "the lease still holds");
    clock.advance(Duration::from_secs(2));
    assert_eq!(second.drain().await.unwrap(), 1);
    assert_eq!(handler.ran.lock().unwrap()[1].1.attempt, 2, "the lost attempt counts");
}

#[tokio::test]
async fn a_job_that_always_takes_the_program_down_is_given_up_without_running_it_once_more() {
    let (world, clock) = world().await;
    let op = world.op_admin();
    let handler = Scripted::of([Step::Hang]);
    enqueue_now(&world, &op, NewJob::new(KIND, json!({})).attempts(1)).await;
    let vanishing = runner(&world, &handler, 1);
    let task = tokio::spawn(async move { vanishing.drain().await });
    handler.started.notified().await;
    task.abort();
    clock.advance(Duration::from_secs(31));
    runner(&world, &handler, 1).drain().await.unwrap();
    assert_eq!(handler.runs(), 1);
    assert_eq!(handler.given_up(), ["the program ended in every attempt at this job"]);
    let mut tx = world.db.begin(&op).await.unwrap();
    assert_eq!(dead(&mut tx, 10).await.unwrap().len(), 1);
}

/// As when the database goes down between the work and its last statement. The runner lives on and keeps its other
/// leases; this one must run out.
#[tokio::test]
async fn a_job_whose_outcome_could_not_be_stored_runs_again() {
    let (world, clock) = world().await;
    let handler = Scripted::of([]);
    enqueue_now(&world, &world.op_admin(), NewJob::new(KIND, json!({}))).await;
    let mut superuser = world.superuser().await;
    let broken =
        "create function broken() returns trigger language plpgsql as $$ begin raise 'the disk is gone'; end $$;
                  create trigger broken before delete on job execute function broken()";
    superuser.execute(broken).await.unwrap();
    let runner = runner(&world, &handler, 1);
    runner.drain().await.unwrap();
    superuser.execute("drop trigger broken on job").await.unwrap();
    for _ in 0..2 {
        clock.advance(Duration::from_secs(20));
        runner.extend_leases().await.unwrap();
    }
    runner.drain().await.unwrap();
    assert_eq!(handler.runs(), 2);
    let mut tx = world.db.begin(&world.op_admin()).await.unwrap();
    assert_eq!(waiting(&mut tx).await.unwrap(), []);
}

#[tokio::test]
async fn two_runners_never_take_the_same_job() {
    let (world, _) = world().await;
    let op = world.op_admin();
    for n in 0..40 {
        enqueue_now(&world, &op, NewJob::new(KIND, json!(n))).await;
    }
    let handler = Scripted::of([]);
    let (one, two) = (runner(&world, &handler, 3), runner(&world, &handler, 3));
    let (a, b) = tokio::join!(one.drain(), two.drain());
    assert_eq!(a.unwrap() + b.unwrap(), 40);
    let mut seen: Vec<_> = handler.ran.lock().unwrap().iter().map(|(_, job)| job.id).collect();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 40);
}

#[tokio::test]
async fn a_stopping_runner_gives_its_leases_back() {
    let (world, _) = world().await;
    let op = world.op_admin();
    let handler = Scripted::of([Step::Hang]);
    enqueue_now(&world, &op, NewJob::new(KIND, json!({}))).await;
    let stop = CancellationToken::new();
    let stopping = runner(&world, &handler, 1).with_grace(Duration::ZERO);
    let running = tokio::spawn(stopping.run(stop.clone()));
    handler.started.notified().await;
    stop.cancel();
    running.await.unwrap();
    assert_eq!(runner(&world, &handler, 1).drain().await.unwrap(), 1, "at once, without waiting for the lease");
    assert_eq!(handler.ran.lock().unwrap()[1].1.attempt, 1, "being stopped is no failed attempt");
}
