//! Allowances, charges, lines and prices.

use super::{AUSTRIAN, BELGIAN, assert_rows, cii, ubl, ubl_credit_note};

#[test]
fn a_percentage_and_its_base_come_together_and_make_the_amount() {
    let percent = "<MultiplierFactorNumeric>10</MultiplierFactorNumeric>";
    assert_rows(
        &ubl(AUSTRIAN, BELGIAN),
        &[
            (
                "another amount",
                percent,
                "<MultiplierFactorNumeric>11</MultiplierFactorNumeric>",
                &["PEPPOL-EN16931-R040"],
            ),
            ("two cents are nothing", percent, "<MultiplierFactorNumeric>10.02</MultiplierFactorNumeric>", &[]),
            ("no base", "<BaseAmount currencyID='EUR'>100.00</BaseAmount>", "", &["PEPPOL-EN16931-R041"]),
            ("no percentage", percent, "", &["PEPPOL-EN16931-R042"]),
            ("the indicator is a number", "<ChargeIndicator>false<", "<ChargeIndicator>0<", &["PEPPOL-EN16931-R043"]),
        ],
    );
    assert_rows(
        &cii(AUSTRIAN, BELGIAN),
        &[
            ("another amount", "<CalculationPercent>10<", "<CalculationPercent>11<", &["PEPPOL-EN16931-R040"]),
            ("no base", "<BasisAmount>100.00</BasisAmount>", "", &["PEPPOL-EN16931-R041"]),
            ("no percentage", "<CalculationPercent>10</CalculationPercent>", "", &["PEPPOL-EN16931-R042"]),
            ("the indicator is a number", "<Indicator>false<", "<Indicator>0<", &["PEPPOL-EN16931-R043"]),
        ],
    );
}

#[test]
fn the_amount_of_a_line_follows_from_its_parts() {
    let charge = "<AllowanceCharge><ChargeIndicator>true</ChargeIndicator><AllowanceChargeReason>Freight\
                  </AllowanceChargeReason><Amount currencyID='EUR'>5.00</Amount></AllowanceCharge><Item>";
    let allowance = "<AllowanceCharge><ChargeIndicator>false</ChargeIndicator><AllowanceChargeReason>Scratch\
                     </AllowanceChargeReason><Amount currencyID='EUR'>5.00</Amount></AllowanceCharge><Item>";
    assert_rows(
        &ubl(AUSTRIAN, BELGIAN),
        &[
            ("fewer pieces", ">10</InvoicedQuantity>", ">9</InvoicedQuantity>", &["PEPPOL-EN16931-R120"]),
            ("a charge that the amount leaves out", "<Item>", charge, &["PEPPOL-EN16931-R120"]),
            ("an allowance that the amount leaves out", "<Item>", allowance, &["PEPPOL-EN16931-R120"]),
            ("the price is for ten", ">1</BaseQuantity>", ">10</BaseQuantity>", &["PEPPOL-EN16931-R120"]),
            ("the price is for none", ">1</BaseQuantity>", ">0</BaseQuantity>", &["PEPPOL-EN16931-R121"]),
            (
                "the price is for hours",
                "<BaseQuantity unitCode='H87'>",
                "<BaseQuantity unitCode='HUR'>",
                &["PEPPOL-EN16931-R130"],
            ),
        ],
    );
    assert_rows(
        &ubl_credit_note(AUSTRIAN, BELGIAN),
        &[
            ("fewer pieces", ">10</CreditedQuantity>", ">9</CreditedQuantity>", &["PEPPOL-EN16931-R120"]),
            (
                "the price is for hours",
                "<BaseQuantity unitCode='H87'>",
                "<BaseQuantity unitCode='HUR'>",
                &["PEPPOL-EN16931-R130"],
            ),
        ],
    );
    assert_rows(
        &cii(AUSTRIAN, BELGIAN),
        &[
            ("fewer pieces", ">10</BilledQuantity>", ">9</BilledQuantity>", &["PEPPOL-EN16931-R120"]),
            ("the price is for none", ">1</BasisQuantity>", ">0</BasisQuantity>", &["PEPPOL-EN16931-R121"]),
            (
                "the price is for hours",
                "<BasisQuantity unitCode='H87'>",
                "<BasisQuantity unitCode='HUR'>",
                &["PEPPOL-EN16931-R130"],
            ),
        ],
    );
}

#[test]
fn the_period_of_a_line_is_within_that_of_the_invoice() {
    assert_rows(
        &ubl(AUSTRIAN, BELGIAN),
        &[
            ("the invoice starts later", "<StartDate>2026-03-01<", "<StartDate>2026-03-02<", &["PEPPOL-EN16931-R110"]),
            ("the invoice ends earlier", "<EndDate>2026-03-31<", "<EndDate>2026-03-30<", &["PEPPOL-EN16931-R111"]),
            ("the invoice has no start", "<StartDate>2026-03-01</StartDate>", "", &[]),
        ],
    );
    // In CII the lines stand in front of the head.
    assert_rows(
        &cii(AUSTRIAN, BELGIAN),
        &[
            ("the line starts earlier", ">20260301<", ">20260228<", &["PEPPOL-EN16931-R110"]),
            (
                "the line ends later",
                "<EndDateTime><DateTimeString format='102'>20260331<",
                "<EndDateTime><DateTimeString format='102'>20260401<",
                &["PEPPOL-EN16931-R111"],
            ),
        ],
    );
}

#[test]
fn a_line_refers_to_one_object_and_to_nothing_else() {
    let object = "<DocumentReference><ID>Meter 4</ID><DocumentTypeCode>130</DocumentTypeCode></DocumentReference>";
    let (one, two) = (format!("{object}<Item>"), format!("{object}{object}<Item>"));
    let other = one.replace(">130<", ">916<");
    let rows: Vec<(&str, &str, &[&str])> = vec![
        ("one object", &one, &[]),
        ("two objects", &two, &["PEPPOL-EN16931-R100"]),
        ("a document that is no object", &other, &["PEPPOL-EN16931-R101"]),
    ];
    for (case, to, rules) in rows {
        let found = super::broken(&ubl(AUSTRIAN, BELGIAN).replace("<Item>", to));
        assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), rules, "{case}");
    }
    let object = "<AdditionalReferencedDocument><IssuerAssignedID>4</IssuerAssignedID><TypeCode>130</TypeCode>\
                  </AdditionalReferencedDocument>";
    let cases = [
        (object.to_owned(), None),
        (object.repeat(2), Some("PEPPOL-EN16931-R100")),
        (object.replace(">130<", ">916<"), Some("PEPPOL-EN16931-R101")),
    ];
    let settlement = "<SpecifiedLineTradeSettlement>";
    for (references, rule) in cases {
        let text = cii(AUSTRIAN, BELGIAN).replace(settlement, &format!("{settlement}{references}"));
        assert_eq!(super::broken(&text).pop_first().as_deref(), rule, "{references}");
    }
}

#[test]
fn a_price_has_a_discount_that_makes_the_net_price() {
    let whole = ubl(AUSTRIAN, BELGIAN).replace(
        "</Price>",
        "<AllowanceCharge><ChargeIndicator>false</ChargeIndicator><Amount currencyID='EUR'>2.00</Amount>\
         <BaseAmount currencyID='EUR'>12.00</BaseAmount></AllowanceCharge></Price>",
    );
    assert_rows(
        &whole,
        &[
            (
                "a charge",
                "<ChargeIndicator>false</ChargeIndicator><Amount currencyID='EUR'>2",
                "<ChargeIndicator>true</ChargeIndicator><Amount currencyID='EUR'>2",
                &["PEPPOL-EN16931-R044"],
            ),
            ("another gross price", ">12.00</BaseAmount>", ">13.00</BaseAmount>", &["PEPPOL-EN16931-R046"]),
            ("no discount", "<Amount currencyID='EUR'>2.00</Amount>", "", &["PEPPOL-EN16931-R046"]),
        ],
    );
    let gross = "<GrossPriceProductTradePrice><ChargeAmount>12.00</ChargeAmount><AppliedTradeAllowanceCharge>\
                 <ChargeIndicator><Indicator>false</Indicator></ChargeIndicator><ActualAmount>2.00</ActualAmount>\
                 </AppliedTradeAllowanceCharge></GrossPriceProductTradePrice><NetPriceProductTradePrice>";
    let whole = cii(AUSTRIAN, BELGIAN).replace("<NetPriceProductTradePrice>", gross);
    assert_rows(
        &whole,
        &[("the indicator is a number", "<Indicator>false<", "<Indicator>0<", &["PEPPOL-EN16931-R043"])],
    );
}
