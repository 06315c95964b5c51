//! How often a caller may ask.

use std::num::NonZeroU32;
use std::sync::Arc;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use identity::Principal;
use op::Actor;
use uuid::Uuid;

use crate::problem::ApiError;
use crate::settings::Settings;

/// How many times the requests of a second may come at once.
const AT_ONCE: u32 = 5;
/// How many times the requests of one key all keys of a person may make.
const ALL_KEYS: u32 = 2;

/// Counts the requests of people, of keys, and of all keys of a person.
#[derive(Clone)]
pub struct Rates {
    people: Arc<Limit>,
    keys: Arc<Limit>,
    owners: Arc<Limit>,
}

struct Limit {
    per_second: u32,
    limiter: DefaultKeyedRateLimiter<Uuid>,
}

impl Rates {
    /// Counters as the settings say.
    pub fn new(settings: &Settings) -> Self {
        Self {
            people: Arc::new(Limit::new(settings.person_rate)),
            keys: Arc::new(Limit::new(settings.key_rate)),
            owners: Arc::new(Limit::new(settings.key_rate.saturating_mul(ALL_KEYS))),
        }
    }

    /// Passes when the caller has not asked too often.
    pub fn admit(&self, principal: &Principal) -> Result<(), ApiError> {
        match &principal.actor {
            // The key first: one that runs wild should not eat what belongs to its owner's other keys.
            Actor::ApiKey { id, owner, .. } => self.keys.pass(*id).and_then(|()| self.owners.pass(owner.0)),
            _ => self.people.pass(principal.profile.id.0),
        }
    }
}

impl Limit {
    fn new(per_second: u32) -> Self {
        let rate = NonZeroU32::new(per_second).unwrap_or(NonZeroU32::MIN);
        let at_once = rate.saturating_mul(const { NonZeroU32::new(AT_ONCE).expect("a constant above zero") });
        Self { per_second: rate.get(), limiter: RateLimiter::keyed(Quota::per_second(rate).allow_burst(at_once)) }
    }

    fn pass(&self, caller: Uuid) -> Result<(), ApiError> {
        let Err(refusal) = self.limiter.check_key(&caller) else { return Ok(()) };
        let wait = refusal.wait_time_from(DefaultClock::default().now());
        let mut error = ApiError::new(
            axum::http::StatusCode::TOO_MANY_REQUESTS,
            "rate_limited",
            format!("More than {} requests a second: wait a moment.", self.per_second),
        );
        error.retry_after = Some(wait.as_secs().max(1));
        Err(error)
    }
}
