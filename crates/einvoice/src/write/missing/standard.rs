//! What EN 16931 asks for in every syntax of its own, and where the networks and countries on top of it are asked.

use super::{Obstacles, germany, network, vat};
use crate::rules::{codes, is_peppol_address_scheme};
use crate::write::outgoing::filled;
use crate::write::{Draft, Identifier, Kind, Outgoing, OutgoingFormat, Party, words};

pub(super) fn check(outgoing: &Outgoing, format: OutgoingFormat, obstacles: &mut Obstacles) {
    vat::categories(outgoing, obstacles);
    seller_is_known(outgoing, obstacles);
    schemes(&outgoing.seller, "seller", format, obstacles);
    schemes(&outgoing.buyer, "buyer", format, obstacles);
    accounting_currency(outgoing, obstacles);
    media_types(outgoing, obstacles);
    if format == OutgoingFormat::PeppolUbl {
        network::peppol(outgoing, obstacles);
    }
    if format.is_xrechnung() {
        network::addresses(outgoing, obstacles);
    }
    if format.is_xrechnung() || format == OutgoingFormat::PeppolUbl && outgoing.is_within("DE") {
        germany::check(outgoing, obstacles);
    }
}

/// What can only be told when the totals are known.
pub(super) fn amounts(draft: &Draft<'_>, obstacles: &mut Obstacles) {
    let outgoing = draft.outgoing;
    let due = draft.totals.due;
    let asks = outgoing.kind != Kind::CreditNote && !due.is_zero() && !due.is_negative();
    let told = outgoing.due_date.is_some() || words::terms(draft).is_some();
    let message = format!("{due} is left to pay: say by when, by a due date or terms of payment (BT-9, BT-20)");
    obstacles.expect(!asks || told, "einvoice.write.due_date", "due_date", message);
}

/// BR-CO-26.
fn seller_is_known(outgoing: &Outgoing, obstacles: &mut Obstacles) {
    let seller = &outgoing.seller;
    let known = outgoing.vat_id(seller).is_some() || seller.registration.is_some() || seller.identifier.is_some();
    let message = "the seller needs a VAT number, a legal registration or an identifier, so that the buyer's program \
                   finds it (BT-29, BT-30, BT-31)";
    obstacles.expect(known, "einvoice.write.seller_identifier", "seller.vat_id", message);
}

/// Identifiers whose scheme is on no list help nobody.
fn schemes(party: &Party, role: &str, format: OutgoingFormat, obstacles: &mut Obstacles) {
    let scheme = |id: &Identifier| filled(&id.scheme).map(str::to_owned);
    let ids = [("identifier", &party.identifier), ("registration", &party.registration)];
    for (field, id) in ids {
        let Some(code) = id.as_ref().and_then(scheme) else { continue };
        let message = format!("`{code}` is no scheme of ISO 6523 for an identifier of the {role}");
        let place = format!("{role}.{field}.scheme");
        obstacles.expect(codes::is_identifier_scheme(&code), "einvoice.write.scheme", place, message);
    }
    let Some(address) = &party.electronic_address else { return };
    let code = scheme(address).unwrap_or_default();
    let (known, list) = match format {
        OutgoingFormat::PeppolUbl => (is_peppol_address_scheme(&code), "that Peppol has, such as 0204 or 9930,"),
        _ => (codes::is_address_scheme(&code), "of the EAS list, such as EM for mail,"),
    };
    let message = format!("`{code}` is no scheme {list} for an electronic address of the {role}");
    let place = format!("{role}.electronic_address.scheme");
    obstacles.expect(known, "einvoice.write.scheme", place, message);
}

fn accounting_currency(outgoing: &Outgoing, obstacles: &mut Obstacles) {
    let Some(tax) = outgoing.accounting_tax else { return };
    let message = "the VAT in the accounting currency must be in another currency than the invoice (BT-6, BT-111)";
    let other = tax.currency() != outgoing.currency;
    obstacles.expect(other, "einvoice.write.accounting_currency", "accounting_tax", message);
}

fn media_types(outgoing: &Outgoing, obstacles: &mut Obstacles) {
    for (index, attachment) in outgoing.attachments.iter().enumerate() {
        let Some(file) = &attachment.file else { continue };
        let code = file.media_type.trim();
        let message = format!("an attached file may not be `{code}`: PDF, PNG, JPEG, CSV, XLSX and ODS may go along");
        let place = format!("attachments[{index}].file.media_type");
        obstacles.expect(codes::is_media_type(code), "einvoice.write.media_type", place, message);
    }
}
