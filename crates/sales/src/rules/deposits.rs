//! Payments in advance that an invoice takes off, and what that has to do with credit notes.

use books::SaleId;
use books::invoice::Totals;
use money::Amount;

use crate::SalesError;
use crate::computed::{Deducted, Remark};
use crate::document::{Content, Kind, Sale, State};
use crate::ground::{Credited, Ground};

/// Whether a credit note of `gross` takes what earlier ones have left of its invoice.
pub(crate) fn completes(credited: &Credited, gross: Amount) -> Result<bool, SalesError> {
    let Some(invoice) = &credited.invoice.issued else { return Ok(false) };
    Ok(left(credited)?.is_some_and(|left| left == gross) && !invoice.computed.gross.is_zero())
}

/// What earlier credit notes have left of an invoice, with tax.
pub(super) fn left(credited: &Credited) -> Result<Option<Amount>, SalesError> {
    let Some(invoice) = &credited.invoice.issued else { return Ok(None) };
    let earlier = credited.earlier.iter().filter_map(|note| note.issued.as_ref()).map(|i| i.computed.gross);
    let earlier = Amount::sum(invoice.computed.currency, earlier)?;
    Ok(Some(invoice.computed.gross.checked_sub(earlier)?))
}

/// What is taken off: of an invoice the deposits it names and that fit, of the credit note that completes the taking
/// back of an invoice what that invoice took off.
pub(super) fn taken_off(ground: &Ground, content: &Content, totals: &Totals) -> Result<Vec<Deducted>, SalesError> {
    match (content.kind, &ground.credited) {
        (Kind::Invoice, _) => {
            let fit = content.deposits.iter().filter(|id| flaw(ground, content, **id).is_none());
            Ok(fit.filter_map(|id| ground.deposits.iter().find(|d| d.id == *id)).filter_map(deducted).collect())
        }
        (Kind::CreditNote, Some(credited)) if same_currency(credited, totals) && completes(credited, totals.gross)? => {
            Ok(credited.invoice.issued.as_ref().map(|i| i.computed.deposits.clone()).unwrap_or_default())
        }
        _ => Ok(Vec::new()),
    }
}

fn same_currency(credited: &Credited, totals: &Totals) -> bool {
    credited.invoice.issued.as_ref().is_some_and(|i| i.computed.currency == totals.gross.currency())
}

fn deducted(deposit: &Sale) -> Option<Deducted> {
    let computed = &deposit.issued.as_ref()?.computed;
    let (net, tax, gross) = (computed.net, computed.tax, computed.gross);
    Some(Deducted { id: deposit.id, number: deposit.name(), net, tax, gross })
}

/// Why a deposit cannot be taken off.
fn flaw(ground: &Ground, content: &Content, id: SaleId) -> Option<String> {
    let Some(deposit) = ground.deposits.iter().find(|d| d.id == id) else {
        return Some("there is no such invoice".to_owned());
    };
    let name = deposit.name();
    let currency = content.currency.unwrap_or(ground.seller.base_currency);
    if !deposit.content.is_deposit || deposit.state != State::Issued {
        Some(format!("{name} is no invoice of a deposit that stands"))
    } else if deposit.content.customer != content.customer {
        Some(format!("{name} is of another customer"))
    } else if deposit.issued.as_ref().is_none_or(|i| i.computed.currency != currency) {
        Some(format!("{name} is in another currency"))
    } else if ground.deducted.contains(&id) {
        Some(format!("{name} was taken off by another invoice, or credited"))
    } else {
        (content.deposits.iter().filter(|other| **other == id).count() > 1).then(|| format!("{name} stands twice"))
    }
}

/// What stands against taking the deposits off, and against crediting a deposit that was.
pub(super) fn problems(ground: &Ground, content: &Content) -> Vec<Remark> {
    const UNFIT: &str = "sales.deposit_unfit";
    if content.kind == Kind::CreditNote {
        let invoice = ground.credited.as_ref().map(|c| &c.invoice);
        let taken = invoice.filter(|invoice| ground.deducted.contains(&invoice.id));
        let why = |invoice: &Sale| {
            let name = invoice.name();
            Remark::on(UNFIT, "credits_id", format!("{name} was taken off by another invoice: credit that one first"))
        };
        return taken.map(why).into_iter().collect();
    }
    let named = content.deposits.iter().enumerate();
    named
        .filter_map(|(index, id)| Some(Remark::on(UNFIT, format!("deposits[{index}]"), flaw(ground, content, *id)?)))
        .collect()
}
