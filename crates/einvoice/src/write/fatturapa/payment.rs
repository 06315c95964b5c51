//! DatiPagamento: how and when to pay, and how much.

use jiff::Span;
use jiff::civil::Date;
use money::{Amount, Rounding};
use rust_decimal::Decimal;

use super::{amount, date, text};
use crate::write::outgoing::filled;
use crate::write::xml::{Element, group, leaf};
use crate::write::{Account, Collectability, Discount, Draft, Italy, PaymentMeans, words};

/// CondizioniPagamento: in full.
const IN_FULL: &str = "TP02";

/// The format tells one way to pay; of several accounts it is the first.
pub(super) fn payment(draft: &Draft<'_>, italy: &Italy) -> Element {
    let element = group("DatiPagamento");
    let Some(means) = &draft.outgoing.payment else { return element };
    let (mode, account) = match means {
        PaymentMeans::Transfer(accounts) => ("MP05", accounts.first()),
        PaymentMeans::DirectDebit(_) => ("MP19", None),
        PaymentMeans::Card(_) => ("MP08", None),
        PaymentMeans::Cash => ("MP01", None),
    };
    let due = to_pay(draft, italy).unwrap_or(draft.totals.due);
    let early = draft.outgoing.terms.discounts.first().and_then(|discount| early(draft, discount, due));
    let detail = group("DettaglioPagamento")
        .with(text("Beneficiario", account.and_then(|account| filled(&account.name))))
        .with(leaf("ModalitaPagamento", mode))
        .with(date("DataScadenzaPagamento", draft.outgoing.due_date))
        .with(amount("ImportoPagamento", due))
        .with(leaf("IBAN", account.map(|account| words::account_number(&account.number)).as_deref()))
        .with(leaf("BIC", account.and_then(bic).as_deref()))
        .option(early.map(|(discount, _)| amount("ScontoPagamentoAnticipato", discount)))
        .with(date("DataLimitePagamentoAnticipato", early.map(|(_, until)| until)))
        .with(leaf("CodicePagamento", filled(&draft.outgoing.remittance)));
    element.with(leaf("CondizioniPagamento", IN_FULL)).with(detail)
}

fn bic(account: &Account) -> Option<String> {
    filled(&account.bic).map(str::to_uppercase)
}

/// What the buyer pays to the seller: what is due without what it pays to the authority.
pub(super) fn to_pay(draft: &Draft<'_>, italy: &Italy) -> Option<Amount> {
    let split = italy.collectability == Collectability::SplitPayment;
    let tax = if split { draft.totals.tax } else { Amount::zero(draft.outgoing.currency) };
    let withheld = italy.withholdings.iter().map(|withholding| withholding.amount);
    let kept = Amount::sum(draft.outgoing.currency, withheld.chain([tax])).ok()?;
    draft.totals.due.checked_sub(kept).ok()
}

/// The amount of a discount and the last day for it.
fn early(draft: &Draft<'_>, discount: &Discount, due: Amount) -> Option<(Amount, Date)> {
    let factor = discount.percent.checked_div(Decimal::ONE_HUNDRED)?;
    let amount = discount.base.unwrap_or(due).checked_mul(factor, Rounding::HalfAwayFromZero).ok()?;
    let days = Span::new().try_days(i64::from(discount.days)).ok()?;
    let until = draft.outgoing.issue_date.checked_add(days).ok()?;
    Some((amount, until))
}
