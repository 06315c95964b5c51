#![allow(clippy::unwrap_used, reason = "tests")]

mod crash;
mod outbox;
mod principals;
mod queue;
mod running;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use op::Op;
use serde_json::json;
use test_kit::{TestClock, World};

use crate::{BoxFuture, EverybodyMay, Failure, Handler, Job, NewJob, Runner, enqueue};

pub(crate) const KIND: &str = "test.work";

/// What a scripted handler does in its next attempt; succeeds when the script is at its end.
pub(crate) enum Step {
    Fail(Failure),
    Panic,
    Hang,
    /// Enqueues its own job again while it runs, and succeeds.
    AskAgain,
}

/// A handler that follows a script and remembers what it was called with.
#[derive(Default)]
pub(crate) struct Scripted {
    pub script: Mutex<VecDeque<Step>>,
    pub ran: Mutex<Vec<(Op, Job)>>,
    pub gave_up: Mutex<Vec<String>>,
    pub started: tokio::sync::Notify,
    pub world: Option<pg::Db>,
    pub limit: Option<Duration>,
}

impl Scripted {
    pub fn of(steps: impl IntoIterator<Item = Step>) -> Arc<Self> {
        Arc::new(Self { script: Mutex::new(steps.into_iter().collect()), ..Self::default() })
    }

    pub fn runs(&self) -> usize {
        self.ran.lock().unwrap().len()
    }

    pub fn given_up(&self) -> Vec<String> {
        self.gave_up.lock().unwrap().clone()
    }
}

impl Handler for Scripted {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn run<'a>(&'a self, op: &'a Op, job: &'a Job) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(async move {
            self.ran.lock().unwrap().push((op.clone(), job.clone()));
            let step = self.script.lock().unwrap().pop_front();
            self.started.notify_one();
            match step {
                None => Ok(()),
                Some(Step::Fail(failure)) => Err(failure),
                Some(Step::Panic) => panic!("division of an invoice by zero"),
                Some(Step::Hang) => std::future::pending().await,
                Some(Step::AskAgain) => {
                    let mut tx = self.world.as_ref().unwrap().begin_job(op).await?;
                    let added = enqueue(&mut tx, op, NewJob::new(KIND, json!({})).keyed("doc")).await;
                    assert!(!added.unwrap(), "the running twin swallows it");
                    Ok(tx.commit().await?)
                }
            }
        })
    }

    fn gave_up<'a>(&'a self, _op: &'a Op, _job: &'a Job, why: &'a str) -> BoxFuture<'a, Result<(), Failure>> {
        self.gave_up.lock().unwrap().push(why.to_owned());
        Box::pin(async { Ok(()) })
    }

    fn time_limit(&self) -> Duration {
        self.limit.unwrap_or(Duration::from_secs(600))
    }
}

/// A world whose clock the test moves.
pub(crate) async fn world() -> (World, Arc<TestClock>) {
    let clock = Arc::new(TestClock::at("2026-03-31T12:00:00Z"));
    (World::with_clock(Arc::clone(&clock) as Arc<dyn op::Clock>).await, clock)
}

pub(crate) fn runner(world: &World, handler: &Arc<Scripted>, workers: usize) -> Runner {
    let handlers = vec![Arc::clone(handler) as Arc<dyn Handler>];
    Runner::new(world.db.clone(), world.clock(), Arc::new(EverybodyMay), handlers, workers)
}

/// Enqueues and commits.
pub(crate) async fn enqueue_now(world: &World, op: &Op, job: NewJob) -> bool {
    let mut tx = world.db.begin(op).await.unwrap();
    let added = enqueue(&mut tx, op, job).await.unwrap();
    tx.commit().await.unwrap();
    added
}
