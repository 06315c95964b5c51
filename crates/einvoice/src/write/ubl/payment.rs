//! How and when to pay, in UBL (BG-16, BT-20).

use jiff::civil::Date;

use super::{date, is_credit};
use crate::write::outgoing::filled;
use crate::write::xml::{Element, group, leaf};
use crate::write::{Account, Card, Draft, Mandate, PaymentMeans, words};

/// Code of UNTDID 4461: nothing is said of the means. UBL asks for one where a credit note has a due date.
const NOT_DEFINED: &str = "1";

/// An element for each account, or one for another way to pay.
pub(super) fn means(draft: &Draft<'_>) -> Vec<Element> {
    let outgoing = draft.outgoing;
    let due: Option<Date> = outgoing.due_date.filter(|_| is_credit(draft));
    let element = |code: &'static str, due: Option<Date>| {
        group("cac:PaymentMeans")
            .with(leaf("cbc:PaymentMeansCode", code))
            .with(date("cbc:PaymentDueDate", due))
            .with(leaf("cbc:PaymentID", filled(&outgoing.remittance)))
    };
    let Some(means) = &outgoing.payment else {
        return due.map(|due| element(NOT_DEFINED, Some(due))).into_iter().collect();
    };
    let code = words::means_code(draft, means);
    match means {
        // The due date stands once (UBL-SR-45).
        PaymentMeans::Transfer(accounts) => {
            let once = std::iter::once(due).chain(std::iter::repeat(None));
            accounts.iter().zip(once).map(|(to, due)| element(code, due).with(account(to))).collect()
        }
        PaymentMeans::DirectDebit(by) => vec![element(code, due).with(mandate(by))],
        PaymentMeans::Card(by) => vec![element(code, due).with(card(by))],
        PaymentMeans::Cash => vec![element(code, due)],
    }
}

fn account(account: &Account) -> Element {
    let bank = group("cac:FinancialInstitutionBranch").with(leaf("cbc:ID", filled(&account.bic)));
    group("cac:PayeeFinancialAccount")
        .with(leaf("cbc:ID", words::account_number(&account.number).as_str()))
        .with(leaf("cbc:Name", filled(&account.name)))
        .with(bank)
}

fn mandate(mandate: &Mandate) -> Element {
    let debited = filled(&mandate.account).map(words::account_number);
    group("cac:PaymentMandate")
        .with(leaf("cbc:ID", mandate.reference.as_str()))
        .with(group("cac:PayerFinancialAccount").with(leaf("cbc:ID", debited.as_deref())))
}

/// UBL asks for the network; `NA` says that it is not known.
fn card(card: &Card) -> Element {
    group("cac:CardAccount")
        .with(leaf("cbc:PrimaryAccountNumberID", card.digits.as_str()))
        .with(leaf("cbc:NetworkID", filled(&card.network).unwrap_or("NA")))
        .with(leaf("cbc:HolderName", filled(&card.holder)))
}

/// The terms of payment.
pub(super) fn terms(draft: &Draft<'_>) -> Element {
    let note = leaf("cbc:Note", words::terms(draft).as_deref());
    let note = if words::ends_in_skonto(draft) { note.ending_in_line_break() } else { note };
    group("cac:PaymentTerms").with(note)
}
