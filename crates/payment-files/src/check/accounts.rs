//! Accounts of payer and payees.

use money::Currency;

use crate::account::{
    british, british_flaw, digits, iban_flaw, in_sepa, is_bic, is_qr_iban, is_swiss, plain, routing_flaw,
};
use crate::check::Faults;
use crate::terms::{Reach, Terms, Way};
use crate::{Account, Flaw, Format, Payment};

pub(super) fn payee(payment: &Payment, format: &Format, terms: &Terms, found: &mut Faults) {
    // a Swiss bank finds a Swiss bank by the number in the IBAN, all others need the BIC
    let known = matches!(format, Format::Swiss { .. });
    account(&payment.payee.account, terms.reach, terms.name, known, found);
    if format.is_instant() && matches!(format, Format::Swiss { .. }) {
        let francs = payment.amount.currency() == Currency::CHF;
        if !francs || terms.way != Way::SwissDomestic {
            found.add(Flaw::NotInstant { why: "Swiss banks pay at once in francs to a Swiss IBAN only" });
        }
    }
}

pub(super) fn payer(payer: &Account, format: &Format, found: &mut Faults) {
    let (reach, name) = match format {
        Format::Sepa { .. } => (Reach::Sepa, "a SEPA credit transfer"),
        Format::Swiss { .. } => (Reach::Swiss, "an order to a Swiss bank"),
        Format::CrossBorder => (Reach::World, "a payment abroad"),
        Format::Ach(_) => (Reach::Us, "ACH"),
        Format::Bacs { .. } => (Reach::Uk, "Bacs"),
        Format::Table => (Reach::Any, "a table"),
    };
    account(payer, reach, name, false, found);
    if let (Format::Swiss { .. }, Account::Iban { iban, .. }) = (format, payer)
        && is_qr_iban(&plain(iban))
    {
        let why = "a QR-IBAN only receives payments: name the ordinary IBAN of the account";
        found.add(Flaw::BadIban { found: iban.clone(), why });
    }
}

fn account(account: &Account, reach: Reach, format: &'static str, swiss_known: bool, found: &mut Faults) {
    well_formed(account, found);
    let (kind, needed) = (kind(account), needed(reach));
    let right = match (account, reach) {
        (_, Reach::Any) | (Account::Us { .. }, Reach::Us) | (Account::Uk { .. }, Reach::Uk) => true,
        (Account::Other { .. }, Reach::World) => true,
        (Account::Iban { iban, .. }, Reach::Uk) => british(&plain(iban)).is_some(),
        (Account::Iban { .. }, Reach::Sepa | Reach::Swiss | Reach::World) => true,
        _ => false,
    };
    if !right {
        return found.add(Flaw::AccountKind { found: kind, format, needed });
    }
    let Account::Iban { iban, bic } = account else { return };
    let number = plain(iban);
    if iban_flaw(&number).is_some() {
        return;
    }
    let out = |reach, instead| Flaw::OutOfReach { found: iban.clone(), reach, instead };
    match reach {
        Reach::Sepa if !in_sepa(&number) => found.add(out("SEPA", "pay it as a payment abroad")),
        Reach::Swiss if !is_swiss(&number) => found.add(out("Switzerland and Liechtenstein", "name a Swiss account")),
        Reach::World if bic.is_none() && !(swiss_known && is_swiss(&number)) => found.add(Flaw::BicMissing),
        _ => {}
    }
}

/// The form of the numbers themselves.
fn well_formed(account: &Account, found: &mut Faults) {
    let mut bank = |code: &str| {
        if !is_bic(&plain(code)) {
            found.add(Flaw::BadBic { found: code.to_owned() });
        }
    };
    match account {
        Account::Iban { iban, bic } => {
            if let Some(code) = bic {
                bank(code);
            }
            if let Some(why) = iban_flaw(&plain(iban)) {
                found.add(Flaw::BadIban { found: iban.clone(), why });
            }
        }
        Account::Other { number, bic } => {
            bank(bic);
            numbered(number, 34, found);
        }
        Account::Us { routing, number, .. } => {
            if let Some(why) = routing_flaw(&digits(routing)) {
                found.add(Flaw::BadRouting { found: routing.clone(), why });
            }
            numbered(number, 17, found);
        }
        Account::Uk { sort_code, number } => {
            if let Some(why) = british_flaw(&digits(sort_code), 6) {
                found.add(Flaw::BadNumber { what: "sort code", found: sort_code.clone(), why });
            }
            if let Some(why) = british_flaw(&digits(number), 8) {
                found.add(Flaw::BadNumber { what: "account number", found: number.clone(), why });
            }
        }
    }
}

fn numbered(number: &str, limit: usize, found: &mut Faults) {
    let plain = plain(number);
    let why = if plain.is_empty() {
        "it is missing"
    } else if plain.len() > limit {
        "it has too many characters: 17 are the most in the United States, 34 elsewhere"
    } else if !plain.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        "it has letters, digits and dashes only"
    } else {
        return;
    };
    found.add(Flaw::BadNumber { what: "account number", found: number.to_owned(), why });
}

fn kind(account: &Account) -> &'static str {
    match account {
        Account::Iban { .. } => "an IBAN",
        Account::Us { .. } => "one of the United States",
        Account::Uk { .. } => "a sort code with a number",
        Account::Other { .. } => "a number without an IBAN",
    }
}

fn needed(reach: Reach) -> &'static str {
    match reach {
        Reach::Sepa => "an IBAN of a country of SEPA",
        Reach::Swiss => "an IBAN of Switzerland or Liechtenstein",
        Reach::World => "an IBAN, or a number with the BIC of the bank",
        Reach::Us => "a routing number with an account number",
        Reach::Uk => "a sort code with an account number, or an IBAN that begins with GB",
        Reach::Any => "an account",
    }
}
