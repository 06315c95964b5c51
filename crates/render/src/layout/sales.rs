//! Invoice, credit note, quote and receipt.

use super::facts::{self, Fact};
use super::flow::Flow;
use super::payment::Payment;
use super::styles::{BODY, HAIR, SMALL, STRONG};
use super::sums::{mentions, sums};
use super::swiss;
use super::table::{Cell, Column, Fit, Row, Table};
use super::totals::Sums;
use crate::papers::{Item, Line, Origin, PaymentCode, SalesDocument, SalesKind, Supply};
use crate::sheet::{Align, Role, Sheets};
use crate::words::Word;

/// What the paper is called.
pub(crate) fn name(kind: &SalesKind) -> Word {
    match kind {
        SalesKind::Invoice => Word::Invoice,
        SalesKind::CreditNote { .. } => Word::CreditNote,
        SalesKind::Quote { .. } => Word::Quote,
        SalesKind::Receipt => Word::Receipt,
    }
}

pub(crate) fn lay_out(mut flow: Flow, paper: &SalesDocument) -> Sheets {
    let facts = facts(&flow, paper);
    facts::open(&mut flow, facts);
    for paragraph in &paper.opening {
        flow.paragraph(BODY, paragraph);
        flow.gap(8.0);
    }
    let sums = sums(&flow, paper);
    let sums = Sums::new(&mut flow, sums);
    let tail = sums.height();
    lines(&flow, paper, tail).draw(&mut flow);
    sums.draw(&mut flow);
    flow.gap(12.0);
    mentions(&mut flow, paper);
    terms(&mut flow, paper);
    payment(&mut flow, paper);
    for note in &paper.notes {
        flow.gap(6.0);
        flow.paragraph(BODY, note);
    }
    if let SalesKind::Quote { signature: true, .. } = paper.kind {
        signature(&mut flow);
    }
    if let Some(PaymentCode::Swiss(code)) = &paper.payment_code {
        swiss::draw(&mut flow, code);
    }
    flow.finish()
}

/// The rows beside the address.
fn facts(flow: &Flow, paper: &SalesDocument) -> Vec<Fact> {
    let locale = flow.locale();
    let mut facts = Vec::new();
    let mut add = |word: Word, value: String| facts.push(Fact(flow.say(word).to_owned(), value));
    let number = match paper.kind {
        SalesKind::Invoice => Word::InvoiceNumber,
        SalesKind::CreditNote { .. } => Word::CreditNoteNumber,
        SalesKind::Quote { .. } => Word::QuoteNumber,
        SalesKind::Receipt => Word::ReceiptNumber,
    };
    add(number, paper.number.clone());
    add(Word::Date, locale.date(paper.letter.date));
    match paper.supply {
        Some(Supply::On(day)) => add(Word::SupplyDate, locale.date(day)),
        Some(Supply::Over(from, to)) => {
            add(Word::SupplyPeriod, format!("{} – {}", locale.date(from), locale.date(to)));
        }
        None => {}
    }
    match &paper.kind {
        SalesKind::CreditNote { corrects: Some(Origin { number, date }) } => {
            let day = date.map(|day| format!(", {}", locale.date(day))).unwrap_or_default();
            add(Word::Corrects, format!("{number}{day}"));
        }
        SalesKind::Quote { valid_until: Some(day), .. } => add(Word::ValidUntil, locale.date(*day)),
        _ => {}
    }
    if let Some(due) = paper.terms.due {
        add(Word::DueDate, locale.date(due));
    }
    if let Some(party) = &paper.deliver_to {
        let lines: Vec<&str> = std::iter::once(&party.name).chain(&party.address).map(String::as_str).collect();
        add(Word::DeliverTo, lines.join("\n"));
    }
    facts
}

/// The table of what is supplied. A column that no line uses is left out.
fn lines(flow: &Flow, paper: &SalesDocument, tail: f32) -> Table {
    let items = || paper.lines.iter().filter_map(|line| if let Line::Item(item) = line { Some(&**item) } else { None });
    let has = |used: fn(&Item) -> bool| items().any(used);
    let column = |word: Word, align: Align, fit: Fit| Column { title: flow.say(word).to_owned(), align, fit };
    let amount = format!("{} {}", flow.say(Word::Amount), paper.currency());
    let columns: Vec<(bool, Column)> = vec![
        (has(|item| !item.position.is_empty()), column(Word::Position, Align::Left, Fit::UpTo(48.0))),
        (true, column(Word::Description, Align::Left, Fit::Rest)),
        (has(|item| item.quantity.is_some()), column(Word::Quantity, Align::Right, Fit::Content)),
        (has(|item| item.unit_price.is_some()), column(Word::UnitPrice, Align::Right, Fit::Content)),
        (has(|item| item.discount.is_some()), column(Word::Discount, Align::Right, Fit::Content)),
        (has(|item| item.tax_rate.is_some()), column(Word::TaxRate, Align::Right, Fit::Content)),
        (true, Column { title: amount, align: Align::Right, fit: Fit::Content }),
    ];
    let used: Vec<bool> = columns.iter().map(|(used, _)| *used).collect();
    let rows = paper.lines.iter().map(|line| match line {
        Line::Item(item) => {
            let cells = cells(flow, paper, item).into_iter().zip(&used).filter(|(_, used)| **used);
            Row::Cells(cells.map(|(cell, _)| cell).collect(), item.running.map(|sum| flow.locale().amount(sum)))
        }
        Line::Heading(title) => Row::Heading(title.clone()),
        Line::Text(remark) => Row::Text(remark.clone()),
        Line::Subtotal { label, amount } => Row::Sum(label.clone(), flow.locale().amount(*amount)),
    });
    let rows = rows.collect();
    Table { columns: columns.into_iter().filter(|(used, _)| *used).map(|(_, column)| column).collect(), rows, tail }
}

fn cells(flow: &Flow, paper: &SalesDocument, item: &Item) -> [Cell; 7] {
    let locale = flow.locale();
    let unit = item.unit.as_ref().map(|unit| format!("\u{a0}{unit}")).unwrap_or_default();
    let exponent = paper.currency().exponent();
    [
        item.position.clone().into(),
        Cell { text: item.name.clone(), detail: item.detail.clone() },
        item.quantity.map(|quantity| format!("{}{unit}", locale.quantity(quantity))).unwrap_or_default().into(),
        item.unit_price.map(|price| locale.unit_price(price, exponent)).unwrap_or_default().into(),
        item.discount.map(|share| locale.percent(share)).unwrap_or_default().into(),
        item.tax_rate.map(|rate| locale.percent(rate)).unwrap_or_default().into(),
        locale.amount(item.amount).into(),
    ]
}

fn terms(flow: &mut Flow, paper: &SalesDocument) {
    let (locale, terms) = (flow.locale(), &paper.terms);
    let mut said = Vec::new();
    let settled = paper.totals.due.is_some_and(money::Amount::is_zero);
    if settled {
        said.push(flow.say(Word::PaidInFull).to_owned());
    } else if terms.at_once {
        said.push(flow.say(Word::PayAtOnce).to_owned());
    } else if let Some(due) = terms.due {
        said.push(locale.fill(Word::PayBy, &[("date", &locale.date(due))]));
    }
    for discount in &terms.discounts {
        let (percent, date) = (locale.percent(discount.percent), locale.date(discount.until));
        let amount = locale.money(discount.amount);
        said.push(locale.fill(Word::CashDiscount, &[("percent", &percent), ("date", &date), ("amount", &amount)]));
    }
    said.extend(terms.text.clone());
    for text in &said {
        flow.paragraph(BODY, text);
        flow.gap(2.0);
    }
    if !terms.instalments.is_empty() {
        flow.gap(6.0);
        flow.heading(flow.say(Word::Instalments));
        instalments(flow, paper).draw(flow);
        flow.gap(4.0);
    }
}

fn instalments(flow: &Flow, paper: &SalesDocument) -> Table {
    let locale = flow.locale();
    let title = format!("{} {}", flow.say(Word::Amount), paper.currency());
    let row = |(i, part): (usize, &crate::papers::Instalment)| {
        let name = locale.fill(Word::Instalment, &[("number", &(i + 1).to_string())]);
        Row::Cells(vec![name.into(), locale.date(part.due).into(), locale.amount(part.amount).into()], None)
    };
    Table {
        columns: vec![
            Column { title: flow.say(Word::Description).to_owned(), align: Align::Left, fit: Fit::Rest },
            Column { title: flow.say(Word::DueDate).to_owned(), align: Align::Left, fit: Fit::Content },
            Column { title, align: Align::Right, fit: Fit::Content },
        ],
        rows: paper.terms.instalments.iter().enumerate().map(row).collect(),
        tail: 0.0,
    }
}

/// The account to pay to, on papers that ask for money.
fn payment(flow: &mut Flow, paper: &SalesDocument) {
    let asks = matches!(paper.kind, SalesKind::Invoice) && !paper.totals.due.is_some_and(money::Amount::is_zero);
    if !asks || matches!(paper.payment_code, Some(PaymentCode::Swiss(_))) {
        return;
    }
    let code = if let Some(PaymentCode::Giro(giro)) = &paper.payment_code { Some(giro) } else { None };
    let amount = flow.locale().money(paper.totals.due.unwrap_or(paper.totals.gross));
    let reference = Some(paper.payment_reference.as_deref().unwrap_or(&paper.number));
    let account = paper.pay_to.as_ref().or(flow.letter.sender.accounts.first());
    Payment { account, reference, amount, code }.draw(flow);
}

/// A line to sign on.
fn signature(flow: &mut Flow) {
    flow.need(80.0);
    flow.gap(16.0);
    flow.paragraph(STRONG, flow.say(Word::Acceptance));
    flow.gap(34.0);
    let half = flow.grid.measure() * 0.6;
    flow.sheets.rule((flow.grid.left, flow.y), half, 0.6, HAIR);
    flow.gap(2.0);
    flow.block(Role::Paragraph, SMALL, (flow.grid.left, half), flow.say(Word::PlaceDateSignature));
}
