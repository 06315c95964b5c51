//! FatturaPA 1.2 (Italy): `FatturaElettronica` with one body, in the order of the schema.
//!
//! The format knows no allowances on the document that VAT is worked out on: they are lines of their own (`SC`, `AC`).
//! What a line is less or more is stated for one unit, and quantities are never below zero: there the price is.

mod body;
mod forms;
mod header;
mod latin;
mod lines;
mod nature;
mod payment;

use jiff::civil::Date;
use money::Amount;
use rust_decimal::Decimal;

use super::xml::{Element, group, leaf};
use super::{Draft, OutgoingFormat};
pub(super) use forms::check as misfits;
pub(super) use nature::{is_nature, nature};

/// The schema of the ordinary invoice.
const NAMESPACE: &str = "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2";

/// The root element of a document.
pub(super) fn root(draft: &Draft<'_>) -> Element {
    let root = group("p:FatturaElettronica").attribute("xmlns:p", NAMESPACE).attribute("versione", version(draft));
    let Some(italy) = &draft.outgoing.italy else { return root };
    root.with(header::header(draft, italy)).with(body::body(draft, italy))
}

/// FormatoTrasmissione: to whom it goes.
fn version(draft: &Draft<'_>) -> &'static str {
    if draft.format == OutgoingFormat::FatturaPublic { "FPA12" } else { "FPR12" }
}

/// A text in the characters of the format: Latin-1, on one line.
fn text<'a>(name: &'static str, text: impl Into<Option<&'a str>>) -> Element {
    let text = text.into().map(latin::latin);
    leaf(name, text.as_deref())
}

fn date(name: &'static str, date: Option<Date>) -> Element {
    leaf(name, date.map(|date| date.to_string()).as_deref())
}

/// An amount with two decimals, whatever its currency has.
fn amount(name: &'static str, amount: Amount) -> Element {
    decimal(name, amount.to_decimal(), 2)
}

/// A number with two decimals at least and so many at most.
fn decimal(name: &'static str, number: Decimal, most: u32) -> Element {
    let mut number = number.round_dp(most).normalize();
    if number.scale() < 2 {
        number.rescale(2);
    }
    leaf(name, number.to_string().as_str())
}
