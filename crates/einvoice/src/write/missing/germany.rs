//! What Germany asks for: XRechnung (BR-DE), and Peppol between two parties in Germany (DE-R).

use std::collections::HashSet;

use super::Obstacles;
use crate::iban;
use crate::rules::is_mail_address;
use crate::write::outgoing::filled;
use crate::write::{Address, Mandate, Outgoing, PaymentMeans};

/// Fewest digits of a telephone number.
const TELEPHONE_DIGITS: usize = 3;

pub(super) fn check(outgoing: &Outgoing, obstacles: &mut Obstacles) {
    let reference = filled(&outgoing.references.buyer).is_some();
    let message = "Germany asks for the buyer reference; a public body says its Leitweg-ID (BT-10)";
    obstacles.expect(reference, "einvoice.write.buyer_reference", "references.buyer", message);
    let message = "Germany asks how the invoice is to be paid: transfer, direct debit, card or cash (BG-16)";
    obstacles.expect(outgoing.payment.is_some(), "einvoice.write.payment", "payment", message);
    contact(outgoing, obstacles);
    address(&outgoing.seller.address, "seller.address", "the seller's address", obstacles);
    address(&outgoing.buyer.address, "buyer.address", "the buyer's address", obstacles);
    if let Some(delivered) = &outgoing.delivery.address {
        address(delivered, "delivery.address", "the address of delivery", obstacles);
    }
    if let Some(PaymentMeans::DirectDebit(mandate)) = &outgoing.payment {
        debit(mandate, obstacles);
    }
    let terms = filled(&outgoing.terms.text).unwrap_or_default();
    let plain = !terms.lines().any(|line| line.trim_start().starts_with('#'));
    let message = "no line of the terms of payment may begin with #: give discounts for paying early as such (BT-20)";
    obstacles.expect(plain, "einvoice.write.terms", "terms.text", message);
    file_names(outgoing, obstacles);
}

/// BR-DE-2, BR-DE-5 to BR-DE-7.
fn contact(outgoing: &Outgoing, obstacles: &mut Obstacles) {
    let Some(contact) = &outgoing.seller.contact else {
        let message = "Germany asks whom to ask at the seller: name, telephone and mail address (BG-6)";
        obstacles.expect(false, "einvoice.write.contact", "seller.contact", message);
        return;
    };
    let digits = filled(&contact.phone).unwrap_or_default().chars().filter(char::is_ascii_digit).count();
    let fields = [
        (filled(&contact.name).is_some(), "name", "a name (BT-41)"),
        (digits >= TELEPHONE_DIGITS, "phone", "a telephone number (BT-42)"),
        (filled(&contact.mail).is_some_and(is_mail_address), "mail", "a mail address (BT-43)"),
    ];
    for (holds, field, what) in fields {
        let message = format!("Germany asks for {what} of the seller's contact");
        obstacles.expect(holds, "einvoice.write.contact", format!("seller.contact.{field}"), message);
    }
}

/// BR-DE-3, BR-DE-4, BR-DE-8 to BR-DE-11.
fn address(address: &Address, place: &str, what: &str, obstacles: &mut Obstacles) {
    let fields = [(&address.city, "city", "city"), (&address.post_code, "post_code", "post code")];
    for (value, field, name) in fields {
        let message = format!("Germany asks for the {name} of {what}");
        obstacles.expect(filled(value).is_some(), "einvoice.write.address", format!("{place}.{field}"), message);
    }
}

/// BR-DE-30, BR-DE-31.
fn debit(mandate: &Mandate, obstacles: &mut Obstacles) {
    let message = "a direct debit needs the seller's creditor identifier (BT-90)";
    obstacles.expect(filled(&mandate.creditor).is_some(), "einvoice.write.mandate", "payment.creditor", message);
    let account = filled(&mandate.account).is_some_and(|number| iban::looks_like(&iban::normalise(number)));
    let message = "a direct debit needs the IBAN of the account that is debited (BT-91)";
    obstacles.expect(account, "einvoice.write.mandate", "payment.account", message);
}

/// BR-DE-22: names of attached files differ by more than capitals.
fn file_names(outgoing: &Outgoing, obstacles: &mut Obstacles) {
    let mut names = HashSet::new();
    for (index, attachment) in outgoing.attachments.iter().enumerate() {
        let Some(file) = &attachment.file else { continue };
        let message = format!("two attached files are called {}: give each a name of its own (BT-125)", file.name);
        let place = format!("attachments[{index}].file.name");
        let new = names.insert(file.name.trim().to_lowercase());
        obstacles.expect(new, "einvoice.write.file_name", place, message);
    }
}
