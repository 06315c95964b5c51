//! `test-cluster FOLDER`: a throw-away PostgreSQL server for tests.
//!
//! Prints one line, the administrator's URL for `PACIOLI_TEST_SERVER`, and runs until it is told to end (SIGTERM,
//! SIGINT) or, when its input is a pipe or a terminal, until that closes. The folder keeps the migrated template for
//! the next time. Nothing is forced to the disk: a folder that a crash has ruined is made afresh.

use std::error::Error;
use std::io::{IsTerminal, Read, Write};
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};

use pg::embedded::{Embedded, Settings};
use sqlx::{ConnectOptions, Connection, Executor};
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        return Err("which folder? usage: test-cluster FOLDER".into());
    };
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let server = start(&folder).await?;
    drop_left_databases(&server).await?;
    let mut out = std::io::stdout();
    let options = server.options();
    let sockets = options.get_socket().ok_or("the server has no socket")?;
    writeln!(out, "postgres://postgres@localhost/postgres?host={}", sockets.display())?;
    out.flush()?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
        () = input_closed() => {}
    }
    let cluster = server.cluster().to_path_buf();
    server.stop().await?;
    clear_away_elsewhere(&folder, &cluster)
}

/// As root, below a folder that others may not enter, the cluster lies elsewhere; whoever removes our folder would
/// leave it behind.
fn clear_away_elsewhere(folder: &Path, cluster: &Path) -> Result<(), Box<dyn Error>> {
    if let (false, Some(home)) = (cluster.starts_with(folder.canonicalize()?), cluster.parent()) {
        std::fs::remove_dir_all(home)?;
        std::fs::remove_file(folder.join("pg"))?;
    }
    Ok(())
}

/// Starts the server; when a crash has ruined the cluster, makes another.
async fn start(folder: &Path) -> Result<Embedded, Box<dyn Error>> {
    let settings = Settings::new(folder)
        .throw_away()
        .with("max_connections", "200")
        .with("shared_buffers", "128MB")
        .with("max_wal_size", "1GB")
        .with("wal_level", "minimal")
        .with("max_wal_senders", "0")
        .with("autovacuum_naptime", "10min");
    match Embedded::start(&settings).await {
        Ok(server) => Ok(server),
        Err(error) if folder.join("pg").is_dir() => {
            eprintln!("{error}\nmaking the cluster afresh");
            std::fs::remove_dir_all(folder.join("pg"))?;
            Ok(Embedded::start(&settings).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// Databases of tests that were killed, and templates of older schemas.
async fn drop_left_databases(server: &Embedded) -> Result<(), Box<dyn Error>> {
    let mut admin = server.options().database("postgres").connect().await?;
    let present = format!("pacioli_template_{}", pg::migrations_fingerprint());
    let left: Vec<String> = sqlx::query_scalar(
        "select datname::text from pg_database
          where starts_with(datname, 'pacioli_test_') or (starts_with(datname, 'pacioli_template_') and datname <> $1)",
    )
    .bind(present)
    .fetch_all(&mut admin)
    .await?;
    for database in left {
        for statement in [
            format!(r#"alter database "{database}" is_template false"#),
            format!(r#"drop database if exists "{database}" with (force)"#),
        ] {
            admin.execute(sqlx::AssertSqlSafe(statement)).await?;
        }
    }
    Ok(admin.close().await?)
}

/// Returns when a pipe or terminal at our input is closed; never when it is something else, such as `/dev/null`.
async fn input_closed() {
    let is_pipe = std::fs::metadata("/dev/stdin").is_ok_and(|input| input.file_type().is_fifo());
    if !is_pipe && !std::io::stdin().is_terminal() {
        return std::future::pending().await;
    }
    let (ended, end) = tokio::sync::oneshot::channel::<()>();
    // A thread of its own: a blocked read must not keep the program from ending.
    std::thread::spawn(move || {
        let mut nothing = [0; 64];
        while std::io::stdin().read(&mut nothing).is_ok_and(|count| count > 0) {}
        drop(ended);
    });
    let _ = end.await;
}
