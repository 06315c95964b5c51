//! Lines in CII (BG-25 to BG-32).

use money::Amount;
use rust_decimal::Decimal;

use super::period;
use super::settlement::{allowance_charge, tax};
use crate::write::outgoing::filled;
use crate::write::xml::{Element, group, leaf, money, number};
use crate::write::{Classification, Line};

/// A line with its net amount.
pub(super) fn line(line: &Line, net: Amount) -> Element {
    let note = group("ram:IncludedNote").with(leaf("ram:Content", filled(&line.note)));
    let document = group("ram:AssociatedDocumentLineDocument").with(leaf("ram:LineID", line.id.as_str())).with(note);
    let quantity = leaf("ram:BilledQuantity", number(line.quantity).as_str()).attribute("unitCode", line.unit.trim());
    let sum = group("ram:SpecifiedTradeSettlementLineMonetarySummation");
    let settlement = group("ram:SpecifiedLineTradeSettlement")
        .with(tax("ram:ApplicableTradeTax", &line.vat))
        .option(line.period.as_ref().map(period))
        .all(line.allowances.iter().map(|item| allowance_charge(item, false)))
        .all(line.charges.iter().map(|item| allowance_charge(item, true)))
        .with(sum.with(leaf("ram:LineTotalAmount", money(net).as_str())));
    group("ram:IncludedSupplyChainTradeLineItem")
        .with(document)
        .with(product(line))
        .with(agreement(line))
        .with(group("ram:SpecifiedLineTradeDelivery").with(quantity))
        .with(settlement)
}

fn product(line: &Line) -> Element {
    let standard = line
        .standard_item_id
        .as_ref()
        .map(|id| leaf("ram:GlobalID", id.value.as_str()).maybe("schemeID", id.scheme.as_deref()));
    let attributes = line.attributes.iter().map(|(name, value)| {
        let characteristic = group("ram:ApplicableProductCharacteristic").with(leaf("ram:Description", name.as_str()));
        characteristic.with(leaf("ram:Value", value.as_str()))
    });
    group("ram:SpecifiedTradeProduct")
        .option(standard)
        .with(leaf("ram:SellerAssignedID", filled(&line.seller_item_id)))
        .with(leaf("ram:BuyerAssignedID", filled(&line.buyer_item_id)))
        .with(leaf("ram:Name", line.name.as_str()))
        .with(leaf("ram:Description", filled(&line.description)))
        .all(attributes)
        .all(line.classifications.iter().map(classification))
        .with(group("ram:OriginTradeCountry").with(leaf("ram:ID", filled(&line.origin))))
}

fn classification(class: &Classification) -> Element {
    let code = leaf("ram:ClassCode", class.code.as_str())
        .attribute("listID", class.list.trim())
        .maybe("listVersionID", class.version.as_deref());
    group("ram:DesignatedProductClassification").with(code)
}

fn agreement(line: &Line) -> Element {
    let price = line.price;
    let base = || {
        let quantity = leaf("ram:BasisQuantity", number(price.base_quantity).as_str());
        (price.base_quantity != Decimal::ONE).then(|| quantity.attribute("unitCode", line.unit.trim()))
    };
    let amount = |name: &'static str, price: Decimal| leaf(name, number(price).as_str());
    let gross = price.gross.map(|gross| {
        let discount = group("ram:AppliedTradeAllowanceCharge")
            .with(group("ram:ChargeIndicator").with(leaf("udt:Indicator", "false")))
            .with(amount("ram:ActualAmount", gross - price.net));
        group("ram:GrossPriceProductTradePrice").with(amount("ram:ChargeAmount", gross)).option(base()).with(discount)
    });
    let order = group("ram:BuyerOrderReferencedDocument").with(leaf("ram:LineID", filled(&line.order_line)));
    let net = group("ram:NetPriceProductTradePrice").with(amount("ram:ChargeAmount", price.net)).option(base());
    group("ram:SpecifiedLineTradeAgreement").with(order).option(gross).with(net)
}
