//! Whether a file can say what a payment is for.

use money::Amount;

use crate::account::{is_qr_iban, plain};
use crate::check::Faults;
use crate::reference::{ReferenceKind, reference_kind};
use crate::terms::{Terms, Way};
use crate::{Account, Flaw, Format, Payment, Purpose, Settled, purpose};

pub(super) fn check(payment: &Payment, format: &Format, terms: &Terms, found: &mut Faults) {
    let mut kind = None;
    match &payment.purpose {
        Purpose::Text(text) => words("text", text, terms, found),
        Purpose::Reference(reference) => match reference_kind(reference) {
            Ok(known) => kind = Some(known),
            Err(why) => return found.add(Flaw::BadReference { found: reference.clone(), why }),
        },
        Purpose::Documents(documents) => settled(documents, payment.amount, terms, found),
    }
    if kind == Some(ReferenceKind::Qr) && !matches!(terms.way, Way::SwissDomestic | Way::Table) {
        let why = "a QR reference goes only with francs or euros to a Swiss QR-IBAN: put the number into the text";
        found.add(Flaw::ReferenceMismatch { why });
    }
    if matches!(format, Format::Swiss { .. }) && terms.way == Way::SwissDomestic {
        paired(&payment.payee.account, kind, found);
    }
    let length = purpose::text(payment, terms.charset, terms.text).chars().count();
    let what = if kind.is_some() { "reference" } else { "text" };
    if length > terms.text {
        found.add(Flaw::TooLong { what, found: length, limit: terms.text });
    }
    // Bacs knows no other place for the name of a payment
    if terms.way == Way::Bacs && length == 0 && terms.charset.fit(&payment.end_to_end).chars().count() > terms.text {
        let found_length = payment.end_to_end.chars().count();
        found.add(Flaw::TooLong {
            what: "end-to-end id, written for want of a text,",
            found: found_length,
            limit: terms.text,
        });
    }
}

/// A QR-IBAN and a QR reference go together (Swiss Implementation Guidelines QR-bill).
fn paired(account: &Account, kind: Option<ReferenceKind>, found: &mut Faults) {
    let qr_iban = matches!(account, Account::Iban { iban, .. } if is_qr_iban(&plain(iban)));
    match (qr_iban, kind == Some(ReferenceKind::Qr)) {
        (true, false) => found.add(Flaw::ReferenceMismatch {
            why: "the account is a QR-IBAN, which takes payments with a QR reference only: copy it from the QR-bill",
        }),
        (false, true) => found.add(Flaw::ReferenceMismatch {
            why: "a QR reference goes only with a QR-IBAN: copy the account from the QR-bill",
        }),
        _ => {}
    }
}

fn settled(documents: &[Settled], amount: Amount, terms: &Terms, found: &mut Faults) {
    if documents.is_empty() || documents.iter().any(|document| document.number.trim().is_empty()) {
        found.add(Flaw::Empty { what: "number of a document that is paid" });
    }
    for document in documents {
        words("number of a document", &document.number, terms, found);
    }
    let sum = Amount::sum(amount.currency(), documents.iter().map(|document| document.amount));
    if sum.as_ref().ok() != Some(&amount) {
        let sum = sum.map_or_else(|error| error.to_string(), |sum| sum.to_string());
        found.add(Flaw::DocumentsDiffer { sum, amount });
    }
}

pub(super) fn words(what: &'static str, text: &str, terms: &Terms, found: &mut Faults) {
    let characters = terms.charset.unwritable(text);
    if !characters.is_empty() {
        found.add(Flaw::Unwritable { what, characters });
    }
}
