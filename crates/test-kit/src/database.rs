use std::str::FromStr;

use pg::migrations_fingerprint;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection, Executor};
use uuid::Uuid;

use crate::{SERVER, World};

/// Keeps two test processes from making the template, or copying a half-made one, at the same time.
const TEMPLATE_LOCK: i64 = 7_220_572;

/// A migrated database without an organisation, dropped at the end.
pub struct Database {
    server: PgConnectOptions,
    name: String,
}

impl Database {
    /// A fresh copy of the template.
    pub async fn new() -> Self {
        let server = server();
        let name = copy_of_template(&server).await;
        Self { server, name }
    }

    /// A database with nothing in it, for a dump.
    pub async fn empty() -> Self {
        let server = server();
        let name = format!("pacioli_test_{}", Uuid::now_v7().simple());
        let mut admin = server.connect().await.expect("connect to the test server");
        let make = format!(r#"create database "{name}" template template0"#);
        admin.execute(sqlx::AssertSqlSafe(make)).await.expect("make a database");
        admin.close().await.expect("close");
        Self { server, name }
    }

    /// How a superuser connects to it.
    pub fn admin_options(&self) -> PgConnectOptions {
        self.server.clone().database(&self.name)
    }

    /// The same as a URL, for another program.
    pub fn admin_url(&self) -> String {
        self.admin_options().to_url_lossy().to_string()
    }

    /// A superuser's connection, for tests of what even a superuser must not do.
    pub async fn superuser(&self) -> PgConnection {
        self.admin_options().connect().await.expect("connect to the test database as superuser")
    }
}

impl Drop for Database {
    /// Drops the database. A runtime of its own on a thread of its own: the test's runtime may be the one unwinding.
    fn drop(&mut self) {
        let (server, database) = (self.server.clone(), std::mem::take(&mut self.name));
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let mut admin = server.connect().await?;
                let drop = format!(r#"drop database if exists "{database}" with (force)"#);
                admin.execute(sqlx::AssertSqlSafe(drop)).await?;
                admin.close().await
            })?;
            Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
        });
        // A database left behind is no failure of the test: the server is a throw-away.
        drop(dropping.join());
    }
}

fn server() -> PgConnectOptions {
    let url = std::env::var(SERVER).unwrap_or_else(|_| {
        panic!(
            "{SERVER} is not set. Start a throw-away server with\n    cargo run -p test-kit --bin test-cluster -- \
             target/test-cluster\nand export {SERVER} with the URL it prints."
        )
    });
    PgConnectOptions::from_str(&url).unwrap_or_else(|e| panic!("{SERVER}={url} is not a PostgreSQL URL: {e}"))
}

/// Makes the migrated template once per schema and server, then a copy of it under a random name.
async fn copy_of_template(server: &PgConnectOptions) -> String {
    let template = format!("pacioli_template_{}", migrations_fingerprint());
    let database = format!("pacioli_test_{}", Uuid::now_v7().simple());
    let mut admin = server.connect().await.expect("connect to the test server");
    ensure_template(server, &mut admin, &template).await;
    let copy = format!(r#"create database "{database}" template "{template}""#);
    admin.execute(sqlx::AssertSqlSafe(copy)).await.expect("copy the template database");
    admin.close().await.expect("close");
    database
}

async fn ensure_template(server: &PgConnectOptions, admin: &mut PgConnection, template: &str) {
    if is_ready(admin, template).await {
        return;
    }
    sqlx::query("select pg_advisory_lock($1)").bind(TEMPLATE_LOCK).execute(&mut *admin).await.expect("lock");
    if !is_ready(admin, template).await {
        for statement in [
            format!(r#"drop database if exists "{template}" with (force)"#),
            format!(r#"create database "{template}""#),
        ] {
            admin.execute(sqlx::AssertSqlSafe(statement)).await.expect("make the template database");
        }
        pg::migrate(&server.clone().database(template), &World::KEY).await.expect("migrate the template database");
        // Finished: only a complete template carries the mark that `is_ready` looks for.
        let mark = format!(r#"alter database "{template}" is_template true"#);
        admin.execute(sqlx::AssertSqlSafe(mark)).await.expect("mark the template database");
    }
    sqlx::query("select pg_advisory_unlock($1)").bind(TEMPLATE_LOCK).execute(&mut *admin).await.expect("unlock");
}

async fn is_ready(admin: &mut PgConnection, template: &str) -> bool {
    sqlx::query_scalar("select exists (select from pg_database where datname = $1 and datistemplate)")
        .bind(template)
        .fetch_one(admin)
        .await
        .expect("look for the template database")
}
