//! Programs that start at the same moment on one PostgreSQL server.
#![allow(clippy::unwrap_used, reason = "tests")]

use test_kit::{Database, World};
use tokio::task::{LocalSet, spawn_local};

/// Each brings its own database up to date, three of them the same one; what they share (roles, memberships) must not
/// make one of them fail.
#[tokio::test]
async fn many_programs_start_at_once_on_one_server() {
    let databases = [Database::new().await, Database::new().await, Database::new().await];
    let at_once = LocalSet::new();
    at_once
        .run_until(async {
            for _ in 0..6 {
                let start = |database: &Database| {
                    let admin = database.admin_options();
                    spawn_local(async move { pg::migrate(&admin, &World::KEY).await })
                };
                let same = [&databases[0], &databases[0]];
                let starting: Vec<_> = databases.iter().chain(same).map(start).collect();
                for started in starting {
                    started.await.unwrap().unwrap();
                }
            }
        })
        .await;
}
