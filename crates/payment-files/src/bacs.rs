//! Direct credits of Bacs (Standard 18): labels of 80 characters around records of 100, or of 106 where the payments
//! are of several days.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::account::{british, digits, plain};
use crate::calendar::Calendar;
use crate::charset::Charset::Bacs;
use crate::fixed::Record;
use crate::terms::groups;
use crate::{Account, Batch, Payment, purpose};

/// Characters of a reference or a name.
const WORDS: usize = 18;
/// The file may be overwritten so many days after its last payment.
const KEPT: i64 = 30;

/// Writes a batch that was checked.
pub(crate) fn write(batch: &Batch, serial: &str) -> Vec<u8> {
    let days = groups(batch, |payment| batch.day_of(payment));
    let user = batch.payer.identification.as_deref().unwrap_or_default();
    let name = Bacs.fit(&batch.payer.name);
    let own = account(&batch.payer.account);
    let mut text = labels(batch, serial, user, &days);
    let (mut credits, mut debits) = (Totals::default(), Totals::default());
    for (day, payments) in &days {
        let mut sum = 0;
        for payment in payments {
            let pence = u64::try_from(payment.amount.minor()).unwrap_or_default();
            let record = data(&account(&payment.payee.account), "99", &own, pence);
            let record = record.text(&name, WORDS).text(&reference(payment), WORDS);
            text.push_str(&dated(record.text(&Bacs.fit(&payment.payee.name), WORDS), *day, &days).line());
            credits.add(pence);
            sum += pence;
        }
        // what the payees get is taken from the payer in one sum: debit 17
        let contra = data(&own, "17", &own, sum).text(&Bacs.fit(&batch.message), WORDS);
        let contra = contra.text("CONTRA", WORDS).text(&name, WORDS);
        text.push_str(&dated(contra, *day, &days).line());
        debits.add(sum);
    }
    text.push_str(&label("EOF1", batch, serial, user, &days).line());
    text.push_str(&second("EOF2", &days).line());
    let totals = Record::of("UTL1").number(debits.pence, 13).number(credits.pence, 13);
    text.push_str(&totals.number(debits.count, 7).number(credits.count, 7).blank(36).line());
    text.into_bytes()
}

#[derive(Default)]
struct Totals {
    pence: u64,
    count: u64,
}

impl Totals {
    fn add(&mut self, pence: u64) {
        self.pence += pence;
        self.count += 1;
    }
}

type Days<'a> = BTreeMap<Date, Vec<&'a Payment>>;

/// The four labels before the records: volume, file twice, and user.
fn labels(batch: &Batch, serial: &str, user: &str, days: &Days<'_>) -> String {
    let volume = Record::of("VOL1").text(serial, 6).blank(31).text(user, 6).blank(32).text("1", 1);
    let (day, work) = match days.keys().next() {
        Some(day) if days.len() == 1 => (processed(*day), "1 DAILY"),
        _ => (String::new(), "4 MULTI"),
    };
    // 999999 is Bacs itself; two digits for the currency and six for the country follow, all zero for pounds at home
    let header = Record::of("UHL1").text(&day, 6).text("999999", 6).blank(4).number(0, 8).text(work, 9);
    let header = header.number(1, 3).blank(40);
    let first = label("HDR1", batch, serial, user, days);
    [volume, first, second("HDR2", days), header].into_iter().map(Record::line).collect()
}

/// The label of the file, at its beginning and its end.
fn label(mark: &str, batch: &Batch, serial: &str, user: &str, days: &Days<'_>) -> Record {
    let last = days.keys().next_back().copied().unwrap_or(batch.execution);
    Record::of(mark)
        .text("A", 1)
        .text(user, 6)
        .text("S  1", 4)
        .text(user, 6)
        .text(serial, 6)
        .text("00010001", 8)
        .blank(6)
        .text(&julian(batch.created.date()), 6)
        .text(&julian(last.saturating_add(KEPT.days())), 6)
        .blank(1)
        .number(0, 6)
        .blank(20)
}

/// Fixed records, with the length of block and record.
fn second(mark: &str, days: &Days<'_>) -> Record {
    let length = if days.len() == 1 { 100 } else { 106 };
    Record::of(mark).text("F", 1).number(20 * length, 5).number(length, 5).blank(35).text("00", 2).blank(28)
}

/// The first half of a record: whose account, what happens to it, and with which it is settled.
fn data(account: &(String, String), code: &str, own: &(String, String), pence: u64) -> Record {
    Record::default()
        .text(&account.0, 6)
        .text(&account.1, 8)
        .text("0", 1)
        .text(code, 2)
        .text(&own.0, 6)
        .text(&own.1, 8)
        .blank(4)
        .number(pence, 11)
}

/// The record with its processing day, where the file has several.
fn dated(record: Record, day: Date, days: &Days<'_>) -> Record {
    if days.len() == 1 { record } else { record.text(&processed(day), 6) }
}

/// The words that the payee finds on its statement: the text, or else the name of the payment.
fn reference(payment: &Payment) -> String {
    let text = purpose::text(payment, Bacs, WORDS);
    if text.is_empty() { Bacs.fit(&payment.end_to_end) } else { text }
}

/// The day on which Bacs processes what is paid on `day`: the banking day before.
fn processed(day: Date) -> String {
    julian(Calendar::England.before(day))
}

/// A blank, two digits of the year and three of the day in it.
fn julian(day: Date) -> String {
    format!(" {:02}{:03}", day.year().rem_euclid(100), day.day_of_year())
}

/// Sort code and number.
fn account(account: &Account) -> (String, String) {
    match account {
        Account::Uk { sort_code, number } => (digits(sort_code), digits(number)),
        Account::Iban { iban, .. } => {
            let iban = plain(iban);
            british(&iban).map(|(sort, number)| (sort.to_owned(), number.to_owned())).unwrap_or_default()
        }
        Account::Us { .. } | Account::Other { .. } => Default::default(),
    }
}
