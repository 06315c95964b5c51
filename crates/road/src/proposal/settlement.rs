//! Where a document is settled: on what is owed, or at once from the till, the bank or by card.

use books::{AccountId, AccountRole};
use rust_decimal::Decimal;

use super::{LineRole, ProposalKind, Settings};
use crate::ReviewReason;
use crate::classification::Classification;
use crate::facts::{Facts, PaymentMeans};

/// The other side of an entry.
pub(super) struct Settlement {
    pub role: LineRole,
    pub account: Option<AccountId>,
    pub reason: String,
    pub issue: Option<ReviewReason>,
}

/// A person's choice, else how the document says it was paid, else what is owed.
pub(super) fn settlement(
    facts: &Facts,
    classification: &Classification,
    kind: ProposalKind,
    settings: &Settings,
) -> Settlement {
    if let Some(chosen) = &classification.settled {
        let role = settings.settlement.get(&chosen.account).copied();
        let (account, reason) = (Some(chosen.account), chosen.reason.clone());
        return Settlement { role: line_role(role, kind), account, reason, issue: None };
    }
    let account_of = |role: AccountRole| settings.accounts.get(&role).copied();
    let owed = if kind.is_sale() { AccountRole::Receivable } else { AccountRole::Payable };
    let on_account = |reason: &str, issue| Settlement {
        role: line_role(Some(owed), kind),
        account: account_of(owed),
        reason: reason.to_owned(),
        issue,
    };
    let Some(means) = paid_by(facts, kind) else {
        return match kind {
            ProposalKind::Receipt => on_account("the total; how it was paid is not known yet", None),
            _ => on_account("the total of the document", None),
        };
    };
    if settings.accounts.is_empty() {
        return on_account("the total of the document", None);
    }
    let roles: &[AccountRole] = match means {
        PaymentMeans::Cash => &[AccountRole::Cash],
        PaymentMeans::Card => &[AccountRole::Card, AccountRole::Clearing, AccountRole::Bank],
        PaymentMeans::Online => &[AccountRole::Clearing, AccountRole::Bank],
        PaymentMeans::Bank => &[AccountRole::Bank],
        PaymentMeans::Unspecified => &[],
    };
    match roles.iter().find_map(|role| Some((*role, account_of(*role)?))) {
        Some((role, account)) => {
            let reason = match means {
                PaymentMeans::Cash => "paid in cash, as the document says",
                PaymentMeans::Card => "paid by card, as the document says",
                PaymentMeans::Online | PaymentMeans::Bank | PaymentMeans::Unspecified => {
                    "already paid, as the document says"
                }
            };
            let role = if means == PaymentMeans::Card { LineRole::Card } else { line_role(Some(role), kind) };
            Settlement { role, account: Some(account), reason: reason.to_owned(), issue: None }
        }
        None => {
            let message =
                "it is already paid, but from which account is not known: choose the bank, the till or a card";
            let issue = ReviewReason::warning("paid_from_unclear", message).on("payment_means");
            on_account("the total; it is paid, from which account is not known", Some(issue))
        }
    }
}

/// By what the whole was paid. A part that was paid before is no settlement: the rest is owed.
fn paid_by(facts: &Facts, kind: ProposalKind) -> Option<PaymentMeans> {
    let means = facts.payment_means.as_ref()?.value;
    let due = facts.amount_due.as_ref().map(|d| d.value);
    // An amount still due equal to the total is what a receipt calls the sum to pay at the till.
    let is_open = due.is_some_and(|due| due > Decimal::ZERO) && kind != ProposalKind::Receipt;
    (!is_open).then_some(means)
}

fn line_role(role: Option<AccountRole>, kind: ProposalKind) -> LineRole {
    match role {
        Some(AccountRole::Payable) => LineRole::Payable,
        Some(AccountRole::Receivable) => LineRole::Receivable,
        Some(AccountRole::Bank) => LineRole::Bank,
        Some(AccountRole::Cash) => LineRole::Cash,
        Some(AccountRole::Card) => LineRole::Card,
        Some(_) => LineRole::Clearing,
        None if kind.is_sale() => LineRole::Receivable,
        None => LineRole::Payable,
    }
}
