//! Codes, currencies, dates and reasons for exemption.

use super::{AUSTRIAN, BELGIAN, assert_rows, broken, cii, ubl};

#[test]
fn codes_in_ubl_are_on_their_lists() {
    let file = "<AdditionalDocumentReference><ID>1</ID><Attachment><EmbeddedDocumentBinaryObject mimeCode='image/png' \
                filename='a.png'>AAAA</EmbeddedDocumentBinaryObject></Attachment></AdditionalDocumentReference>";
    let whole = ubl(AUSTRIAN, BELGIAN).replace("<PaymentMeans>", &format!("{file}<PaymentMeans>")).replacen(
        "</EndDate></InvoicePeriod>",
        "</EndDate><DescriptionCode>35</DescriptionCode></InvoicePeriod>",
        1,
    );
    assert_rows(
        &whole,
        &[
            ("a file of another type", "image/png", "image/gif", &["PEPPOL-EN16931-CL001"]),
            ("a file that is empty", ">AAAA<", "><", &["PEPPOL-EN16931-R008"]),
            ("an unknown reason for an allowance", ">95<", ">99<", &["PEPPOL-EN16931-CL002"]),
            (
                "a charge with the reason of an allowance",
                "<ChargeIndicator>false<",
                "<ChargeIndicator>true<",
                &["PEPPOL-EN16931-CL003"],
            ),
            ("an unknown tax point", ">35<", ">36<", &["PEPPOL-EN16931-CL006"]),
            (
                "an amount in what is no currency",
                "currencyID='EUR'>10.00</Amount>",
                "currencyID='HRK'>10.00</Amount>",
                &["PEPPOL-EN16931-CL007", "PEPPOL-EN16931-R051"],
            ),
            (
                "an amount in another currency",
                "currencyID='EUR'>10.00</Amount>",
                "currencyID='SEK'>10.00</Amount>",
                &["PEPPOL-EN16931-R051"],
            ),
            ("an address of mail", "schemeID='0208'", "schemeID='EM'", &["PEPPOL-EN16931-CL008"]),
            ("a date with a time", ">2026-04-30<", ">2026-04-30T00:00:00<", &["PEPPOL-EN16931-F001"]),
            ("a date with a space", ">2026-04-30<", ">2026-04-30 <", &["PEPPOL-EN16931-F001"]),
            ("no day of the calendar", ">2026-04-30<", ">2026-04-31<", &["PEPPOL-EN16931-F001"]),
        ],
    );
}

#[test]
fn codes_in_cii_are_on_their_lists() {
    let file = "<AdditionalReferencedDocument><IssuerAssignedID>1</IssuerAssignedID><TypeCode>916</TypeCode>\
                <AttachmentBinaryObject mimeCode='image/png' filename='a.png'>AAAA</AttachmentBinaryObject>\
                </AdditionalReferencedDocument><BuyerReference>";
    assert_rows(
        &cii(AUSTRIAN, BELGIAN).replace("<BuyerReference>", file),
        &[
            ("a file of another type", "image/png", "image/gif", &["PEPPOL-EN16931-CL001"]),
            ("an unknown reason for an allowance", ">95<", ">99<", &["PEPPOL-EN16931-CL002"]),
            (
                "a charge with the reason of an allowance",
                "<Indicator>false<",
                "<Indicator>true<",
                &["PEPPOL-EN16931-CL003"],
            ),
            ("an address without a scheme", "<URIID schemeID='0208'>", "<URIID>", &["PEPPOL-EN16931-CL008"]),
            ("a date of ISO 8601", ">20260430<", ">2026-04-30<", &["PEPPOL-EN16931-F001"]),
            (
                "a date in a format of its own",
                "format='102'>20260430",
                "format='203'>20260430",
                &["PEPPOL-EN16931-F001"],
            ),
        ],
    );
    let total = "currencyID='EUR'>22.50</TaxTotalAmount>";
    let found = broken(&cii(AUSTRIAN, BELGIAN).replace(total, &total.replace("EUR", "EURO")));
    assert!(found.contains("PEPPOL-EN16931-CL007"), "{found:?}");
}

#[test]
fn a_reason_for_exemption_belongs_to_a_category() {
    let cases = [
        ("vatex-eu-g", "G", "PEPPOL-EN16931-P0104"),
        ("VATEX-EU-O", "O", "PEPPOL-EN16931-P0105"),
        ("VATEX-EU-IC", "K", "PEPPOL-EN16931-P0106"),
        ("VATEX-EU-AE", "AE", "PEPPOL-EN16931-P0107"),
        ("VATEX-EU-D", "E", "PEPPOL-EN16931-P0108"),
        ("VATEX-EU-F", "E", "PEPPOL-EN16931-P0109"),
        ("VATEX-EU-I", "E", "PEPPOL-EN16931-P0110"),
        ("VATEX-EU-J", "E", "PEPPOL-EN16931-P0111"),
    ];
    let with = |category: &str, reason: &str| {
        let reason =
            format!("<TaxCategory><ID>{category}</ID><TaxExemptionReasonCode>{reason}</TaxExemptionReasonCode>");
        ubl(AUSTRIAN, BELGIAN).replace("<TaxCategory><ID>S</ID>", &reason)
    };
    for (reason, category, rule) in cases {
        assert!(broken(&with(category, reason)).is_empty(), "{reason} with {category}");
        assert_eq!(broken(&with("Z", reason)).into_iter().collect::<Vec<_>>(), [rule], "{reason} with Z");
    }
}
