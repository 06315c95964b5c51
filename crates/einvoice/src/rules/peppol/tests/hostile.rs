//! Values that nobody means.

use super::{AUSTRIAN, BELGIAN, Trader, broken, cii, ubl, ubl_credit_note};
use crate::rules::check;

/// Traders of every country that has rules of its own.
fn traders() -> Vec<Trader> {
    let countries = ["AT", "DE", "DK", "GR", "IS", "IT", "NL", "NO", "SE"];
    let vat = |country| if country == "GR" { "EL" } else { country };
    countries.into_iter().map(|country| Trader { country, vat: vat(country), ..AUSTRIAN }).collect()
}

#[test]
fn no_value_of_any_element_panics() {
    let values = ["", "é", "ÄÖÜ|€|#", "-", "99999999999999999999", "-999999999999999.999999999999", "999999999999999"];
    for trader in traders() {
        for whole in [ubl(trader, trader), ubl_credit_note(trader, trader), cii(trader, trader)] {
            let texts =
                ["10.00", "100.00", "2026-03-31", "20260331", "2026-17", trader.vat, "1000", "true", "false", "30"];
            for (text, value) in texts.into_iter().flat_map(|text| values.map(|value| (text, value))) {
                assert!(check(whole.replace(text, value).as_bytes()).is_ok(), "{text} -> {value}");
            }
        }
    }
}

#[test]
fn numbers_too_large_to_multiply_break_the_rules_about_them() {
    let most = "999999999999999.999999999999";
    let text = ubl(AUSTRIAN, BELGIAN)
        .replace(">10</InvoicedQuantity>", &format!(">{most}</InvoicedQuantity>"))
        .replace(">10.00</PriceAmount>", &format!(">{most}</PriceAmount>"))
        .replace("<MultiplierFactorNumeric>10<", &format!("<MultiplierFactorNumeric>{most}<"))
        .replace(">100.00</BaseAmount>", &format!(">{most}</BaseAmount>"));
    assert_eq!(broken(&text).into_iter().collect::<Vec<_>>(), ["PEPPOL-EN16931-R040", "PEPPOL-EN16931-R120"]);
}

#[test]
fn thousands_of_amounts_and_payments_take_no_longer_than_their_number() {
    let many = 30_000;
    let totals = format!("<TaxTotal>{}</TaxTotal>", "<TaxAmount>0</TaxAmount>".repeat(many));
    let means = "<PaymentMeans><PaymentMeansCode>50</PaymentMeansCode></PaymentMeans>".repeat(many);
    let danish = Trader { country: "DK", ..AUSTRIAN };
    let text = ubl(danish, danish).replace("<LegalMonetaryTotal>", &format!("{totals}{means}<LegalMonetaryTotal>"));
    assert!(broken(&text).contains("DK-R-008"));
}
