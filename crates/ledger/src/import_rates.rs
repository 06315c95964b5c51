use audit::Change;
use jiff::civil::Date;
use op::{Op, may};
use pg::{Db, stored_precision};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::{LedgerError, NewRate, store};

/// Most rates of one import: the whole history of a central bank has some two hundred thousand.
const RATES_MAX: usize = 500_000;

/// What came of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedRates {
    /// Rates that are new, or say something else than what was recorded last for their day by their source.
    pub added: u64,
    /// Rates that were recorded just so before.
    pub known: u64,
    /// The first day of the rates given.
    pub first: Option<Date>,
    /// The last one.
    pub last: Option<Date>,
}

/// Records the rates of a file, each once: the same file again records nothing. A rate that the source has corrected is
/// a further one; posted lines keep the value they were posted with.
///
/// # Errors
/// [`LedgerError::Denied`] without `ledger-post` for the organisation; [`LedgerError::Invalid`].
pub async fn import_rates(db: &Db, op: &Op, rates: &[NewRate]) -> Result<ImportedRates, LedgerError> {
    let by = op.authorise(may::LedgerPost, op.org)?;
    if rates.len() > RATES_MAX {
        let reason = format!("{} rates are too many for one import: choose a first day or currencies", rates.len());
        return Err(LedgerError::Invalid { field: "rates", reason });
    }
    rates.iter().try_for_each(NewRate::check)?;
    let ids: Vec<Uuid> = rates.iter().map(|_| op.new_id()).collect();
    let mut tx = db.begin(op).await?;
    let at = stored_precision(op.now());
    let added = store::rates::insert_all(&mut tx, &by, &ids, rates, at, &op.actor.name()).await?;
    let outcome = ImportedRates {
        added,
        known: rates.len() as u64 - added,
        first: rates.iter().map(|rate| rate.day).min(),
        last: rates.iter().map(|rate| rate.day).max(),
    };
    if added > 0 {
        let source = rates.first().map(|rate| rate.source.as_str());
        let image = json!({ "source": source, "import": outcome });
        audit::record(&mut tx, op, Change::of("rates.imported", "exchange_rate", op.new_id()).after(image)).await?;
    }
    tx.commit().await?;
    Ok(outcome)
}
