//! Papers as they look: a page with a coloured banner, a plain letter, and a till receipt.

use super::bill::{Bill, Kind, Party};
use super::pdf::{Colour, Font, Sheet};
use super::words::{GERMAN, Words};

const A4: (f32, f32) = (595.0, 842.0);
const LEFT: f32 = 56.0;
const RIGHT: f32 = 539.0;
const WHITE: Colour = [1.0, 1.0, 1.0];
const ACCENT: Colour = [0.12, 0.32, 0.45];
const PALE: Colour = [0.91, 0.94, 0.96];

/// Where the columns of the table of items end (the first: begins).
struct Columns {
    what: f32,
    quantity: f32,
    price: f32,
    sum: f32,
}

fn title(bill: &Bill, words: &Words) -> &'static str {
    match bill.kind {
        Kind::Invoice | Kind::Receipt => words.invoice,
        Kind::CreditNote => words.credit_note,
        Kind::Order => words.order,
    }
}

/// Labels and values that identify the paper.
fn particulars(bill: &Bill, words: &Words) -> Vec<(&'static str, String)> {
    let number = if bill.kind == Kind::Order { words.order_number } else { words.number };
    let mut rows = vec![(number, bill.number.to_owned()), (words.date, words.day(bill.date))];
    rows.extend(bill.corrects.map(|number| (words.corrects, number.to_owned())));
    rows.extend(bill.order.map(|order| (words.your_order, order.to_owned())));
    rows.extend(bill.due.map(|day| (words.due, words.day(day))));
    rows.extend(bill.buyer.tax_id.clone().map(|id| (words.your_tax_id, id)));
    rows
}

/// A band of colour across the top with a logo in it, the particulars in a box on the right, a shaded table.
pub fn banner(bill: &Bill, words: &Words) -> Vec<u8> {
    let mut sheet = Sheet::new(A4.0, A4.1);
    sheet.fill(ACCENT, (0.0, 0.0), (A4.0, 78.0));
    sheet.fill(WHITE, (LEFT, 24.0), (30.0, 30.0));
    sheet.fill(ACCENT, (LEFT + 8.0, 32.0), (14.0, 14.0));
    sheet.coloured(WHITE, Font::Bold, 17.0, (LEFT + 44.0, 45.0), bill.seller.name);
    let mut y = 118.0;
    for line in address(&bill.buyer) {
        sheet.text(Font::Plain, 10.5, (LEFT, y), &line);
        y += 14.0;
    }
    let rows = particulars(bill, words);
    sheet.fill(PALE, (330.0, 100.0), (RIGHT - 330.0, 12.0 + 15.0 * rows.len() as f32));
    let mut y = 117.0;
    for (label, value) in rows {
        sheet.text(Font::Plain, 9.5, (340.0, y), label);
        sheet.text_to(Font::Bold, 9.5, (RIGHT - 10.0, y), &value);
        y += 15.0;
    }
    sheet.text(Font::Bold, 20.0, (LEFT, 246.0), title(bill, words));
    let columns = Columns { what: LEFT + 8.0, quantity: 368.0, price: 452.0, sum: RIGHT - 8.0 };
    sheet.fill(ACCENT, (LEFT, 268.0), (RIGHT - LEFT, 20.0));
    head(&mut sheet, &columns, 282.0, words, WHITE);
    let y = items(&mut sheet, bill, words, &columns, 306.0);
    let y = totals(&mut sheet, bill, words, (340.0, columns.sum), y + 14.0);
    remarks(&mut sheet, bill, words, y + 30.0);
    footer(&mut sheet, bill, words);
    sheet.into_pdf()
}

/// A business letter: the sender's line above the window, the title with its number, ruled rows.
pub fn letter(bill: &Bill, words: &Words) -> Vec<u8> {
    let mut sheet = Sheet::new(A4.0, A4.1);
    let seller = &bill.seller;
    sheet.text_to(Font::Bold, 15.0, (RIGHT, 62.0), seller.name);
    let mut y = 78.0;
    for line in [seller.street.to_owned(), place(seller), seller.email.to_owned()] {
        sheet.text_to(Font::Plain, 9.0, (RIGHT, y), &line);
        y += 12.0;
    }
    let sender = format!("{} · {} · {}", seller.name, seller.street, place(seller));
    sheet.text(Font::Plain, 7.0, (LEFT, 138.0), &sender);
    sheet.rule(LEFT, 300.0, 141.0);
    let mut y = 160.0;
    for line in address(&bill.buyer) {
        sheet.text(Font::Plain, 10.5, (LEFT, y), &line);
        y += 14.0;
    }
    sheet.text(Font::Bold, 14.0, (LEFT, 262.0), title(bill, words));
    let mut y = 284.0;
    for (label, value) in particulars(bill, words) {
        sheet.text(Font::Plain, 10.0, (LEFT, y), &format!("{label}:"));
        sheet.text(Font::Plain, 10.0, (LEFT + 120.0, y), &value);
        y += 14.0;
    }
    let columns = Columns { what: LEFT, quantity: 350.0, price: 450.0, sum: RIGHT };
    sheet.rule(LEFT, RIGHT, y + 8.0);
    head(&mut sheet, &columns, y + 22.0, words, super::pdf::BLACK);
    sheet.rule(LEFT, RIGHT, y + 28.0);
    let y = items(&mut sheet, bill, words, &columns, y + 44.0);
    sheet.rule(LEFT, RIGHT, y - 6.0);
    let y = totals(&mut sheet, bill, words, (330.0, RIGHT), y + 10.0);
    remarks(&mut sheet, bill, words, y + 30.0);
    footer(&mut sheet, bill, words);
    sheet.into_pdf()
}

fn address(party: &Party) -> Vec<String> {
    vec![party.name.to_owned(), party.street.to_owned(), place(party)]
}

fn place(party: &Party) -> String {
    format!("{} {}", party.postcode, party.city).trim().to_owned()
}

fn head(sheet: &mut Sheet, columns: &Columns, y: f32, words: &Words, colour: Colour) {
    sheet.coloured(colour, Font::Bold, 9.5, (columns.what, y), words.description);
    for (x, label) in [(columns.quantity, words.quantity), (columns.price, words.price), (columns.sum, words.amount)] {
        sheet.coloured_to(colour, Font::Bold, 9.5, (x, y), label);
    }
}

/// Draws the items and returns where the next line would stand.
fn items(sheet: &mut Sheet, bill: &Bill, words: &Words, columns: &Columns, mut y: f32) -> f32 {
    for item in &bill.items {
        sheet.text(Font::Plain, 10.0, (columns.what, y), item.what);
        sheet.text_to(Font::Plain, 10.0, (columns.quantity, y), &item.quantity.to_string());
        sheet.text_to(Font::Plain, 10.0, (columns.price, y), &words.figure(item.price));
        sheet.text_to(Font::Plain, 10.0, (columns.sum, y), &words.figure(item.sum()));
        y += 18.0;
    }
    y
}

fn totals(sheet: &mut Sheet, bill: &Bill, words: &Words, (left, right): (f32, f32), mut y: f32) -> f32 {
    let mut rows = vec![(words.net.to_owned(), bill.net())];
    let taxed = bill.shares().into_iter().filter(|share| share.rate > 0);
    rows.extend(taxed.map(|share| (format!("{} {} %", words.tax, share.rate), share.tax)));
    for (label, cents) in rows {
        sheet.text(Font::Plain, 10.0, (left, y), &label);
        sheet.text_to(Font::Plain, 10.0, (right, y), &words.money(cents, bill.currency));
        y += 16.0;
    }
    sheet.rule(left, right, y - 10.0);
    let label = if bill.kind == Kind::CreditNote { words.refund } else { words.total };
    sheet.text(Font::Bold, 11.0, (left, y + 6.0), label);
    sheet.text_to(Font::Bold, 11.0, (right, y + 6.0), &words.money(bill.gross() + bill.misprint, bill.currency));
    y + 6.0
}

fn remarks(sheet: &mut Sheet, bill: &Bill, words: &Words, mut y: f32) {
    let pay = (bill.kind == Kind::Invoice).then_some(words.pay);
    for text in bill.note.into_iter().chain(pay) {
        sheet.text(Font::Plain, 9.0, (LEFT, y), text);
        y += 14.0;
    }
}

fn footer(sheet: &mut Sheet, bill: &Bill, words: &Words) {
    let seller = &bill.seller;
    sheet.rule(LEFT, RIGHT, 780.0);
    let at = |column: f32, row: f32| (LEFT + column * 165.0, 793.0 + row * 11.0);
    sheet.text(Font::Plain, 8.0, at(0.0, 0.0), seller.name);
    sheet.text(Font::Plain, 8.0, at(0.0, 1.0), &format!("{}, {}", seller.street, place(seller)));
    if let Some(tax_id) = &seller.tax_id {
        sheet.text(Font::Plain, 8.0, at(1.2, 0.0), &format!("{} {tax_id}", words.tax_id));
    }
    if let Some(iban) = &seller.iban {
        sheet.text(Font::Plain, 8.0, at(1.2, 1.0), &format!("IBAN {}", in_groups(iban)));
    }
}

/// `DE89 3704 …`.
fn in_groups(iban: &str) -> String {
    let mut grouped = String::new();
    for (position, c) in iban.chars().enumerate() {
        if position > 0 && position % 4 == 0 {
            grouped.push(' ');
        }
        grouped.push(c);
    }
    grouped
}

/// A strip of thermal paper in typewriter letters.
pub fn till_receipt(bill: &Bill) -> Vec<u8> {
    let words = &GERMAN;
    let (width, left, right) = (226.0, 14.0, 212.0);
    let mut sheet = Sheet::new(width, 330.0 + 14.0 * bill.items.len() as f32);
    let mut y = 30.0;
    let seller = &bill.seller;
    for line in [seller.name.to_owned(), seller.street.to_owned(), place(seller)] {
        let size = if y < 40.0 { 13.0 } else { 9.0 };
        sheet.centred(Font::Typewriter, size, (width / 2.0, y), &line);
        y += 15.0;
    }
    if let Some(tax_id) = &seller.tax_id {
        sheet.centred(Font::Typewriter, 9.0, (width / 2.0, y), &format!("USt-IdNr. {tax_id}"));
    }
    y += 24.0;
    sheet.text_to(Font::Typewriter, 9.0, (right, y), "EUR");
    y += 15.0;
    for item in &bill.items {
        let group = if item.rate == 7 { "B" } else { "A" };
        let what = if item.quantity == 1 { item.what.to_owned() } else { format!("{} x {}", item.quantity, item.what) };
        sheet.text(Font::Typewriter, 9.0, (left, y), &what);
        sheet.text_to(Font::Typewriter, 9.0, (right, y), &format!("{} {group}", words.figure(item.sum())));
        y += 14.0;
    }
    sheet.rule(left, right, y - 6.0);
    y += 12.0;
    sheet.text(Font::Typewriter, 13.0, (left, y), "SUMME EUR");
    sheet.text_to(Font::Typewriter, 13.0, (right, y), &words.figure(bill.gross()));
    y += 18.0;
    sheet.text(Font::Typewriter, 9.0, (left, y), "Kartenzahlung");
    sheet.text_to(Font::Typewriter, 9.0, (right, y), &words.figure(bill.gross()));
    y += 24.0;
    sheet.text(Font::Typewriter, 9.0, (left, y), "MwSt    Netto    Steuer   Brutto");
    for share in bill.shares().iter().rev() {
        y += 13.0;
        let group = if share.rate == 7 { "B" } else { "A" };
        let (base, tax) = (words.figure(share.base), words.figure(share.tax));
        let gross = words.figure(share.base + share.tax);
        sheet.text(
            Font::Typewriter,
            9.0,
            (left, y),
            &format!("{group} {:>2}% {base:>8} {tax:>9} {gross:>8}", share.rate),
        );
    }
    y += 26.0;
    let stamp = format!("{} 16:42  Bon {}", words.day(bill.date), bill.number);
    sheet.text(Font::Typewriter, 9.0, (left, y), &stamp);
    sheet.centred(Font::Typewriter, 9.0, (width / 2.0, y + 24.0), "Vielen Dank!");
    sheet.into_pdf()
}
