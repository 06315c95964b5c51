//! The pure part: what a document comes to, what should be looked at, what stands against issuing it, and what it
//! posts.

mod checks;
mod deposits;
mod lines;
mod posting;
mod taxation;
mod terms;
#[cfg(test)]
mod tests;

use books::Account;
use books::fx::to_base;
use jiff::civil::Date;
use money::{Amount, Rate};

use crate::SalesError;
use crate::computed::{BaseTotals, CodeTax, Computed, ComputedLine, PostedLine, Posting};
use crate::document::{Content, Kind};
use crate::ground::Ground;

pub(crate) use deposits::completes;
pub(crate) use lines::left_of_line;

/// A document that was judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// What it comes to.
    pub computed: Computed,
    /// What it posts; nothing of a quote, and nothing as long as something stands against issuing it.
    pub posting: Posting,
}

/// Judges a document.
///
/// # Errors
/// [`SalesError::Amount`] when an amount is larger than can be computed.
pub fn judge(ground: &Ground, content: &Content) -> Result<Judged, SalesError> {
    let issue_date = content.issue_date.unwrap_or(ground.today);
    let tax_point = content.tax_point.unwrap_or(issue_date);
    let currency = content.currency.unwrap_or(ground.seller.base_currency);
    let charged_on = charged_on(ground, tax_point);
    let suggestions = taxation::suggestions(ground, content, charged_on);
    let resolved = lines::resolve(ground, content, &suggestions, charged_on);
    let totals = lines::totals(ground, content, &resolved, currency)?;
    let deposits = deposits::taken_off(ground, content, &totals)?;
    let taken = Amount::sum(currency, deposits.iter().map(|d| d.gross))?;
    let payable = totals.gross.checked_sub(taken)?;
    let terms = terms::of(ground, content, issue_date, payable)?;
    let codes = totals.codes.iter().map(|code| CodeTax {
        name: lines::in_force(ground, code.code.as_deref(), charged_on).map(|c| c.name.clone()),
        treatment: lines::in_force(ground, code.code.as_deref(), charged_on).map(|c| c.treatment),
        code: code.code.clone(),
        rate: code.rate,
        net: code.net,
        tax: code.tax,
    });
    let lines = totals.lines.iter().zip(&resolved).map(|(amounts, line)| {
        Ok(ComputedLine {
            amounts: *amounts,
            gross: amounts.net.checked_add(amounts.tax)?,
            tax_code: line.code.map(|code| code.code.clone()),
            rate: line.code.map(|code| code.rate),
            account: line.account.map(|account| account.id),
        })
    });
    let mut computed = Computed {
        issue_date,
        tax_point,
        currency,
        rounding: lines::rounding(ground).scope,
        lines: lines.collect::<Result<_, SalesError>>()?,
        taxes: codes.collect(),
        net: totals.net,
        tax: totals.tax,
        gross: totals.gross,
        deposits,
        payable,
        instalments: terms.instalments,
        discount: terms.discount,
        base: None,
        suggestions,
        warnings: Vec::new(),
        problems: terms.problems,
    };
    computed.warnings = checks::warnings(ground, content, &computed, &resolved);
    computed.problems.extend(checks::problems(ground, content, &computed, &resolved)?);
    let mut posting = Posting::new();
    if content.kind != Kind::Quote && computed.problems.is_empty() {
        posting = posting::of(ground, content, &computed, charged_on)?;
    }
    computed.base = base_totals(ground, &computed, &posting)?;
    Ok(Judged { computed, posting })
}

/// The day whose rates of tax count: a credit note gives back what its invoice charged.
fn charged_on(ground: &Ground, tax_point: Date) -> Date {
    let invoice = ground.credited.as_ref().and_then(|c| c.invoice.issued.as_ref());
    invoice.map_or(tax_point, |issued| issued.computed.tax_point)
}

/// The account of what the customer owes.
pub(crate) fn receivable(ground: &Ground, currency: money::Currency) -> Option<&Account> {
    let role = Some(books::AccountRole::Receivable);
    ground.accounts.iter().find(|a| a.role == role && a.refuses(currency).is_none())
}

/// The rate the document is valued at: a credit note at that of its invoice.
pub(crate) fn rate_of(ground: &Ground) -> Option<BaseRate> {
    if let Some(credited) = &ground.credited {
        let base = credited.invoice.issued.as_ref()?.computed.base.as_ref()?;
        return Some(BaseRate { rate: base.rate, id: base.rate_id, day: base.rate_day });
    }
    ground.rate.as_ref().map(|row| BaseRate { rate: row.rate, id: row.id, day: row.day })
}

/// A rate with where it is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BaseRate {
    pub rate: Rate,
    pub id: Option<books::RateId>,
    pub day: Date,
}

/// Totals in the base currency: those of what is posted, so that what is printed is what the books say.
fn base_totals(ground: &Ground, computed: &Computed, posting: &[PostedLine]) -> Result<Option<BaseTotals>, SalesError> {
    let base = ground.seller.base_currency;
    let Some(found) = rate_of(ground).filter(|_| computed.currency != base) else { return Ok(None) };
    let of_part = |part| {
        let lines = posting.iter().filter(|l| l.tax.as_ref().is_some_and(|t| t.part == part)).map(|l| l.base);
        Amount::sum(base, lines).and_then(Amount::checked_abs)
    };
    let (net, tax) = if posting.is_empty() || !computed.deposits.is_empty() {
        let parts = [computed.gross, computed.net.checked_neg()?, computed.tax.checked_neg()?];
        let values = to_base(&parts, computed.currency, base, found.rate)?;
        (values[1].checked_neg()?, values[2].checked_neg()?)
    } else {
        (of_part(books::TaxPart::Base)?, of_part(books::TaxPart::Tax)?)
    };
    let gross = net.checked_add(tax)?;
    Ok(Some(BaseTotals { rate: found.rate, rate_id: found.id, rate_day: found.day, net, tax, gross }))
}
