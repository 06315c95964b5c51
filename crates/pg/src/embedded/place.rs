//! Where the cluster and its socket lie, and as which user the server runs.

use std::fs::{self, DirBuilder, File, Metadata, Permissions};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rustix::fs::{FlockOperation, Gid, Uid, chown, flock};
use rustix::process::geteuid;
use sha2::{Digest, Sha256};

use super::binaries::Binaries;
use crate::PgError;

/// Where clusters go when root's data folder cannot be reached by the server's user.
const ELSEWHERE: &str = "/var/lib/pacioli";
/// A socket's path has at most 107 bytes (`sockaddr_un`); `/.s.PGSQL.5432` takes 14, some stay in reserve.
const LONGEST_SOCKET_FOLDER: usize = 90;

/// The user of the server when the program is root, whom PostgreSQL refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct User {
    pub name: String,
    pub uid: u32,
    pub gid: u32,
}

/// The folders of one cluster.
#[derive(Debug)]
pub(super) struct Place {
    /// The cluster itself.
    pub cluster: PathBuf,
    /// The folder of the socket, reachable only by the server's user and root.
    pub sockets: PathBuf,
    /// What the server prints.
    pub log: PathBuf,
    /// Only when the program is root.
    pub user: Option<User>,
    home: PathBuf,
}

impl Place {
    /// The place for this data folder; makes the folder on first use.
    pub fn of(data_dir: &Path) -> Result<Self, PgError> {
        make_folder(data_dir, folder_mode())?;
        let data_dir = at(data_dir, data_dir.canonicalize())?;
        let user = if geteuid().is_root() { Some(unprivileged(&at(&data_dir, data_dir.metadata())?)?) } else { None };
        let home = home_of(&data_dir, user.as_ref())?;
        let (cluster, log) = (home.join("pg"), home.join("pg.log"));
        let sockets = socket_folder(&home, user.as_ref().map_or(geteuid().as_raw(), |u| u.uid));
        Ok(Self { cluster, sockets, log, user, home })
    }

    /// Held while a server is looked for or started; released when dropped.
    pub fn lock(&self) -> Result<File, PgError> {
        let path = self.home.join("pg.lock");
        let file = at(&path, File::create(&path))?;
        at(&path, flock(&file, FlockOperation::LockExclusive).map_err(io::Error::from))?;
        Ok(file)
    }

    /// Held by the program that keeps the server. Programs in different containers do not see each other's processes,
    /// but they see each other's locks.
    pub fn own(&self) -> Result<File, PgError> {
        let path = self.home.join("pg.owner.lock");
        let file = at(&path, File::create(&path))?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => Ok(file),
            Err(rustix::io::Errno::WOULDBLOCK) => {
                let why = "is kept by another program that cannot be reached from here: stop that one first";
                Err(PgError::Embedded(format!("the cluster {} {why}", self.cluster.display())))
            }
            Err(e) => at(&path, Err(e.into())),
        }
    }

    /// The major version that made the cluster; `None` when there is no cluster yet.
    pub fn major_of_cluster(&self) -> Result<Option<u32>, PgError> {
        let path = self.cluster.join("PG_VERSION");
        match fs::read_to_string(&path) {
            Ok(text) => match text.trim().parse() {
                Ok(major) => Ok(Some(major)),
                Err(_) => Err(PgError::Embedded(format!("{} does not hold a version: {text:?}", path.display()))),
            },
            Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(e) => at(&path, Err(e)),
        }
    }

    /// Whether the server's user can get into the folder.
    pub fn reaches(&self, folder: &Path) -> bool {
        self.user.as_ref().is_none_or(|user| obstacle(folder, user).is_none())
    }

    /// A command that runs as the server's user.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir("/").stdin(Stdio::null()).env_remove("PGDATA").env_remove("PGPORT");
        if let Some(user) = &self.user {
            // the standard library also drops the supplementary groups here
            command.uid(user.uid).gid(user.gid).env_remove("HOME");
        }
        command
    }

    /// Makes the cluster beside its place and moves it there whole, so that a crash leaves no half cluster.
    pub fn init_cluster(&self, binaries: &Binaries, durable: bool) -> Result<(), PgError> {
        let fresh = self.home.join("pg.new");
        let mut failure = String::new();
        // Some systems do not know C.UTF-8; C sorts the same way.
        for locale in ["C.UTF-8", "C"] {
            if fresh.exists() {
                at(&fresh, fs::remove_dir_all(&fresh))?;
            }
            self.own_folder(&fresh)?;
            let mut initdb = self.command(&binaries.program("initdb"));
            initdb.arg("--pgdata").arg(&fresh).arg("--username").arg(super::ADMIN);
            initdb.args(["--auth=trust", "--encoding=UTF8", "--data-checksums", "--no-instructions"]);
            initdb.arg(format!("--locale={locale}"));
            if !durable {
                initdb.arg("--no-sync");
            }
            let output = at(&binaries.folder, initdb.output())?;
            if output.status.success() {
                at(&self.cluster, fs::rename(&fresh, &self.cluster))?;
                at(&self.home, File::open(&self.home).and_then(|f| f.sync_all()))?;
                return Ok(());
            }
            failure = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        }
        Err(PgError::Embedded(format!("the cluster {} could not be made: {failure}", self.cluster.display())))
    }

    /// Makes the socket's folder, or refuses one that somebody else has put there. Only when no server lives: what a
    /// killed one left in the folder is removed, because PostgreSQL takes its lock for a living server's when the
    /// process number is a zombie's or in use again.
    pub fn prepare_sockets(&self) -> Result<(), PgError> {
        self.own_folder(&self.sockets)?;
        for entry in at(&self.sockets, fs::read_dir(&self.sockets))?.flatten() {
            if entry.file_name().as_bytes().starts_with(b".s.PGSQL.") {
                at(&entry.path(), fs::remove_file(entry.path()))?;
            }
        }
        Ok(())
    }

    /// A folder that belongs to the server's user and that nobody else may enter.
    fn own_folder(&self, path: &Path) -> Result<(), PgError> {
        match fs::symlink_metadata(path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                at(path, DirBuilder::new().mode(0o700).create(path))?;
                if let Some(user) = &self.user {
                    let (uid, gid) = (Uid::from_raw(user.uid), Gid::from_raw(user.gid));
                    at(path, chown(path, Some(uid), Some(gid)).map_err(io::Error::from))?;
                }
                Ok(())
            }
            Err(e) => at(path, Err(e)),
            Ok(found) => {
                let owner = self.user.as_ref().map_or(geteuid().as_raw(), |u| u.uid);
                if !found.is_dir() || found.uid() != owner {
                    let why = format!("{} exists and does not belong to user {owner}: remove it", path.display());
                    return Err(PgError::Embedded(why));
                }
                at(path, fs::set_permissions(path, Permissions::from_mode(0o700)))
            }
        }
    }
}

/// The folder that holds `pg/`: the data folder, or one in [`ELSEWHERE`] to which `pg` then is a link.
fn home_of(data_dir: &Path, user: Option<&User>) -> Result<PathBuf, PgError> {
    let cluster = data_dir.join("pg");
    if let Ok(target) = fs::read_link(&cluster) {
        let home = target.parent().map(Path::to_path_buf).unwrap_or_default();
        return if home.is_dir() {
            Ok(home)
        } else {
            let why = "points to a folder that does not exist: restore it, or remove the link to begin afresh";
            Err(PgError::Embedded(format!("{} {why}", cluster.display())))
        };
    }
    let Some((user, obstacle)) = user.and_then(|u| Some((u, obstacle(data_dir, u)?))) else {
        return Ok(data_dir.to_path_buf());
    };
    if cluster.exists() {
        return Err(PgError::Embedded(format!(
            "the server runs as user `{}`, who cannot get through {} to {}: let others pass through that folder \
             (chmod o+x), or move the data folder",
            user.name,
            obstacle.display(),
            cluster.display(),
        )));
    }
    let home = Path::new(ELSEWHERE).join(short_hash(data_dir));
    make_folder(&home, folder_mode())?;
    let home = at(&home, home.canonicalize())?;
    at(&cluster, symlink(home.join("pg"), &cluster))?;
    tracing::warn!(
        user = user.name, obstacle = %obstacle.display(), cluster = %home.join("pg").display(),
        "the server's user cannot reach the data folder: the database lies elsewhere",
    );
    Ok(home)
}

/// The first folder on the way that the user may not pass through.
fn obstacle(folder: &Path, user: &User) -> Option<PathBuf> {
    let mut way: Vec<&Path> = folder.ancestors().collect();
    way.reverse();
    let blocks = |path: &&Path| !path.metadata().is_ok_and(|found| may_pass(&found, user));
    way.into_iter().find(blocks).map(Path::to_path_buf)
}

fn may_pass(found: &Metadata, user: &User) -> bool {
    let bit = match (found.uid() == user.uid, found.gid() == user.gid) {
        (true, _) => 0o100,
        (false, true) => 0o010,
        (false, false) => 0o001,
    };
    found.mode() & bit != 0
}

/// Whoever owns the data folder, unless that is root; then `postgres`, or `nobody`.
fn unprivileged(data_dir: &Metadata) -> Result<User, PgError> {
    let passwd = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let users: Vec<User> = passwd.lines().filter_map(parse_user).filter(|u| u.uid != 0).collect();
    if data_dir.uid() != 0 {
        let name = users.iter().find(|u| u.uid == data_dir.uid()).map(|u| u.name.clone());
        let name = name.unwrap_or_else(|| data_dir.uid().to_string());
        return Ok(User { name, uid: data_dir.uid(), gid: data_dir.gid() });
    }
    let named = |name: &str| users.iter().find(|u| u.name == name).cloned();
    named("postgres").or_else(|| named("nobody")).ok_or_else(|| {
        let why = "PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody`: make one, or give \
                   the data folder to an ordinary user";
        PgError::Embedded(why.to_owned())
    })
}

/// `postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash`
fn parse_user(line: &str) -> Option<User> {
    let mut fields = line.split(':');
    let name = fields.next()?.to_owned();
    let (uid, gid) = (fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?);
    Some(User { name, uid, gid })
}

/// `run/` beside the cluster, or a short folder when that path is too long for a socket.
fn socket_folder(home: &Path, uid: u32) -> PathBuf {
    let usual = home.join("run");
    if usual.as_os_str().len() <= LONGEST_SOCKET_FOLDER {
        return usual;
    }
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    let runtime = runtime.filter(|dir| dir.metadata().is_ok_and(|found| found.uid() == uid && found.is_dir()));
    runtime.unwrap_or_else(|| PathBuf::from("/tmp")).join(format!("pacioli-{uid}-{}", short_hash(home)))
}

fn short_hash(path: &Path) -> String {
    hex::encode(&Sha256::digest(path.as_os_str().as_bytes())[..6])
}

/// Nobody else looks into a folder we make. As root the server's user must be able to pass through it.
fn folder_mode() -> u32 {
    if geteuid().is_root() { 0o711 } else { 0o700 }
}

fn make_folder(path: &Path, mode: u32) -> Result<(), PgError> {
    at(path, DirBuilder::new().recursive(true).mode(mode).create(path))
}

pub(super) fn at<T>(path: &Path, result: io::Result<T>) -> Result<T, PgError> {
    result.map_err(|source| PgError::File { path: path.display().to_string(), source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn users_are_read_from_the_password_file() {
        let line = "postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash";
        assert_eq!(parse_user(line), Some(User { name: "postgres".into(), uid: 101, gid: 104 }));
        assert_eq!(parse_user("broken:x:12"), None);
        assert_eq!(parse_user(""), None);
    }

    #[test]
    fn a_long_path_gets_a_short_socket_folder_of_its_own() {
        let home = PathBuf::from(format!("/srv/{}", "d".repeat(120)));
        let short = socket_folder(&home, 1000);
        assert!(short.as_os_str().len() <= LONGEST_SOCKET_FOLDER, "{}", short.display());
        assert_ne!(short, socket_folder(&home.join("other"), 1000));
        assert_eq!(socket_folder(Path::new("/srv/books"), 1000), Path::new("/srv/books/run"));
    }

    #[test]
    fn the_folder_that_stops_a_user_is_named() {
        let scratch = tempfile::tempdir().expect("scratch folder");
        let inner = scratch.path().join("closed/inner");
        fs::create_dir_all(&inner).expect("make");
        fs::set_permissions(scratch.path(), Permissions::from_mode(0o755)).expect("open");
        let closed = scratch.path().join("closed");
        let stranger = User { name: "stranger".into(), uid: 4_000_001, gid: 4_000_001 };
        for (mode, expected) in
            [(0o755, None), (0o751, None), (0o750, Some(closed.clone())), (0o700, Some(closed.clone()))]
        {
            fs::set_permissions(&closed, Permissions::from_mode(mode)).expect("set mode");
            assert_eq!(obstacle(&inner, &stranger), expected, "{mode:o}");
        }
        let owner = User { uid: geteuid().as_raw(), ..stranger };
        assert_eq!(obstacle(&inner, &owner), None);
    }
}
