//! What comes back from ACH: entries that were returned (`R…`), and changes that payees' banks ask for (`C…`).
//!
//! INVARIANT: bytes are capped, and none of them makes the reader panic. A file without its end, or whose end counts
//! other records than there are, is refused: a return that is overlooked is a bill that seems paid.

use money::{Amount, Currency};

use crate::reasons::ach_words;

/// The largest file that is read.
pub const MAX_BYTES: usize = 64 << 20;
/// Characters of a record.
const WIDTH: usize = 94;

/// One payment that came back, or that is to be made otherwise the next time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AchAnswer {
    /// Returned, or only to be changed.
    pub kind: AnswerKind,
    /// `R…` or `C…`; [`Self::words`] says what it means.
    pub code: String,
    /// The name of the payment, as the entry carried it.
    pub end_to_end: String,
    /// How much came back; zero for a change.
    pub amount: Amount,
    /// The payee, as the entry carried it.
    pub payee: String,
    /// The account of the entry.
    pub account: String,
    /// The number of the entry in the file that was sent: 15 digits.
    pub trace: String,
    /// What the bank adds: the corrected numbers of a change, or words to a return.
    pub said: String,
}

impl AchAnswer {
    /// The code in words; `None` for codes that do not happen to credits.
    pub fn words(&self) -> Option<&'static str> {
        ach_words(&self.code)
    }
}

/// Kinds of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerKind {
    /// The money came back.
    Return,
    /// The payment was made, and the next one is to be made with other numbers.
    Change,
}

/// Why a file of answers cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AchAnswersError {
    /// More bytes than are read.
    #[error("the file has {bytes} bytes; {MAX_BYTES} are the most that is read: ask the bank for smaller ones")]
    TooLarge {
        /// How many.
        bytes: usize,
    },
    /// Not a file of ACH.
    #[error("the file is none of ACH: its first record begins with 101 and names records of 94 characters")]
    NotAch,
    /// A record that is none.
    #[error("line {line}: {why}")]
    BadRecord {
        /// From 1.
        line: usize,
        /// What is wrong.
        why: &'static str,
    },
    /// The control record at the end is missing or tells another count.
    #[error("the end of the file is missing or counts other records: fetch it from the bank once more")]
    Incomplete,
    /// No return and no change in it.
    #[error("the file holds no return and no change: choose the bank's file of returns")]
    NoAnswers,
}

impl AchAnswersError {
    /// The stable code, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "ach_answers.too_large",
            Self::NotAch => "ach_answers.not_ach",
            Self::BadRecord { .. } => "ach_answers.bad_record",
            Self::Incomplete => "ach_answers.incomplete",
            Self::NoAnswers => "ach_answers.no_answers",
        }
    }
}

/// Reads a file of answers.
///
/// # Errors
/// [`AchAnswersError`] with the line at fault.
pub fn read(bytes: &[u8]) -> Result<Vec<AchAnswer>, AchAnswersError> {
    if bytes.len() > MAX_BYTES {
        return Err(AchAnswersError::TooLarge { bytes: bytes.len() });
    }
    // one character a byte keeps the fields in their places
    let text: String = bytes.iter().map(|b| if b.is_ascii() { char::from(*b) } else { '?' }).collect();
    let mut reading = Reading::default();
    for (line, record) in records(&text) {
        reading.record(line, &record)?;
    }
    reading.finish()
}

/// The records with their lines, filled up with blanks; a file may have no ends of lines at all.
fn records(text: &str) -> Vec<(usize, String)> {
    let lines = text.split(['\n']).map(|line| line.trim_end_matches('\r')).enumerate();
    lines
        .flat_map(|(index, line)| {
            let pieces = line.len().div_ceil(WIDTH);
            (0..pieces).map(move |piece| (index + 1, &line[piece * WIDTH..line.len().min((piece + 1) * WIDTH)]))
        })
        .filter(|(_, record)| !record.trim().is_empty())
        .map(|(line, record)| (line, format!("{record:<WIDTH$}")))
        .collect()
}

#[derive(Default)]
struct Reading {
    begun: bool,
    /// Entries and addenda.
    counted: u64,
    told: Option<u64>,
    entry: Option<String>,
    /// Whether the entry has its answer; what banks then say to each other of a return is not for the payer.
    answered: bool,
    answers: Vec<AchAnswer>,
}

impl Reading {
    fn record(&mut self, line: usize, record: &str) -> Result<(), AchAnswersError> {
        if !self.begun {
            self.begun = record.starts_with("101") && &record[34..37] == "094";
            return if self.begun { Ok(()) } else { Err(AchAnswersError::NotAch) };
        }
        match &record[..1] {
            "6" => {
                self.counted += 1;
                self.entry = Some(record.to_owned());
                self.answered = false;
            }
            "7" => {
                self.counted += 1;
                self.addendum(line, record)?;
            }
            // the filling of the last block
            "9" if record.bytes().all(|b| b == b'9') => {}
            "9" => {
                let count = number(&record[13..21]);
                self.told = Some(count.ok_or(AchAnswersError::BadRecord { line, why: "the count is no number" })?);
            }
            "5" | "8" => (self.entry, self.answered) = (None, false),
            _ => return Err(AchAnswersError::BadRecord { line, why: "no record of ACH begins so" }),
        }
        Ok(())
    }

    fn addendum(&mut self, line: usize, record: &str) -> Result<(), AchAnswersError> {
        let (kind, said) = match &record[1..3] {
            "99" => (AnswerKind::Return, &record[35..79]),
            "98" => (AnswerKind::Change, &record[35..64]),
            _ => return Ok(()),
        };
        if self.answered {
            return Ok(());
        }
        let bad = |why| AchAnswersError::BadRecord { line, why };
        let entry = self.entry.take().ok_or(bad("an answer stands behind no entry"))?;
        let cents = number(&entry[29..39]).and_then(|cents| i64::try_from(cents).ok());
        self.answered = true;
        let field = |range: std::ops::Range<usize>| entry[range].trim().to_owned();
        self.answers.push(AchAnswer {
            kind,
            code: record[3..6].to_owned(),
            end_to_end: field(39..54),
            amount: Amount::new(cents.ok_or(bad("the amount of its entry is no number"))?, Currency::USD),
            payee: field(54..76),
            account: field(12..29),
            trace: record[6..21].trim().to_owned(),
            said: said.trim().to_owned(),
        });
        Ok(())
    }

    fn finish(self) -> Result<Vec<AchAnswer>, AchAnswersError> {
        if !self.begun {
            return Err(AchAnswersError::NotAch);
        }
        if self.told != Some(self.counted) {
            return Err(AchAnswersError::Incomplete);
        }
        if self.answers.is_empty() { Err(AchAnswersError::NoAnswers) } else { Ok(self.answers) }
    }
}

fn number(digits: &str) -> Option<u64> {
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
}
