//! Watches a server that another program keeps, and keeps it when that program ends: a long-lived program on the same
//! folder must not be left without a database because a short command that came first is done.

use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use super::keeper::Keeper;
use super::place::{Place, at};
use super::postmaster::{Postmaster, Status};
use super::{Settings, launch};
use crate::PgError;

/// How often it is looked whether the server still lives.
const LOOK: Duration = Duration::from_millis(200);
/// How long to wait after a server could not be started.
const WAIT: Duration = Duration::from_secs(2);

#[derive(Default)]
struct Inner {
    stopping: bool,
    keeper: Option<Keeper>,
}

#[derive(Default)]
struct State {
    inner: Mutex<Inner>,
    changed: Condvar,
}

impl State {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits so long; true at once when there is nothing more to watch.
    fn stops_within(&self, wait: Duration) -> bool {
        let waited = self.changed.wait_timeout_while(self.lock(), wait, |inner| !inner.stopping);
        waited.unwrap_or_else(PoisonError::into_inner).0.stopping
    }
}

/// Whoever keeps the server next.
pub(super) struct Heir {
    state: Arc<State>,
    watching: Option<JoinHandle<()>>,
}

impl Heir {
    /// Watches the server in this place. The next one listens in the same folder, so that whoever was connected finds it.
    pub fn watch(settings: &Settings, place: &Place) -> Result<Self, PgError> {
        let state = Arc::new(State::default());
        let watch = Watch {
            settings: settings.clone(),
            cluster: place.cluster.clone(),
            sockets: place.sockets.clone(),
            state: Arc::clone(&state),
        };
        let thread = std::thread::Builder::new().name("pg-heir".to_owned()).spawn(move || watch.run());
        Ok(Self { state, watching: Some(at(&place.cluster, thread)?) })
    }

    /// Ends the watch, and the server if it has become ours.
    pub fn stop(mut self) -> Result<(), PgError> {
        self.end();
        if let Some(watching) = self.watching.take() {
            // A panic there was logged; what it kept is stopped below all the same.
            let _ = watching.join();
        }
        let keeper = self.state.lock().keeper.take();
        keeper.map_or(Ok(()), |keeper| keeper.stop())
    }

    fn end(&self) {
        self.state.lock().stopping = true;
        self.state.changed.notify_all();
    }
}

impl Drop for Heir {
    fn drop(&mut self) {
        self.end();
    }
}

/// What the thread works with.
struct Watch {
    settings: Settings,
    cluster: PathBuf,
    sockets: PathBuf,
    state: Arc<State>,
}

impl Watch {
    /// Until the server is ours (then its keeper watches it) or the watch ends.
    fn run(self) {
        let mut wait = LOOK;
        while !self.state.stops_within(wait) {
            wait = LOOK;
            if Postmaster::find(&self.cluster).is_some_and(|server| server.status == Status::Ready) {
                continue;
            }
            match launch(&self.settings, Some(&self.sockets)) {
                Ok((Some(keeper), ..)) => {
                    tracing::info!("the program that kept PostgreSQL has ended; keeping it from here");
                    self.state.lock().keeper = Some(keeper);
                    return;
                }
                // a third program was faster
                Ok((None, ..)) => {}
                Err(error) => {
                    tracing::error!(%error, "PostgreSQL ended and could not be started; trying again");
                    wait = WAIT;
                }
            }
        }
    }
}
