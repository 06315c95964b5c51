//! Computation beside the threads that answer requests: a document may have tens of thousands of lines.
//!
//! INVARIANT: nobody computes with a transaction open. What is needed is loaded first; whoever writes the result begins
//! another transaction and looks at the version again.

use std::sync::Arc;

use tokio::sync::Semaphore;

/// Runs so many computations at a time as there are processors; the others wait, holding nothing.
#[derive(Clone)]
pub(crate) struct Computing {
    places: Arc<Semaphore>,
    /// Called where a computation begins.
    #[cfg(test)]
    pub(crate) watcher: Option<Arc<dyn Fn() + Send + Sync>>,
}

impl Computing {
    pub(crate) fn new() -> Self {
        let places = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            places: Arc::new(Semaphore::new(places)),
            #[cfg(test)]
            watcher: None,
        }
    }

    /// Runs it on a thread of its own and gives its result; a panic in it goes on here.
    pub(crate) async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> T {
        // INVARIANT: the semaphore is never closed.
        let place = Arc::clone(&self.places).acquire_owned().await.expect("open as long as the program runs");
        #[cfg(test)]
        let watcher = self.watcher.clone();
        let compute = move || {
            // Held by the work itself: who asked may have gone.
            let _place = place;
            #[cfg(test)]
            if let Some(watch) = watcher {
                watch();
            }
            work()
        };
        match tokio::task::spawn_blocking(compute).await {
            Ok(result) => result,
            Err(stopped) => std::panic::resume_unwind(stopped.into_panic()),
        }
    }
}
