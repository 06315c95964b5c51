//! Lines in UBL (BG-25 to BG-32).

use money::{Amount, Currency};
use rust_decimal::Decimal;

use super::amounts::{allowance_charge, amount, category};
use super::party::identifier;
use super::{is_credit, period};
use crate::write::outgoing::filled;
use crate::write::xml::{Element, group, leaf, number};
use crate::write::{Classification, Draft, Line, words};

/// A line with its net amount.
pub(super) fn line(draft: &Draft<'_>, line: &Line, net: Amount) -> Element {
    let (name, quantity) = match is_credit(draft) {
        true => ("cac:CreditNoteLine", "cbc:CreditedQuantity"),
        false => ("cac:InvoiceLine", "cbc:InvoicedQuantity"),
    };
    let order_line = group("cac:OrderLineReference").with(leaf("cbc:LineID", filled(&line.order_line)));
    group(name)
        .with(leaf("cbc:ID", line.id.as_str()))
        .with(leaf("cbc:Note", filled(&line.note)))
        .with(leaf(quantity, number(line.quantity).as_str()).attribute("unitCode", line.unit.trim()))
        .with(amount("cbc:LineExtensionAmount", net))
        .option(line.period.as_ref().map(period))
        .with(order_line)
        .all(line.allowances.iter().map(|item| allowance_charge(item, false)))
        .all(line.charges.iter().map(|item| allowance_charge(item, true)))
        .with(item(line))
        .with(price(line, net.currency()))
}

fn item(line: &Line) -> Element {
    let number = |name: &'static str, id: &Option<String>| group(name).with(leaf("cbc:ID", filled(id)));
    let standard = line.standard_item_id.as_ref().map(|id| identifier("cbc:ID", id));
    let origin = group("cac:OriginCountry").with(leaf("cbc:IdentificationCode", filled(&line.origin)));
    let attributes = line.attributes.iter().map(|(name, value)| {
        let property = group("cac:AdditionalItemProperty").with(leaf("cbc:Name", name.as_str()));
        property.with(leaf("cbc:Value", value.as_str()))
    });
    let vat = &line.vat;
    group("cac:Item")
        .with(leaf("cbc:Description", filled(&line.description)))
        .with(leaf("cbc:Name", line.name.as_str()))
        .with(number("cac:BuyersItemIdentification", &line.buyer_item_id))
        .with(number("cac:SellersItemIdentification", &line.seller_item_id))
        .with(group("cac:StandardItemIdentification").option(standard))
        .with(origin)
        .all(line.classifications.iter().map(classification))
        .with(category("cac:ClassifiedTaxCategory", vat.category, words::rate(vat.category, vat.rate)))
        .all(attributes)
}

fn classification(class: &Classification) -> Element {
    let code = leaf("cbc:ItemClassificationCode", class.code.as_str())
        .attribute("listID", class.list.trim())
        .maybe("listVersionID", class.version.as_deref());
    group("cac:CommodityClassification").with(code)
}

/// The price and the discount on it. Prices may have more decimals than amounts.
fn price(line: &Line, currency: Currency) -> Element {
    let exact = |name: &'static str, price: Decimal| {
        leaf(name, number(price).as_str()).attribute("currencyID", currency.code())
    };
    let price = line.price;
    let discount = price.gross.map(|gross| {
        group("cac:AllowanceCharge")
            .with(leaf("cbc:ChargeIndicator", "false"))
            .with(exact("cbc:Amount", gross - price.net))
            .with(exact("cbc:BaseAmount", gross))
    });
    let base = leaf("cbc:BaseQuantity", number(price.base_quantity).as_str());
    let base = (price.base_quantity != Decimal::ONE).then(|| base.attribute("unitCode", line.unit.trim()));
    group("cac:Price").with(exact("cbc:PriceAmount", price.net)).option(base).option(discount)
}
