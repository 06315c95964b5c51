//! Sums and tax of a sales document, and what the law wants said about the tax.

use super::flow::Flow;
use super::styles::BODY;
use super::totals::{Rank, Sum};
use crate::papers::{SalesDocument, SalesKind, TaxRow, TaxTreatment};
use crate::words::Word;

/// The sums below the table.
pub(crate) fn sums(flow: &Flow, paper: &SalesDocument) -> Vec<Sum> {
    let (locale, totals) = (flow.locale(), &paper.totals);
    let mut sums = Vec::new();
    let mut add = |rank: Rank, label: String, amount| sums.push(Sum::new(rank, label, locale.money(amount)));
    if let Some(lines) = totals.lines {
        add(Rank::Plain, flow.say(Word::LinesTotal).to_owned(), lines);
    }
    for adjustment in &totals.adjustments {
        add(Rank::Plain, adjustment.label.clone(), adjustment.amount);
    }
    if let Some(net) = totals.net {
        let rank = if totals.lines.is_some() { Rank::Result } else { Rank::Plain };
        add(rank, flow.say(Word::NetTotal).to_owned(), net);
    }
    for row in totals.taxes.iter().filter(|row| shows_tax(row)) {
        add(Rank::Plain, tax_label(flow, row), row.tax);
    }
    if let Some(rounding) = totals.rounding {
        add(Rank::Plain, flow.say(Word::Rounding).to_owned(), rounding);
    }
    let last = match paper.kind {
        SalesKind::CreditNote { .. } => Word::AmountCredited,
        SalesKind::Receipt if totals.paid.is_empty() => Word::AmountReceived,
        _ => Word::GrossTotal,
    };
    add(if totals.due.is_some() { Rank::Result } else { Rank::Last }, flow.say(last).to_owned(), totals.gross);
    for paid in &totals.paid {
        let date = locale.date(paid.date);
        let label = match &paid.method {
            Some(method) => locale.fill(Word::PaidBy, &[("date", &date), ("method", method)]),
            None => locale.fill(Word::Paid, &[("date", &date)]),
        };
        add(Rank::Plain, label, paid.amount);
    }
    if let Some(due) = totals.due {
        add(Rank::Last, flow.say(Word::AmountDue).to_owned(), due);
    }
    sums
}

/// Under a margin scheme, and outside the tax, no tax may be shown.
fn shows_tax(row: &TaxRow) -> bool {
    matches!(row.treatment, TaxTreatment::Taxed) || !row.tax.is_zero()
}

fn tax_label(flow: &Flow, row: &TaxRow) -> String {
    let locale = flow.locale();
    let tax = row.name.as_deref().unwrap_or(flow.say(Word::Tax));
    locale.fill(Word::TaxOn, &[("tax", tax), ("rate", &locale.percent(row.rate)), ("base", &locale.money(row.base))])
}

/// What the law wants said about the tax.
pub(crate) fn mentions(flow: &mut Flow, paper: &SalesDocument) {
    let mut said: Vec<String> = Vec::new();
    let several = paper.totals.taxes.len() > 1;
    for row in &paper.totals.taxes {
        let usual = mention(row.treatment).map(|word| flow.say(word).to_owned());
        let Some(text) = row.mention.clone().or(usual) else { continue };
        // beside taxed rows it must be clear what is meant
        let text = if several { format!("{}: {text}", flow.locale().money(row.base)) } else { text };
        if !said.contains(&text) {
            said.push(text);
        }
    }
    if let Some(home) = &paper.totals.tax_in_home {
        let locale = flow.locale();
        let (rate, amount) = (locale.figure(home.rate), locale.money(home.amount));
        let currency = home.amount.currency().code();
        let blanks = [("tax", flow.say(Word::Tax)), ("currency", currency), ("rate", &rate), ("amount", &amount)];
        said.push(locale.fill(Word::TaxInHome, &blanks));
    }
    for text in &said {
        flow.paragraph(BODY, text);
        flow.gap(3.0);
    }
}

fn mention(treatment: TaxTreatment) -> Option<Word> {
    Some(match treatment {
        TaxTreatment::Taxed => return None,
        TaxTreatment::ReverseCharge => Word::NoteReverseCharge,
        TaxTreatment::IntraCommunity => Word::NoteIntraCommunity,
        TaxTreatment::Export => Word::NoteExport,
        TaxTreatment::Exempt => Word::NoteExempt,
        TaxTreatment::OutOfScope => Word::NoteOutOfScope,
        TaxTreatment::SmallBusiness => Word::NoteSmallBusiness,
        TaxTreatment::MarginGoods => Word::NoteMarginGoods,
        TaxTreatment::MarginArt => Word::NoteMarginArt,
        TaxTreatment::MarginAntiques => Word::NoteMarginAntiques,
        TaxTreatment::MarginTravel => Word::NoteMarginTravel,
    })
}
