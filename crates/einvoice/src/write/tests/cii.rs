use jiff::civil::date;
use money::{Amount, Currency};

use super::back::assert_same;
use super::ubl::{accounts, card, debit, file, intra, item};
use super::{decimal, german, some, written};
use crate::write::{Kind, Outgoing, OutgoingFormat, Preceding};

const FACTUR_X: OutgoingFormat = OutgoingFormat::FacturX;
const XRECHNUNG: OutgoingFormat = OutgoingFormat::XRechnungCii;

/// A change to the invoice, the format, and what the document then says.
type Row = (&'static str, OutgoingFormat, fn(&mut Outgoing), &'static [&'static str]);

const ROWS: [Row; 13] = [
    ("the profile of Factur-X", FACTUR_X, |_| {}, &["<ram:ID>urn:cen.eu:en16931:2017</ram:ID>"]),
    ("the profile of XRechnung", XRECHNUNG, |_| {}, &["kosit:xrechnung_3.0</ram:ID>", "billing:01:1.0</ram:ID>"]),
    ("days in format 102", FACTUR_X, |_| {}, &["<udt:DateTimeString format=\"102\">20260331<"]),
    (
        "tax numbers and their kinds",
        FACTUR_X,
        |_| {},
        &["schemeID=\"VA\">DE136695976<", "schemeID=\"FC\">29/123/45678<"],
    ),
    ("a discount ends with a line break", XRECHNUNG, |_| {}, &["#SKONTO#TAGE=14#PROZENT=2.00#\n</ram:Description>"]),
    (
        "a direct debit",
        XRECHNUNG,
        debit,
        &[
            "<ram:CreditorReferenceID>DE98ZZZ09999999999<",
            "<ram:DirectDebitMandateID>M-7<",
            "<ram:IBANID>DE75512108001245126199<",
        ],
    ),
    ("a card", FACTUR_X, card, &["<ram:TypeCode>48<", "<ram:ID>1234<", "<ram:CardholderName>A. Kern<"]),
    (
        "several accounts",
        XRECHNUNG,
        accounts,
        &["<ram:IBANID>DE89370400440532013000<", "<ram:ProprietaryID>12-345 678<", "<ram:BICID>COBADEFFXXX<"],
    ),
    (
        "a file goes along",
        XRECHNUNG,
        file,
        &["mimeCode=\"application/pdf\" filename=\"Zeiten.pdf\">JVBERi0=<", "<ram:URIID>https://example.org/1<"],
    ),
    (
        "an item",
        FACTUR_X,
        item,
        &[
            "<ram:GlobalID schemeID=\"0160\">04012345000009<",
            "listID=\"STI\" listVersionID=\"2008\">44510000<",
            "<ram:ID>CH<",
            "<ram:Value>rot<",
            "<ram:LineID>3<",
            "<ram:StartDateTime>",
        ],
    ),
    (
        "a credit note",
        FACTUR_X,
        credit,
        &[
            "<ram:TypeCode>381<",
            "<ram:IssuerAssignedID>R-1<",
            "<qdt:DateTimeString format=\"102\">20260301<",
            "<ram:SpecifiedProcuringProject>",
        ],
    ),
    (
        "supply within the Union",
        FACTUR_X,
        intra,
        &["<ram:CategoryCode>K<", "ReasonCode>VATEX-EU-IC<", "<ram:CountryID>FR<"],
    ),
    (
        "VAT in the seller's currency",
        XRECHNUNG,
        zloty,
        &["<ram:TaxCurrencyCode>PLN<", "currencyID=\"PLN\">104.01<", "currencyID=\"EUR\">24.36<"],
    ),
];

#[test]
fn each_term_has_its_element() {
    for (case, format, change, expected) in ROWS {
        let mut invoice = german();
        invoice.lines[1].price.gross = Some(decimal("35"));
        change(&mut invoice);
        // A supply to France is no matter of XRechnung's; everything else is written in both profiles.
        let text = written(&invoice, format);
        for part in expected {
            assert!(text.contains(part), "{case}: {part} is not in\n{text}");
        }
        assert_same(&invoice, format);
    }
}

fn credit(invoice: &mut Outgoing) {
    invoice.kind = Kind::CreditNote;
    invoice.references.project = some("Neubau");
    invoice.preceding = vec![Preceding { number: "R-1".to_owned(), issue_date: Some(date(2026, 3, 1)) }];
}

fn zloty(invoice: &mut Outgoing) {
    invoice.accounting_tax = Some(Amount::new(104_01, Currency::from_code("PLN").expect("a currency")));
}

#[test]
fn the_delivery_is_there_even_when_nothing_is_said_of_it() {
    let mut invoice = german();
    invoice.delivery.date = None;
    let text = written(&invoice, XRECHNUNG);
    assert!(text.contains("<ram:ApplicableHeaderTradeDelivery/>"), "the schema asks for it: {text}");
}

#[test]
fn the_tax_point_stands_once_however_many_rates_there_are() {
    let mut invoice = german();
    invoice.tax_point_date = Some(date(2026, 3, 20));
    let text = written(&invoice, FACTUR_X);
    assert_eq!(text.matches("<ram:TaxPointDate>").count(), 1, "CII-SR-461: {text}");
}
