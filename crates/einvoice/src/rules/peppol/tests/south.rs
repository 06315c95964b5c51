//! Sellers of Italy and Greece.

use super::{AUSTRIAN, BELGIAN, Trader, assert_rows, broken, cii, ubl};

const ITALIAN: Trader = Trader { country: "IT", vat: "IT01234567897", tax: Some("RSSMRA85T10A562S"), ..AUSTRIAN };
const GREEK: Trader = Trader { country: "GR", vat: "EL098765430", endpoint: ("9933", "098765430"), ..AUSTRIAN };
const GREEK_BUYER: Trader = Trader { country: "GR", vat: "EL123456783", endpoint: ("9933", "123456783"), ..BELGIAN };

#[test]
fn an_italian_seller_has_a_registration_and_a_whole_address() {
    assert_rows(
        &ubl(ITALIAN, BELGIAN),
        &[
            ("a registration too short", ">RSSMRA85T10A562S<", ">RSSMRA85T1<", &["IT-R-001"]),
            ("a registration in small letters", ">RSSMRA85T10A562S<", ">rssmra85t10a562s<", &["IT-R-001"]),
            ("no street", "<StreetName>Market 1</StreetName>", "", &["IT-R-002"]),
            ("no city", "<CityName>Town</CityName>", "", &["IT-R-003"]),
            ("no post code", "<PostalZone>1000</PostalZone>", "", &["IT-R-004"]),
            ("a seller of another country", "IT01234567897", "FR01234567897", &[]),
        ],
    );
    assert_rows(
        &cii(ITALIAN, BELGIAN),
        &[
            ("a registration too short", ">RSSMRA85T10A562S<", ">RSSMRA85T1<", &["IT-R-001"]),
            ("no street", "<LineOne>Market 1</LineOne>", "", &["IT-R-002"]),
            ("no city", "<CityName>Town</CityName>", "", &["IT-R-003"]),
            ("no post code", "<PostcodeCode>1000</PostcodeCode>", "", &["IT-R-004"]),
        ],
    );
}

const MARK: &str = "<AdditionalDocumentReference><ID>400001</ID><DocumentDescription>##M.AR.K##</DocumentDescription>\
                    </AdditionalDocumentReference>";
const URL: &str = "<AdditionalDocumentReference><ID>1</ID><DocumentDescription>##INVOICE|URL##</DocumentDescription>\
                   <Attachment><ExternalReference><URI>https://example.org/1</URI></ExternalReference></Attachment>\
                   </AdditionalDocumentReference>";

/// An invoice within Greece with what the platform asks for.
fn greek(buyer: Trader) -> String {
    ubl(GREEK, buyer)
        .replace("<ID>2026-17</ID>", "<ID>098765430|31/03/2026|0|1.1|A|17</ID>")
        .replace("<PaymentMeans>", &format!("{MARK}{URL}<PaymentMeans>"))
}

#[test]
fn the_number_of_a_greek_invoice_has_six_segments() {
    assert_rows(
        &greek(BELGIAN),
        &[
            ("a segment too many", "|A|17<", "|A|17|1<", &["GR-R-001-1"]),
            ("the tax number of someone else", ">098765430|", ">123456783|", &["GR-R-001-2"]),
            ("a tax number with a wrong check digit", ">098765430|", ">098765431|", &["GR-R-001-2"]),
            ("another day", "|31/03/2026|", "|30/03/2026|", &["GR-R-001-3"]),
            ("no branch", "|0|1.1|", "||1.1|", &["GR-R-001-4"]),
            ("a type that is not in use", "|1.1|", "|1.2|", &["GR-R-001-5"]),
            ("no series", "|A|17<", "||17<", &["GR-R-001-6"]),
            ("no number", "|A|17<", "|A|<", &["GR-R-001-7"]),
        ],
    );
}

#[test]
fn a_greek_seller_names_the_parties_and_their_tax_numbers() {
    assert_rows(
        &greek(GREEK_BUYER),
        &[
            ("no name of the seller", "<PartyName><Name>Supplier of GR</Name></PartyName>", "", &["GR-R-002"]),
            ("no name of the buyer", "<PartyName><Name>Customer of GR</Name></PartyName>", "", &["GR-R-005"]),
            ("a wrong VAT number of the seller", "EL098765430", "EL0987654", &["GR-R-001-2", "GR-R-003", "GR-S-011"]),
            ("a wrong VAT number of the buyer", "EL123456783", "EL123456784", &["GR-R-006"]),
            ("the address of the seller under another scheme", "'9933'>098765430", "'9934'>098765430", &["GR-R-009"]),
            (
                "the address of the buyer with a wrong check digit",
                "'9933'>123456783",
                "'9933'>123456784",
                &["GR-R-010"],
            ),
        ],
    );
    assert!(broken(&greek(BELGIAN)).is_empty(), "a buyer elsewhere has its own numbers");
}

#[test]
fn a_greek_invoice_carries_the_mark_of_the_platform() {
    assert_rows(
        &greek(BELGIAN),
        &[
            ("no mark", MARK, "", &["GR-R-004-1"]),
            ("a mark with letters", "<ID>400001</ID>", "<ID>M400001</ID>", &["GR-R-004-2"]),
            ("no address for verification", URL, "", &["GR-S-008-1"]),
            (
                "a second address without the address itself",
                "<PaymentMeans>",
                "<AdditionalDocumentReference><ID>2</ID><DocumentDescription>##INVOICE|URL##</DocumentDescription>\
                 </AdditionalDocumentReference><PaymentMeans>",
                &["GR-R-008-2", "GR-R-008-3", "GR-S-008-1"],
            ),
        ],
    );
}

#[test]
fn a_representative_makes_a_seller_greek_but_not_its_electronic_address() {
    let representative = "<TaxRepresentativeParty><PartyName><Name>R</Name></PartyName><PostalAddress><Country>\
                          <IdentificationCode>GR</IdentificationCode></Country></PostalAddress><PartyTaxScheme>\
                          <CompanyID>EL098765430</CompanyID><TaxScheme><ID>VAT</ID></TaxScheme></PartyTaxScheme>\
                          </TaxRepresentativeParty><PaymentMeans>";
    let own = "<PartyTaxScheme><CompanyID>ATU12345675</CompanyID><TaxScheme><ID>VAT</ID></TaxScheme></PartyTaxScheme>";
    let text = ubl(AUSTRIAN, BELGIAN)
        .replace(own, "")
        .replace("<ID>2026-17</ID>", "<ID>098765430|31/03/2026|0|1.1|A|17</ID>")
        .replace("<PaymentMeans>", representative);
    assert_eq!(broken(&text).into_iter().collect::<Vec<_>>(), ["GR-S-011"]);
}
