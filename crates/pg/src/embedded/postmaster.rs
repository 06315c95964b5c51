//! What `postmaster.pid` and the process table say about a server on a cluster.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::process::{Pid, WaitOptions, test_kill_process, waitpid};

use super::GLANCE;
use super::place::at;
use crate::PgError;

/// The eighth line of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Starting,
    Ready,
    Stopping,
}

/// A server as its file describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Postmaster {
    pub pid: Pid,
    pub port: u16,
    pub sockets: PathBuf,
    pub status: Status,
}

impl Postmaster {
    /// What the file says; `None` when there is none, or only the beginning of one.
    pub fn read(cluster: &Path) -> Option<Self> {
        parse(&fs::read_to_string(cluster.join("postmaster.pid")).ok()?)
    }

    /// The server that lives on the cluster, if one does.
    pub fn find(cluster: &Path) -> Option<Self> {
        let server = Self::read(cluster)?;
        // If it was our own child it may be a zombie, which counts as alive until somebody asks for its end.
        let _ = waitpid(Some(server.pid), WaitOptions::NOHANG);
        let lives = exists(server.pid) && !is_zombie(server.pid) && is_on(server.pid, cluster);
        lives.then_some(server)
    }
}

fn parse(text: &str) -> Option<Postmaster> {
    let lines: Vec<&str> = text.lines().collect();
    let pid = Pid::from_raw(lines.first()?.trim().parse().ok().filter(|pid| *pid > 0)?)?;
    let status = match lines.get(7).map(|line| line.trim()) {
        Some("ready") => Status::Ready,
        Some("stopping") => Status::Stopping,
        _ => Status::Starting,
    };
    Some(Postmaster {
        pid,
        port: lines.get(3).and_then(|line| line.trim().parse().ok()).unwrap_or(super::PORT),
        sockets: lines.get(4).map(PathBuf::from).unwrap_or_default(),
        status,
    })
}

fn exists(pid: Pid) -> bool {
    matches!(test_kill_process(pid), Ok(()) | Err(rustix::io::Errno::PERM))
}

/// `1234 (postgres) Z …`; without `/proc` nothing is known to be one.
fn is_zombie(pid: Pid) -> bool {
    let stat = fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).unwrap_or_default();
    stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with('Z'))
}

/// A server's processes work inside its cluster. Where that cannot be read, the pid file is believed.
fn is_on(pid: Pid, cluster: &Path) -> bool {
    match fs::read_link(format!("/proc/{}/cwd", pid.as_raw_nonzero())) {
        Ok(folder) => folder == cluster,
        Err(_) => true,
    }
}

/// Whether no process works inside the cluster any more.
fn deserted(cluster: &Path) -> bool {
    let Ok(processes) = fs::read_dir("/proc") else { return true };
    !processes.flatten().any(|p| fs::read_link(p.path().join("cwd")).is_ok_and(|folder| folder == cluster))
}

/// Waits until nothing of a dead server is left. After a postmaster was killed, its children take a moment to notice; a
/// second server beside them would ruin data.
///
/// Then clears away a pid file whose number is a zombie or belongs to some other program: PostgreSQL itself would take
/// it for a living server.
pub(super) fn clear_remains(cluster: &Path, patience: Duration) -> Result<(), PgError> {
    let began = Instant::now();
    while !deserted(cluster) {
        if began.elapsed() > patience {
            let why = format!(
                "processes of a server that was killed still work in {}: end them and start again",
                cluster.display()
            );
            return Err(PgError::Embedded(why));
        }
        std::thread::sleep(GLANCE);
    }
    if Postmaster::read(cluster).is_some_and(|left| exists(left.pid)) {
        let file = cluster.join("postmaster.pid");
        tracing::warn!(file = %file.display(), "removing the pid file of a server that is gone");
        at(&file, fs::remove_file(&file))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pid_file_is_read_in_every_stage_of_its_writing() {
        let whole = "4711\n/data/pg\n1700000000\n5432\n/data/run\n\n  1234567 8\nready   \n";
        let server = parse(whole).expect("parses");
        assert_eq!((server.pid.as_raw_nonzero().get(), server.port), (4711, 5432));
        assert_eq!((server.sockets, server.status), (PathBuf::from("/data/run"), Status::Ready));
        for (text, status) in [
            ("4711\n/data/pg\n", Some(Status::Starting)),
            ("4711\n/data/pg\n1\n5432\n/run\n\n 1 2\nstarting\n", Some(Status::Starting)),
            ("4711\n/data/pg\n1\n5432\n/run\n\n 1 2\nstopping\n", Some(Status::Stopping)),
            ("", None),
            ("-1\n", None),
            ("x\n", None),
        ] {
            assert_eq!(parse(text).map(|s| s.status), status, "{text:?}");
        }
    }
}
