use approvals::{Digest, Subject};
use books::EntryId;
use op::{Permission, UserId};
use serde_json::json;

use crate::{LedgerError, NewEntry};

/// What the policy is asked about before an entry by hand, or a reversal, is posted under this id.
///
/// # Errors
/// [`LedgerError::Entry`] when its amounts cannot be added up.
pub fn subject_of(new: &NewEntry, id: EntryId, author: Option<UserId>) -> Result<Subject, LedgerError> {
    let mut content = json!({
        "journal": new.journal,
        "entry": new.entry,
        "source": new.source,
    });
    // absent where nothing is settled: votes on such entries were cast before there was any
    if !new.settles.is_empty() {
        content["settles"] = json!(new.settles);
    }
    if let Some(day) = new.reversed_on {
        content["reversed_on"] = json!(day);
    }
    let digest = Digest::of(&content).map_err(|error| LedgerError::Corrupt(error.to_string()))?;
    let mut accounts: Vec<uuid::Uuid> = new.entry.lines().iter().map(|line| line.account.0).collect();
    accounts.sort_unstable();
    accounts.dedup();
    Ok(Subject {
        kind: "entry",
        id: id.0,
        entity: new.entity,
        permission: Permission::LedgerPost,
        digest,
        document_kind: new.source.kind().to_owned(),
        amount: new.entry.volume()?,
        confidence: 1.0,
        party_known: true,
        accounts,
        entered_by: author.into_iter().collect(),
        brought_by: None,
        stands_out: false,
    })
}
