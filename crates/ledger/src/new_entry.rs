use std::fmt;

use approvals::Ruling;
use books::{DocumentId, Entry, EntryId, EntryKind, SaleId};
use jiff::Timestamp;
use jiff::civil::Date;
use money::{Amount, Currency};
use op::EntityId;
use serde::{Deserialize, Serialize};

use crate::{EntryView, ItemRef};

/// What an entry comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum Source {
    /// A person wrote it.
    Manual,
    /// A document and its approval.
    Document(DocumentId),
    /// An invoice or credit note written here.
    Sale(SaleId),
    /// It undoes this entry. Only [`reverse`](crate::reverse) makes such entries.
    Reversal(EntryId),
    /// Balances brought in at the start.
    Opening,
    /// Another system's books.
    Import,
    /// Made-up data of the demo company.
    Demo,
}

impl Source {
    /// The stored name.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Document(_) => "document",
            Self::Sale(_) => "sale",
            Self::Reversal(_) => "reversal",
            Self::Opening => "opening",
            Self::Import => "import",
            Self::Demo => "demo",
        }
    }

    pub(crate) fn id(&self) -> Option<uuid::Uuid> {
        match self {
            Self::Document(id) => Some(id.0),
            Self::Sale(id) => Some(id.0),
            Self::Reversal(id) => Some(id.0),
            Self::Manual | Self::Opening | Self::Import | Self::Demo => None,
        }
    }

    pub(crate) fn from_stored(kind: &str, id: Option<uuid::Uuid>) -> Option<Self> {
        Some(match (kind, id) {
            ("manual", _) => Self::Manual,
            ("document", Some(id)) => Self::Document(DocumentId(id)),
            ("sale", Some(id)) => Self::Sale(SaleId(id)),
            ("reversal", Some(id)) => Self::Reversal(EntryId(id)),
            ("opening", _) => Self::Opening,
            ("import", _) => Self::Import,
            ("demo", _) => Self::Demo,
            _ => return None,
        })
    }
}

/// Where a fact of a line stands in a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Provenance {
    /// Which line of the entry, counted from 1.
    pub line: usize,
    /// Which document.
    pub document: DocumentId,
    /// Which page, counted from 1.
    pub page: Option<u32>,
    /// Left, top, right and bottom as shares (0 to 1) of the page.
    pub rect: Option<[f32; 4]>,
    /// Which field of the document: `total`, `vendor`.
    pub field: String,
    /// How sure the reading was, 0 to 1.
    pub confidence: Option<f32>,
    /// Why it led to this account or amount.
    pub reason: Option<String>,
}

/// What a line of the entry settles, in the same commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settles {
    /// Which line of the entry, counted from 1: on an account of receivables or payables, on the other side.
    pub line: usize,
    /// The item it settles.
    pub item: ItemRef,
    /// How much of both, above zero, in their currency.
    pub amount: Amount,
}

/// A file that belongs to an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAttachment {
    /// SHA-256 of the content as 64 hexadecimal digits: its address in the blob store.
    pub blob_hash: String,
    /// The document it came in as.
    pub document: Option<DocumentId>,
    /// File name to show.
    pub name: String,
    /// `application/pdf`.
    pub media_type: String,
}

/// An entry to be posted. The entry inside balances by construction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewEntry {
    /// Whose books.
    pub entity: EntityId,
    /// `GEN`, `SAL`, `PUR`, `BNK`.
    pub journal: String,
    /// The balanced lines under their date and text.
    pub entry: Entry,
    /// The currency of the document behind it, shown in lists.
    pub currency: Currency,
    /// What it comes from.
    pub source: Source,
    /// The same key with the same entry posts once and returns the first result; with another entry it is refused.
    pub idempotency_key: Option<String>,
    /// Where the lines' facts stand.
    pub provenance: Vec<Provenance>,
    /// Files that belong to it.
    pub attachments: Vec<NewAttachment>,
    /// Items that its lines settle.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settles: Vec<Settles>,
    /// The day on which its mirror image takes it back, posted in the same commit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reversed_on: Option<Date>,
    /// The id it shall have, when a decision on it was recorded under that id before.
    #[serde(skip)]
    pub id: Option<EntryId>,
    /// The decision by which it is posted, to be recorded with it.
    #[serde(skip)]
    pub ruling: Option<Ruling>,
}

impl NewEntry {
    /// A manual entry in the currency of its first line.
    pub fn new(entity: EntityId, journal: &str, entry: Entry) -> Self {
        let currency = entry.lines().first().map_or(entry.base(), |line| line.amount.currency());
        Self {
            entity,
            journal: journal.to_owned(),
            entry,
            currency,
            source: Source::Manual,
            idempotency_key: None,
            provenance: Vec::new(),
            attachments: Vec::new(),
            settles: Vec::new(),
            reversed_on: None,
            id: None,
            ruling: None,
        }
    }

    /// Comes from there.
    pub fn from_source(mut self, source: Source) -> Self {
        self.source = source;
        self
    }

    /// Posts once under this key.
    pub fn keyed(mut self, key: impl Into<String>) -> Self {
        self.idempotency_key = Some(key.into());
        self
    }

    /// Shown in this currency.
    pub fn shown_in(mut self, currency: Currency) -> Self {
        self.currency = currency;
        self
    }

    /// With the places its facts were read from.
    pub fn citing(mut self, provenance: Vec<Provenance>) -> Self {
        self.provenance = provenance;
        self
    }

    /// In the adjustment period of its fiscal year; the date must be the year's last day.
    pub fn as_adjustment(mut self) -> Self {
        self.entry = self.entry.of_kind(EntryKind::Adjustment);
        self
    }

    /// With files.
    pub fn attaching(mut self, attachments: Vec<NewAttachment>) -> Self {
        self.attachments = attachments;
        self
    }

    /// Settling items.
    pub fn settling(mut self, settles: Vec<Settles>) -> Self {
        self.settles = settles;
        self
    }

    /// Taken back on this day.
    pub fn reversed_on(mut self, day: Date) -> Self {
        self.reversed_on = Some(day);
        self
    }

    /// Under this id, by which a decision names it already.
    pub fn with_id(mut self, id: EntryId) -> Self {
        self.id = Some(id);
        self
    }

    /// By this decision, which is recorded with it; the entry gets the id that the ruling names.
    pub fn by_ruling(mut self, ruling: Ruling) -> Self {
        self.id = Some(EntryId(ruling.subject()));
        self.ruling = Some(ruling);
        self
    }
}

/// The legal number of an entry: without gaps within journal and fiscal year of a business.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntryNumber {
    /// `PUR`.
    pub journal: String,
    /// The fiscal year.
    pub year: i32,
    /// 1, 2, 3 ...
    pub number: i64,
}

impl fmt::Display for EntryNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.journal, self.year, self.number)
    }
}

/// What was posted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Posted {
    /// The entry.
    pub entry: EntryId,
    /// Its number.
    pub number: EntryNumber,
    /// When the books learnt of it.
    pub recorded_at: Timestamp,
    /// Whether this is the result of an earlier request with the same key.
    pub repeated: bool,
    /// The entry as it stands in the books now, when it was asked for and nothing has to be read for it.
    #[serde(skip)]
    pub whole: Option<Box<EntryView>>,
}

/// What a posting would do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// The number it would have at this moment.
    pub number: EntryNumber,
    /// Each account it touches with its balance at the entry's date before and after, base currency, debit positive.
    pub balances: Vec<(books::AccountId, Amount, Amount)>,
}
