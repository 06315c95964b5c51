mod corpus;
mod duplicates;
mod proposals;
mod reviews;
mod settling;
mod steps;
mod taxing;
mod verbs;
mod versions;

use std::collections::BTreeMap;

use books::tax::codes;
use books::{AccountId, AccountRole, PartyId};
use jiff::civil::Date;
use money::Currency;
use rust_decimal::Decimal;
use strum::IntoEnumIterator;
use uuid::Uuid;

use crate::classification::{AccountGuess, Classification, PartyGuess};
use crate::facts::{DocumentKind, Facts, Field, TaxLine};
use crate::page::Route;
use crate::proposal::Settings;

pub(crate) fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn account(number: u128) -> AccountId {
    AccountId(Uuid::from_u128(number))
}

/// The account of a role in these tests.
pub(crate) fn of_role(role: AccountRole) -> AccountId {
    account(1000 + role as u128)
}

/// The books of a business in Germany.
pub(crate) fn german_books() -> Settings {
    books_in("DE", Currency::EUR)
}

pub(crate) fn books_in(country: &str, base: Currency) -> Settings {
    let accounts: BTreeMap<AccountRole, AccountId> = AccountRole::iter().map(|r| (r, of_role(r))).collect();
    Settings::of_entity(base, country, codes(country), accounts)
}

/// A bill as read from a page.
pub(crate) fn bill(net: &str, tax: &str, total: &str) -> Facts {
    Facts {
        kind: Some(Field::certain(DocumentKind::Invoice)),
        vendor: Some(Field::certain("Papier Kraus GmbH".to_owned())),
        invoice_number: Some(Field::certain("R-1001".to_owned())),
        date: Some(Field::certain(day("2025-03-14"))),
        currency: Some(Field::certain(Currency::EUR)),
        subtotal: given(net),
        tax: given(tax),
        total: given(total),
        ..Facts::empty(Route::TextLayer)
    }
}

/// An amount, or none where the document has none.
pub(crate) fn given(text: &str) -> Option<Field<Decimal>> {
    (!text.is_empty()).then(|| Field::certain(dec(text)))
}

pub(crate) fn breakdown(lines: &[(&str, &str, &str, Option<&str>)]) -> Option<Field<Vec<TaxLine>>> {
    let line = |(rate, base, tax, category): &(&str, &str, &str, Option<&str>)| TaxLine {
        rate: dec(rate),
        base: dec(base),
        tax: dec(tax),
        category: category.map(str::to_owned),
    };
    Some(Field::certain(lines.iter().map(line).collect()))
}

pub(crate) const PAPER: u128 = 7;

/// A purchase of paper from a known supplier.
pub(crate) fn paper(kind: DocumentKind) -> Classification {
    Classification {
        kind,
        kind_confidence: 0.97,
        party: Some(PartyGuess {
            id: Some(PartyId(Uuid::from_u128(5))),
            name: "Papier Kraus GmbH".to_owned(),
            confidence: 0.9,
            reason: "its tax number".to_owned(),
            by_hand: false,
        }),
        account: Some(AccountGuess { account: account(PAPER), confidence: 0.8, reason: "the word paper".to_owned() }),
        ..Classification::default()
    }
}
