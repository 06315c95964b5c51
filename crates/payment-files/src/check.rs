//! Everything that is wrong with a batch, found before a byte is written.

mod accounts;
mod days;
mod parties;
mod purposes;

use std::collections::BTreeMap;

use money::{Amount, Currency};
use rust_decimal::Decimal;

use crate::charset::Charset;
use crate::terms::{Terms, Way};
use crate::{Batch, Charges, Fault, Flaw, Format, Payment, Place};

/// Checks a batch for a format. An empty answer says that [`crate::write()`] writes it.
pub fn check(batch: &Batch, format: &Format) -> Vec<Fault> {
    let mut found = Faults { place: Place::Batch, faults: Vec::new() };
    whole(batch, format, &mut found);
    found.place = Place::Payer;
    parties::payer(batch, format, &mut found);
    let mut seen = BTreeMap::new();
    for (index, payment) in batch.payments.iter().enumerate() {
        found.place = Place::Payment { index, end_to_end: payment.end_to_end.clone() };
        let terms = format.terms(payment);
        if let Some(other) = seen.insert(payment.end_to_end.trim(), index) {
            found.add(Flaw::DuplicateId { other: other + 1 });
        }
        identifier("end-to-end id", &payment.end_to_end, terms.id, terms.charset, &mut found);
        amount(payment, &terms, &mut found);
        parties::payee(&payment.payee, &terms, &mut found);
        accounts::payee(payment, format, &terms, &mut found);
        purposes::check(payment, format, &terms, &mut found);
        days::check(batch, payment, format, &terms, &mut found);
    }
    found.faults
}

/// Faults, and the place that is looked at.
pub(crate) struct Faults {
    place: Place,
    faults: Vec<Fault>,
}

impl Faults {
    fn add(&mut self, flaw: Flaw) {
        self.faults.push(Fault { place: self.place.clone(), flaw });
    }
}

fn whole(batch: &Batch, format: &Format, found: &mut Faults) {
    if batch.payments.is_empty() {
        found.add(Flaw::NoPayments);
    }
    if batch.payments.len() > format.most() {
        found.add(Flaw::TooMany { found: batch.payments.len(), limit: format.most() });
    }
    if !matches!(format, Format::Table) {
        identifier("message id", &batch.message, 35, Charset::Sepa, found);
    }
    if total_is_too_large(batch, format) {
        found.add(Flaw::TotalTooLarge);
    }
}

/// Whether a sum of the file has more digits than its field.
fn total_is_too_large(batch: &Batch, format: &Format) -> bool {
    let sum = sum(batch.payments.iter());
    match format {
        // a decimal of eighteen digits at most (ISO 20022, DecimalNumber)
        Format::Sepa { .. } | Format::Swiss { .. } | Format::CrossBorder => {
            sum.is_none_or(|sum| sum.mantissa().unsigned_abs() >= 10_u128.pow(18))
        }
        Format::Ach(_) => sum.is_none_or(|sum| sum >= Decimal::from(10_i64.pow(10))),
        // the contra record of a day has eleven digits
        Format::Bacs { .. } => crate::terms::groups(batch, |payment| batch.day_of(payment))
            .into_values()
            .any(|day| self::sum(day).is_none_or(|sum| sum >= Decimal::from(10_i64.pow(9)))),
        Format::Table => sum.is_none(),
    }
}

/// The plain sum of amounts, whatever their currencies; `None` when it is beyond counting.
pub(crate) fn sum<'a>(payments: impl IntoIterator<Item = &'a Payment>) -> Option<Decimal> {
    payments.into_iter().try_fold(Decimal::ZERO, |sum, payment| sum.checked_add(payment.amount.to_decimal()))
}

/// A name that comes back in answers: it is never changed, so it must be writable as it is.
fn identifier(what: &'static str, id: &str, limit: usize, charset: Charset, found: &mut Faults) {
    if id.trim().is_empty() {
        return found.add(Flaw::Empty { what });
    }
    let bad = |why: String| Flaw::BadIdentifier { what, found: id.to_owned(), why };
    // what is a reference keeps to the small set even where texts may have more letters (EPC132-08, Swiss standards)
    let charset = if charset == Charset::Swiss || charset == Charset::Bacs { Charset::Sepa } else { charset };
    let foreign: String = id.chars().filter(|c| !charset.allows(*c)).collect();
    let length = id.chars().count();
    if !foreign.is_empty() {
        found.add(bad(format!("it holds `{foreign}`; take letters, digits and - . only")));
    }
    if length > limit {
        found.add(bad(format!("it has {length} characters and may have {limit}")));
    }
    if id.trim() != id {
        found.add(bad("it begins or ends with a blank".to_owned()));
    }
    if charset == Charset::Sepa && (id.starts_with('/') || id.ends_with('/') || id.contains("//")) {
        found.add(bad("it may not begin or end with / or hold //".to_owned()));
    }
}

fn amount(payment: &Payment, terms: &Terms, found: &mut Faults) {
    let (amount, currency) = (payment.amount, payment.amount.currency());
    let allowed = match terms.way {
        Way::Sepa if currency != Currency::EUR => Some("SEPA pays in euros"),
        Way::Ach if currency != Currency::USD => Some("ACH pays in US dollars"),
        Way::Bacs if currency != Currency::GBP => Some("Bacs pays in pounds sterling"),
        _ => None,
    };
    if let Some(allowed) = allowed {
        return found.add(Flaw::Currency { found: currency, allowed });
    }
    if amount.minor() <= 0 {
        found.add(Flaw::NotPositive { found: amount });
    } else if amount.minor() > terms.limit {
        found.add(Flaw::AboveLimit { found: amount, limit: Amount::new(terms.limit, currency) });
    }
    if payment.charges != Charges::Shared && matches!(terms.way, Way::Sepa | Way::Ach | Way::Bacs) {
        found.add(Flaw::ChargesNotShared);
    }
}
