//! Files of the American clearing house (Nacha operating rules, appendix three): credits, in records of 94 characters
//! and blocks of ten records.

use jiff::civil::Date;

use crate::account::{digits, plain};
use crate::charset::Charset;
use crate::fixed::Record;
use crate::terms::groups;
use crate::{Account, AchSender, Batch, PayeeKind, Payment, UsAccount, purpose};

/// Characters of a record.
const WIDTH: usize = 94;
/// Records of a block.
const BLOCK: usize = 10;
/// Characters of the payment information of an addendum.
const ADDENDUM: usize = 80;
/// Entry hashes have ten digits; what is more is left out at the left.
const HASH: u64 = 10_000_000_000;

/// Writes a batch that was checked.
pub(crate) fn write(batch: &Batch, sender: &AchSender) -> Vec<u8> {
    let bank = routing(&batch.payer.account);
    let mut file = File { bank: bank.chars().take(8).collect(), ..File::default() };
    file.push(header(batch, sender));
    let key = |payment: &Payment| (batch.day_of(payment), payment.payee.kind);
    for ((day, kind), payments) in groups(batch, key) {
        file.batch(batch, sender, day, kind, &payments);
    }
    file.close().into_bytes()
}

/// What was written and counted.
#[derive(Default)]
struct File {
    /// The first eight digits of the payer's bank.
    bank: String,
    text: String,
    records: usize,
    batches: u64,
    entries: u64,
    all: Totals,
}

/// What a control record tells.
#[derive(Default, Clone, Copy)]
struct Totals {
    /// Entries and addenda.
    count: u64,
    hash: u64,
    cents: u64,
}

impl Totals {
    fn add(&mut self, other: Totals) {
        self.count += other.count;
        self.hash = (self.hash + other.hash) % HASH;
        self.cents += other.cents;
    }

    /// Count, hash, debits of which there are none, and credits.
    fn write(self, record: Record, count: usize) -> Record {
        record.number(self.count, count).number(self.hash, 10).number(0, 12).number(self.cents, 12)
    }
}

impl File {
    fn push(&mut self, record: Record) {
        self.text.push_str(&record.line());
        self.records += 1;
    }

    fn batch(&mut self, batch: &Batch, sender: &AchSender, day: Date, kind: PayeeKind, payments: &[&Payment]) {
        let company = batch.payer.identification.as_deref().unwrap_or_default();
        self.batches += 1;
        let header = Record::of("5220")
            .text(&Charset::Ascii.fit(&batch.payer.name), 16)
            .blank(20)
            .text(company, 10)
            .text(if kind == PayeeKind::Person { "PPD" } else { "CCD" }, 3)
            .text(&Charset::Ascii.fit(&sender.description), 10)
            .blank(6)
            .text(&day.strftime("%y%m%d").to_string(), 6)
            .blank(3)
            .text("1", 1)
            .text(&self.bank, 8)
            .number(self.batches, 7);
        self.push(header);
        let mut totals = Totals::default();
        for payment in payments {
            totals.add(self.entry(payment));
        }
        let control = totals.write(Record::of("8220"), 6);
        let control = control.text(company, 10).blank(25).text(&self.bank, 8).number(self.batches, 7);
        self.push(control);
        self.all.add(totals);
    }

    /// An entry, with an addendum when there is something to say.
    fn entry(&mut self, payment: &Payment) -> Totals {
        self.entries += 1;
        let payee = &payment.payee;
        let (routing, cents) = (routing(&payee.account), u64::try_from(payment.amount.minor()).unwrap_or_default());
        let (code, number) = match &payee.account {
            Account::Us { number, kind: UsAccount::Savings, .. } => ("32", plain(number)),
            Account::Us { number, .. } => ("22", plain(number)),
            _ => ("22", String::new()),
        };
        let text = purpose::text(payment, Charset::Ascii, ADDENDUM);
        let entry = Record::of("6")
            .text(code, 2)
            .text(&routing, 9)
            .text(&number, 17)
            .number(cents, 10)
            .text(&payment.end_to_end, 15)
            .text(&Charset::Ascii.fit(&payee.name), 22)
            .blank(2)
            .number(u64::from(!text.is_empty()), 1)
            .text(&self.bank, 8)
            .number(self.entries, 7);
        self.push(entry);
        if !text.is_empty() {
            self.push(Record::of("705").text(&text, ADDENDUM).number(1, 4).number(self.entries, 7));
        }
        let hash = routing.get(..8).and_then(|bank| bank.parse().ok()).unwrap_or_default();
        Totals { count: 1 + u64::from(!text.is_empty()), hash, cents }
    }

    /// The control record of the file, and nines until the last block is full.
    fn close(mut self) -> String {
        let blocks = (self.records + 1).div_ceil(BLOCK);
        let control = Record::of("9").number(self.batches, 6).number(blocks as u64, 6);
        let control = self.all.write(control, 8).blank(39);
        self.push(control);
        while self.records < blocks * BLOCK {
            self.push(Record::of(&"9".repeat(WIDTH)));
        }
        self.text
    }
}

fn header(batch: &Batch, sender: &AchSender) -> Record {
    let origin = sender.origin.trim();
    let origin = if origin.is_empty() { batch.payer.identification.as_deref().unwrap_or_default() } else { origin };
    Record::of("101")
        .right(&digits(&sender.destination), 10)
        .right(origin, 10)
        .text(&batch.created.strftime("%y%m%d%H%M").to_string(), 10)
        .text(&sender.modifier.to_string(), 1)
        .text("094101", 6)
        .text(&Charset::Ascii.fit(&sender.destination_name), 23)
        .text(&Charset::Ascii.fit(&batch.payer.name), 23)
        .blank(8)
}

fn routing(account: &Account) -> String {
    match account {
        Account::Us { routing, .. } => digits(routing),
        _ => String::new(),
    }
}
