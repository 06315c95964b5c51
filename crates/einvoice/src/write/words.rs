//! What the model says in parts and a document in one text or code: terms of payment, notes, ways to pay, reasons why
//! no VAT is charged, and which rate the breakdown shows.

use money::Currency;
use rust_decimal::Decimal;

use super::outgoing::filled;
use super::{Discount, Draft, OutgoingFormat, PaymentMeans, TaxGroup, VatCategory};
use crate::iban;

/// Whether the document follows the habits of Germany.
fn is_german(draft: &Draft<'_>) -> bool {
    draft.format.is_xrechnung() || draft.outgoing.is_within("DE")
}

/// BT-20: the terms of payment. Within Germany discounts are lines that programs read, elsewhere sentences.
pub(super) fn terms(draft: &Draft<'_>) -> Option<String> {
    let terms = &draft.outgoing.terms;
    let german = is_german(draft);
    let discount = |discount: &Discount| if german { skonto(discount) } else { sentence(discount) };
    let text = filled(&terms.text).map(str::to_owned);
    let lines: Vec<String> = text.into_iter().chain(terms.discounts.iter().map(discount)).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Whether the terms end with a line that programs read, which a line break must end.
pub(super) fn ends_in_skonto(draft: &Draft<'_>) -> bool {
    is_german(draft) && !draft.outgoing.terms.discounts.is_empty()
}

/// A discount as XRechnung writes it.
fn skonto(discount: &Discount) -> String {
    let base = discount.base.map(|base| format!("BASISBETRAG={:.2}#", base.to_decimal())).unwrap_or_default();
    format!("#SKONTO#TAGE={}#PROZENT={:.2}#{base}", discount.days, discount.percent)
}

fn sentence(discount: &Discount) -> String {
    let base = discount.base.map(|base| format!(" of {base}")).unwrap_or_default();
    format!("{} %{base} discount if paid within {} days", discount.percent.normalize(), discount.days)
}

/// BT-81: the code of UNTDID 4461 for a way to pay. Denmark has another one for its transfers (DK-R-005).
pub(super) fn means_code(draft: &Draft<'_>, means: &PaymentMeans) -> &'static str {
    let sepa = |number: &str| {
        let number = iban::normalise(number);
        iban::looks_like(&number) && iban::check(&number).is_ok()
    };
    match means {
        PaymentMeans::Transfer(accounts) => {
            let euro = draft.outgoing.currency == Currency::EUR;
            match euro && accounts.iter().all(|account| sepa(&account.number)) {
                true => "58",
                false if draft.outgoing.is_within("DK") => "42",
                false => "30",
            }
        }
        PaymentMeans::DirectDebit(_) => "59",
        PaymentMeans::Card(_) => "48",
        PaymentMeans::Cash => "10",
    }
}

/// An account number as it is written: an IBAN without the spaces people put in, any other as it is.
pub(super) fn account_number(number: &str) -> String {
    let plain = iban::normalise(number);
    if iban::looks_like(&plain) { plain } else { number.trim().to_owned() }
}

/// BT-121 and BT-120: why a category charges no VAT, as a code and in words.
pub(super) fn exemption<'a>(draft: &Draft<'a>, category: VatCategory) -> (Option<&'a str>, Option<&'a str>) {
    if !category.is_explained() {
        return (None, None);
    }
    let given = draft.outgoing.exemptions.iter().find(|exemption| exemption.category == category);
    let given = given.map(|exemption| (filled(&exemption.code), filled(&exemption.reason)));
    match given.filter(|(code, reason)| code.is_some() || reason.is_some()) {
        Some(given) => given,
        None => category.own_reason().map_or((None, None), |(code, reason)| (Some(code), Some(reason))),
    }
}

/// The rate beside a category on lines, allowances and charges: what is outside the scope has none (BR-O-05).
pub(super) fn rate(category: VatCategory, rate: Decimal) -> Option<Decimal> {
    match category {
        VatCategory::OutOfScope => None,
        VatCategory::Standard => Some(rate),
        _ => Some(Decimal::ZERO),
    }
}

/// BT-119: the rate in the breakdown. Germany wants one also for what is outside the scope (BR-DE-14).
pub(super) fn group_rate(draft: &Draft<'_>, group: &TaxGroup) -> Option<Decimal> {
    rate(group.category, group.rate).or(is_german(draft).then_some(Decimal::ZERO))
}

/// BT-22: the notes. Peppol has one at most (R002), so there they are its paragraphs.
pub(super) fn notes(draft: &Draft<'_>) -> Vec<String> {
    let notes = draft.outgoing.notes.iter().map(|note| note.trim()).filter(|note| !note.is_empty());
    let notes: Vec<String> = notes.map(str::to_owned).collect();
    match draft.format {
        OutgoingFormat::PeppolUbl if !notes.is_empty() => vec![notes.join("\n")],
        _ => notes,
    }
}
