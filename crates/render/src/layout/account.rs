//! Statement of account, reminder and remittance advice.

use money::Currency;

use super::facts::{self, Fact};
use super::flow::Flow;
use super::payment::Payment;
use super::styles::BODY;
use super::swiss;
use super::table::{Cell, Column, Fit, Row, Table};
use super::totals::{Rank, Sum, Sums};
use crate::papers::{
    Ageing, DunningLetter, DunningLevel, OverdueItem, PaidItem, PaymentCode, RemittanceAdvice, Statement,
    StatementLine, StatementSection,
};
use crate::sheet::{Align, Sheets};
use crate::words::Word;

/// What a reminder is called.
pub(crate) fn name(level: DunningLevel) -> Word {
    match level {
        DunningLevel::First => Word::FirstReminder,
        DunningLevel::Second => Word::SecondReminder,
        DunningLevel::Final => Word::FinalReminder,
    }
}

fn fact(flow: &Flow, word: Word, value: String) -> Fact {
    Fact(flow.say(word).to_owned(), value)
}

fn column(flow: &Flow, word: Word, align: Align, fit: Fit) -> Column {
    Column { title: flow.say(word).to_owned(), align, fit }
}

/// A column of amounts; the last one names the currency.
fn amounts(flow: &Flow, word: Word, currency: Option<Currency>) -> Column {
    let code = currency.map(|currency| format!(" {currency}")).unwrap_or_default();
    Column { title: format!("{}{code}", flow.say(word)), align: Align::Right, fit: Fit::Content }
}

pub(crate) fn statement(mut flow: Flow, paper: &Statement) -> Sheets {
    let locale = flow.locale();
    let (from, to) = (locale.date(paper.from), locale.date(paper.to));
    let facts = vec![
        fact(&flow, Word::Date, locale.date(paper.letter.date)),
        fact(&flow, Word::Period, format!("{from} – {to}")),
    ];
    facts::open(&mut flow, facts);
    for (i, section) in paper.sections.iter().enumerate() {
        flow.gap(if i > 0 { 22.0 } else { 0.0 });
        let code = section.opening.currency().code();
        let intro = locale.fill(Word::StatementIntro, &[("currency", code), ("from", &from), ("to", &to)]);
        flow.need(120.0);
        flow.paragraph(BODY, &intro);
        flow.gap(8.0);
        statement_section(&mut flow, section);
    }
    notes(&mut flow, &paper.notes);
    flow.finish()
}

fn statement_section(flow: &mut Flow, section: &StatementSection) {
    let locale = flow.locale();
    let row = |line: &StatementLine| {
        let amount = |amount: Option<money::Amount>| amount.map(|amount| locale.amount(amount)).unwrap_or_default();
        let balance = locale.amount(line.balance);
        let cells: Vec<Cell> = vec![
            locale.date(line.date).into(),
            line.document.clone().into(),
            line.text.clone().into(),
            line.due.map(|due| locale.date(due)).unwrap_or_default().into(),
            amount(line.charge).into(),
            amount(line.credit).into(),
            balance.clone().into(),
        ];
        Row::Cells(cells, Some(balance))
    };
    let sum = |word: Word, amount| Row::Sum(flow.say(word).to_owned(), locale.amount(amount));
    let mut rows = vec![sum(Word::OpeningBalance, section.opening)];
    rows.extend(section.lines.iter().map(row));
    let columns = vec![
        column(flow, Word::Date, Align::Left, Fit::Content),
        column(flow, Word::Document, Align::Left, Fit::UpTo(80.0)),
        column(flow, Word::Text, Align::Left, Fit::Rest),
        column(flow, Word::DueDate, Align::Left, Fit::Content),
        amounts(flow, Word::Charges, None),
        amounts(flow, Word::Credits, None),
        amounts(flow, Word::Balance, Some(section.opening.currency())),
    ];
    let closing = Sum::new(Rank::Last, flow.say(Word::ClosingBalance), locale.money(section.closing));
    let closing = Sums::new(flow, vec![closing]);
    let tail = closing.height() + if section.ageing.is_some() { 80.0 } else { 0.0 };
    Table { columns, rows, tail }.draw(flow);
    closing.draw(flow);
    if let Some(ages) = &section.ageing {
        flow.gap(14.0);
        ageing(flow, ages);
    }
}

/// Five sums side by side.
fn ageing(flow: &mut Flow, ages: &Ageing) {
    flow.need(60.0);
    flow.heading(flow.say(Word::Ageing));
    let words =
        [Word::NotDue, Word::OverdueAMonth, Word::OverdueTwoMonths, Word::OverdueThreeMonths, Word::OverdueLonger];
    let sums = std::iter::once(ages.not_due).chain(ages.overdue);
    let cells = sums.map(|sum| flow.locale().money(sum).into()).collect();
    let columns = words.map(|word| column(flow, word, Align::Right, Fit::Share(5))).into();
    Table { columns, rows: vec![Row::Cells(cells, None)], tail: 0.0 }.draw(flow);
}

pub(crate) fn dunning(mut flow: Flow, paper: &DunningLetter) -> Sheets {
    let locale = flow.locale();
    let until = locale.date(paper.pay_until);
    let facts =
        vec![fact(&flow, Word::Date, locale.date(paper.letter.date)), fact(&flow, Word::DueDate, until.clone())];
    facts::open(&mut flow, facts);
    let (opening, closing) = match paper.level {
        DunningLevel::First => (Word::FirstReminderIntro, Word::FirstReminderClosing),
        DunningLevel::Second => (Word::SecondReminderIntro, Word::SecondReminderClosing),
        DunningLevel::Final => (Word::FinalReminderIntro, Word::FinalReminderClosing),
    };
    let usual = [flow.say(Word::Salutation).to_owned(), locale.fill(opening, &[("date", &until)])];
    let paragraphs = if paper.opening.is_empty() { &usual[..] } else { &paper.opening };
    for paragraph in paragraphs {
        flow.paragraph(BODY, paragraph);
        flow.gap(8.0);
    }
    let sums = dunning_sums(&flow, paper);
    let sums = Sums::new(&mut flow, sums);
    dunning_table(&flow, paper, sums.height()).draw(&mut flow);
    sums.draw(&mut flow);
    flow.gap(4.0);
    dunning_payment(&mut flow, paper);
    let usual = [flow.say(closing).to_owned()];
    let paragraphs = if paper.closing.is_empty() { &usual[..] } else { &paper.closing };
    for paragraph in paragraphs {
        flow.gap(6.0);
        flow.paragraph(BODY, paragraph);
    }
    flow.gap(12.0);
    flow.need(5.0 * BODY.leading());
    flow.paragraph(BODY, flow.say(Word::Greeting));
    if let Some(name) = &paper.signed_by {
        flow.gap(26.0);
        flow.paragraph(BODY, name);
    }
    if let Some(PaymentCode::Swiss(code)) = &paper.payment_code {
        swiss::draw(&mut flow, code);
    }
    flow.finish()
}

fn dunning_table(flow: &Flow, paper: &DunningLetter, tail: f32) -> Table {
    let locale = flow.locale();
    let row = |item: &OverdueItem| {
        let cells: Vec<Cell> = vec![
            item.document.clone().into(),
            locale.date(item.date).into(),
            locale.date(item.due).into(),
            item.days.to_string().into(),
            locale.amount(item.amount).into(),
            locale.amount(item.open).into(),
        ];
        Row::Cells(cells, None)
    };
    let columns = vec![
        column(flow, Word::OpenInvoice, Align::Left, Fit::Rest),
        column(flow, Word::Date, Align::Left, Fit::Content),
        column(flow, Word::DueDate, Align::Left, Fit::Content),
        column(flow, Word::DaysOverdue, Align::Right, Fit::Content),
        amounts(flow, Word::InvoiceAmount, None),
        amounts(flow, Word::Open, Some(paper.total.currency())),
    ];
    Table { columns, rows: paper.items.iter().map(row).collect(), tail }
}

fn dunning_sums(flow: &Flow, paper: &DunningLetter) -> Vec<Sum> {
    let locale = flow.locale();
    let mut sums = Vec::new();
    let mut add = |rank, word, amount| sums.push(Sum::new(rank, flow.say(word), locale.money(amount)));
    if paper.interest.is_some() || paper.fee.is_some() {
        add(Rank::Plain, Word::OpenTotal, paper.open);
    }
    for (word, amount) in [(Word::Interest, paper.interest), (Word::ReminderFee, paper.fee)] {
        if let Some(amount) = amount {
            add(Rank::Plain, word, amount);
        }
    }
    add(Rank::Last, Word::TotalToPay, paper.total);
    sums
}

fn dunning_payment(flow: &mut Flow, paper: &DunningLetter) {
    let code = match &paper.payment_code {
        Some(PaymentCode::Giro(giro)) => Some(giro),
        Some(PaymentCode::Swiss(_)) => return,
        None => None,
    };
    let account = paper.pay_to.as_ref().or(flow.letter.sender.accounts.first());
    let amount = flow.locale().money(paper.total);
    Payment { account, reference: paper.payment_reference.as_deref(), amount, code }.draw(flow);
}

pub(crate) fn remittance(mut flow: Flow, paper: &RemittanceAdvice) -> Sheets {
    let locale = flow.locale();
    let mut facts = vec![fact(&flow, Word::Date, locale.date(paper.letter.date))];
    facts.extend(paper.number.clone().map(|number| fact(&flow, Word::PaymentReference, number)));
    facts.extend(paper.method.clone().map(|method| fact(&flow, Word::PaymentMethod, method)));
    facts.extend(paper.paid_to.clone().map(|account| fact(&flow, Word::PaidTo, account)));
    facts::open(&mut flow, facts);
    flow.paragraph(BODY, flow.say(Word::Salutation));
    flow.gap(8.0);
    let (amount, date) = (locale.money(paper.total), locale.date(paper.paid_on));
    let intro = locale.fill(Word::RemittanceIntro, &[("amount", &amount), ("date", &date)]);
    flow.paragraph(BODY, &intro);
    flow.gap(8.0);
    let total = Sum::new(Rank::Last, flow.say(Word::TotalPaid), amount);
    let total = Sums::new(&mut flow, vec![total]);
    remittance_table(&flow, paper, total.height()).draw(&mut flow);
    total.draw(&mut flow);
    notes(&mut flow, &paper.notes);
    flow.finish()
}

fn remittance_table(flow: &Flow, paper: &RemittanceAdvice, tail: f32) -> Table {
    let locale = flow.locale();
    let (discounted, withheld) = (
        paper.items.iter().any(|item| item.discount.is_some()),
        paper.items.iter().any(|item| item.withheld.is_some()),
    );
    let amount = |amount: Option<money::Amount>| amount.map(|amount| locale.amount(amount)).unwrap_or_default();
    let row = |item: &PaidItem| {
        let mut cells: Vec<Cell> = vec![
            item.document.clone().into(),
            item.date.map(|date| locale.date(date)).unwrap_or_default().into(),
            locale.amount(item.amount).into(),
        ];
        cells.extend(discounted.then(|| amount(item.discount).into()));
        cells.extend(withheld.then(|| amount(item.withheld).into()));
        cells.push(locale.amount(item.paid).into());
        Row::Cells(cells, None)
    };
    let mut columns = vec![
        column(flow, Word::YourDocument, Align::Left, Fit::Rest),
        column(flow, Word::Date, Align::Left, Fit::Content),
        amounts(flow, Word::Amount, None),
    ];
    columns.extend(discounted.then(|| amounts(flow, Word::Discount, None)));
    columns.extend(withheld.then(|| amounts(flow, Word::Withheld, None)));
    columns.push(amounts(flow, Word::PaidAmount, Some(paper.total.currency())));
    Table { columns, rows: paper.items.iter().map(row).collect(), tail }
}

fn notes(flow: &mut Flow, notes: &[String]) {
    flow.gap(12.0);
    for note in notes {
        flow.paragraph(BODY, note);
        flow.gap(6.0);
    }
}
