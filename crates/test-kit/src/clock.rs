use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use op::Clock;
use uuid::Uuid;

/// A clock that the test moves. Ids are random.
#[derive(Debug)]
pub struct TestClock(Mutex<Timestamp>);

impl TestClock {
    /// Stands at `at` (`2026-03-31T12:00:00Z`) until it is moved.
    pub fn at(at: &str) -> Self {
        Self(Mutex::new(at.parse().expect("an instant such as 2026-03-31T12:00:00Z")))
    }

    /// Moves it forward.
    pub fn advance(&self, by: Duration) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now += by;
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn new_id(&self) -> Uuid {
        Uuid::now_v7()
    }
}
