//! What stands against issuing a document, and what should be looked at.

use books::AccountRole;
use money::Amount;

use super::lines::Resolved;
use super::{deposits, rate_of, receivable, taxation};
use crate::SalesError;
use crate::computed::{Computed, Remark};
use crate::document::{Content, Kind};
use crate::ground::{Credited, Ground};

/// What should be looked at; it may be issued all the same.
pub(super) fn warnings(
    ground: &Ground,
    content: &Content,
    computed: &Computed,
    resolved: &[Resolved<'_>],
) -> Vec<Remark> {
    let mut found = taxation::contradictions(ground, content, resolved);
    if let Some(last) = ground.last_dated.filter(|last| *last > computed.issue_date) {
        let why = format!("the last number of this series is of {last}: numbers and days would not go together");
        found.push(Remark::on("sales.number_order", "issue_date", why));
    }
    if content.kind == Kind::Invoice && computed.instalments.iter().any(|part| part.due.is_none()) {
        let why = "it does not say when it is due: name a day or a number of days";
        found.push(Remark::on("sales.no_due", "terms.days", why));
    }
    found
}

/// What stands against issuing it.
pub(super) fn problems(
    ground: &Ground,
    content: &Content,
    computed: &Computed,
    resolved: &[Resolved<'_>],
) -> Result<Vec<Remark>, SalesError> {
    let mut found = Vec::new();
    if ground.customer.is_none() {
        found.push(Remark::on("sales.customer_missing", "customer_id", "choose a customer"));
    }
    if content.lines.is_empty() {
        found.push(Remark::on("sales.no_lines", "lines", "write a line"));
    }
    for (index, line) in content.lines.iter().enumerate() {
        if line.text.is_empty() {
            found.push(Remark::on("sales.text_missing", format!("lines[{index}].text"), "say what is supplied"));
        }
    }
    found.extend(codes(ground, content, resolved));
    if computed.gross.is_negative() || computed.payable.is_negative() {
        let why = "it comes to less than nothing: write a credit note, or take off less";
        found.push(Remark::whole("sales.negative_total", why));
    }
    if content.kind != Kind::Quote {
        found.extend(books(ground, computed, resolved));
        found.extend(deposits::problems(ground, content));
    }
    if content.kind == Kind::CreditNote {
        found.extend(credit(ground, content, computed)?);
    }
    Ok(found)
}

fn codes(ground: &Ground, content: &Content, resolved: &[Resolved<'_>]) -> Vec<Remark> {
    let has_codes = !ground.codes.is_empty();
    let check = |(index, line): (usize, &Resolved<'_>)| {
        let field = format!("lines[{index}].tax_code");
        if let Some(named) = &line.unfit {
            let why = format!("`{named}` is no tax code of sales that is in force on the day of the supply");
            return Some(Remark::on("sales.tax_code_unfit", field, why));
        }
        let missing = line.code.is_none() && has_codes && content.kind != Kind::Quote;
        missing.then(|| Remark::on("sales.tax_code_missing", field, "choose how the line is taxed"))
    };
    resolved.iter().enumerate().filter_map(check).collect()
}

/// Accounts and the rate: what only matters to what is posted.
fn books(ground: &Ground, computed: &Computed, resolved: &[Resolved<'_>]) -> Vec<Remark> {
    let currency = computed.currency;
    let mut found = Vec::new();
    for (index, line) in resolved.iter().enumerate() {
        let field = format!("lines[{index}].account_id");
        let Some(account) = line.account else {
            found.push(Remark::on("sales.account_missing", field, "choose the account it is earned on"));
            continue;
        };
        let control = account.role.is_some_and(AccountRole::is_control);
        let items = control.then(|| format!("account {} holds what customers and suppliers owe", account.code));
        if let Some(why) = account.refuses(currency).or(items) {
            found.push(Remark::on("sales.account_unfit", field, why));
        }
    }
    let mut needs = vec![(AccountRole::Receivable, "what customers owe")];
    if !computed.tax.is_zero() {
        needs.push((AccountRole::OutputTax, "tax on sales"));
    }
    if currency != ground.seller.base_currency && !computed.deposits.is_empty() {
        needs.extend([
            (AccountRole::ExchangeGain, "gains on exchange"),
            (AccountRole::ExchangeLoss, "losses on exchange"),
        ]);
    }
    for (role, what) in needs {
        let there = match role {
            AccountRole::Receivable => receivable(ground, currency).is_some(),
            _ => ground.accounts.iter().any(|a| a.role == Some(role) && a.refuses(currency).is_none()),
        };
        if !there {
            let why = format!("the chart has no account for {what} that takes {currency}: give one that role");
            found.push(Remark::whole("sales.no_account", why));
        }
    }
    let foreign = currency != ground.seller.base_currency;
    if foreign && rate_of(ground).is_none() {
        let why = format!("there is no rate of {currency} for {}: record one", computed.issue_date);
        found.push(Remark::on("sales.no_rate", "currency", why));
    }
    let posts = computed.lines.iter().any(|line| !line.amounts.net.is_zero() || !line.amounts.tax.is_zero());
    if !computed.lines.is_empty() && !posts {
        found.push(Remark::whole("sales.nothing_to_book", "it comes to nothing on every line: write a price"));
    }
    found
}

fn credit(ground: &Ground, content: &Content, computed: &Computed) -> Result<Vec<Remark>, SalesError> {
    let Some(credited) = &ground.credited else {
        let why = "choose the issued invoice it takes back";
        return Ok(vec![Remark::on("sales.credits_missing", "credits_id", why)]);
    };
    let invoice = &credited.invoice;
    let Some(issued) = &invoice.issued else { return Ok(Vec::new()) };
    if invoice.content.customer != content.customer || issued.computed.currency != computed.currency {
        let why = format!("{} is of another customer or in another currency", invoice.name());
        return Ok(vec![Remark::on("sales.credits_unfit", "credits_id", why)]);
    }
    if computed.issue_date < issued.computed.issue_date {
        let why = format!("it lies before {} of {}", invoice.name(), issued.computed.issue_date);
        return Ok(vec![Remark::on("sales.credits_unfit", "issue_date", why)]);
    }
    let mut found = Vec::new();
    for tax in &computed.taxes {
        let left = left_of_code(credited, tax.code.as_deref(), computed)?;
        if tax.net.minor() > left.minor() {
            let code = tax.code.as_deref().unwrap_or("no tax code");
            let why = format!("under {code} only {left} of {} is left", invoice.name());
            found.push(Remark::on("sales.over_credited", "lines", why));
        }
    }
    let left = deposits::left(credited)?.filter(|left| computed.gross.minor() > left.minor());
    if let Some(left) = left.filter(|_| found.is_empty()) {
        found.push(Remark::on("sales.over_credited", "lines", format!("of {} only {left} is left", invoice.name())));
    }
    Ok(found)
}

/// What earlier credit notes have left of the net amount under a tax code.
fn left_of_code(credited: &Credited, code: Option<&str>, computed: &Computed) -> Result<Amount, SalesError> {
    let of = |sale: &crate::Sale| {
        let taxes = sale.issued.iter().flat_map(|i| &i.computed.taxes).filter(|t| t.code.as_deref() == code);
        Amount::sum(computed.currency, taxes.map(|t| t.net))
    };
    let mut left = of(&credited.invoice)?;
    for note in &credited.earlier {
        left = left.checked_sub(of(note)?)?;
    }
    Ok(left)
}
