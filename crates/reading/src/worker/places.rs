//! Places at the reader: a few documents are read at a time, and organisations get equal shares of the places. One that
//! sends a thousand slow files waits for its own.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;
use uuid::Uuid;

/// The places, and who waits for one. Cheap to clone; clones share the places.
#[derive(Clone)]
pub(super) struct Places {
    queue: Arc<Mutex<Queue>>,
}

/// The right to use one place, given back when dropped.
pub(super) struct Place {
    places: Places,
    of: Uuid,
}

struct Queue {
    free: usize,
    /// Places in use by each organisation.
    busy: BTreeMap<Uuid, usize>,
    waiting: VecDeque<(Uuid, oneshot::Sender<Place>)>,
}

impl Places {
    pub(super) fn new(count: usize) -> Self {
        let queue = Queue { free: count, busy: BTreeMap::new(), waiting: VecDeque::new() };
        Self { queue: Arc::new(Mutex::new(queue)) }
    }

    /// Waits for a place for an organisation.
    pub(super) async fn take(&self, of: Uuid) -> Place {
        let (give, got) = oneshot::channel();
        self.lock().waiting.push_back((of, give));
        self.hand_out();
        // The sender stays in the queue until it is served, and the queue lives as long as this.
        got.await.unwrap_or_else(|_| Place { places: self.clone(), of })
    }

    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives free places to those who wait.
    fn hand_out(&self) {
        loop {
            let Some((of, give)) = self.lock().next() else { return };
            // Whoever no longer waits drops the place at once, which comes back here.
            drop(give.send(Place { places: self.clone(), of }));
        }
    }
}

impl Queue {
    /// Takes a place for the organisation with the fewest; among equals for who came first.
    fn next(&mut self) -> Option<(Uuid, oneshot::Sender<Place>)> {
        if self.free == 0 {
            return None;
        }
        let uses = |of: &Uuid| self.busy.get(of).copied().unwrap_or(0);
        let at = (0..self.waiting.len()).min_by_key(|at| uses(&self.waiting[*at].0))?;
        let next = self.waiting.remove(at)?;
        self.free -= 1;
        *self.busy.entry(next.0).or_default() += 1;
        Some(next)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut queue = self.places.lock();
        queue.free += 1;
        if let Some(uses) = queue.busy.get_mut(&self.of) {
            *uses -= 1;
            if *uses == 0 {
                queue.busy.remove(&self.of);
            }
        }
        drop(queue);
        self.places.hand_out();
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;

    #[test]
    fn a_place_that_gets_free_goes_to_whom_has_fewest() {
        let [busy, other] = [1, 2].map(Uuid::from_u128);
        let places = Places::new(2);
        let first = places.take(busy).now_or_never().expect("free");
        let _second = places.take(busy).now_or_never().expect("free");
        let mut third = Box::pin(places.take(busy));
        let mut fourth = Box::pin(places.take(busy));
        let mut late = Box::pin(places.take(other));
        for waiting in [&mut third, &mut fourth, &mut late] {
            assert!(waiting.as_mut().now_or_never().is_none(), "both places are taken");
        }
        drop(first);
        assert!(third.as_mut().now_or_never().is_none(), "it has a place already");
        let served = late.as_mut().now_or_never().expect("came last and is served first");
        drop(served);
        assert!(third.as_mut().now_or_never().is_some(), "nobody else waits");
    }

    #[test]
    fn who_no_longer_waits_takes_no_place() {
        let places = Places::new(1);
        let held = places.take(Uuid::nil()).now_or_never().expect("free");
        let mut gone = Box::pin(places.take(Uuid::nil()));
        assert!(gone.as_mut().now_or_never().is_none());
        drop(gone);
        drop(held);
        assert!(places.take(Uuid::nil()).now_or_never().is_some());
    }
}
