//! Rounding and tax that the buyer keeps back, told from the sums.

use super::{money, read};

/// An invoice of a service with the lines of its sum.
fn invoice(lines: &[(&str, &str)]) -> road::facts::Facts {
    let sums: String = lines.iter().map(|(l, v)| format!("                      {l:<34}{v}\n")).collect();
    read(&format!(
        "
Estudio Alameda S.L.
NIF B12345674
Calle Mayor 4
28013 Madrid

Factura Nº 2025/041                       Fecha: 30-09-2025
Cliente: Bufete Ortega S.L.

Concepto                                  Importe
Proyecto                                  500,00

{sums}"
    ))
}

#[test]
fn tax_that_the_buyer_keeps_back_is_known_by_the_sums() {
    let before = [("Base imponible", "500,00 €"), ("IVA 21%", "105,00 €")];
    // The lines after the tax; what is the total, what is due, what is kept back.
    let table: [(&[(&str, &str)], [&str; 3]); 4] = [
        (&[("Retención IRPF 15%", "-75,00 €"), ("TOTAL FACTURA", "530,00 €")], ["530.00", "530.00", "75.00"]),
        (
            &[("TOTAL FACTURA", "605,00 €"), ("IRPF 15 %", "75,00 €"), ("A pagar", "530,00 €")],
            ["605.00", "530.00", "75.00"],
        ),
        (&[("TOTAL FACTURA", "605,00 €")], ["605.00", "605.00", "none"]),
        // The word alone proves nothing.
        (&[("TOTAL FACTURA", "605,00 €"), ("Retención", "11,11 €")], ["605.00", "605.00", "none"]),
    ];
    for (after, expected) in table {
        let facts = invoice(&[&before[..], after].concat());
        let got = [money(&facts.total), money(&facts.amount_due), money(&facts.withheld)];
        assert_eq!(got, expected.map(String::from), "{after:?}");
        assert_eq!((money(&facts.subtotal), money(&facts.tax)), ("500.00".into(), "105.00".into()), "{after:?}");
    }
}

#[test]
fn rounding_is_a_signed_part_of_the_total() {
    let table = [
        // Rounding as printed, the total; the rounding as it counts.
        ("0,01", "605,01 €", "0.01"),
        ("-0,02", "604,98 €", "-0.02"),
        // The sign was left out, the sums show it.
        ("0,02", "604,98 €", "-0.02"),
        ("0,00", "605,00 €", "none"),
    ];
    for (printed, total, expected) in table {
        let facts = invoice(&[
            ("Base imponible", "500,00 €"),
            ("IVA 21%", "105,00 €"),
            ("Redondeo", printed),
            ("TOTAL FACTURA", total),
        ]);
        assert_eq!(money(&facts.rounding), expected, "{printed}");
    }
}

#[test]
fn taxes_in_the_brackets_behind_a_total_are_its_tax() {
    let table =
        [("59,50 € (inkl. 9,50 € MwSt. 19%)", "9.50"), ("59,50 € (inkl. 1,94 € MwSt. 7%, 4,76 € MwSt. 19%)", "6.70")];
    for (total, tax) in table {
        let facts = read(&format!(
            "
Laden Nordlicht GmbH
Osterstraße 44
26506 Norden

Rechnung Nr. 10338                        Datum: 14.10.2025

Produkt                                   Preis
Mischung                                  54,60 €

Zwischensumme                             54,60 €
Versand                                   4,90 €
Gesamt                                    {total}
"
        ));
        assert_eq!((money(&facts.total), money(&facts.tax)), ("59.50".into(), tax.into()), "{total}");
    }
}

#[test]
fn central_and_state_tax_are_two_halves_of_one() {
    let facts = read(
        "
Rowan Hotels Private Limited
GSTIN: 07AAJCO8812M1ZP
New Delhi 110020

Tax Invoice
Invoice number SN-25-0088123
Invoice date 11 Sep 2025

Particulars                               Amount
Accommodation 2 nights                    3,214.28
CGST 6%                                   192.86
SGST 6%                                   192.86
Total                                     3,600.00
",
    );
    assert_eq!((money(&facts.tax), money(&facts.total)), ("385.72".into(), "3600.00".into()));
}

/// Items, net as printed; whether the items make it.
#[test]
fn items_make_the_net_but_for_the_rounding_of_each() {
    let table: [(&[&str], &str, bool); 6] = [
        (&["33.33", "33.33", "33.33"], "99.99", true),
        (&["33.33", "33.33", "33.33"], "100.00", true),
        (&["33.33", "33.33", "33.33"], "100.01", false),
        (&["50.00"], "50.01", true),
        (&["50.00"], "50.02", false),
        (&["40.00", "60.00"], "110.00", false),
    ];
    for (items, net, holds) in table {
        let rows: String = items
            .iter()
            .enumerate()
            .map(|(n, a)| format!("{}    Paper white     1         {a}      {a}\n", n + 1))
            .collect();
        let tax: rust_decimal::Decimal =
            (net.parse::<rust_decimal::Decimal>().expect("a figure") / rust_decimal::Decimal::TEN).round_dp(2);
        let total = net.parse::<rust_decimal::Decimal>().expect("a figure") + tax;
        let facts = read(&format!(
            "
Lakeside Stationery Ltd
4 High Street

Invoice No: 2025-041
Invoice date: 30 September 2025

Pos  Description     Quantity  Unit price   Amount
{rows}
Net amount                        GBP {net}
VAT 10%                           GBP {tax}
Total                             GBP {total}"
        ));
        assert_eq!(facts.lines.len(), items.len(), "{items:?}");
        let check = facts.checks.iter().find(|c| c.name == "line_sum").expect("there are items");
        assert_eq!(check.holds, holds, "{items:?} for {net}: {}", check.detail);
        let sum = facts.lines.iter().map(|l| l.amount).sum();
        assert_eq!(check.args["sum"], road::Arg::figure(sum, Some(money::Currency::GBP)));
        assert_eq!(check.args["net"], road::Arg::figure(net.parse().expect("a figure"), Some(money::Currency::GBP)));
    }
}
