//! What every format asks of the head of an invoice, of its parties and of how it is paid.

use rust_decimal::Decimal;

use super::{Obstacles, given};
use crate::iban;
use crate::rules::codes;
use crate::write::outgoing::filled;
use crate::write::place::spoken;
use crate::write::{Account, Attachment, Card, Kind, Outgoing, Party, PaymentMeans, Period};

/// Most characters of a card number that may be shown (BR-51).
const CARD_DIGITS: usize = 10;

pub(super) fn check(outgoing: &Outgoing, obstacles: &mut Obstacles) {
    let number = given(&outgoing.number);
    obstacles.expect(number, "einvoice.write.number", "number", "the invoice needs a number (BT-1)");
    party(&outgoing.seller, "seller", obstacles);
    party(&outgoing.buyer, "buyer", obstacles);
    if let Some(address) = &outgoing.delivery.address {
        country(&address.country, "delivery.address.country", "the address of delivery", obstacles);
    }
    preceding(outgoing, obstacles);
    if let Some(span) = &outgoing.delivery.period {
        period(span, "delivery.period", obstacles);
    }
    payment(outgoing, obstacles);
    for (index, item) in outgoing.attachments.iter().enumerate() {
        attachment(item, &format!("attachments[{index}]"), obstacles);
    }
}

fn party(party: &Party, role: &str, obstacles: &mut Obstacles) {
    let message = format!("the {role} needs its full name as it is registered (BT-27, BT-44)");
    obstacles.expect(given(&party.name), "einvoice.write.name", format!("{role}.name"), message);
    let place = format!("{role}.address.country");
    country(&party.address.country, &place, &format!("the {role}'s address"), obstacles);
}

fn country(code: &str, place: &str, what: &str, obstacles: &mut Obstacles) {
    let message = format!("{what} needs its country as two capitals of ISO 3166, such as DE (BT-40, BT-55, BT-80)");
    obstacles.expect(codes::is_country(code.trim()), "einvoice.write.country", place, message);
}

fn preceding(outgoing: &Outgoing, obstacles: &mut Obstacles) {
    let named = outgoing.kind != Kind::Corrected || !outgoing.preceding.is_empty();
    let message = "a corrected invoice needs the number of the invoice that it takes the place of (BT-25)";
    obstacles.expect(named, "einvoice.write.preceding", "preceding", message);
    for (index, earlier) in outgoing.preceding.iter().enumerate() {
        let place = format!("preceding[{index}].number");
        let message = "a reference to an earlier invoice needs its number (BT-25)";
        obstacles.expect(given(&earlier.number), "einvoice.write.preceding", place, message);
    }
}

/// A period does not end before it starts.
pub(super) fn period(period: &Period, place: &str, obstacles: &mut Obstacles) {
    let Period { start, end } = period;
    let message = format!("{}: it ends on {end} before it starts on {start}, correct one of them", spoken(place));
    obstacles.expect(start <= end, "einvoice.write.period", place, message);
}

fn payment(outgoing: &Outgoing, obstacles: &mut Obstacles) {
    match &outgoing.payment {
        Some(PaymentMeans::Transfer(accounts)) => transfer(accounts, obstacles),
        Some(PaymentMeans::DirectDebit(mandate)) => {
            let message = "a direct debit needs the reference of its mandate (BT-89)";
            obstacles.expect(given(&mandate.reference), "einvoice.write.mandate", "payment.reference", message);
            if let Some(number) = filled(&mandate.account) {
                account(number, "payment.account", "the account that is debited (BT-91)", obstacles);
            }
        }
        Some(PaymentMeans::Card(Card { digits, .. })) => {
            let count = digits.trim().chars().count();
            let message = "a card needs the last digits of its number, ten signs at most: never the whole (BT-87)";
            obstacles.expect((1..=CARD_DIGITS).contains(&count), "einvoice.write.card", "payment.digits", message);
        }
        Some(PaymentMeans::Cash) | None => {}
    }
    for (index, discount) in outgoing.terms.discounts.iter().enumerate() {
        let percent = discount.percent;
        let holds = percent > Decimal::ZERO && percent < Decimal::ONE_HUNDRED && percent.normalize().scale() <= 2;
        let place = format!("terms.discounts[{index}].percent");
        let message = format!("a discount of {percent} % must be between 0 and 100 with two decimals at most");
        obstacles.expect(holds, "einvoice.write.discount", place, message);
    }
}

fn transfer(accounts: &[Account], obstacles: &mut Obstacles) {
    let message = "a credit transfer needs the account to pay to (BT-84)";
    obstacles.expect(!accounts.is_empty(), "einvoice.write.account", "payment", message);
    for (index, to) in accounts.iter().enumerate() {
        account(&to.number, &format!("payment.accounts[{index}].number"), "the account to pay to (BT-84)", obstacles);
    }
}

/// A number that looks like an IBAN must be one; other account numbers are not judged.
fn account(number: &str, place: &str, what: &str, obstacles: &mut Obstacles) {
    obstacles.expect(given(number), "einvoice.write.account", place, format!("{what} needs its number"));
    let number = iban::normalise(number);
    if !iban::looks_like(&number) {
        return;
    }
    let wrong = iban::check(&number).err().unwrap_or_default();
    obstacles.expect(wrong.is_empty(), "einvoice.write.iban", place, format!("{what}, {number}, {wrong}"));
}

fn attachment(attachment: &Attachment, place: &str, obstacles: &mut Obstacles) {
    let message = "a document that goes along needs a reference (BT-122)";
    let reference = given(&attachment.reference);
    obstacles.expect(reference, "einvoice.write.attachment", format!("{place}.reference"), message);
    let Some(file) = &attachment.file else { return };
    let message = "an attached file needs its name and its bytes (BT-125)";
    let whole = given(&file.name) && !file.bytes.is_empty();
    obstacles.expect(whole, "einvoice.write.attachment", format!("{place}.file"), message);
}
