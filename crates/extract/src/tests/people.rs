//! Whom the books owe, and who is billed.

use super::read;

fn vendor(text: &str) -> String {
    read(text).vendor.map_or("none".into(), |f| f.value)
}

fn customer(text: &str) -> String {
    read(text).customer.map_or("none".into(), |f| f.value)
}

/// A bill whose head shows only a brand, with a line at its foot.
fn branded(brand: &str, foot: &str) -> String {
    format!(
        "
{brand}

                                        Invoice number: 7712093
                                        Invoice date: 6 October 2025
Ms J Abernathy
31 Cranbrook Road
Bristol
BS6 7BP

Description                 Amount
Broadband October           100.00

Net                         100.00
VAT 20%                      20.00
Total                       120.00





















{foot}
"
    )
}

#[test]
fn behind_a_brand_stands_the_business_named_with_its_legal_form() {
    let table = [
        (
            "Northfen",
            "Northfen Energy Retail Limited. Registered in England No 0771. VAT No. 912 4478 31",
            "Northfen Energy Retail Limited",
        ),
        (
            "Brandhoek",
            "Brandhoek is a trading name of Meubelmaat Commerce B.V. registered 17288104",
            "Meubelmaat Commerce B.V.",
        ),
        // A bank and a court are named too.
        ("Northfen Ltd", "Account at Northern Bank plc, sort code 30-94-55", "Northfen Ltd"),
    ];
    for (brand, foot, expected) in table {
        assert_eq!(vendor(&branded(brand, foot)), expected, "{foot}");
    }
}

#[test]
fn a_person_over_the_line_of_a_business_is_billed_for_it() {
    let table = [
        ("Mr Adam Marsh\nFernhill Consulting LLP", "Fernhill Consulting LLP"),
        ("Fernhill Consulting LLP\nMr Adam Marsh", "Fernhill Consulting LLP"),
        ("Frau\nRenate Vogt", "Renate Vogt"),
        ("Familie\nKarla Busch", "Karla Busch"),
        ("Mr Adam Marsh", "Adam Marsh"),
    ];
    for (head, expected) in table {
        let text = format!(
            "
                                               Millbrook Supplies Ltd
                                               4 Dock Road
                                               Liverpool L3 4BB
                                               VAT No GB 284 5512 09

{head}
14 Cheapside
London EC2V 6AF

                       Invoice No 55102
                       Date 23 September 2025

Total                  120.00
"
        );
        assert_eq!(customer(&text), expected, "{head}");
    }
}

#[test]
fn on_a_slip_the_business_stands_below_the_name_of_its_shop() {
    let table = [
        ("KANTAN CORNER HOUSE\nKCH COSMETICS SDN. BHD. (881220-T)", "KCH COSMETICS SDN. BHD."),
        ("ROYAL DUCK MALAYSIA KITCHEN\n     SDN BHD", "ROYAL DUCK MALAYSIA KITCHEN SDN BHD"),
        ("SINAR PAGI MINIMARKET", "SINAR PAGI MINIMARKET"),
        ("FRESH CORNER KING\nInh. Thomas King e.K.", "FRESH CORNER KING"),
    ];
    for (head, expected) in table {
        let text = format!(
            "
{head}
12 JALAN BESAR 3/4
47400 PETALING JAYA
DATE: 18/01/2018 10:27
COFFEE                    13.50
CAKE                      13.10
TOTAL                     26.60
CASH                     100.00
CHANGE                    73.40
"
        );
        assert_eq!(vendor(&text), expected, "{head}");
    }
}

#[test]
fn where_nobody_is_billed_by_name_the_consignee_is() {
    let text = "
Ostrand Logistics Limited
Dock Gate 1, Felixstowe IP11 3SY
VAT: GB 355 9012 66

CONSIGNEE
Pellow Crafts plc
Stoke-on-Trent

Invoice No FXT00048211
Invoice date 08-Oct-25

Total                    120.00
";
    assert_eq!(customer(text), "Pellow Crafts plc");
}
