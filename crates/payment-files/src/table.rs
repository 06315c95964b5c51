//! Payments as a table: one row each, under one row of names.

use crate::account::{digits, plain};
use crate::charset::Charset;
use crate::{Account, Batch, Charges, Payment, Purpose, purpose};

const HEAD: [&str; 16] = [
    "end_to_end_id",
    "execution_date",
    "amount",
    "currency",
    "payee",
    "account",
    "bank",
    "street",
    "building",
    "post_code",
    "town",
    "country",
    "reference",
    "text",
    "charges",
    "payer_account",
];

/// Writes a batch that was checked.
pub(crate) fn write(batch: &Batch) -> Vec<u8> {
    let mut rows = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let (payer, _) = numbers(&batch.payer.account);
    // a row is written to memory, which takes it
    let mut written = rows.write_record(HEAD);
    for payment in &batch.payments {
        written = written.and_then(|()| rows.write_record(row(batch, payment, &payer).map(harmless)));
    }
    debug_assert!(written.is_ok(), "rows of one length fit into memory");
    rows.into_inner().unwrap_or_default()
}

fn row(batch: &Batch, payment: &Payment, payer: &str) -> [String; 16] {
    let (account, bank) = numbers(&payment.payee.account);
    let address = payment.payee.address.clone().unwrap_or_default();
    let said = purpose::text(payment, Charset::Any, usize::MAX);
    let (reference, text) = match payment.purpose {
        Purpose::Reference(_) => (said, String::new()),
        _ => (String::new(), said),
    };
    let charges = match payment.charges {
        Charges::Shared => "shared",
        Charges::Payer => "payer",
        Charges::Payee => "payee",
    };
    [
        payment.end_to_end.clone(),
        batch.day_of(payment).to_string(),
        payment.amount.to_decimal().to_string(),
        payment.amount.currency().to_string(),
        Charset::Any.fit(&payment.payee.name),
        account,
        bank,
        address.street,
        address.building,
        address.post_code,
        address.town,
        address.country,
        reference,
        text,
        charges.to_owned(),
        payer.to_owned(),
    ]
}

/// The number of an account and what its bank is found by.
fn numbers(account: &Account) -> (String, String) {
    match account {
        Account::Iban { iban, bic } => (plain(iban), bic.as_deref().map(plain).unwrap_or_default()),
        Account::Us { routing, number, .. } => (plain(number), digits(routing)),
        Account::Uk { sort_code, number } => (digits(number), digits(sort_code)),
        Account::Other { number, bic } => (plain(number), plain(bic)),
    }
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) { format!("'{cell}") } else { cell }
}
