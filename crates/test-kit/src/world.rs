use std::sync::Arc;

use op::{Actor, Clock, EntityId, FixedClock, Grant, Grants, Op, OrgId, Origin, Role, SystemClock, UserId};
use pg::{ContextKey, Db, PoolSizes};
use sqlx::postgres::{PgConnectOptions, PgConnection};

use crate::Database;

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
    database: Database,
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
        let database = Database::new().await;
        let sizes = PoolSizes { web: 8, jobs: 6, reports: 2 };
        let db = Db::connect(database.admin_options(), sizes, Self::KEY).await.expect("connect to the test database");
        let (org, entity) = (OrgId(clock.new_id()), EntityId(clock.new_id()));
        let world = Self { db, org, entity, clock, database };
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
        self.database.superuser().await
    }

    /// How a superuser connects to the test database.
    pub fn admin_options(&self) -> PgConnectOptions {
        self.database.admin_options()
    }

    /// The same as a URL, for another program.
    pub fn admin_url(&self) -> String {
        self.database.admin_url()
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
