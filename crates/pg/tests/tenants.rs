//! Row-level security from the attacker's side: what a transaction sees and may write, and what a context is worth.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use op::Op;
use pg::{APP_ROLE, Db, PoolSizes, TenantTx};
use sqlx::{ConnectOptions, Executor, PgConnection};
use test_kit::World;
use uuid::Uuid;

const NO_CONTEXT: &str = "PA001";
const FORGED: &str = "PA002";
const EXPIRED: &str = "PA003";
const REFUSED: &str = "42501";

fn state(error: &sqlx::Error) -> String {
    error.as_database_error().and_then(|e| e.code()).map(|c| c.into_owned()).unwrap_or_else(|| error.to_string())
}

async fn add_entities(tx: &mut TenantTx, org: Uuid, count: i32) -> Result<(), sqlx::Error> {
    let insert = "insert into entity (org_id, entity_id, name, base_currency, jurisdiction, created_at)
                  select $1, gen_random_uuid(), 'Business ' || n, 'EUR', 'DE', '2026-01-01' from generate_series(1, $2) n";
    sqlx::query(insert).bind(org).bind(count).execute(tx.conn()).await.map(|_| ())
}

async fn entities(tx: &mut TenantTx) -> i64 {
    sqlx::query_scalar("select count(*) from entity").fetch_one(tx.conn()).await.unwrap()
}

/// A connection as the application's role, outside of our pools: what an injected statement has.
async fn bare(world: &World) -> PgConnection {
    world.admin_options().username(APP_ROLE).connect().await.unwrap()
}

#[tokio::test]
async fn an_organisation_sees_its_own_rows_and_no_others() {
    let world = World::new().await;
    let (op, foreign) = (world.op_admin(), world.second_org().await.op);
    let mut tx = world.db.begin(&op).await.unwrap();
    add_entities(&mut tx, op.org.0, 199).await.unwrap();
    tx.commit().await.unwrap();

    assert_eq!(entities(&mut world.db.begin(&op).await.unwrap()).await, 200);
    assert_eq!(entities(&mut world.db.begin_job(&op).await.unwrap()).await, 200);
    assert_eq!(entities(&mut world.db.begin_report(&op).await.unwrap()).await, 200);
    assert_eq!(entities(&mut world.db.begin(&foreign).await.unwrap()).await, 1);
}

#[tokio::test]
async fn without_a_context_reading_is_an_error_not_an_empty_answer() {
    let world = World::new().await;
    let mut conn = bare(&world).await;
    for statement in ["select count(*) from entity", "update entity set name = 'x'", "delete from entity"] {
        assert_eq!(state(&conn.execute(statement).await.unwrap_err()), NO_CONTEXT, "{statement}");
    }
}

#[tokio::test]
async fn a_context_ends_with_its_transaction() {
    let world = World::new().await;
    let op = world.op_admin();
    // one connection, so that the next transaction gets the same one
    let sizes = PoolSizes { web: 1, jobs: 1, reports: 1 };
    let db = Db::connect(world.admin_options(), sizes, World::KEY).await.unwrap();
    db.begin(&op).await.unwrap().commit().await.unwrap();
    let mut tx = db.begin_system().await.unwrap();
    let seen: i64 = sqlx::query_scalar("select count(*) from entity").fetch_one(tx.conn()).await.unwrap();
    assert_eq!(seen, 0, "the system context sees no books");
}

#[tokio::test]
async fn rows_of_a_foreign_organisation_can_be_neither_written_nor_taken_over() {
    let world = World::new().await;
    let (op, foreign) = (world.op_admin(), world.second_org().await.op);
    let mut tx = world.db.begin(&op).await.unwrap();
    assert_eq!(state(&add_entities(&mut tx, foreign.org.0, 1).await.unwrap_err()), REFUSED);

    let mut tx = world.db.begin(&op).await.unwrap();
    let give_away = sqlx::query("update entity set org_id = $1").bind(foreign.org.0).execute(tx.conn()).await;
    assert_eq!(state(&give_away.unwrap_err()), REFUSED);

    let mut tx = world.db.begin(&op).await.unwrap();
    for statement in ["update entity set name = 'stolen' where org_id = $1", "delete from entity where org_id = $1"] {
        let done = sqlx::query(statement).bind(foreign.org.0).execute(tx.conn()).await.unwrap();
        assert_eq!(done.rows_affected(), 0, "{statement}");
    }
}

#[tokio::test]
async fn a_context_set_by_hand_is_refused() {
    let world = World::new().await;
    let foreign = world.second_org().await.op;
    let mut conn = bare(&world).await;
    conn.execute("begin").await.unwrap();
    for forged in [
        format!("{}|{}|tenant|9999999999|{}", foreign.org, Uuid::nil(), "0".repeat(64)),
        format!("{}|{}|tenant|9999999999|", foreign.org, Uuid::nil()),
        format!("{}", foreign.org),
        "x".to_owned(),
    ] {
        conn.execute("savepoint before").await.unwrap();
        sqlx::query("select set_config('pacioli.ctx', $1, true)").bind(&forged).execute(&mut conn).await.unwrap();
        let refused = conn.execute("select count(*) from entity").await.unwrap_err();
        assert_eq!(state(&refused), FORGED, "{forged}");
        conn.execute("rollback to before").await.unwrap();
    }
}

#[tokio::test]
async fn a_context_stolen_from_another_connection_is_refused() {
    let world = World::new().await;
    let op = world.op_admin();
    let mut tx = world.db.begin(&op).await.unwrap();
    let genuine: String =
        sqlx::query_scalar("select current_setting('pacioli.ctx')").fetch_one(tx.conn()).await.unwrap();
    let mut thief = bare(&world).await;
    thief.execute("begin").await.unwrap();
    sqlx::query("select set_config('pacioli.ctx', $1, true)").bind(&genuine).execute(&mut thief).await.unwrap();
    assert_eq!(state(&thief.execute("select count(*) from entity").await.unwrap_err()), FORGED);
}

/// Calls `ctx.enter` with claims signed by the superuser in our place.
async fn enter(world: &World, op: &Op, expires: i64, kind: &str, tamper: bool) -> Result<(), String> {
    let claim = format!("{}|{}|{kind}|{expires}", op.org, Uuid::nil());
    let mac = sqlx::query_scalar("select ctx.mac($1)").bind(format!("enter|{claim}"));
    let proof: String = mac.fetch_one(&mut world.superuser().await).await.unwrap();
    let org = if tamper { Uuid::now_v7() } else { op.org.0 };
    let enter = sqlx::query("select ctx.enter($1, $2, $3, $4, $5)");
    let enter = enter.bind(org).bind(Uuid::nil()).bind(kind).bind(expires).bind(proof);
    enter.execute(&mut bare(world).await).await.map(|_| ()).map_err(|e| state(&e))
}

#[tokio::test]
async fn entering_needs_a_fresh_signature_over_exactly_these_claims() {
    let world = World::new().await;
    let op = world.op_admin();
    let now = jiff::Timestamp::now().as_second();
    assert_eq!(enter(&world, &op, now + 60, "tenant", false).await, Ok(()));
    assert_eq!(enter(&world, &op, now + 60, "tenant", true).await, Err(FORGED.into()), "other organisation");
    assert_eq!(enter(&world, &op, now - 60, "tenant", false).await, Err(EXPIRED.into()));
    let mut conn = bare(&world).await;
    let unsigned = "select ctx.enter(gen_random_uuid(), gen_random_uuid(), 'tenant', 9999999999, null)";
    assert_eq!(state(&conn.execute(unsigned).await.unwrap_err()), FORGED);
}

#[tokio::test]
async fn the_application_can_read_neither_the_key_nor_its_macs() {
    let world = World::new().await;
    let mut conn = bare(&world).await;
    for statement in [
        "select * from ctx.secret",
        "select ctx.mac('enter|x')",
        "select ctx.claims()",
        "alter table entity disable row level security",
        "create table public.loot (x int)",
        "truncate entity",
        "set role postgres",
        "set session authorization postgres",
        "alter role pacioli_app superuser",
    ] {
        assert_eq!(state(&conn.execute(statement).await.unwrap_err()), REFUSED, "{statement}");
    }
}

#[tokio::test]
async fn transactions_run_in_a_session_that_is_nobody_else() {
    let world = World::new().await;
    let op = world.op_admin();
    let mut tx = world.db.begin(&op).await.unwrap();
    let users = "select session_user::text || ' as ' || current_user::text";
    let users: String = sqlx::query_scalar(users).fetch_one(tx.conn()).await.unwrap();
    assert_eq!(users, "pacioli_app as pacioli_app");
    let refused = tx.conn().execute("set role none; set role postgres").await.unwrap_err();
    assert_eq!(state(&refused), REFUSED);
}

#[tokio::test]
async fn the_auditor_reads_inside_a_context_and_writes_nothing() {
    let world = World::new().await;
    let mut auditor = world.admin_options().options([("role", "pacioli_auditor")]).connect().await.unwrap();
    assert_eq!(state(&auditor.execute("select count(*) from entity").await.unwrap_err()), NO_CONTEXT);
    assert_eq!(state(&auditor.execute("delete from entity").await.unwrap_err()), REFUSED);
}

#[tokio::test]
async fn a_database_key_that_differs_from_the_programs_lets_nobody_in() {
    let world = World::new().await;
    let stranger = pg::ContextKey::from_bytes([9; 32]);
    let db = Db::connect(world.admin_options(), PoolSizes { web: 1, jobs: 1, reports: 1 }, stranger).await.unwrap();
    let refused = db.begin(&world.op_admin()).await.err().unwrap();
    assert_eq!(refused.sqlstate().as_deref(), Some(FORGED));
}

/// Polls the inner future at most `left` times, then is done: a request dropped half-way.
struct GivesUp<F> {
    inner: Pin<Box<F>>,
    left: u32,
}

impl<F: Future> Future for GivesUp<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        self.left -= 1;
        self.inner.as_mut().poll(cx).map(Some)
    }
}

/// sqlx 0.9.0 forgets a BEGIN whose answer has not arrived when `begin()` is cancelled: the connection goes back to the
/// pool inside a transaction, which would hold back vacuum, give the next borrower an old time, and refuse a report its
/// snapshot.
#[tokio::test]
async fn a_cancelled_begin_leaves_no_transaction_behind_and_does_not_touch_the_next_one() {
    let world = World::new().await;
    let (op, foreign) = (world.op_admin(), world.second_org().await.op);
    let sizes = PoolSizes { web: 1, jobs: 1, reports: 1 };
    let db = Db::connect(world.admin_options(), sizes, World::KEY).await.unwrap();
    let mut outside = world.superuser().await;
    let mut finished = false;
    for polls in 0..40 {
        let begin = GivesUp { inner: Box::pin(db.begin(&foreign)), left: polls };
        finished = begin.await.is_some();
        // the only connection: it comes when the pool has taken it back
        db.ping().await.unwrap();
        let open = "select count(*) from pg_stat_activity
                     where datname = current_database() and state like 'idle in transaction%'";
        let open: i64 = sqlx::query_scalar(open).fetch_one(&mut outside).await.unwrap();
        assert_eq!(open, 0, "a transaction is open after {polls} polls");

        let mut tx = db.begin(&op).await.unwrap();
        let seen: Vec<Uuid> =
            sqlx::query_scalar("select distinct org_id from entity").fetch_all(tx.conn()).await.unwrap();
        assert_eq!(seen, [op.org.0], "after {polls} polls");
        tx.commit().await.unwrap();
    }
    assert!(finished, "40 polls were enough to pass every stage of begin()");
}

#[tokio::test]
async fn a_report_reads_one_snapshot_and_writes_nothing() {
    let world = World::new().await;
    let op = world.op_admin();
    let mut report = world.db.begin_report(&op).await.unwrap();
    assert_eq!(entities(&mut report).await, 1);
    let mut tx = world.db.begin(&op).await.unwrap();
    add_entities(&mut tx, op.org.0, 5).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(entities(&mut report).await, 1, "what was committed meanwhile stays out of the report");
    assert_eq!(state(&add_entities(&mut report, op.org.0, 1).await.unwrap_err()), "25006", "read-only");
}
