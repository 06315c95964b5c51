//! What the clock brings while the program serves: parked documents come back on their day, and sessions that have
//! ended are thrown away.

use std::sync::Arc;
use std::time::Duration;

use documents::{Card, DocumentError, Documents, Filter};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use op::{Actor, Clock, EntityId, Grants, Op, OrgId, Origin};
use pg::Db;
use road::State;
use tokio_util::sync::CancellationToken;

use crate::error::CliError;

/// How often it is looked: a document parked until a day is back so long after midnight at the latest.
const EVERY: Duration = Duration::from_secs(15 * 60);
/// Parked documents read at a time.
const PAGE: u32 = 500;

/// Does what is due, now and then.
pub struct Calendar {
    /// The database.
    pub db: Db,
    /// The road of documents.
    pub documents: Documents,
    /// The clock.
    pub clock: Arc<dyn Clock>,
}

impl Calendar {
    /// Looks at the clock until stopped. A round that fails is told and tried again.
    pub async fn keep(self, stop: CancellationToken) {
        loop {
            match self.bring_back().await {
                Ok(0) => {}
                Ok(count) => tracing::info!(count, "parked documents are back"),
                Err(error) => tracing::warn!(%error, "parked documents could not be looked at; trying again"),
            }
            if let Err(error) = identity::sweep(&self.db, &*self.clock).await {
                tracing::warn!(%error, "old sessions could not be thrown away; trying again");
            }
            if let Err(error) = repeats::sweep(&self.db, &*self.clock).await {
                tracing::warn!(%error, "old answers could not be thrown away; trying again");
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(EVERY) => {}
            }
        }
    }

    /// Brings the parked documents of all businesses back whose day has come, and counts them. What fails for one
    /// document, one business or one organisation is told and holds up no other.
    async fn bring_back(&self) -> Result<usize, CliError> {
        let today = self.clock.now().to_zoned(TimeZone::system()).date();
        let mut back = 0;
        for organisation in identity::organisations(&self.db).await? {
            let op = self.op(organisation.id);
            match self.bring_back_in(&op, today).await {
                Ok(count) => back += count,
                Err(error) => tracing::warn!(%error, org = %op.org, "its parked documents could not be looked at"),
            }
        }
        Ok(back)
    }

    async fn bring_back_in(&self, op: &Op, today: Date) -> Result<usize, CliError> {
        let mut back = 0;
        for entity in ledger::entities(&self.db, op).await? {
            match self.bring_back_of(op, entity.id, today).await {
                Ok(count) => back += count,
                Err(error) => {
                    let entity = entity.id;
                    tracing::warn!(%error, %entity, org = %op.org, "its parked documents could not be looked at");
                }
            }
        }
        Ok(back)
    }

    async fn bring_back_of(&self, op: &Op, entity: EntityId, today: Date) -> Result<usize, CliError> {
        let mut back = 0;
        let mut filter = Filter { states: vec!["parked".to_owned()], limit: PAGE, ..Filter::default() };
        loop {
            let parked = self.documents.list(op, entity, &filter).await?;
            for card in parked.iter().filter(|card| is_due(&card.state, today)) {
                back += usize::from(self.resume(op, card).await);
            }
            let Some(last) = parked.last() else { return Ok(back) };
            filter.after = Some((last.arrived_at, last.id));
        }
    }

    /// False when a person was quicker, or when it failed.
    async fn resume(&self, op: &Op, card: &Card) -> bool {
        match self.documents.resume(op, card.id, card.version).await {
            Ok(_) => true,
            Err(DocumentError::Stale { .. } | DocumentError::NotNow(_)) => false,
            Err(error) => {
                tracing::warn!(%error, document = %card.id, org = %op.org, "the parked document could not come back");
                false
            }
        }
    }

    fn op(&self, org: OrgId) -> Op {
        let actor = Actor::System { name: "calendar".to_owned() };
        Op::new(org, actor, Origin::Worker, Grants::all(), Arc::clone(&self.clock))
    }
}

fn is_due(state: &State, today: Date) -> bool {
    matches!(state, State::Parked { until: Some(day), .. } if *day <= today)
}

#[cfg(test)]
mod tests;
