use books::{CalendarError, EntryError, EntryId, PeriodStatus};
use jiff::civil::Date;
use op::{Denied, EntityId};
use uuid::Uuid;

/// Why the ledger refuses. [`LedgerError::code`] is stable and goes over the wire.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// The actor lacks a permission.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Agents propose; people and policies post.
    #[error("an agent proposes entries, it never posts them: a person or a policy decides")]
    AgentMayNotPost,
    /// No such business in this organisation.
    #[error("there is no business {0} in this organisation")]
    UnknownEntity(EntityId),
    /// No such account in the books.
    #[error("line {line}: there is no account {account} in these books")]
    UnknownAccount {
        /// Line counted from 1; 0 when no line is meant.
        line: usize,
        /// What was named.
        account: Uuid,
    },
    /// A heading, an inactive account, or one kept in another currency.
    #[error("line {line}: {reason}")]
    AccountRefuses {
        /// Line counted from 1.
        line: usize,
        /// Which account and why.
        reason: String,
    },
    /// No such journal.
    #[error("there is no journal `{0}`: use GEN, SAL, PUR or BNK, or add it")]
    UnknownJournal(String),
    /// No such active tax code.
    #[error("line {line}: there is no active tax code `{code}`")]
    UnknownTaxCode {
        /// Line counted from 1; 0 when no line is meant.
        line: usize,
        /// What was named.
        code: String,
    },
    /// The tax code has no version in force on the tax point.
    #[error("line {line}: the tax code `{code}` is not in force on {day}: choose another code or another tax point")]
    TaxCodeNotInForce {
        /// Line counted from 1.
        line: usize,
        /// What was named.
        code: String,
        /// The tax point.
        day: Date,
    },
    /// Tax cannot be written out.
    #[error(transparent)]
    Tax(#[from] books::TaxError),
    /// A party on a line that is nobody's item.
    #[error(
        "line {line}: account {account} is not one of receivables or payables, so the line is nobody's item: name the party for the entry as a whole"
    )]
    NotAnItem {
        /// Line counted from 1.
        line: usize,
        /// Code of its account.
        account: String,
    },
    /// A dimension or a value of it that the business does not have.
    #[error("line {line}: there is no {what} on {day}: add it first, or choose another one")]
    UnknownDimension {
        /// Line counted from 1.
        line: usize,
        /// ``dimension `project` `` or ``value `north` of `department` ``.
        what: String,
        /// The accounting date.
        day: Date,
    },
    /// More than is open of an item, an item on the other side, or one that does not exist.
    #[error("an item has less open than that, stands on the other side or does not exist: load the open items again")]
    OverSettled,
    /// A reference to a line the entry does not have.
    #[error("provenance names line {0}, which the entry does not have")]
    UnknownLine(usize),
    /// The period takes no entries.
    #[error("period {period} is {status}: nothing can be posted on {date}; choose a later date or reopen the period")]
    PeriodClosed {
        /// The date asked for.
        date: Date,
        /// `2025-03`.
        period: String,
        /// Closed or locked.
        status: PeriodStatus,
    },
    /// A date no books are kept for.
    #[error("{0} is not a date books are kept for: check the year")]
    DateOutOfRange(Date),
    /// The adjustment period lies on the last day of the fiscal year.
    #[error("{0} is not the last day of a fiscal year: adjustments are posted on that day")]
    NotAdjustmentDay(Date),
    /// No such period.
    #[error("there is no period {0} in this organisation")]
    UnknownPeriod(Uuid),
    /// Periods are closed and opened in order.
    #[error("period {0} is closed: reopen the later periods first")]
    LaterPeriodClosed(String),
    /// A locked period stays locked.
    #[error("period {0} is locked for good: correct it by an entry in an open period")]
    PeriodLocked(String),
    /// Stored balances disagree with the lines; closing on top of that would seal the error.
    #[error(
        "stored balances differ from the lines in {0} places: check the books under Control, or run `pacioli ledger verify`, \
         then rebuild the balances there or with `pacioli ledger rebuild-balances`"
    )]
    Drift(usize),
    /// The entry cannot exist.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// The business keeps its books in another currency.
    #[error("the entry is valued in {found}, the books are kept in {base}")]
    WrongBase {
        /// Base currency of the entry.
        found: money::Currency,
        /// Base currency of the business.
        base: money::Currency,
    },
    /// The key was used for something else.
    #[error("the idempotency key `{key}` was used for another request, which posted {earlier}: use a new key")]
    IdempotencyConflict {
        /// The key.
        key: String,
        /// The number it posted.
        earlier: String,
    },
    /// The same request came before and waits for a second person.
    #[error("an entry with the idempotency key `{0}` waits for approval: use a new key for another one")]
    KeyWaits(String),
    /// Reversed before.
    #[error("entry {0} has been reversed already")]
    AlreadyReversed(EntryId),
    /// No such entry.
    #[error("there is no entry {0} in this organisation")]
    UnknownEntry(EntryId),
    /// Someone changed it in the meantime.
    #[error("it was changed in the meantime: this is version {found}, you saw {seen}; load it again")]
    StaleVersion {
        /// The version the caller saw.
        seen: i32,
        /// The present one.
        found: i32,
    },
    /// The account code is taken.
    #[error("the account code `{0}` is taken in these books")]
    AccountCodeTaken(String),
    /// A role that only one account may carry is taken.
    #[error("the role `{0}` is carried by another account of these books: take it away there first")]
    AccountRoleTaken(books::AccountRole),
    /// What cannot change once an account has lines, or its type once it is budgeted.
    #[error("account {0} has lines or a budget: its type and currency stay; add another account instead")]
    AccountInUse(String),
    /// The tree of accounts would be broken.
    #[error("{0}")]
    BadParent(String),
    /// A name is taken in the organisation.
    #[error("a business named `{0}` exists in this organisation")]
    EntityNameTaken(String),
    /// A chart template that does not exist.
    #[error("there is no chart template `{0}`")]
    UnknownChart(String),
    /// A value that cannot be stored.
    #[error("{field}: {reason}")]
    Invalid {
        /// Which field.
        field: &'static str,
        /// What is wrong and what to write instead.
        reason: String,
    },
    /// No rate for the pair on the day or shortly before it.
    #[error("there is no exchange rate from {from} to {to} for {day} or the ten days before: record one")]
    NoRate {
        /// From.
        from: money::Currency,
        /// To.
        to: money::Currency,
        /// The day asked for.
        day: Date,
    },
    /// A cursor that we did not give out.
    #[error("`{0}` is not a cursor of this list: use the `next` value of the page before")]
    BadCursor(String),
    /// Two requests with one key, or two transactions in each other's way: the same request will succeed.
    #[error("another posting was in the way: try the same request again")]
    TryAgain,
    /// The answer to COMMIT was lost.
    #[error(
        "the connection broke while committing: ask again with the same idempotency key to learn the outcome ({0})"
    )]
    CommitUnknown(String),
    /// The fiscal calendar cannot express the date.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// A stored value cannot be read: the row was written by something else than this program.
    #[error("stored data cannot be read: {0}")]
    Corrupt(String),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] pg::PgError),
    /// The decision could not be recorded, so nothing was posted.
    #[error(transparent)]
    Approvals(#[from] approvals::ApprovalError),
    /// A reversal that took a document back: undoing it would book the document beside its own road.
    #[error(
        "{number} took a document back: correct the document and approve it again, instead of undoing the reversal"
    )]
    TookDocumentBack {
        /// The reversal.
        number: String,
    },
    /// The entry of an invoice or credit note written here: its document would say what the books do not.
    #[error("{number} is the entry of an invoice written here: correct it by a credit note")]
    CreditInstead {
        /// The entry.
        number: String,
    },
    /// The audit row could not be written, so nothing was.
    #[error(transparent)]
    Audit(#[from] audit::AuditError),
    /// The job or news row could not be written, so nothing was.
    #[error(transparent)]
    Jobs(#[from] jobs::JobError),
}

impl LedgerError {
    /// The stable code of the error, such as `ledger.period_closed`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Denied(_) => "auth.denied",
            Self::AgentMayNotPost => "ledger.agent_may_not_post",
            Self::UnknownEntity(_) => "ledger.unknown_business",
            Self::UnknownAccount { .. } => "ledger.unknown_account",
            Self::AccountRefuses { .. } => "ledger.account_refuses",
            Self::UnknownJournal(_) => "ledger.unknown_journal",
            Self::UnknownTaxCode { .. } => "ledger.unknown_tax_code",
            Self::TaxCodeNotInForce { .. } => "ledger.tax_code_not_in_force",
            Self::Tax(_) => "ledger.tax",
            Self::NotAnItem { .. } => "ledger.not_an_item",
            Self::UnknownDimension { .. } => "ledger.unknown_dimension",
            Self::OverSettled => "ledger.over_settled",
            Self::UnknownLine(_) => "ledger.unknown_line",
            Self::PeriodClosed { .. } => "ledger.period_closed",
            Self::DateOutOfRange(_) => "ledger.date_out_of_range",
            Self::NotAdjustmentDay(_) => "ledger.not_adjustment_day",
            Self::UnknownPeriod(_) => "ledger.unknown_period",
            Self::LaterPeriodClosed(_) => "ledger.later_period_closed",
            Self::PeriodLocked(_) => "ledger.period_locked",
            Self::Drift(_) => "ledger.drift",
            Self::Entry(_) => "ledger.unbalanced",
            Self::WrongBase { .. } => "ledger.wrong_base",
            Self::IdempotencyConflict { .. } => "ledger.idempotency_conflict",
            Self::KeyWaits(_) => "ledger.key_waits",
            Self::AlreadyReversed(_) => "ledger.already_reversed",
            Self::UnknownEntry(_) => "ledger.unknown_entry",
            Self::StaleVersion { .. } => "ledger.stale_version",
            Self::AccountCodeTaken(_) => "ledger.account_code_taken",
            Self::AccountRoleTaken(_) => "ledger.account_role_taken",
            Self::AccountInUse(_) => "ledger.account_in_use",
            Self::BadParent(_) => "ledger.bad_parent",
            Self::EntityNameTaken(_) => "ledger.business_name_taken",
            Self::UnknownChart(_) => "ledger.unknown_chart",
            Self::Invalid { .. } => "ledger.invalid",
            Self::NoRate { .. } => "ledger.no_rate",
            Self::BadCursor(_) => "ledger.bad_cursor",
            Self::TryAgain => "ledger.try_again",
            Self::CommitUnknown(_) => "ledger.outcome_unknown",
            Self::Calendar(_) => "ledger.calendar",
            Self::Corrupt(_) => "ledger.corrupt",
            Self::Approvals(error) => error.code(),
            Self::TookDocumentBack { .. } => "ledger.took_document_back",
            Self::CreditInstead { .. } => "ledger.credit_instead",
            Self::Database(_) | Self::Audit(_) | Self::Jobs(_) => "ledger.database",
        }
    }
}

impl From<sqlx::Error> for LedgerError {
    fn from(error: sqlx::Error) -> Self {
        // serialisation failure, deadlock
        if let Some("40001" | "40P01") = error.as_database_error().and_then(|e| e.code()).as_deref() {
            return Self::TryAgain;
        }
        match pg::constraint_of(&error) {
            Some("entry_posted_once") => Self::TryAgain,
            _ => Self::Database(error.into()),
        }
    }
}
