//! The program is killed while a job runs: its effect still happens exactly once.

use std::process::Command;
use std::str::FromStr;
use std::sync::Arc;

use op::{Op, SystemClock};
use pg::{Db, PoolSizes};
use serde_json::json;
use test_kit::World;

use super::enqueue_now;
use crate::{BoxFuture, EverybodyMay, Failure, Handler, Job, NewJob, Runner, release_all_of_dead_runners};

const KIND: &str = "test.found-business";
/// How the killed program finds the database of the test.
const DATABASE: &str = "PACIOLI_TEST_CRASH_DATABASE";

/// Adds a business named by the job, and dies at once after the commit if told to.
struct FoundBusiness {
    db: Db,
    then_die: bool,
}

impl Handler for FoundBusiness {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn run<'a>(&'a self, op: &'a Op, job: &'a Job) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(async move {
            let mut tx = self.db.begin_job(op).await?;
            let insert = "insert into entity (org_id, entity_id, name, base_currency, jurisdiction, created_at)
                          values ($1, $2, $3, 'EUR', 'DE', '2026-01-01') on conflict do nothing";
            let insert = sqlx::query(insert).bind(op.org.0).bind(job.id).bind(job.id.to_string());
            insert.execute(tx.conn()).await.map_err(Failure::retry)?;
            tx.commit().await?;
            if self.then_die {
                // As by `kill -9`: no unwinding, no destructors.
                std::process::abort();
            }
            Ok(())
        })
    }
}

fn runner(db: &Db, then_die: bool) -> Runner {
    let handler = FoundBusiness { db: db.clone(), then_die };
    Runner::new(db.clone(), Arc::new(SystemClock), Arc::new(EverybodyMay), vec![Arc::new(handler)], 1)
}

/// The program to be killed; only run by the test below.
#[tokio::test]
#[ignore = "dies on purpose; run by the test below"]
async fn the_program_that_dies() {
    let url = std::env::var(DATABASE).expect("set by the test below");
    let options = sqlx::postgres::PgConnectOptions::from_str(&url).unwrap();
    let db = Db::connect(options, PoolSizes { web: 1, jobs: 3, reports: 1 }, World::KEY).await.unwrap();
    runner(&db, true).drain().await.unwrap();
    unreachable!("the handler aborts the program");
}

#[tokio::test]
async fn an_effect_happens_once_although_the_program_is_killed_before_the_job_is_deleted() {
    let world = World::new().await;
    let op = world.op_admin();
    enqueue_now(&world, &op, NewJob::new(KIND, json!({}))).await;

    let this = std::env::current_exe().unwrap();
    let died = Command::new(this)
        .args(["--exact", "tests::crash::the_program_that_dies", "--ignored", "--test-threads=1"])
        .env(DATABASE, world.admin_url())
        .output()
        .unwrap();
    assert!(!died.status.success(), "{}", String::from_utf8_lossy(&died.stdout));
    assert_eq!(businesses(&world, &op).await, 2, "the effect was committed: {}", String::from_utf8_lossy(&died.stderr));

    let survivor = runner(&world.db, false);
    assert_eq!(survivor.drain().await.unwrap(), 0, "the dead program still holds the lease");
    assert_eq!(release_all_of_dead_runners(&world.db, op.now()).await.unwrap(), 1);
    assert_eq!(survivor.drain().await.unwrap(), 1);
    assert_eq!(businesses(&world, &op).await, 2, "running it again changed nothing");
    assert_eq!(survivor.drain().await.unwrap(), 0);
}

async fn businesses(world: &World, op: &Op) -> i64 {
    let mut tx = world.db.begin(op).await.unwrap();
    sqlx::query_scalar("select count(*) from entity").fetch_one(tx.conn()).await.unwrap()
}
