//! The private PostgreSQL server in the data folder, for a program without `DATABASE_URL`.
//!
//! [`Embedded::start`] finds the server's programs on the machine, makes the cluster on first use, starts the server as
//! a child on a Unix socket that nobody else can reach, and gives out the administrator's connection options. The
//! server dies with the program, is started again if it dies alone, and recovers by itself after `kill -9`; a second
//! program on the folder shares it, and keeps it when the first one ends. As root it runs as an unprivileged user. Cost: first start a few seconds (initdb), later ones well under one.
//!
//! INVARIANT: what was committed is on the disk: fsync and checksums are on, except for throw-away servers of tests.

mod binaries;
mod heir;
mod keeper;
mod memory;
mod place;
mod postmaster;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection, Executor};

use crate::PgError;
use binaries::Binaries;
use heir::Heir;
use keeper::Keeper;
use place::Place;
use postmaster::{Postmaster, Status};

/// The database of the program in the private server.
pub const DATABASE: &str = "pacioli";
/// The socket's number; there is no TCP port unless the settings ask for one.
const PORT: u16 = 5432;
/// The superuser that `initdb` makes.
const ADMIN: &str = "postgres";
/// How long another program's server may take to finish starting or stopping before we give up.
const PATIENCE: Duration = Duration::from_secs(90);
const GLANCE: Duration = Duration::from_millis(25);

/// What to start.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The program's data folder; the cluster lies in `pg/` below it.
    pub data_dir: PathBuf,
    /// More folders with the server's programs, asked before the usual ones.
    pub binaries: Vec<PathBuf>,
    /// Server settings, as in postgresql.conf.
    pub server: Vec<(String, String)>,
    /// False only for throw-away servers of tests: nothing is forced to the disk.
    pub durable: bool,
}

impl Settings {
    /// A durable server in this folder.
    pub fn new(data_dir: impl Into<PathBuf>) -> Self {
        Self { data_dir: data_dir.into(), binaries: Vec::new(), server: Vec::new(), durable: true }
    }

    /// Adds one server setting.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.server.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A fast server for tests, whose data a power cut may ruin.
    pub fn throw_away(mut self) -> Self {
        self.durable = false;
        self
    }

    /// All settings of the server, ours first so that the caller's win.
    fn of_server(&self, sockets: &Path) -> Vec<(String, String)> {
        let on = if self.durable { "on" } else { "off" };
        let sockets = sockets.display().to_string();
        let ours = [
            ("listen_addresses", ""),
            ("unix_socket_directories", sockets.as_str()),
            ("unix_socket_permissions", "0700"),
            ("fsync", on),
            ("full_page_writes", on),
            ("synchronous_commit", on),
            ("timezone", "UTC"),
            ("log_timezone", "UTC"),
            // compiling queries costs more than it saves on short ones under row-level security
            ("jit", "off"),
        ];
        let ours = ours.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
        let sized = if self.durable { for_books() } else { Vec::new() };
        ours.chain(sized).chain(self.server.iter().cloned()).collect()
    }
}

/// Sizes that suit books of some million lines: an import does not wait for checkpoints and pages stay in memory. A
/// server that was killed starts after some seconds more, for it has more to repeat.
fn for_books() -> Vec<(String, String)> {
    let settings = [
        ("shared_buffers", format!("{}MB", memory::shared_buffers())),
        ("max_wal_size", "4GB".to_owned()),
        ("checkpoint_timeout", "15min".to_owned()),
        ("wal_compression", "on".to_owned()),
    ];
    settings.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// A running private server. [`Embedded::stop`] ends it; so does the end of the program, however it comes.
pub struct Embedded {
    held: Held,
    options: PgConnectOptions,
    cluster: PathBuf,
}

/// By whom the server is kept.
enum Held {
    Own(Keeper),
    Others(Heir),
}

impl Embedded {
    /// Starts the server, or adopts the one that another program runs on the same folder, and makes the database
    /// [`DATABASE`] if it is missing.
    ///
    /// # Errors
    /// [`PgError::Embedded`] says what is missing (PostgreSQL, a user to run it as, a folder it can reach) or quotes
    /// the server's log.
    pub async fn start(settings: &Settings) -> Result<Self, PgError> {
        let owned = settings.clone();
        let launched = tokio::task::spawn_blocking(move || launch(&owned, None)).await;
        let (keeper, place, port) =
            launched.map_err(|e| PgError::Embedded(format!("the starting thread ended: {e}")))??;
        let held = match keeper {
            Some(keeper) => Held::Own(keeper),
            None => Held::Others(Heir::watch(settings, &place)?),
        };
        let options = PgConnectOptions::new_without_pgpass()
            .socket(&place.sockets)
            .port(port)
            .username(ADMIN)
            .database(DATABASE)
            .application_name("pacioli");
        ensure_database(&options).await?;
        Ok(Self { held, options, cluster: place.cluster })
    }

    /// How the administrator connects to the program's database.
    pub fn options(&self) -> PgConnectOptions {
        self.options.clone()
    }

    /// Where the cluster lies: `pg/` in the data folder, or elsewhere when the server's user cannot reach that.
    pub fn cluster(&self) -> &Path {
        &self.cluster
    }

    /// Whether another program ran the server at our start; unless that one has ended, [`Embedded::stop`] leaves it
    /// running.
    pub fn is_adopted(&self) -> bool {
        matches!(self.held, Held::Others(_))
    }

    /// The server's process.
    pub fn pid(&self) -> Option<i32> {
        Postmaster::read(&self.cluster).map(|p| p.pid.as_raw_nonzero().get())
    }

    /// Ends the server: open transactions are rolled back, everything committed is on the disk.
    ///
    /// # Errors
    /// [`PgError::Embedded`] when the server had to be killed; it recovers at the next start.
    pub async fn stop(self) -> Result<(), PgError> {
        let held = self.held;
        let stop = move || match held {
            Held::Own(keeper) => keeper.stop(),
            Held::Others(heir) => heir.stop(),
        };
        let stopped = tokio::task::spawn_blocking(stop).await;
        stopped.map_err(|e| PgError::Embedded(format!("the stopping thread ended: {e}")))?
    }
}

/// The folder and the major version of the PostgreSQL that [`Embedded::start`] would run. Starts nothing.
///
/// # Errors
/// [`PgError::Embedded`] says what is missing.
pub fn programs(settings: &Settings) -> Result<(PathBuf, u32), PgError> {
    let place = Place::of(&settings.data_dir)?;
    let found = Binaries::find(settings, &place)?;
    Ok((found.folder, found.major))
}

/// Everything up to a server that accepts connections: our own, or an adopted one (no keeper). Our own listens in
/// `sockets`, or where its place says.
fn launch(settings: &Settings, sockets: Option<&Path>) -> Result<(Option<Keeper>, Place, u16), PgError> {
    let mut place = Place::of(&settings.data_dir)?;
    if let Some(sockets) = sockets {
        place.sockets = sockets.to_owned();
    }
    let binaries = Binaries::find(settings, &place)?;
    // Two programs that start at once must not both make a cluster; the second then finds the first one's server.
    let _lock = place.lock()?;
    if !place.cluster.join("PG_VERSION").exists() {
        place.init_cluster(&binaries, settings.durable)?;
    }
    if let Some(live) = wait_for_verdict(&place)? {
        tracing::info!(pid = live.pid.as_raw_nonzero().get(), "adopting the PostgreSQL server already running");
        place.sockets = live.sockets;
        return Ok((None, place, live.port));
    }
    let ownership = place.own()?;
    postmaster::clear_remains(&place.cluster, PATIENCE)?;
    place.prepare_sockets()?;
    let arguments = settings.of_server(&place.sockets);
    let keeper = Keeper::start(&binaries, &place, arguments, ownership)?;
    // the caller's settings may name another
    let port = Postmaster::read(&place.cluster).map_or(PORT, |server| server.port);
    Ok((Some(keeper), place, port))
}

/// Waits while an earlier server is still starting or stopping: some when one is ready, none when there is none left.
fn wait_for_verdict(place: &Place) -> Result<Option<Postmaster>, PgError> {
    let began = Instant::now();
    loop {
        match Postmaster::find(&place.cluster) {
            None => return Ok(None),
            Some(live) if live.status == Status::Ready => return Ok(Some(live)),
            Some(live) if began.elapsed() > PATIENCE => {
                let pid = live.pid.as_raw_nonzero();
                let why = format!(
                    "the server with process id {pid} on {} has been {} for {} s; look at its log {} or end it with \
                     `kill -QUIT {pid}`",
                    place.cluster.display(),
                    if live.status == Status::Stopping { "stopping" } else { "starting" },
                    PATIENCE.as_secs(),
                    place.log.display(),
                );
                return Err(PgError::Embedded(why));
            }
            Some(_) => std::thread::sleep(GLANCE),
        }
    }
}

async fn ensure_database(options: &PgConnectOptions) -> Result<(), PgError> {
    let mut admin = options.clone().database("postgres").connect().await?;
    let exists: bool = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
        .bind(DATABASE)
        .fetch_one(&mut admin)
        .await?;
    if !exists {
        admin.execute(sqlx::AssertSqlSafe(format!(r#"create database "{DATABASE}""#))).await?;
    }
    admin.close().await?;
    Ok(())
}
