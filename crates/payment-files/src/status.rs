//! What a bank says of a file of payments: the customer payment status report of ISO 20022 (`pain.002`, all versions).
//!
//! INVARIANT: a DOCTYPE is refused before anything in it is looked at; bytes, depth, elements, text and what is kept
//! are capped while they are read.

mod reader;

use crate::Reason;

/// The largest report that is read: a hundred thousand payments.
pub const MAX_BYTES: usize = 128 << 20;

/// What a bank says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatusReport {
    /// The bank's name of the report.
    pub message: String,
    /// When it was made, as written.
    pub created: String,
    /// The file it is about.
    pub original_message: String,
    /// What became of the file; reports about single payments may leave it out.
    pub status: Option<Status>,
    /// Why.
    pub reasons: Vec<Reason>,
    /// The groups of the file that it speaks of.
    pub groups: Vec<GroupStatus>,
}

impl StatusReport {
    /// What became of a payment and why: what the report says of it, or else of its group, or else of the whole file.
    /// `None` when that cannot be told: the report leaves it out and does not speak of all payments alike.
    pub fn of(&self, end_to_end: &str) -> Option<(&Status, &[Reason])> {
        let whole = |status: &'_ Option<Status>| status.as_ref().is_some_and(|status| *status != Status::Partly);
        let listed = self.groups.iter().find_map(|group| {
            let payment = group.payments.iter().find(|payment| payment.end_to_end == end_to_end)?;
            Some((group, payment))
        });
        if let Some((group, payment)) = listed {
            let levels =
                [(&payment.status, &payment.reasons), (&group.status, &group.reasons), (&self.status, &self.reasons)];
            let (status, reasons) = levels.into_iter().find(|(status, _)| whole(status))?;
            return Some((status.as_ref()?, reasons));
        }
        let alike = self.groups.iter().all(|group| group.status.is_none() || group.status == self.status);
        let status = self.status.as_ref().filter(|_| whole(&self.status) && alike)?;
        Some((status, &self.reasons))
    }
}

/// What became of a group of payments.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GroupStatus {
    /// Its name in the file.
    pub group: String,
    /// What became of it as a whole.
    pub status: Option<Status>,
    /// Why.
    pub reasons: Vec<Reason>,
    /// The payments that it speaks of: many banks name the rejected ones only.
    pub payments: Vec<PaymentStatus>,
}

/// What became of a payment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PaymentStatus {
    /// Its name in the file.
    pub end_to_end: String,
    /// What became of it.
    pub status: Option<Status>,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// What became of something that was sent to a bank (ISO 20022, external codes of group and transaction status).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// `RCVD`: it has arrived.
    Received,
    /// `PDNG`, `PATC`: it waits, for a check or a signature.
    Pending,
    /// `ACTC`, `ACCP`, `ACSP`, `ACFC`, `ACWP`, `ACCU`, `PRES`: it was found good and will be paid.
    Accepted,
    /// `ACWC`: it will be paid, and the bank changed something, such as the day.
    AcceptedWithChange,
    /// `ACSC`, `ACCC`: it was paid.
    Settled,
    /// `PART`: a part of it will be paid.
    Partly,
    /// `RJCT`: it will not be paid.
    Rejected,
    /// `CANC`: it was taken back.
    Cancelled,
    /// `BLCK`: it was stopped by law.
    Blocked,
    /// Another code.
    Other(String),
}

impl Status {
    /// The status of a code.
    pub fn of(code: &str) -> Self {
        match code {
            "RCVD" => Self::Received,
            "PDNG" | "PATC" => Self::Pending,
            "ACTC" | "ACCP" | "ACSP" | "ACFC" | "ACWP" | "ACCU" | "PRES" => Self::Accepted,
            "ACWC" => Self::AcceptedWithChange,
            "ACSC" | "ACCC" => Self::Settled,
            "PART" => Self::Partly,
            "RJCT" => Self::Rejected,
            "CANC" => Self::Cancelled,
            "BLCK" => Self::Blocked,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// Why a report cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StatusError {
    /// More bytes than any report has.
    #[error("the file has {bytes} bytes; {MAX_BYTES} are the most of a status report: ask the bank for smaller ones")]
    TooLarge {
        /// How many.
        bytes: usize,
    },
    /// Not UTF-8.
    #[error("the file is no text in UTF-8: fetch it from the bank once more")]
    NotText,
    /// A DOCTYPE, which could define entities that grow without end.
    #[error("the file has a DOCTYPE, which messages of banks never have: it is refused for safety")]
    Doctype,
    /// More of something than any report has.
    #[error("the file has more than {limit} {what}: this is no status report")]
    TooMuch {
        /// Of what, in the plural.
        what: &'static str,
        /// The most.
        limit: usize,
    },
    /// Broken XML.
    #[error("the file is not well-formed XML at byte {position}: {why}")]
    NotWellFormed {
        /// Where.
        position: u64,
        /// Why.
        why: String,
    },
    /// Another message.
    #[error("the file holds no customer payment status report (pain.002): choose the bank's answer to a payment file")]
    NoReport,
}

impl StatusError {
    /// The stable code, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "status_report.too_large",
            Self::NotText => "status_report.not_text",
            Self::Doctype => "status_report.doctype",
            Self::TooMuch { .. } => "status_report.too_much",
            Self::NotWellFormed { .. } => "status_report.not_well_formed",
            Self::NoReport => "status_report.no_report",
        }
    }
}

/// Reads a status report.
///
/// # Errors
/// [`StatusError`] when it is none, is broken, or is not safe to read.
pub fn read(bytes: &[u8]) -> Result<StatusReport, StatusError> {
    if bytes.len() > MAX_BYTES {
        return Err(StatusError::TooLarge { bytes: bytes.len() });
    }
    let text = std::str::from_utf8(bytes).map_err(|_| StatusError::NotText)?;
    reader::read(text.trim_start_matches('\u{feff}').trim_start())
}
