//! Which job is next: the organisation with the fewest running jobs, in turns; within it priority, then age.

use std::time::Duration;

use jiff::Timestamp;
use op::OrgId;

use crate::JobError;
use crate::shared::Shared;
use crate::store::{self, Taken};

/// How long a job is held without a sign of life.
pub(crate) const LEASE: Duration = Duration::from_secs(30);

/// What a round of taking jobs gave.
pub(crate) struct Round {
    pub taken: Vec<Taken>,
    /// When something may be due next, if nothing else happens; only known when the round found too few jobs.
    pub next: Option<Timestamp>,
}

/// Takes up to `free` due jobs in one transaction, first taking back those of dead runners.
pub(crate) async fn claim(shared: &Shared, free: usize) -> Result<Round, JobError> {
    let now = shared.clock.now();
    let lease = (now, now + LEASE);
    let mut tx = shared.db.begin_queue().await?;
    let expired = store::take_back_expired(&mut tx, now).await?;
    if expired > 0 {
        tracing::warn!(jobs = expired, "took back jobs whose runner has died");
    }
    let mut turn = Turns::new(store::orgs_waiting(&mut tx, &shared.kinds, now).await?, shared.last_served());
    let mut taken = Vec::new();
    while taken.len() < free {
        let Some(org) = turn.next() else { break };
        match store::take(&mut tx, org, shared.id, &shared.kinds, lease).await? {
            Some(job) => {
                turn.served(org);
                taken.push(job);
            }
            None => turn.exhausted(org),
        }
    }
    let next = if taken.len() < free { store::next_wake(&mut tx, &shared.kinds).await? } else { None };
    tx.commit().await?;
    shared.remember_served(turn.last);
    Ok(Round { taken, next })
}

/// Whose turn it is.
struct Turns {
    waiting: Vec<(OrgId, i64)>,
    last: Option<OrgId>,
}

impl Turns {
    fn new(waiting: Vec<(OrgId, i64)>, last: Option<OrgId>) -> Self {
        Self { waiting, last }
    }

    /// The organisation with the fewest running jobs; among equals the one that follows the one served last.
    fn next(&self) -> Option<OrgId> {
        let (org, _) = self
            .waiting
            .iter()
            .min_by_key(|(org, running)| (*running, self.last.is_some_and(|last| *org <= last), *org))?;
        Some(*org)
    }

    fn served(&mut self, org: OrgId) {
        self.last = Some(org);
        if let Some((_, running)) = self.waiting.iter_mut().find(|(o, _)| *o == org) {
            *running += 1;
        }
    }

    fn exhausted(&mut self, org: OrgId) {
        self.waiting.retain(|(o, _)| *o != org);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn organisations_take_turns_and_a_busy_one_waits() {
        let [a, b, c] = [1, 2, 3].map(|n| OrgId(Uuid::from_u128(n)));
        let mut turns = Turns::new(vec![(a, 0), (b, 0), (c, 2)], Some(a));
        let mut order = Vec::new();
        for _ in 0..6 {
            let org = turns.next().expect("all wait");
            turns.served(org);
            order.push(org);
        }
        assert_eq!(order, [b, a, b, a, b, c].map(|o| o), "fewest running first, then in turns");
        turns.exhausted(a);
        turns.exhausted(b);
        assert_eq!(turns.next(), Some(c));
        turns.exhausted(c);
        assert_eq!(turns.next(), None);
    }
}
