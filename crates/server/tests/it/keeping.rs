//! The private PostgreSQL goes away under a program that serves: it comes back.

use std::path::Path;

use reqwest::Method;
use tokio::time::{Instant, interval};

use crate::kill::kill_postgres;
use crate::person::Person;
use crate::program::{LONGEST, Program};

/// More often than a keeper could be expected to bear in a few seconds.
const DEATHS: usize = 7;

async fn until_ready(program: &Program) {
    let (nobody, deadline) = (Person::nobody(program), Instant::now() + LONGEST);
    let mut glances = interval(std::time::Duration::from_millis(50));
    while nobody.attempts(Method::GET, "/health/ready", None).await.is_none_or(|answer| answer.status != 200) {
        assert!(Instant::now() < deadline, "it stays away:\n{}", program.tail_of_log());
        glances.tick().await;
    }
}

/// The process that keeps the cluster, once another one than `last` accepts connections.
async fn next_postmaster(folder: &Path, last: Option<String>) -> Option<String> {
    let deadline = Instant::now() + LONGEST;
    let mut glances = interval(std::time::Duration::from_millis(10));
    loop {
        let text = std::fs::read_to_string(folder.join("pg/postmaster.pid")).unwrap_or_default();
        let pid =
            text.lines().next().map(str::to_owned).filter(|_| text.lines().nth(7).is_some_and(|s| s.trim() == "ready"));
        if pid.is_some() && pid != last {
            return pid;
        }
        assert!(Instant::now() < deadline, "PostgreSQL does not come back");
        glances.tick().await;
    }
}

#[tokio::test]
async fn a_command_that_came_first_takes_no_database_away_when_it_is_done() {
    let (program, first) = Program::beside_keeper().await;
    let anna = Person::sets_up(&program).await;
    first.stop().await.expect("the first program is done");
    until_ready(&program).await;
    assert_eq!(anna.looks_at("entries").await["items"].as_array().map(Vec::len), Some(0));
}

#[tokio::test]
async fn postgresql_that_dies_again_and_again_is_started_as_often() {
    let program = Program::with_private_server().await;
    let anna = Person::sets_up(&program).await;
    let mut postmaster = None;
    for _ in 0..DEATHS {
        postmaster = next_postmaster(program.folder.path(), postmaster).await;
        kill_postgres(program.folder.path());
    }
    until_ready(&program).await;
    assert_eq!(anna.looks_at("entries").await["items"].as_array().map(Vec::len), Some(0));
}
