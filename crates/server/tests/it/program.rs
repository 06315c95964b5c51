//! The program itself, as a value: the real binary on a database, a data folder and a port of its own.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::sync::Arc;
use std::time::Duration;

use pg::embedded::{Embedded, Settings};
use test_kit::{Database, Storage};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// How long anything a test waits for may take: far beyond what it takes on the slowest machine.
pub const LONGEST: Duration = Duration::from_secs(240);

/// A running `pacioli serve`. Killed, and its database dropped, when the value is.
pub struct Program {
    /// `http://127.0.0.1:PORT`.
    pub url: String,
    /// The data folder.
    pub folder: tempfile::TempDir,
    database: Option<Arc<Database>>,
    server: Option<Child>,
    workers: usize,
    blobs: Option<String>,
    variables: Vec<(String, String)>,
    options: Vec<String>,
}

impl Program {
    /// On a fresh database of the tests' server, nothing set up.
    pub async fn start() -> Self {
        Self::start_with(&[]).await
    }

    /// As [`Program::start`], with more options of `pacioli serve`.
    pub async fn start_with(options: &[&str]) -> Self {
        let mut program = Self::unstarted(data_folder(), Some(Arc::new(Database::new().await)));
        program.options = options.iter().map(|option| (*option).to_owned()).collect();
        program.serve().await;
        program
    }

    /// With its own private PostgreSQL in the data folder.
    pub async fn with_private_server() -> Self {
        Self::on(None).await
    }

    /// In a data folder where another program keeps the private PostgreSQL.
    pub async fn beside_keeper() -> (Self, Embedded) {
        let folder = data_folder();
        let keeper = Embedded::start(&Settings::new(folder.path())).await.expect("the other program's server");
        (Self::in_folder(folder, None).await, keeper)
    }

    /// Another one with a data folder of its own, on the same database.
    pub async fn beside(other: &Self) -> Self {
        Self::on(other.database.clone()).await
    }

    /// As [`Program::beside`], and keeps documents in the same folder.
    pub async fn sharing_with(other: &Self) -> Self {
        let mut program = Self::unstarted(data_folder(), other.database.clone());
        program.blobs = Some(other.folder.path().join("blobs").display().to_string());
        program.serve().await;
        program
    }

    /// Keeps documents in a bucket; on a fresh database, or on another program's.
    pub async fn storing_in(storage: &Storage, other: Option<&Self>) -> Self {
        let fresh = async || Some(Arc::new(Database::new().await));
        let database = if let Some(other) = other { other.database.clone() } else { fresh().await };
        let mut program = Self::unstarted(data_folder(), database);
        program.blobs = Some(format!("s3://{}/papers", Storage::BUCKET));
        program.variables = storage.variables();
        program.serve().await;
        program
    }

    async fn on(database: Option<Arc<Database>>) -> Self {
        Self::in_folder(data_folder(), database).await
    }

    async fn in_folder(folder: tempfile::TempDir, database: Option<Arc<Database>>) -> Self {
        let mut program = Self::unstarted(folder, database);
        program.serve().await;
        program
    }

    fn unstarted(folder: tempfile::TempDir, database: Option<Arc<Database>>) -> Self {
        Self {
            url: String::new(),
            folder,
            database,
            server: None,
            workers: 2,
            blobs: None,
            variables: Vec::new(),
            options: Vec::new(),
        }
    }

    /// Starts the server (again) and waits until it says that it is ready.
    pub async fn serve(&mut self) {
        assert!(self.server.is_none(), "it runs already");
        // Started again it listens where it did before, so that whoever talks to it finds it.
        let listen = self.url.strip_prefix("http://").unwrap_or("127.0.0.1:0").to_owned();
        let mut command = self.command(&["serve", "--listen", &listen, "--workers", &self.workers.to_string()]);
        command.args(&self.options);
        let log = File::options().create(true).append(true).open(self.log()).expect("open the log");
        let mut child = command.stdout(Stdio::piped()).stderr(log).kill_on_drop(true).spawn().expect("start pacioli");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let ready = async {
            while let Some(line) = lines.next_line().await.expect("read what it prints") {
                if let Some(at) = line.find("http://") {
                    return line[at..].trim_end_matches(['│', ' ']).to_owned();
                }
            }
            panic!("it ended before it was ready:\n{}", self.tail_of_log());
        };
        let ready = tokio::time::timeout(LONGEST, ready).await;
        self.url = ready.unwrap_or_else(|_| panic!("it was not ready in time:\n{}", self.tail_of_log()));
        // Whatever it prints later must find a reader.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        self.server = Some(child);
    }

    /// From now on its environment says this too.
    pub fn says(&mut self, variables: &[(&str, &str)]) {
        self.variables.extend(variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    }

    /// The process that serves.
    pub fn pid(&self) -> u32 {
        self.server.as_ref().and_then(Child::id).expect("it runs")
    }

    /// `kill -9`, then waits until it is gone.
    pub async fn is_killed(&mut self) {
        let mut child = self.server.take().expect("it runs");
        child.start_kill().expect("kill it");
        child.wait().await.expect("it is gone");
    }

    /// Asks it to stop, as Ctrl-C does, and waits until it has.
    pub async fn stops(&mut self) -> std::process::ExitStatus {
        let mut child = self.server.take().expect("it runs");
        let pid = rustix::process::Pid::from_raw(child.id().expect("it runs").cast_signed()).expect("a pid");
        rustix::process::kill_process(pid, rustix::process::Signal::TERM).expect("ask it to stop");
        tokio::time::timeout(LONGEST, child.wait()).await.expect("it stops in time").expect("it has stopped")
    }

    /// Runs a command of the same installation and gives what it said.
    pub async fn runs(&self, arguments: &[&str]) -> Output {
        let run = self.command(arguments).stdin(Stdio::null()).kill_on_drop(true).output();
        tokio::time::timeout(LONGEST, run).await.expect("the command ends in time").expect("run pacioli")
    }

    /// Runs a command that must succeed and print JSON.
    pub async fn tells(&self, arguments: &[&str]) -> serde_json::Value {
        let output = self.runs(arguments).await;
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{arguments:?}: {said}\n{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_str(&said).unwrap_or_else(|e| panic!("{arguments:?} did not print JSON ({e}): {said}"))
    }

    /// The database of the tests' server it works on.
    pub fn database(&self) -> &Database {
        self.database.as_deref().expect("it has a private server")
    }

    /// What it wrote to its log lately.
    pub fn tail_of_log(&self) -> String {
        let text = fs::read_to_string(self.log()).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        lines[lines.len().saturating_sub(40)..].join("\n")
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("test.log")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pacioli"));
        command.args(arguments).arg("--data").arg(self.folder.path()).arg("--models").arg(models());
        command.env_remove("DATABASE_URL").env_remove("PACIOLI_AS").env_remove("PACIOLI_BUSINESS");
        if let Some(blobs) = &self.blobs {
            command.arg("--blobs").arg(blobs);
        }
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        if let Some(database) = &self.database {
            command.env("DATABASE_URL", database.admin_url());
        }
        command
    }
}

fn data_folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a data folder");
    // As root the private server runs as another user, who must be able to reach its folder.
    let open = <fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o755);
    fs::set_permissions(folder.path(), open).expect("open the folder");
    folder
}

/// The text models: where the environment says, or where `scripts/fetch-models` puts them.
pub fn models() -> PathBuf {
    let usual = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/models");
    std::env::var_os("PACIOLI_MODELS").map_or_else(usual, PathBuf::from)
}

/// Whether text recognition can be tested here; says so if not.
pub fn has_models() -> bool {
    let there = reading::models::present(&models());
    if !there {
        println!("skipped: no text models in {}; run scripts/fetch-models", models().display());
    }
    there
}

/// The folder with real documents, or a printed line.
pub fn corpus() -> Option<PathBuf> {
    let usual = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let folder = std::env::var_os("PACIOLI_CORPUS").map_or_else(usual, PathBuf::from);
    let there = folder.join("manifest.jsonl").is_file();
    if !there {
        let expected = std::env::var_os("PACIOLI_CORPUS").is_some();
        assert!(!expected, "PACIOLI_CORPUS is set, but there is no manifest.jsonl in {}", folder.display());
        println!("skipped: no corpus in {}; set PACIOLI_CORPUS", folder.display());
    }
    there.then_some(folder)
}
