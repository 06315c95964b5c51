use std::str::FromStr;
use std::sync::Arc;

use op::{Actor, Clock, EntityId, FixedClock, Grant, Grants, Op, OrgId, Origin, Role, SystemClock, UserId};
use pg::{ContextKey, Db, PoolSizes};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{ConnectOptions, Connection, Executor};
use uuid::Uuid;

use crate::SERVER;

/// Keeps two test processes from making the template, or copying a half-made one, at the same time.
const TEMPLATE_LOCK: i64 = 7_220_572;

/// A database of its own with one organisation, `Muster`, and one business, `Muster GmbH` (EUR, DE, calendar year).
/// Dropped at the end of the test.
pub struct World {
    /// The database as the application sees it.
    pub db: Db,
    /// The organisation.
    pub org: OrgId,
    /// `Muster GmbH`.
    pub entity: EntityId,
    clock: Arc<dyn Clock>,
    server: PgConnectOptions,
    database: String,
}

/// A foreign tenant in the same database.
pub struct Outsider {
    /// An administrator of the foreign organisation.
    pub op: Op,
    /// Its only business, `Fremd Ltd` (GBP, GB).
    pub entity: EntityId,
}

impl World {
    /// Signs contexts in all test databases: the same in all, so that copies of the template need no second set-up.
    pub const KEY: ContextKey = ContextKey::from_bytes([7; 32]);

    /// A fresh world on the machine's clock.
    pub async fn new() -> Self {
        Self::with_clock(Arc::new(SystemClock)).await
    }

    /// A fresh world whose time stands still at `at` (`2026-03-31T12:00:00Z`) and whose ids count up from 1.
    pub async fn at(at: &str) -> Self {
        let at = at.parse().expect("an instant such as 2026-03-31T12:00:00Z");
        Self::with_clock(Arc::new(FixedClock::new(at, 1))).await
    }

    /// A fresh world on this clock.
    pub async fn with_clock(clock: Arc<dyn Clock>) -> Self {
        let server = server();
        let database = copy_of_template(&server).await;
        let sizes = PoolSizes { web: 8, jobs: 6, reports: 2 };
        let db = Db::connect(server.clone().database(&database), sizes, Self::KEY)
            .await
            .expect("connect to the test database");
        let (org, entity) = (OrgId(clock.new_id()), EntityId(clock.new_id()));
        let world = Self { db, org, entity, clock, server, database };
        world.found(&world.op_admin(), ("Muster", "muster"), entity, ("Muster GmbH", "EUR", "DE")).await;
        world
    }

    /// An administrator of the organisation, Anna Weber, in the web app.
    pub fn op_admin(&self) -> Op {
        self.op(Role::Admin)
    }

    /// A new person with this role everywhere in the organisation, in the web app.
    pub fn op(&self, role: Role) -> Op {
        self.op_with(Grant { entity: None, role })
    }

    /// A new person with exactly this grant.
    pub fn op_with(&self, grant: Grant) -> Op {
        person(self.org, Grants { grants: vec![grant], scopes: None }, Arc::clone(&self.clock))
    }

    /// Another business of the organisation.
    pub async fn another_entity(&self, name: &str, currency: &str, country: &str) -> EntityId {
        let entity = EntityId(self.clock.new_id());
        self.add_entity(&self.op_admin(), entity, (name, currency, country)).await;
        entity
    }

    /// A foreign organisation with a business, and its administrator.
    pub async fn second_org(&self) -> Outsider {
        let org = OrgId(self.clock.new_id());
        let op = person(org, Grants::all(), Arc::clone(&self.clock));
        let entity = EntityId(self.clock.new_id());
        let slug = format!("fremd-{}", org.0.simple());
        self.found(&op, ("Fremd", &slug), entity, ("Fremd Ltd", "GBP", "GB")).await;
        Outsider { op, entity }
    }

    /// A superuser's connection to the test database, for tests of what even a superuser must not do.
    pub async fn superuser(&self) -> PgConnection {
        self.admin_options().connect().await.expect("connect to the test database as superuser")
    }

    /// How a superuser connects to the test database.
    pub fn admin_options(&self) -> PgConnectOptions {
        self.server.clone().database(&self.database)
    }

    /// The same as a URL, for another program.
    pub fn admin_url(&self) -> String {
        self.admin_options().to_url_lossy().to_string()
    }

    /// The world's clock.
    pub fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.clock)
    }

    async fn found(&self, op: &Op, (name, slug): (&str, &str), entity: EntityId, business: (&str, &str, &str)) {
        let mut tx = self.db.begin(op).await.expect("begin");
        sqlx::query("insert into organisation (org_id, name, slug, created_at) values ($1, $2, $3, '2026-01-01')")
            .bind(op.org.0)
            .bind(name)
            .bind(slug)
            .execute(tx.conn())
            .await
            .expect("insert the organisation");
        tx.commit().await.expect("commit");
        self.add_entity(op, entity, business).await;
    }

    async fn add_entity(&self, op: &Op, entity: EntityId, (name, currency, country): (&str, &str, &str)) {
        let mut tx = self.db.begin(op).await.expect("begin");
        sqlx::query(
            "insert into entity (org_id, entity_id, name, base_currency, jurisdiction, created_at)
             values ($1, $2, $3, $4, $5, '2026-01-01')",
        )
        .bind(op.org.0)
        .bind(entity.0)
        .bind(name)
        .bind(currency)
        .bind(country)
        .execute(tx.conn())
        .await
        .expect("insert the business");
        tx.commit().await.expect("commit");
    }
}

fn person(org: OrgId, grants: Grants, clock: Arc<dyn Clock>) -> Op {
    let actor = Actor::User { id: UserId(clock.new_id()), name: "Anna Weber".to_owned() };
    Op::new(org, actor, Origin::Web, grants, clock)
}

impl Drop for World {
    /// Drops the database. A runtime of its own on a thread of its own: the test's runtime may be the one unwinding.
    fn drop(&mut self) {
        let (server, database) = (self.server.clone(), std::mem::take(&mut self.database));
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
    let template = format!("pacioli_template_{}", pg::migrations_fingerprint());
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
