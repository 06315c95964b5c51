//! The thread that starts the server, waits for it, and starts it again whenever it dies while it should live: at once
//! the first time, then after longer and longer waits (a full disk is not mended in a second, but it is mended).
//!
//! It is a thread of its own because Linux ends the server when the *thread* that started it ends: this one lives as
//! long as the program.

use std::fs::{File, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid};

use super::binaries::Binaries;
use super::place::{Place, at};
use super::postmaster::{Postmaster, Status, clear_remains};
use super::{GLANCE, PATIENCE, PORT};
use crate::PgError;

/// How long the server may take to end its clients and write its checkpoint, then to abort.
const STOP_PATIENCE: Duration = Duration::from_secs(30);
const ABORT_PATIENCE: Duration = Duration::from_secs(10);
/// A server that lived this long is started again at once; otherwise the wait doubles, up to the longest.
const A_LIFE: Duration = Duration::from_secs(60);
const FIRST_WAIT: Duration = Duration::from_millis(100);
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// The log is put aside at start when it is larger than this many bytes.
const LOG_SIZE: u64 = 10_000_000;
/// How much of the log an error quotes, in bytes.
const QUOTE: usize = 1500;

enum Phase {
    Starting,
    Ready,
    Failed(String),
    Ended,
}

struct Inner {
    /// Set while the child is not yet reaped, so that no signal can reach a process that took over its number.
    pid: Option<Pid>,
    stopping: bool,
    phase: Phase,
}

struct State {
    inner: Mutex<Inner>,
    changed: Condvar,
}

impl State {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn enter(&self, phase: Phase) {
        self.lock().phase = phase;
        self.changed.notify_all();
    }
}

/// Our own server.
pub(super) struct Keeper {
    state: Arc<State>,
    /// Locked as long as this program keeps the server.
    _ownership: File,
}

impl Keeper {
    /// Starts the server and waits until it accepts connections, however long recovery takes.
    pub fn start(
        binaries: &Binaries,
        place: &Place,
        settings: Vec<(String, String)>,
        ownership: File,
    ) -> Result<Self, PgError> {
        put_old_log_aside(&place.log)?;
        let mut command = place.command(&binaries.program("postgres"));
        command.arg("-D").arg(&place.cluster).arg("-p").arg(PORT.to_string());
        for (name, value) in settings {
            command.arg("-c").arg(format!("{name}={value}"));
        }
        let inner = Inner { pid: None, stopping: false, phase: Phase::Starting };
        let state = Arc::new(State { inner: Mutex::new(inner), changed: Condvar::new() });
        let watch =
            Watch { command, cluster: place.cluster.clone(), log: place.log.clone(), state: Arc::clone(&state) };
        let thread = std::thread::Builder::new().name("pg-keeper".to_owned()).spawn(move || watch.run());
        at(&place.cluster, thread)?;
        let keeper = Self { state, _ownership: ownership };
        keeper.wait_until_ready()?;
        Ok(keeper)
    }

    fn wait_until_ready(&self) -> Result<(), PgError> {
        let mut inner = self.state.lock();
        loop {
            match &inner.phase {
                Phase::Ready => return Ok(()),
                Phase::Failed(why) => return Err(PgError::Embedded(why.clone())),
                Phase::Ended => return Err(PgError::Embedded("the server was stopped".to_owned())),
                Phase::Starting => {
                    inner = self.state.changed.wait(inner).unwrap_or_else(PoisonError::into_inner);
                }
            }
        }
    }

    /// Asks the server to end its clients and stop; insists after 30 s.
    pub fn stop(&self) -> Result<(), PgError> {
        for (signal, patience) in
            [(Signal::INT, STOP_PATIENCE), (Signal::QUIT, ABORT_PATIENCE), (Signal::KILL, ABORT_PATIENCE)]
        {
            self.signal(signal);
            if self.wait_until_ended(patience) {
                return match signal {
                    Signal::INT => Ok(()),
                    _ => Err(PgError::Embedded("the server did not stop when asked and was aborted".to_owned())),
                };
            }
        }
        Err(PgError::Embedded("the server could not be stopped".to_owned()))
    }

    fn signal(&self, signal: Signal) {
        let mut inner = self.state.lock();
        inner.stopping = true;
        self.state.changed.notify_all();
        if let Some(pid) = inner.pid {
            // It may have ended by itself just now, which is what is wanted.
            let _ = kill_process(pid, signal);
        }
    }

    fn wait_until_ended(&self, patience: Duration) -> bool {
        let still_runs = |inner: &mut Inner| matches!(inner.phase, Phase::Starting | Phase::Ready);
        let waited = self.state.changed.wait_timeout_while(self.state.lock(), patience, still_runs);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }
}

impl Drop for Keeper {
    /// Asks the server to stop and does not wait; after [`Keeper::stop`] there is nobody left to ask.
    fn drop(&mut self) {
        self.signal(Signal::INT);
    }
}

/// What the thread works with.
struct Watch {
    command: Command,
    cluster: std::path::PathBuf,
    log: std::path::PathBuf,
    state: Arc<State>,
}

impl Watch {
    fn run(mut self) {
        let mut wait = Duration::ZERO;
        loop {
            let born = Instant::now();
            let end = match self.one_life() {
                Ok(()) => "it ended".to_owned(),
                Err(why) => why,
            };
            if self.state.lock().stopping {
                return self.state.enter(Phase::Ended);
            }
            // A server that never was ready has a reason that whoever starts the program must hear.
            if matches!(self.state.lock().phase, Phase::Starting) {
                return self.state.enter(Phase::Failed(self.with_log(&end)));
            }
            wait = next_wait(wait, born.elapsed());
            tracing::error!(why = end, wait_ms = wait.as_millis(), "PostgreSQL ended unexpectedly; starting it again");
            if self.stops_within(wait) {
                return self.state.enter(Phase::Ended);
            }
            if let Err(error) = clear_remains(&self.cluster, PATIENCE) {
                tracing::error!(%error, "what a dead PostgreSQL left behind could not be cleared away; trying again");
            }
        }
    }

    /// Waits so long; true at once when the server shall stop.
    fn stops_within(&self, wait: Duration) -> bool {
        let inner = self.state.lock();
        let waited = self.state.changed.wait_timeout_while(inner, wait, |inner| !inner.stopping);
        waited.unwrap_or_else(PoisonError::into_inner).0.stopping
    }

    /// From spawn to reaped.
    fn one_life(&mut self) -> Result<(), String> {
        let log = open_log(&self.log).map_err(|e| e.to_string())?;
        let errors = log.try_clone().map_err(|e| e.to_string())?;
        self.command.stdout(log).stderr(errors).process_group(0);
        dies_with_us(&mut self.command);
        let mut child = {
            let mut inner = self.state.lock();
            if inner.stopping {
                return Ok(());
            }
            let child = self.command.spawn().map_err(|e| format!("it could not be started: {e}"))?;
            inner.pid = Pid::from_raw(i32::try_from(child.id()).unwrap_or_default());
            child
        };
        let ready = self.wait_until_ready(&mut child);
        if ready {
            self.state.enter(Phase::Ready);
        }
        let status = self.wait_and_reap(&mut child);
        if ready { Ok(()) } else { Err(format!("it ended before it was ready ({status})")) }
    }

    /// False when the server ends first.
    fn wait_until_ready(&self, child: &mut Child) -> bool {
        let pid = Pid::from_child(child);
        loop {
            if Postmaster::read(&self.cluster).is_some_and(|p| p.pid == pid && p.status == Status::Ready) {
                return true;
            }
            if has_ended(pid, WaitIdOptions::NOHANG) {
                return false;
            }
            std::thread::sleep(GLANCE);
        }
    }

    /// Waits for the end without reaping, then reaps under the lock.
    fn wait_and_reap(&self, child: &mut Child) -> String {
        has_ended(Pid::from_child(child), WaitIdOptions::empty());
        let mut inner = self.state.lock();
        inner.pid = None;
        child.wait().map_or_else(|e| e.to_string(), |status| status.to_string())
    }

    fn with_log(&self, why: &str) -> String {
        let text = std::fs::read(&self.log).unwrap_or_default();
        let tail = String::from_utf8_lossy(&text[text.len().saturating_sub(QUOTE)..]).into_owned();
        format!("the server on {} did not start: {why}\n{}", self.cluster.display(), tail.trim())
    }
}

/// How long to wait before the next start, after this wait and this life.
fn next_wait(last: Duration, lived: Duration) -> Duration {
    if lived >= A_LIFE { FIRST_WAIT } else { (last * 2).clamp(FIRST_WAIT, LONGEST_WAIT) }
}

/// Whether the child has ended; it stays a zombie until it is reaped.
fn has_ended(pid: Pid, how: WaitIdOptions) -> bool {
    loop {
        match waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT | how) {
            Ok(status) => return status.is_some(),
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return true,
        }
    }
}

fn open_log(path: &Path) -> io::Result<File> {
    let log = OpenOptions::new().create(true).append(true).mode(0o600).open(path)?;
    // one of an earlier version was readable for everybody
    log.set_permissions(Permissions::from_mode(0o600))?;
    Ok(log)
}

fn put_old_log_aside(path: &Path) -> Result<(), PgError> {
    if path.metadata().is_ok_and(|found| found.len() > LOG_SIZE) {
        at(path, std::fs::rename(path, path.with_extension("log.1")))?;
    }
    Ok(())
}

/// Lets Linux stop the server (a fast, clean shutdown) when the program ends in whatever way.
#[cfg(target_os = "linux")]
#[allow(unsafe_code, reason = "there is no safe way to run code in the child before exec")]
fn dies_with_us(command: &mut Command) {
    let parent = Pid::from_raw(i32::try_from(std::process::id()).unwrap_or_default());
    let before_exec = move || {
        rustix::process::set_parent_process_death_signal(Some(Signal::INT))?;
        // The program may have ended before the line above; then nobody would send the signal.
        if rustix::process::getppid() == parent { Ok(()) } else { Err(io::ErrorKind::Interrupted.into()) }
    };
    // SAFETY: between fork and exec only two system calls are made; nothing allocates, locks or unwinds.
    unsafe { command.pre_exec(before_exec) };
}

/// Elsewhere a server outlives a killed program, and the next start adopts it.
#[cfg(not(target_os = "linux"))]
fn dies_with_us(_command: &mut Command) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_before_a_start_doubles_and_begins_anew_after_a_life() {
        let quick = Duration::from_millis(50);
        let mut waits = vec![Duration::ZERO];
        for _ in 0..12 {
            waits.push(next_wait(waits[waits.len() - 1], quick));
        }
        let millis: Vec<u128> = waits.iter().map(Duration::as_millis).collect();
        assert_eq!(millis, [0, 100, 200, 400, 800, 1600, 3200, 6400, 12800, 25600, 30000, 30000, 30000]);
        assert_eq!(next_wait(LONGEST_WAIT, A_LIFE), FIRST_WAIT);
    }
}
