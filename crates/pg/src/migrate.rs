use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};
use sqlx::migrate::Migrator;
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, Executor, PgConnection};

use crate::PgError;
use crate::context::ContextKey;

/// The role the application works as: no superuser, owns nothing, under row-level security.
pub const APP_ROLE: &str = "pacioli_app";

/// Owns the tables and functions; nobody logs in as it.
const OWNER_ROLE: &str = "pacioli_owner";

/// How long connections may take to go before a database counts as in use.
const PATIENCE: Duration = Duration::from_secs(5);

/// Makes the roles a database of ours needs. Runs as the administrator.
const ROLES: &str = include_str!("../../../migrations/roles.sql");

/// Empties the database. Not `drop owned`: that takes the role's rights on all databases of the server away.
const WITHOUT_SCHEMAS: &str = "
    do $$
    declare
        ours text;
    begin
        for ours in select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' loop
            execute format('drop schema %I cascade', ours);
        end loop;
        create schema public authorization pg_database_owner;
        grant usage on schema public to public;
    end $$";

static MIGRATOR: Migrator = sqlx::migrate!("../../migrations");

/// A fingerprint of all migrations; two equal fingerprints mean equal schemas.
pub fn migrations_fingerprint() -> String {
    let mut hash = Sha256::new();
    hash.update(ROLES);
    for migration in MIGRATOR.iter() {
        hash.update(migration.version.to_be_bytes());
        hash.update(&*migration.checksum);
    }
    hex::encode(&hash.finalize()[..8])
}

/// Brings the database to the present schema and registers this host's context key. `admin` must be allowed to create roles.
pub async fn migrate(admin: &PgConnectOptions, key: &ContextKey) -> Result<(), PgError> {
    let mut conn = admin.connect().await?;
    // Programs that start together on one database follow each other; the lock ends with the connection.
    conn.execute("select pg_advisory_lock(7220571)").await?;
    conn.execute(ROLES).await?;
    let database: String = sqlx::query_scalar("select quote_ident(current_database())").fetch_one(&mut conn).await?;
    // No temporary tables: functions with their owner's rights could take one for the table they mean.
    let grants = format!(
        "grant create on database {database} to {OWNER_ROLE}; grant create, usage on schema public to {OWNER_ROLE};
         revoke temporary on database {database} from public"
    );
    conn.execute(sqlx::AssertSqlSafe(grants)).await?;
    conn.execute(sqlx::AssertSqlSafe(format!("set role {OWNER_ROLE}"))).await?;
    MIGRATOR.run(&mut conn).await?;
    register(&mut conn, key).await?;
    conn.close().await?;
    Ok(())
}

/// Removes everything of ours from the database, rows that are otherwise permanent included, and builds the schema
/// anew. For demo data only: there is no way back.
///
/// # Errors
/// [`PgError::InUse`] while another program is connected to the database.
pub async fn recreate(admin: &PgConnectOptions, key: &ContextKey) -> Result<(), PgError> {
    let mut conn = admin.connect().await?;
    let mut others = other_clients(&mut conn).await?;
    // The server notices the end of a program a moment after the program.
    let patient_until = Instant::now() + PATIENCE;
    while others > 0 && Instant::now() < patient_until {
        tokio::time::sleep(PATIENCE / 50).await;
        others = other_clients(&mut conn).await?;
    }
    if others > 0 {
        return Err(PgError::InUse { others });
    }
    conn.execute(WITHOUT_SCHEMAS).await?;
    conn.close().await?;
    migrate(admin, key).await
}

async fn other_clients(conn: &mut PgConnection) -> Result<i64, PgError> {
    let others = sqlx::query_scalar(
        "select count(*) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'",
    );
    Ok(others.fetch_one(conn).await?)
}

/// Lets this host sign contexts. Keys of other hosts stay what they are, so that a second host never shuts out the first.
async fn register(conn: &mut PgConnection, key: &ContextKey) -> Result<(), PgError> {
    let (inner, outer) = key.pads();
    sqlx::query(
        "insert into ctx.host_key (key_id, inner_pad, outer_pad, host, registered_at) values ($1, $2, $3, $4, now())
         on conflict (key_id) do nothing",
    )
    .bind(key.id())
    .bind(inner)
    .bind(outer)
    .bind(host_name())
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes where this host keeps documents, and names the hosts that keep them elsewhere.
///
/// # Errors
/// [`PgError::Sql`].
pub async fn register_store(admin: &PgConnectOptions, key: &ContextKey, store: &str) -> Result<Vec<String>, PgError> {
    let mut conn = admin.connect().await?;
    conn.execute(sqlx::AssertSqlSafe(format!("set role {OWNER_ROLE}"))).await?;
    sqlx::query("update ctx.host_key set store = $2 where key_id = $1 and store is distinct from $2")
        .bind(key.id())
        .bind(store)
        .execute(&mut conn)
        .await?;
    let apart = sqlx::query_scalar("select host from ctx.host_key where store <> $1 order by host, key_id")
        .bind(store)
        .fetch_all(&mut conn)
        .await?;
    conn.close().await?;
    Ok(apart)
}

/// What the machine calls itself, for people who look into the table.
fn host_name() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").ok().or_else(|| std::env::var("HOSTNAME").ok());
    name.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).unwrap_or_else(|| "a host".to_owned())
}
