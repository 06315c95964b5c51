//! Row-level security from the attacker's side: what a transaction sees and may write, and what a context is worth.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use op::{Grant, Grants, Op, Origin, Role};
use pg::{APP_ROLE, Db, PoolSizes, TenantTx};
use sqlx::{ConnectOptions, Executor, PgConnection};
use test_kit::World;
use uuid::Uuid;

const NO_CONTEXT: &str = "PA001";
const FORGED: &str = "PA002";
const EXPIRED: &str = "PA003";
const UNKNOWN_HOST: &str = "PA004";
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
        format!("{}|{}|tenant|*|9999999999|{}", foreign.org, Uuid::nil(), "0".repeat(64)),
        format!("{}|{}|tenant|*|9999999999|", foreign.org, Uuid::nil()),
        "0".repeat(65),
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
    let host = World::KEY.id();
    let claim = format!("{}|{}|{kind}|*|{expires}", op.org, Uuid::nil());
    let mac = sqlx::query_scalar("select ctx.host_mac($1, $2)").bind(&host).bind(format!("enter|{claim}|{host}"));
    let proof: String = mac.fetch_one(&mut world.superuser().await).await.unwrap();
    let org = if tamper { Uuid::now_v7() } else { op.org.0 };
    let enter = sqlx::query("select ctx.enter($1, $2, $3, '*', $4, $5, $6)");
    let enter = enter.bind(org).bind(Uuid::nil()).bind(kind).bind(expires).bind(host).bind(proof);
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
    let host = World::KEY.id();
    for (host, proof, code) in [
        (Some(host.as_str()), None, FORGED),
        (Some(host.as_str()), Some(""), FORGED),
        (Some("0000000000000000"), None, UNKNOWN_HOST),
        (None, None, UNKNOWN_HOST),
    ] {
        let unsigned = "select ctx.enter(gen_random_uuid(), gen_random_uuid(), 'tenant', '*', 9999999999, $1, $2)";
        let refused = sqlx::query(unsigned).bind(host).bind(proof).execute(&mut conn).await.unwrap_err();
        assert_eq!(state(&refused), code, "{host:?} {proof:?}");
    }
    let first_edition = "select ctx.enter(gen_random_uuid(), gen_random_uuid(), 'tenant', 9999999999, null)";
    assert_eq!(state(&conn.execute(first_edition).await.unwrap_err()), FORGED);
}

#[tokio::test]
async fn the_application_can_read_neither_the_key_nor_its_macs() {
    let world = World::new().await;
    let mut conn = bare(&world).await;
    for statement in [
        "select * from ctx.secret",
        "select * from ctx.host_key",
        "select ctx.mac('enter|x')",
        "select ctx.host_mac('0000000000000000', 'enter|x')",
        "select ctx.seal('x')",
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
    let own = format!("{APP_ROLE}_{}", World::KEY.id());
    assert_eq!(users, format!("{own} as {own}"));
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
async fn a_context_of_an_earlier_transaction_is_refused_in_the_same_session() {
    let world = World::new().await;
    let (op, foreign) = (world.op_admin(), world.second_org().await.op);
    // one connection, so that the next transaction gets the same one
    let sizes = PoolSizes { web: 1, jobs: 1, reports: 1 };
    let db = Db::connect(world.admin_options(), sizes, World::KEY).await.unwrap();
    let mut tx = db.begin(&foreign).await.unwrap();
    let earlier: (String, i32) =
        sqlx::query_as("select current_setting('pacioli.ctx'), pg_backend_pid()").fetch_one(tx.conn()).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = db.begin(&op).await.unwrap();
    let here: i32 = sqlx::query_scalar("select pg_backend_pid()").fetch_one(tx.conn()).await.unwrap();
    assert_eq!(here, earlier.1, "the same session");
    sqlx::query("select set_config('pacioli.ctx', $1, true)").bind(&earlier.0).execute(tx.conn()).await.unwrap();
    assert_eq!(state(&tx.conn().execute("select count(*) from entity").await.unwrap_err()), FORGED);
}

#[tokio::test]
async fn the_businesses_of_one_organisation_are_parted() {
    let world = World::new().await;
    let branch = world.another_entity("Zweigstelle", "EUR", "AT").await;
    let tell = "insert into outbox (org_id, outbox_id, at, entity_id, topic, subject_id, payload)
                values ($1, gen_random_uuid(), '2026-01-01', $2, 'test.told', gen_random_uuid(), '{}')";
    let mut tx = world.db.begin(&world.op_admin()).await.unwrap();
    for business in [Some(world.entity.0), Some(branch.0), None] {
        sqlx::query(tell).bind(world.org.0).bind(business).execute(tx.conn()).await.unwrap();
    }
    tx.commit().await.unwrap();

    let limited = |entity| world.op_with(Grant { entity: Some(entity), role: Role::Admin });
    let nobody = Op::new(world.org, world.op_admin().actor, Origin::Web, Grants::default(), world.clock());
    for (op, businesses, news) in [
        (world.op_admin(), vec![world.entity.0, branch.0], 3),
        (limited(branch), vec![branch.0], 2),
        (limited(world.entity), vec![world.entity.0], 2),
        (nobody, vec![], 1),
    ] {
        for mut tx in [world.db.begin(&op).await.unwrap(), world.db.begin_report(&op).await.unwrap()] {
            let seen = "select entity_id from entity order by entity_id";
            let seen: Vec<Uuid> = sqlx::query_scalar(seen).fetch_all(tx.conn()).await.unwrap();
            let told: i64 = sqlx::query_scalar("select count(*) from outbox").fetch_one(tx.conn()).await.unwrap();
            assert_eq!((seen, told), (businesses.clone(), news), "{:?}", op.grants);
        }
    }

    let op = limited(branch);
    let mut tx = world.db.begin(&op).await.unwrap();
    let foreign = sqlx::query(tell).bind(world.org.0).bind(world.entity.0).execute(tx.conn()).await;
    assert_eq!(state(&foreign.unwrap_err()), REFUSED, "writing for another business");
    let mut tx = world.db.begin(&op).await.unwrap();
    let moved =
        sqlx::query("update outbox set entity_id = $1 where entity_id = $2").bind(world.entity.0).bind(branch.0);
    assert_eq!(state(&moved.execute(tx.conn()).await.unwrap_err()), REFUSED, "giving a row to another business");
    let mut tx = world.db.begin(&op).await.unwrap();
    let changed = sqlx::query("update entity set name = 'stolen' where entity_id = $1").bind(world.entity.0);
    assert_eq!(changed.execute(tx.conn()).await.unwrap().rows_affected(), 0, "a business that is not seen");
}

#[tokio::test]
async fn hosts_with_keys_of_their_own_work_side_by_side_until_one_is_shut_out() {
    let world = World::new().await;
    let (second, stranger) = (pg::ContextKey::generate(), pg::ContextKey::generate());
    let sizes = PoolSizes { web: 1, jobs: 1, reports: 1 };
    pg::migrate(&world.admin_options(), &second).await.unwrap();
    let other = Db::connect(world.admin_options(), sizes, second.clone()).await.unwrap();
    for db in [&world.db, &other, &world.db] {
        assert_eq!(entities(&mut db.begin(&world.op_admin()).await.unwrap()).await, 1);
    }

    let unknown = Db::connect(world.admin_options(), sizes, stranger.clone()).await.unwrap();
    let refused = unknown.begin(&world.op_admin()).await.err().unwrap();
    assert_eq!(refused.sqlstate().as_deref(), Some(UNKNOWN_HOST), "{refused}");

    let mut admin = world.superuser().await;
    sqlx::query("delete from ctx.host_key where key_id = $1").bind(second.id()).execute(&mut admin).await.unwrap();
    let refused = other.begin(&world.op_admin()).await.err().unwrap();
    assert_eq!(refused.sqlstate().as_deref(), Some(UNKNOWN_HOST));
    assert_eq!(entities(&mut world.db.begin(&world.op_admin()).await.unwrap()).await, 1, "the first host works on");
    for key in [second, stranger] {
        forget_role(&mut admin, &key).await;
    }
}

/// Roles are shared by all databases of the server: what a test made goes with it.
async fn forget_role(admin: &mut PgConnection, key: &pg::ContextKey) {
    let role = format!("{APP_ROLE}_{}", key.id());
    let end = "select pg_terminate_backend(pid) from pg_stat_activity where usename = $1";
    sqlx::query(end).bind(&role).execute(&mut *admin).await.unwrap();
    admin.execute(sqlx::AssertSqlSafe(format!("drop role {role}"))).await.unwrap();
}

#[tokio::test]
async fn a_role_that_may_not_sign_in_is_refused_instead_of_working_as_the_administrator() {
    let world = World::new().await;
    let key = pg::ContextKey::generate();
    let sizes = PoolSizes { web: 1, jobs: 1, reports: 1 };
    pg::migrate(&world.admin_options(), &key).await.unwrap();
    let connect = || Db::connect(world.admin_options(), sizes, key.clone());
    connect().await.unwrap().close().await;
    let role = format!("{APP_ROLE}_{}", key.id());
    let mut admin = world.superuser().await;
    let mut alter = async |what: &str| {
        admin.execute(sqlx::AssertSqlSafe(format!("alter role {role} {what}"))).await.unwrap();
    };

    alter("nologin").await;
    let refused = connect().await.err().unwrap();
    assert!(matches!(&refused, pg::PgError::SignInRefused { role: named, .. } if *named == role), "{refused}");
    assert!(refused.to_string().contains("pg_hba.conf"), "{refused}");

    alter("login bypassrls").await;
    let refused = connect().await.err().unwrap();
    assert!(matches!(refused, pg::PgError::UnsafeRole { .. }), "{refused}");
    alter("nobypassrls").await;
    connect().await.unwrap().close().await;
    forget_role(&mut admin, &key).await;
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
