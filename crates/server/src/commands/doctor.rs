//! `pacioli doctor`: what is missing on this machine, and how to mend it. Nothing is changed and nothing is started but
//! a reader process for a moment.

use std::io::Write;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;

use bytes::Bytes;
use pg::embedded::Settings;
use reading::models;
use serde::Serialize;
use sha2::{Digest, Sha256};
use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, Connection};

use crate::cli::Cli;
use crate::config::Place;
use crate::error::CliError;
use crate::{engine, web};

/// The models with their SHA-256, as `scripts/fetch-models` installs them.
const MODELS: [(&str, &str); 3] = [
    (models::DETECTOR, "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f"),
    (models::RECOGNISER, "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884"),
    (models::CLASSIFIER, "e47acedf663230f8863ff1ab0e64dd2d82b838fceb5957146dab185a89d6215c"),
];
/// The oldest server with what the schema uses.
const OLDEST_POSTGRES: u32 = 15;
/// Free space in bytes below which a warning is due: a year of documents of a small business.
const LITTLE_SPACE: u64 = 2 * 1024 * 1024 * 1024;
/// Free space in bytes below which nothing should be begun.
const NO_SPACE: u64 = 200 * 1024 * 1024;

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Verdict {
    Good,
    /// It works, but not everything does.
    Warning,
    /// It does not work.
    Bad,
}

/// One thing looked at.
#[derive(Debug, Serialize)]
struct Check {
    name: &'static str,
    verdict: Verdict,
    found: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    mend: Option<String>,
}

impl Check {
    fn good(name: &'static str, found: impl Into<String>) -> Self {
        Self { name, verdict: Verdict::Good, found: found.into(), mend: None }
    }

    fn warning(name: &'static str, found: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { name, verdict: Verdict::Warning, found: found.into(), mend: Some(mend.into()) }
    }

    fn bad(name: &'static str, found: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { name, verdict: Verdict::Bad, found: found.into(), mend: Some(mend.into()) }
    }
}

/// Looks at everything and ends with exit code 3 when something does not work.
pub async fn run(cli: &Cli) -> Result<(), CliError> {
    let place = &cli.place;
    let checks = vec![
        data_folder(place),
        disk_space(place),
        documents(place).await,
        postgres(place).await,
        text_models(&place.models_folder()),
        reader(place).await,
        web_app(),
        port(listening()),
    ];
    if cli.json {
        println!("{}", serde_json::json!({ "checks": checks }));
    } else {
        checks.iter().for_each(tell);
    }
    match checks.iter().filter(|check| check.verdict == Verdict::Bad).count() {
        0 => Ok(()),
        n => Err(CliError::CheckFailed(format!("{n} of {} checks failed", checks.len()))),
    }
}

fn tell(check: &Check) {
    let mark = match check.verdict {
        Verdict::Good => "ok     ",
        Verdict::Warning => "warning",
        Verdict::Bad => "MISSING",
    };
    println!("{mark}  {}: {}", check.name, check.found);
    if let Some(mend) = &check.mend {
        println!("         -> {mend}");
    }
}

fn data_folder(place: &Place) -> Check {
    const NAME: &str = "data folder";
    let shown = place.data.display();
    let writable = std::fs::create_dir_all(&place.data)
        .and_then(|()| tempfile::NamedTempFile::new_in(&place.data)?.write_all(b"pacioli"));
    match writable {
        Ok(()) => Check::good(NAME, format!("{shown} can be written")),
        Err(error) => {
            let mend = "give the folder to the user that runs Pacioli (chown), or name another one with --data";
            Check::bad(NAME, format!("{shown} cannot be written: {error}"), mend)
        }
    }
}

fn disk_space(place: &Place) -> Check {
    const NAME: &str = "disk space";
    let Ok(disk) = rustix::fs::statvfs(&place.data) else {
        return Check::warning(NAME, "unknown", "look at it with `df -h`");
    };
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    let found = format!("{} MiB free for {}", free / 1024 / 1024, place.data.display());
    match free {
        ..NO_SPACE => Check::bad(NAME, found, "make room, or name a folder on a larger disk with --data"),
        NO_SPACE..LITTLE_SPACE => Check::warning(NAME, found, "make room before the disk is full"),
        _ => Check::good(NAME, found),
    }
}

/// Writes a few bytes where documents are kept, reads them back and removes them.
async fn documents(place: &Place) -> Check {
    const NAME: &str = "documents";
    let mend = "give the place of --blobs to the user that runs Pacioli, or name another one; for s3:// check the AWS_ variables";
    let blobs = match place.open_blobs() {
        Ok(blobs) => blobs,
        Err(error) => return Check::bad(NAME, error.to_string(), mend),
    };
    match blobs.check().await {
        Ok(()) => Check::good(NAME, format!("{} can be written and read", blobs.place())),
        Err(error) => Check::bad(NAME, error.to_string(), mend),
    }
}

async fn postgres(place: &Place) -> Check {
    const NAME: &str = "PostgreSQL";
    if let Some(url) = &place.database_url {
        return match version_of(url).await {
            Ok(number) if number / 10_000 >= OLDEST_POSTGRES => {
                Check::good(NAME, format!("the server of DATABASE_URL answers, version {}", number / 10_000))
            }
            Ok(number) => {
                let found = format!("the server of DATABASE_URL is version {}", number / 10_000);
                Check::bad(NAME, found, format!("use version {OLDEST_POSTGRES} or newer"))
            }
            Err(error) => {
                let mend = "start that server and check DATABASE_URL, or unset it to use the private one";
                Check::bad(NAME, format!("the server of DATABASE_URL cannot be used: {error}"), mend)
            }
        };
    }
    match pg::embedded::programs(&Settings::new(&place.data)) {
        Ok((folder, major)) => Check::good(NAME, format!("version {major} in {}", folder.display())),
        Err(error) => Check::bad(NAME, error.to_string(), "on Debian: apt-get install postgresql"),
    }
}

/// `server_version_num`, such as 150018.
async fn version_of(url: &str) -> Result<u32, sqlx::Error> {
    let connection = url.parse::<PgConnectOptions>()?.connect().await?;
    let version = connection.server_version_num().unwrap_or_default();
    connection.close().await?;
    Ok(version)
}

fn text_models(folder: &Path) -> Check {
    const NAME: &str = "text models";
    const MEND: &str = "run scripts/fetch-models; until then only electronic invoices and PDFs with text are read";
    for (name, expected) in MODELS {
        let path = folder.join(name);
        match std::fs::read(&path) {
            Err(_) => return Check::warning(NAME, format!("{} is missing", path.display()), MEND),
            Ok(bytes) if hex::encode(Sha256::digest(&bytes)) != expected => {
                return Check::warning(NAME, format!("{} is not the file expected", path.display()), MEND);
            }
            Ok(_) => {}
        }
    }
    Check::good(NAME, format!("in {}", folder.display()))
}

/// Reads a line of text in the process that reads documents.
async fn reader(place: &Place) -> Check {
    const NAME: &str = "reader process";
    let outcome = match engine::worker(&place.models_folder(), 1) {
        Ok(worker) => worker.read(Bytes::from_static(b"Invoice 1 of 2026-01-02, total EUR 3.00")).await,
        Err(error) => return Check::bad(NAME, error.to_string(), "start the program by its full path"),
    };
    match outcome {
        Ok(_) => Check::good(NAME, "starts and reads"),
        Err(error) => {
            let mend = "look at the limits of this user (`ulimit -a`): a process of its own with 2.5 GiB of address \
                        space must be allowed";
            Check::bad(NAME, error.to_string(), mend)
        }
    }
}

fn web_app() -> Check {
    const NAME: &str = "web app";
    if web::is_embedded() {
        return Check::good(NAME, "part of this program");
    }
    Check::warning(NAME, "not part of this build", "run scripts/build-web and build again; API and command line work")
}

/// Where `pacioli serve` would listen.
fn listening() -> SocketAddr {
    let set = std::env::var("PACIOLI_LISTEN").ok().and_then(|text| text.parse().ok());
    set.unwrap_or(crate::config::LISTEN)
}

fn port(address: SocketAddr) -> Check {
    const NAME: &str = "address";
    match TcpListener::bind(address) {
        Ok(_) => Check::good(NAME, format!("{address} is free")),
        Err(error) => {
            let mend = "if that is Pacioli itself all is well; otherwise choose another one with `serve --listen`";
            Check::warning(NAME, format!("{address} cannot be used: {error}"), mend)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_models_expected_are_those_the_script_installs() {
        let script = include_str!("../../../../scripts/fetch-models");
        for (name, sha256) in MODELS {
            assert!(script.contains(&format!("{sha256}  {name}")), "{name}");
        }
    }

    #[test]
    fn a_missing_and_a_foreign_model_are_named() {
        let folder = tempfile::tempdir().expect("scratch folder");
        assert!(text_models(folder.path()).found.ends_with("is missing"));
        std::fs::write(folder.path().join(models::DETECTOR), b"something else").expect("writes");
        let check = text_models(folder.path());
        assert!(check.found.ends_with("is not the file expected"), "{}", check.found);
        assert_eq!(check.verdict, Verdict::Warning);
    }

    #[test]
    fn a_taken_address_is_only_a_warning() {
        let held = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = held.local_addr().expect("an address");
        assert_eq!(port(address).verdict, Verdict::Warning);
        drop(held);
        assert_eq!(port(address).verdict, Verdict::Good);
    }
}
