use books::{AccountId, Dimensions, DocumentId, EntryId, EntryKind, Line, PartyId, RateId, TaxFact};
use jiff::Timestamp;
use jiff::civil::Date;
use money::{Amount, Currency};
use op::EntityId;
use serde::{Deserialize, Serialize};

use crate::{EntryNumber, Provenance, Source};

/// An account as entries show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountRef {
    /// Its id.
    pub id: AccountId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// Another entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryRef {
    /// Its id.
    pub id: EntryId,
    /// Its number.
    pub number: EntryNumber,
}

/// An entry in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntrySummary {
    /// Its id.
    pub id: EntryId,
    /// Whose books.
    pub entity: EntityId,
    /// Its number.
    pub number: EntryNumber,
    /// Accounting date.
    pub date: Date,
    /// When the books learnt of it.
    pub recorded_at: Timestamp,
    /// What sort of event it is.
    pub kind: EntryKind,
    /// What happened.
    pub text: String,
    /// Number of the document behind it.
    pub reference: Option<String>,
    /// Terms of payment in words.
    pub terms: Option<String>,
    /// Sum of the debits in the currency it is shown in.
    pub total: Amount,
    /// Sum of the debits in the base currency.
    pub volume: Amount,
    /// Whose document is behind it.
    pub party: Option<PartyId>,
    /// What it comes from.
    pub source: Source,
    /// The entry it undoes.
    pub reverses: Option<EntryRef>,
    /// The entry that undoes it.
    pub reversed_by: Option<EntryRef>,
    /// Who posted it, in words.
    pub posted_by: String,
}

/// A line of a posted entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EntryLine {
    /// Counted from 1.
    pub line_no: usize,
    /// Where it is posted.
    pub account: AccountRef,
    /// Transaction amount, debit positive.
    pub amount: Amount,
    /// The same in the base currency.
    pub base: Amount,
    /// The recorded rate `base` was computed with.
    pub rate: Option<RateId>,
    /// What it means for tax returns.
    pub tax: Option<TaxFact>,
    /// Whose item it is.
    pub party: Option<PartyId>,
    /// Of a party's item: when it is to be paid.
    pub due: Option<Date>,
    /// Department, project, and what else the business tells apart.
    pub dimensions: Dimensions,
    /// A note.
    pub memo: String,
    /// Where its facts stand in documents.
    pub provenance: Vec<Provenance>,
}

impl EntryLine {
    /// The line as it was posted.
    pub fn to_line(&self) -> Line {
        Line {
            account: self.account.id,
            amount: self.amount,
            base: self.base,
            rate: self.rate,
            tax: self.tax.clone(),
            party: self.party,
            due: self.due,
            dimensions: self.dimensions.clone(),
            memo: self.memo.clone(),
        }
    }
}

/// A file of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Its address in the blob store.
    pub blob_hash: String,
    /// The document it came in as.
    pub document: Option<DocumentId>,
    /// File name.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// When it was attached.
    pub attached_at: Timestamp,
    /// By whom.
    pub attached_by: String,
}

/// An entry with everything that belongs to it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EntryView {
    /// Its id.
    pub id: EntryId,
    /// Whose books.
    pub entity: EntityId,
    /// Its number.
    pub number: EntryNumber,
    /// Accounting date.
    pub date: Date,
    /// When the books learnt of it.
    pub recorded_at: Timestamp,
    /// What sort of event it is.
    pub kind: EntryKind,
    /// What happened.
    pub text: String,
    /// Number of the document behind it.
    pub reference: Option<String>,
    /// Terms of payment in words.
    pub terms: Option<String>,
    /// The currency it is shown in.
    pub currency: Currency,
    /// Sum of the debits in that currency.
    pub total: Amount,
    /// Whose document is behind it.
    pub party: Option<PartyId>,
    /// What it comes from.
    pub source: Source,
    /// The entry it undoes.
    pub reverses: Option<EntryRef>,
    /// The entry that undoes it.
    pub reversed_by: Option<EntryRef>,
    /// Who posted it, in words.
    pub posted_by: String,
    /// Its lines.
    pub lines: Vec<EntryLine>,
    /// Its files.
    pub attachments: Vec<Attachment>,
}
