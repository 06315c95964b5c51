//! Allowances, charges, lines and prices (PEPPOL-EN16931-R040 to R046 and R100 to R130).

use rust_decimal::Decimal;

use super::Paper;
use crate::model::{AllowanceCharge, Line, Term, text};
use crate::node::Node;
use crate::rules::{Findings, cents, number};

/// How far a stated amount may be from the one worked out.
const SLACK: Decimal = Decimal::from_parts(2, 0, 0, false, 2);

pub(super) fn check(paper: &Paper<'_>, findings: &mut Findings) {
    let places = [
        paper.all("AllowanceCharge", "S:SpecifiedTradeAllowanceCharge"),
        paper.all("InvoiceLine/AllowanceCharge", "L:SpecifiedLineTradeSettlement/SpecifiedTradeAllowanceCharge"),
        paper.all("CreditNoteLine/AllowanceCharge", ""),
    ];
    for item in places.into_iter().flatten() {
        allowance_or_charge(paper, item, findings);
    }
    for (place, (node, line)) in paper.lines().into_iter().zip(&paper.invoice.lines).enumerate() {
        let place = format!("line {}", place + 1);
        amount(line, &place, findings);
        within_period(paper, line, &place, findings);
        invoiced_object(paper, node, &place, findings);
        prices(paper, node, line, &place, findings);
    }
}

/// Whether two amounts are as good as equal.
fn near(stated: Decimal, expected: Decimal) -> bool {
    stated.checked_sub(expected).is_some_and(|difference| difference.abs() <= SLACK)
}

/// A percentage and the amount it is of come together, and make the amount.
fn allowance_or_charge(paper: &Paper<'_>, item: &Node, findings: &mut Findings) {
    let percent = paper.below(Some(item), "MultiplierFactorNumeric", "CalculationPercent");
    let base = paper.below(Some(item), "BaseAmount", "BasisAmount");
    match (percent, base) {
        (Some(_), None) => findings.add(
            "PEPPOL-EN16931-R041",
            "an allowance or charge with a percentage (BT-94, BT-101) must state the amount it is of (BT-93, BT-100)",
        ),
        (None, Some(_)) => findings.add(
            "PEPPOL-EN16931-R042",
            "an allowance or charge with a base amount (BT-93, BT-100) must state its percentage (BT-94, BT-101)",
        ),
        (Some(_), Some(_)) => {
            let amount = number(paper.below(Some(item), "Amount", "ActualAmount")).unwrap_or_default();
            let share = number(base).zip(number(percent)).and_then(|(base, percent)| base.checked_mul(percent));
            let expected = share.map(|product| product / Decimal::ONE_HUNDRED);
            findings.expect(
                expected.is_some_and(|expected| near(amount, expected)),
                "PEPPOL-EN16931-R040",
                format!("an allowance or charge is {amount}, which is not its percentage of its base amount"),
            );
        }
        (None, None) => {}
    }
    indicator(paper, item, findings);
}

fn indicator(paper: &Paper<'_>, item: &Node, findings: &mut Findings) {
    let flag = paper.text_below(item, "ChargeIndicator", "ChargeIndicator/Indicator");
    let message = "an allowance or charge must say by `true` or `false` whether it is a charge";
    findings.expect(matches!(flag, Some("true" | "false")), "PEPPOL-EN16931-R043", message);
}

/// The net amount of a line follows from quantity, price, allowances and charges.
fn amount(line: &Line<'_>, place: &str, findings: &mut Findings) {
    let stated = number(line.amount).unwrap_or_default();
    let quantity = number(line.quantity).unwrap_or(Decimal::ONE);
    let price = number(line.price).unwrap_or_default();
    let per = number(line.price_quantity).filter(|quantity| !quantity.is_zero()).unwrap_or(Decimal::ONE);
    let sum = |items: &[AllowanceCharge<'_>]| cents(items.iter().filter_map(|item| number(item.amount)).sum());
    let change = sum(&line.charges) - sum(&line.allowances);
    let expected = price.checked_div(per).and_then(|each| quantity.checked_mul(each));
    let expected = expected.and_then(|net| net.checked_add(change));
    let holds = expected.is_some_and(|expected| near(stated, expected));
    let message = format!(
        "the net amount of {place} (BT-131) is {stated}, not its quantity times its price with its charges and \
         without its allowances"
    );
    findings.expect(holds, "PEPPOL-EN16931-R120", message);
}

fn within_period(paper: &Paper<'_>, line: &Line<'_>, place: &str, findings: &mut Findings) {
    let (Some(whole), Some(own)) = (&paper.invoice.period, &line.period) else { return };
    // Dates of ISO 8601, and dates in format 102, sort as text.
    let in_order = |first: Term<'_>, second: Term<'_>| text(first).zip(text(second)).is_none_or(|(a, b)| a <= b);
    findings.expect(
        in_order(whole.start, own.start),
        "PEPPOL-EN16931-R110",
        format!("the period of {place} starts (BT-134) before the invoicing period (BT-73)"),
    );
    findings.expect(
        in_order(own.end, whole.end),
        "PEPPOL-EN16931-R111",
        format!("the period of {place} ends (BT-135) after the invoicing period (BT-74)"),
    );
}

/// A line may refer to one document: the object that is invoiced.
fn invoiced_object(paper: &Paper<'_>, node: &Node, place: &str, findings: &mut Findings) {
    let (references, objects) = if paper.is_ubl() {
        let references: Vec<&Node> = node.children("DocumentReference").collect();
        let objects = references.iter().filter(|r| r.text_at("DocumentTypeCode") == Some("130")).count();
        findings.expect(
            references.len() <= 1,
            "PEPPOL-EN16931-R100",
            format!("{place} may have at most one invoiced object (BT-128)"),
        );
        (references.len(), objects)
    } else {
        let references = node.all("SpecifiedLineTradeSettlement/AdditionalReferencedDocument");
        let objects = references.iter().filter(|r| r.text_at("TypeCode") == Some("130")).count();
        findings.expect(
            objects <= 1,
            "PEPPOL-EN16931-R100",
            format!("{place} may have at most one invoiced object (BT-128)"),
        );
        (references.len(), objects)
    };
    findings.expect(
        references == 0 || objects > 0,
        "PEPPOL-EN16931-R101",
        format!("a document that {place} refers to must be an invoiced object (BT-128, type 130)"),
    );
}

fn prices(paper: &Paper<'_>, node: &Node, line: &Line<'_>, place: &str, findings: &mut Findings) {
    let agreement = "SpecifiedLineTradeAgreement";
    let prices = match paper.is_ubl() {
        true => node.all("Price"),
        false => {
            let net = node.all(&format!("{agreement}/NetPriceProductTradePrice"));
            net.into_iter().chain(node.all(&format!("{agreement}/GrossPriceProductTradePrice"))).collect()
        }
    };
    for price in prices {
        if let Some(quantity) = paper.below(Some(price), "BaseQuantity", "BasisQuantity") {
            base_quantity(quantity, line, place, findings);
        }
        for discount in price.children("AppliedTradeAllowanceCharge").filter(|_| !paper.is_ubl()) {
            indicator(paper, discount, findings);
        }
        for discount in price.children("AllowanceCharge").filter(|_| paper.is_ubl()) {
            price_discount(price, discount, place, findings);
        }
    }
}

fn base_quantity(quantity: &Node, line: &Line<'_>, place: &str, findings: &mut Findings) {
    findings.expect(
        number(Some(quantity)).is_some_and(|quantity| quantity > Decimal::ZERO),
        "PEPPOL-EN16931-R121",
        format!("the quantity that the price of {place} is for (BT-149) must be above zero"),
    );
    let units = quantity.attribute("unitCode").zip(line.quantity);
    findings.expect(
        units.is_none_or(|(unit, invoiced)| invoiced.attribute("unitCode") == Some(unit)),
        "PEPPOL-EN16931-R130",
        format!("the price of {place} must be for the unit that is invoiced (BT-130, BT-150)"),
    );
}

/// A discount on the price (BT-147): never a charge, and the difference between the gross and the net price.
fn price_discount(price: &Node, discount: &Node, place: &str, findings: &mut Findings) {
    findings.expect(
        discount.text_at("ChargeIndicator") == Some("false"),
        "PEPPOL-EN16931-R044",
        format!("the price of {place} can have a discount (BT-147) and no charge"),
    );
    let Some(gross) = discount.at("BaseAmount") else { return };
    let expected = number(Some(gross)).zip(number(discount.at("Amount"))).map(|(gross, discount)| gross - discount);
    let net = number(price.at("PriceAmount"));
    findings.expect(
        net.is_some() && net == expected,
        "PEPPOL-EN16931-R046",
        format!("the net price of {place} (BT-146) must be its gross price (BT-148) less the discount (BT-147)"),
    );
}
