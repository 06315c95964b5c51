//! Duplicates: how much two documents look like the same one.

use books::{DocumentId, PartyId};
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What is compared of a document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeyFacts {
    /// The document.
    pub document: DocumentId,
    /// The counterparty, where it is known.
    pub party: Option<PartyId>,
    /// The counterparty's name as printed.
    pub party_name: Option<String>,
    /// The number printed.
    pub number: Option<String>,
    /// Issue date.
    pub date: Option<Date>,
    /// Gross total.
    pub total: Option<Decimal>,
    /// Currency code.
    pub currency: Option<String>,
    /// Whether it is a credit note: never the duplicate of an invoice.
    pub is_credit: bool,
}

/// Why two documents look alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, strum::Display)]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// The number is the same.
    #[strum(serialize = "same number")]
    SameNumber,
    /// The number is the same but for a digit or two.
    #[strum(serialize = "nearly the same number")]
    NearNumber,
    /// The counterparty is the same.
    #[strum(serialize = "same counterparty")]
    SameParty,
    /// The total is the same.
    #[strum(serialize = "same total")]
    SameTotal,
    /// The total is nearly the same.
    #[strum(serialize = "nearly the same total")]
    NearTotal,
    /// The date is the same.
    #[strum(serialize = "same date")]
    SameDate,
    /// The dates are days apart.
    #[strum(serialize = "dates close together")]
    NearDate,
}

/// How much a document looks like an earlier one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// The earlier one.
    pub of: DocumentId,
    /// 0 to 100.
    pub score: u8,
    /// What is alike.
    pub because: Vec<Likeness>,
}

/// From this score a document is held.
pub const HOLD_MIN: u8 = 80;
/// From this score a person is told.
pub const MENTION_MIN: u8 = 55;

impl Verdict {
    /// Whether it is held as a duplicate.
    pub fn holds(&self) -> bool {
        self.score >= HOLD_MIN
    }

    /// Whether a person is told, without holding it.
    pub fn is_possible(&self) -> bool {
        (MENTION_MIN..HOLD_MIN).contains(&self.score)
    }

    /// `same number, same total`.
    pub fn explanation(&self) -> String {
        self.because.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }
}

/// The earlier document most like the new one, if any is alike at all. Ties go to the one given first.
pub fn judge(new: &KeyFacts, earlier: &[KeyFacts]) -> Option<Verdict> {
    let verdicts = earlier.iter().filter(|e| e.document != new.document).filter_map(|e| compare(new, e));
    verdicts.reduce(|best, next| if next.score > best.score { next } else { best })
}

/// Compares two documents. `None` when nothing makes them alike or something sets them apart for certain.
///
/// A supplier gives each number once, so number and party decide; without a number, party, total and date together
/// are mentioned and never hold: two tickets of one day at one price are both real.
pub fn compare(new: &KeyFacts, old: &KeyFacts) -> Option<Verdict> {
    let other_currency = new.currency.as_ref().zip(old.currency.as_ref()).is_some_and(|(a, b)| a != b);
    if new.is_credit != old.is_credit || other_currency {
        return None;
    }
    let party = same_party(new, old)?;
    let number = number_likeness(new, old);
    let total = total_likeness(new, old);
    let date = date_likeness(new, old);
    let because: Vec<Likeness> =
        [number, party.then_some(Likeness::SameParty), total, date].into_iter().flatten().collect();
    let points: i32 = because.iter().map(|l| points(*l)).sum();
    let mut score = points;
    if number.is_none() && new.number.is_some() && old.number.is_some() {
        // a set of monthly bills has one form and one total: another number says that it is another bill
        score -= 60;
    }
    if total.is_none() && totals_known(new, old) {
        score -= 15;
    }
    if number == Some(Likeness::NearNumber) {
        // consecutive numbers differ in one character too, so this alone never holds a document
        score = score.min(i32::from(HOLD_MIN) - 1);
    }
    let score = u8::try_from(score.clamp(0, 100)).unwrap_or(0);
    (score > 0).then_some(Verdict { of: old.document, score, because })
}

fn points(likeness: Likeness) -> i32 {
    match likeness {
        Likeness::SameNumber => 50,
        Likeness::NearNumber => 20,
        Likeness::SameParty | Likeness::SameTotal => 25,
        Likeness::NearTotal | Likeness::NearDate => 10,
        Likeness::SameDate => 20,
    }
}

/// `None` when they are known to be two parties, `Some(true)` when known to be one.
fn same_party(new: &KeyFacts, old: &KeyFacts) -> Option<bool> {
    if let Some((a, b)) = new.party.zip(old.party) {
        return (a == b).then_some(true);
    }
    let names = new.party_name.as_deref().map(letters).zip(old.party_name.as_deref().map(letters));
    Some(names.is_some_and(|(a, b)| !a.is_empty() && a == b))
}

fn number_likeness(new: &KeyFacts, old: &KeyFacts) -> Option<Likeness> {
    let (a, b) = (letters(new.number.as_deref()?), letters(old.number.as_deref()?));
    if a.is_empty() || b.is_empty() {
        return None;
    }
    if a == b || same_but_leading_zeros(&a, &b) {
        return Some(Likeness::SameNumber);
    }
    // one misread character
    let differing = a.chars().zip(b.chars()).filter(|(x, y)| x != y).count();
    (a.chars().count() == b.chars().count() && a.len() >= 5 && differing == 1).then_some(Likeness::NearNumber)
}

fn same_but_leading_zeros(a: &str, b: &str) -> bool {
    let digits = |s: &str| s.chars().all(|c| c.is_ascii_digit());
    digits(a) && digits(b) && a.trim_start_matches('0') == b.trim_start_matches('0')
}

fn totals_known(new: &KeyFacts, old: &KeyFacts) -> bool {
    new.total.is_some() && old.total.is_some()
}

fn total_likeness(new: &KeyFacts, old: &KeyFacts) -> Option<Likeness> {
    let (a, b) = (new.total?.abs(), old.total?.abs());
    if a == b {
        return Some(Likeness::SameTotal);
    }
    // half a per cent: a cent of rounding, a discount for early payment is more
    let near = (a - b).abs() * Decimal::from(200) <= a.max(b);
    near.then_some(Likeness::NearTotal)
}

fn date_likeness(new: &KeyFacts, old: &KeyFacts) -> Option<Likeness> {
    let days = new.date?.since(old.date?).ok()?.get_days().abs();
    match days {
        0 => Some(Likeness::SameDate),
        1..=5 => Some(Likeness::NearDate),
        _ => None,
    }
}

/// Letters and digits in one case: `RE-2024/001` and `re 2024 001` are one number.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
