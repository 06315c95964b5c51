//! When what is owed is to be paid.

use books::invoice::{EarlyDiscount, early_discount, instalments};
use jiff::ToSpan;
use jiff::civil::Date;
use money::Amount;
use rust_decimal::Decimal;

use crate::SalesError;
use crate::computed::{Due, Remark};
use crate::document::{Content, Kind};
use crate::ground::Ground;

/// The code of everything that is wrong with terms.
const INVALID: &str = "sales.terms_invalid";

pub(super) struct Settled {
    pub instalments: Vec<Due>,
    pub discount: Option<EarlyDiscount>,
    pub problems: Vec<Remark>,
}

/// The instalments, which sum to what is payable, and the discount for paying early.
pub(super) fn of(ground: &Ground, content: &Content, issue_date: Date, payable: Amount) -> Result<Settled, SalesError> {
    let nothing = Settled { instalments: Vec::new(), discount: None, problems: Vec::new() };
    match content.kind {
        Kind::Quote => return Ok(Settled { problems: validity(content, issue_date), ..nothing }),
        Kind::CreditNote => {
            let instalments = vec![Due { due: Some(issue_date), share: None, amount: payable }];
            return Ok(Settled { instalments, ..nothing });
        }
        Kind::Invoice => {}
    }
    let problems = flaws(content, issue_date);
    let parts = &content.terms.instalments;
    // shares that do not make a whole are not split: the parts would not sum to it
    let instalments = if parts.is_empty() || !problems.is_empty() {
        vec![Due { due: single_due(ground, content, issue_date), share: None, amount: payable }]
    } else {
        let amounts = instalments(payable, &parts.iter().map(|p| p.share).collect::<Vec<_>>())?;
        let due = |days: Option<u16>, due: Option<Date>| due.or_else(|| days.map(|days| after(issue_date, days)));
        let row = |(part, amount): (&crate::Instalment, Amount)| Due {
            due: due(part.days, part.due),
            share: Some(part.share),
            amount,
        };
        parts.iter().zip(amounts).map(row).collect()
    };
    let discount = match content.terms.discount {
        Some(early) if problems.is_empty() => {
            Some(early_discount(payable, early.percent, after(issue_date, early.days))?)
        }
        _ => None,
    };
    Ok(Settled { instalments, discount, problems })
}

fn single_due(ground: &Ground, content: &Content, issue_date: Date) -> Option<Date> {
    let usual = || ground.customer.as_ref().and_then(|c| c.data.defaults.payment_days);
    let days = content.terms.days.or_else(|| usual().and_then(|days| u16::try_from(days).ok()));
    content.terms.due.or_else(|| days.map(|days| after(issue_date, days)))
}

fn after(day: Date, days: u16) -> Date {
    day.saturating_add(i32::from(days).days())
}

fn validity(content: &Content, issue_date: Date) -> Vec<Remark> {
    let ended = content.valid_until.is_some_and(|last| last < issue_date);
    let why = "the last day of the quote lies before its day of issue: choose a later one";
    ended.then(|| Remark::on(INVALID, "valid_until", why)).into_iter().collect()
}

fn flaws(content: &Content, issue_date: Date) -> Vec<Remark> {
    let terms = &content.terms;
    let mut found = Vec::new();
    let mut flaw = |field: String, why: &str| found.push(Remark::on(INVALID, field, why));
    if terms.days.is_some() && terms.due.is_some() {
        flaw("terms.due".to_owned(), "name the day it is due or the days until then, not both");
    }
    if terms.due.is_some_and(|due| due < issue_date) {
        flaw("terms.due".to_owned(), "it would be due before its day of issue: choose a later day");
    }
    for (index, part) in terms.instalments.iter().enumerate() {
        let at = |field: &str| format!("terms.instalments[{index}].{field}");
        if part.days.is_some() == part.due.is_some() {
            flaw(at("due"), "an instalment has a day or a number of days");
        }
        if part.due.is_some_and(|due| due < issue_date) {
            flaw(at("due"), "it would be due before the day of issue: choose a later day");
        }
        if part.share.is_zero() {
            flaw(at("share"), "an instalment of nothing: take it away");
        }
    }
    let shares: Decimal = terms.instalments.iter().map(|part| part.share).sum();
    if !terms.instalments.is_empty() && shares != Decimal::ONE_HUNDRED {
        flaw("terms.instalments".to_owned(), &format!("the shares sum to {} per cent, not to 100", shares.normalize()));
    }
    if terms.discount.is_some() && !terms.instalments.is_empty() {
        flaw("terms.discount".to_owned(), "a discount for paying early goes with one payment, not with instalments");
    }
    found
}
