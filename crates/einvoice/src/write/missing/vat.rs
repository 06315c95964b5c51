//! What the VAT categories ask for (the families BR-S to BR-O).

use rust_decimal::Decimal;

use super::Obstacles;
use crate::rules::codes;
use crate::write::outgoing::filled;
use crate::write::place::spoken;
use crate::write::{Outgoing, Party, Vat, VatCategory};

/// Which rate a category has, on every line, allowance and charge.
pub(super) fn rates(outgoing: &Outgoing, obstacles: &mut Obstacles) {
    for (place, vat) in outgoing.taxed_places() {
        rate(vat, &place, obstacles);
    }
}

fn rate(vat: &Vat, place: &str, obstacles: &mut Obstacles) {
    let label = vat.category.label();
    let (holds, demand) = match vat.category {
        VatCategory::Standard => (vat.rate > Decimal::ZERO && vat.rate < Decimal::ONE_HUNDRED, "between 0 and 100 %"),
        _ => (vat.rate.is_zero(), "zero"),
    };
    let message =
        format!("{} is {label}: its VAT rate must be {demand}, it is {}", spoken(place), vat.rate.normalize());
    obstacles.expect(holds, "einvoice.write.vat_rate", format!("{place}.vat.rate"), message);
}

/// What EN 16931 asks of the parties and the delivery for each category.
pub(super) fn categories(outgoing: &Outgoing, obstacles: &mut Obstacles) {
    use VatCategory::{Exempt, Export, IntraCommunity, OutOfScope, ReverseCharge, Standard, ZeroRated};
    let has = |categories: &[VatCategory]| categories.iter().find(|category| outgoing.has(**category)).copied();
    let seller_vat = outgoing.vat_id(&outgoing.seller).is_some();
    let seller = seller_vat || filled(&outgoing.seller.tax_number).is_some();
    if let Some(category) = has(&[Standard, ZeroRated, Exempt, ReverseCharge]) {
        let message = format!("the seller needs a VAT number or a tax number, as a line is {}", category.label());
        obstacles.expect(seller, "einvoice.write.seller_tax_number", "seller.vat_id", message);
    }
    if let Some(category) = has(&[IntraCommunity, Export]) {
        let message = format!("the seller needs its VAT number, as a line is {} (BT-31)", category.label());
        obstacles.expect(seller_vat, "einvoice.write.seller_vat_id", "seller.vat_id", message);
    }
    let buyer_vat = outgoing.vat_id(&outgoing.buyer).is_some();
    if outgoing.has(IntraCommunity) {
        let message = "the buyer needs its VAT number, as a line is a supply within the Union (BT-48)";
        obstacles.expect(buyer_vat, "einvoice.write.buyer_vat_id", "buyer.vat_id", message);
        delivery(outgoing, obstacles);
    }
    if outgoing.has(ReverseCharge) {
        let known = buyer_vat || outgoing.buyer.registration.is_some();
        let message = "the buyer needs its VAT number or its legal registration, as a line is under reverse charge";
        obstacles.expect(known, "einvoice.write.buyer_vat_id", "buyer.vat_id", message);
    }
    let alone = !outgoing.has(OutOfScope) || outgoing.taxed().all(|vat| vat.category == OutOfScope);
    let message = "what is outside the scope of VAT needs an invoice of its own (BR-O-11 to BR-O-14)";
    obstacles.expect(alone, "einvoice.write.out_of_scope", "lines", message);
    exemptions(outgoing, obstacles);
    prefix(&outgoing.seller, "seller", obstacles);
    prefix(&outgoing.buyer, "buyer", obstacles);
}

fn delivery(outgoing: &Outgoing, obstacles: &mut Obstacles) {
    let delivery = &outgoing.delivery;
    let dated = delivery.date.is_some() || delivery.period.is_some();
    let message = "a supply within the Union needs the day of delivery or the period that is invoiced (BT-72, BG-14)";
    obstacles.expect(dated, "einvoice.write.delivery_date", "delivery.date", message);
    let message = "a supply within the Union needs the address of delivery with its country (BT-80)";
    obstacles.expect(delivery.address.is_some(), "einvoice.write.delivery_address", "delivery.address", message);
}

fn exemptions(outgoing: &Outgoing, obstacles: &mut Obstacles) {
    let explained = outgoing.exemptions.iter().any(|exemption| {
        let words = filled(&exemption.reason).is_some() || filled(&exemption.code).is_some();
        exemption.category == VatCategory::Exempt && words
    });
    let message = "what is exempt from VAT needs the reason of the exemption, in words or as a code (BT-120, BT-121)";
    let holds = explained || !outgoing.has(VatCategory::Exempt);
    obstacles.expect(holds, "einvoice.write.exemption", "exemptions", message);
    for (index, exemption) in outgoing.exemptions.iter().enumerate() {
        let Some(code) = filled(&exemption.code) else { continue };
        let message = format!("`{code}` is no code of the list VATEX for why no VAT is charged (BT-121)");
        let place = format!("exemptions[{index}].code");
        obstacles.expect(codes::is_exemption(code), "einvoice.write.exemption_code", place, message);
    }
}

/// VAT numbers begin with the code of their country (BR-CO-09).
fn prefix(party: &Party, role: &str, obstacles: &mut Obstacles) {
    let Some(number) = filled(&party.vat_id) else { return };
    let country = number.get(..2).unwrap_or_default();
    let known = country == "EL" || codes::is_country(country);
    let message = format!("the {role}'s VAT number {number} must begin with the code of its country, such as DE");
    obstacles.expect(known, "einvoice.write.vat_id", format!("{role}.vat_id"), message);
}
