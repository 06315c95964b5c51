//! The private server, with the PostgreSQL installed on this machine: first and later starts, adoption, the death of
//! the program, of the server and of both, other users, other versions.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::str::FromStr;

use pg::embedded::{Embedded, Settings};
use pg::{ContextKey, Db, PoolSizes};
use rustix::process::{Pid, Signal, geteuid, kill_process, test_kill_process};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, Executor};
use tempfile::TempDir;

/// Tells the helper program below which folder to use.
const FOLDER: &str = "PACIOLI_TEST_EMBEDDED_FOLDER";

/// A data folder that the server's user can reach.
fn data_folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
    folder
}

fn settings(folder: &Path) -> Settings {
    Settings::new(folder).with("shared_buffers", "16MB").with("max_connections", "20")
}

async fn start(folder: &Path) -> Embedded {
    Embedded::start(&settings(folder)).await.unwrap()
}

async fn ask(server: &Embedded, query: &'static str) -> String {
    let mut conn = server.options().connect().await.unwrap();
    let answer = sqlx::query_scalar(query).fetch_one(&mut conn).await.unwrap();
    conn.close().await.unwrap();
    answer
}

async fn tell(server: &Embedded, statement: &'static str) {
    let mut conn = server.options().connect().await.unwrap();
    conn.execute(statement).await.unwrap();
    conn.close().await.unwrap();
}

const BOOKS: &str = "select string_agg(total::text, ',') from books";

#[tokio::test]
async fn data_survives_stop_and_start_on_a_durable_server_that_nobody_else_reaches() {
    let folder = data_folder();
    let server = start(folder.path()).await;
    tell(&server, "create table books as select 11900 as total").await;
    assert_eq!(ask(&server, "select current_database()::text").await, "pacioli");
    for (setting, value) in [
        ("show fsync", "on"),
        ("show data_checksums", "on"),
        ("show full_page_writes", "on"),
        ("show listen_addresses", ""),
        ("show server_encoding", "UTF8"),
        ("show unix_socket_permissions", "0700"),
    ] {
        assert_eq!(ask(&server, setting).await, value, "{setting}");
    }
    let sockets = ask(&server, "show unix_socket_directories").await;
    assert_eq!(fs::metadata(sockets).unwrap().mode() & 0o777, 0o700);
    server.stop().await.unwrap();
    assert!(!folder.path().join("pg/postmaster.pid").exists(), "stopped cleanly");

    let server = start(folder.path()).await;
    assert_eq!(ask(&server, BOOKS).await, "11900");
    server.stop().await.unwrap();
}

#[tokio::test]
async fn a_second_program_adopts_the_server_and_leaves_it_running() {
    let folder = data_folder();
    let first = start(folder.path()).await;
    let second = start(folder.path()).await;
    assert!(!first.is_adopted() && second.is_adopted());
    assert_eq!(first.pid(), second.pid());
    second.stop().await.unwrap();
    assert_eq!(ask(&first, "select 'alive'").await, "alive");
    first.stop().await.unwrap();
}

/// Asks until the server answers: it is being started.
async fn ask_until_answered(server: &Embedded, query: &'static str) -> String {
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(120);
    loop {
        match server.options().connect().await {
            Ok(mut conn) => return sqlx::query_scalar(query).fetch_one(&mut conn).await.unwrap(),
            Err(error) => assert!(std::time::Instant::now() < deadline, "it does not come back: {error}"),
        }
    }
}

#[tokio::test]
async fn who_adopted_the_server_keeps_it_when_the_first_program_ends() {
    let folder = data_folder();
    let first = start(folder.path()).await;
    tell(&first, "create table books as select 11900 as total").await;
    let (second, third) = (start(folder.path()).await, start(folder.path()).await);
    let before = first.pid();
    first.stop().await.unwrap();
    assert_eq!(ask_until_answered(&second, BOOKS).await, "11900");
    assert_ne!(second.pid(), before, "another server");
    second.stop().await.unwrap();
    assert_eq!(ask_until_answered(&third, BOOKS).await, "11900");
    third.stop().await.unwrap();
    assert!(!folder.path().join("pg/postmaster.pid").exists(), "the last one stopped it");
}

#[tokio::test]
async fn nobody_else_reads_what_the_server_writes() {
    let outer = data_folder();
    let folder = outer.path().join("data");
    let server = start(&folder).await;
    server.stop().await.unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o777;
    // as root the server runs as another user, who must be able to pass through
    assert_eq!(mode(&folder), if geteuid().is_root() { 0o711 } else { 0o700 });
    assert_eq!(mode(&folder.join("pg.log")), 0o600);
    assert_eq!(mode(&folder.join("pg")), 0o700);
}

/// Another program with a server; killed by the tests.
#[tokio::test]
#[ignore = "started by the tests below"]
async fn a_program_with_a_server() {
    let folder = std::env::var(FOLDER).expect("set by the tests below");
    let server = start(Path::new(&folder)).await;
    tell(&server, "create table if not exists books as select 11900 as total").await;
    println!("\nserver {} user {}", server.pid().unwrap(), fs::metadata(server.cluster()).unwrap().uid());
    // until it is killed
    std::future::pending::<()>().await;
}

struct Program {
    child: Child,
    server: Pid,
    server_user: u32,
}

/// Starts the program above, as this user if given.
fn program(folder: &Path, user: Option<(u32, u32)>) -> Program {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "a_program_with_a_server", "--ignored", "--nocapture", "--test-threads=1"]);
    command.env(FOLDER, folder).current_dir("/").stdout(Stdio::piped());
    if let Some((uid, gid)) = user {
        command.uid(uid).gid(gid);
    }
    let mut child = command.spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let line = lines.into_iter().find(|line| line.starts_with("server ")).expect("the program names its server");
    let words: Vec<&str> = line.split(' ').collect();
    let server = Pid::from_raw(i32::from_str(words[1]).unwrap()).unwrap();
    Program { child, server, server_user: words[3].parse().unwrap() }
}

impl Program {
    fn send(&self, signal: Signal) {
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    fn kill(mut self) {
        self.send(Signal::KILL);
        self.child.wait().unwrap();
    }
}

/// Gone, or a zombie that nobody has asked about.
fn has_ended(pid: Pid) -> bool {
    let stat = fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).unwrap_or_default();
    test_kill_process(pid).is_err() || stat.contains(") Z ")
}

#[tokio::test]
async fn the_server_dies_with_its_program_and_the_next_start_finds_everything() {
    let folder = data_folder();
    let program = program(folder.path(), None);
    let server = program.server;
    program.kill();
    // at once: the old server may still be stopping
    let next = start(folder.path()).await;
    assert!(!next.is_adopted(), "the old server is not there to adopt");
    assert!(has_ended(server), "the old server has ended");
    assert_eq!(ask(&next, BOOKS).await, "11900");
    next.stop().await.unwrap();
}

#[tokio::test]
async fn after_kill_9_of_program_and_server_the_next_start_recovers() {
    let folder = data_folder();
    let program = program(folder.path(), None);
    program.send(Signal::STOP);
    kill_process(program.server, Signal::KILL).unwrap();
    program.kill();
    assert!(folder.path().join("pg/postmaster.pid").exists(), "the killed server left its file");
    let next = start(folder.path()).await;
    assert_eq!(ask(&next, BOOKS).await, "11900");
    next.stop().await.unwrap();
}

#[tokio::test]
async fn a_server_that_dies_alone_is_started_again() {
    let folder = data_folder();
    let server = start(folder.path()).await;
    tell(&server, "create table books as select 11900 as total").await;
    let old = server.pid().unwrap();
    kill_process(Pid::from_raw(old).unwrap(), Signal::KILL).unwrap();
    let mut conn = loop {
        if let Ok(conn) = server.options().connect().await {
            break conn;
        }
        tokio::task::yield_now().await;
    };
    let answer: String = sqlx::query_scalar(BOOKS).fetch_one(&mut conn).await.unwrap();
    assert_eq!(answer, "11900");
    assert_ne!(server.pid(), Some(old));
    drop(conn);
    server.stop().await.unwrap();
}

#[tokio::test]
async fn a_pid_file_whose_number_belongs_to_another_program_is_no_obstacle() {
    let folder = data_folder();
    start(folder.path()).await.stop().await.unwrap();
    let stale = format!("{}\n{}\n1700000000\n5432\n\n\n\nready\n", std::process::id(), folder.path().display());
    fs::write(folder.path().join("pg/postmaster.pid"), stale).unwrap();
    let server = start(folder.path()).await;
    assert!(!server.is_adopted());
    server.stop().await.unwrap();
}

#[tokio::test]
async fn another_major_version_is_refused_with_what_to_do() {
    let folder = data_folder();
    fs::create_dir(folder.path().join("pg")).unwrap();
    fs::write(folder.path().join("pg/PG_VERSION"), "14\n").unwrap();
    let refused = Embedded::start(&settings(folder.path())).await.err().expect("refused").to_string();
    assert!(refused.contains("written by PostgreSQL 14") && refused.contains("pg_upgrade"), "{refused}");
}

#[tokio::test]
async fn a_server_that_cannot_start_is_told_with_its_own_words() {
    let folder = data_folder();
    let wrong = settings(folder.path()).with("shared_buffers", "lots");
    let refused = Embedded::start(&wrong).await.err().expect("refused").to_string();
    assert!(refused.contains("shared_buffers"), "{refused}");
}

#[tokio::test]
async fn a_half_made_cluster_is_made_afresh_and_a_deep_folder_works() {
    let folder = data_folder();
    let deep = folder.path().join("d".repeat(60)).join("e".repeat(60));
    fs::create_dir_all(deep.join("pg.new")).unwrap();
    let server = start(&deep).await;
    let sockets = ask(&server, "show unix_socket_directories").await;
    assert!(sockets.len() < 100 && !sockets.contains("ddd"), "{sockets}");
    server.stop().await.unwrap();
    fs::remove_dir_all(sockets).unwrap();
}

#[tokio::test]
async fn as_root_the_server_runs_as_somebody_else_even_below_a_closed_folder() {
    if !geteuid().is_root() {
        println!("skipped: not root");
        return;
    }
    let closed = tempfile::tempdir().unwrap();
    fs::set_permissions(closed.path(), Permissions::from_mode(0o700)).unwrap();
    let data = closed.path().join("data");
    let server = start(&data).await;
    let home = server.cluster().parent().unwrap().to_path_buf();
    assert!(home.starts_with("/var/lib/pacioli"), "{}", home.display());
    assert_ne!(fs::metadata(server.cluster()).unwrap().uid(), 0);
    tell(&server, "create table books as select 11900 as total").await;
    server.stop().await.unwrap();
    let again = start(&data).await;
    assert_eq!(ask(&again, BOOKS).await, "11900");
    again.stop().await.unwrap();
    fs::remove_dir_all(home).unwrap();
}

#[tokio::test]
async fn an_ordinary_user_runs_the_server_as_himself() {
    if !geteuid().is_root() {
        println!("skipped: only root can become an ordinary user; the other tests ran as one");
        return;
    }
    let nobody = 65_534;
    let folder = data_folder();
    chown(folder.path(), Some(nobody), Some(nobody)).unwrap();
    let program = program(folder.path(), Some((nobody, nobody)));
    assert_eq!(program.server_user, nobody);
    program.kill();
    // root then runs it as the owner of the folder
    let server = start(folder.path()).await;
    assert_eq!(fs::metadata(server.cluster()).unwrap().uid(), nobody);
    assert_eq!(ask(&server, BOOKS).await, "11900");
    server.stop().await.unwrap();
}

#[tokio::test]
async fn over_a_network_the_application_signs_in_with_a_password_of_its_own() {
    let folder = data_folder();
    start(folder.path()).await.stop().await.unwrap();
    let access = "local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n";
    fs::write(folder.path().join("pg/pg_hba.conf"), access).unwrap();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let networked = settings(folder.path()).with("listen_addresses", "127.0.0.1").with("port", &port.to_string());
    let server = Embedded::start(&networked).await.unwrap();
    tell(&server, "alter role postgres password 'the owner''s'").await;

    let admin = PgConnectOptions::new_without_pgpass().host("127.0.0.1").port(port).username("postgres");
    let admin = admin.password("the owner's").database("pacioli");
    let (key, sizes) = (ContextKey::from_bytes([1; 32]), PoolSizes { web: 1, jobs: 1, reports: 1 });
    pg::migrate(&admin, &key).await.unwrap();
    pg::migrate(&admin, &key).await.unwrap();
    let role = format!("pacioli_app_{}", key.id());
    let user = "select session_user::text";
    let db = Db::connect(admin.clone(), sizes, key.clone()).await.unwrap();
    let mut tx = db.begin_system().await.unwrap();
    assert_eq!(sqlx::query_scalar::<_, String>(user).fetch_one(tx.conn()).await.unwrap(), role);
    let refused = tx.conn().execute("create temporary table entry (loot text)").await.unwrap_err();
    assert_eq!(refused.as_database_error().and_then(|e| e.code()).unwrap_or_default(), "42501");

    // a second host takes nothing away from the first, whose new connections still get in
    let second = ContextKey::from_bytes([2; 32]);
    pg::migrate(&admin, &second).await.unwrap();
    let other = Db::connect(admin.clone(), sizes, second).await.unwrap();
    other.begin_system().await.unwrap();
    let again = Db::connect(admin.clone(), sizes, key.clone()).await.unwrap();
    again.begin_system().await.unwrap();

    // a password lost by a restore is set again through the administrator
    let mut owner = server.options().connect().await.unwrap();
    let lose = format!("alter role {role} password 'of an earlier day'");
    owner.execute(sqlx::AssertSqlSafe(lose)).await.unwrap();
    let db = Db::connect(admin.clone(), sizes, key.clone()).await.unwrap();
    let mut tx = db.begin_system().await.unwrap();
    assert_eq!(sqlx::query_scalar::<_, String>(user).fetch_one(tx.conn()).await.unwrap(), role);
    drop(tx);

    // where the server lets only the administrator in, the program does not work as him
    let closed = "local all all trust\nhost all postgres 127.0.0.1/32 scram-sha-256\n";
    fs::write(folder.path().join("pg/pg_hba.conf"), closed).unwrap();
    let loaded = "select pg_conf_load_time()::text";
    let before: String = sqlx::query_scalar(loaded).fetch_one(&mut owner).await.unwrap();
    owner.execute("select pg_reload_conf()").await.unwrap();
    while before == sqlx::query_scalar::<_, String>(loaded).fetch_one(&mut owner).await.unwrap() {}
    owner.close().await.unwrap();
    let refused = Db::connect(admin, sizes, key).await.err().unwrap();
    assert!(matches!(refused, pg::PgError::SignInRefused { .. }), "{refused}");
    for db in [db, other, again] {
        db.close().await;
    }
    server.stop().await.unwrap();
}
