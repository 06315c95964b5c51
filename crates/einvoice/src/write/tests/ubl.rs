use jiff::civil::date;
use money::{Amount, Currency};

use super::back::assert_same;
use super::{decimal, euro, german, line, some, written};
use crate::write::{
    Account, Address, Attachment, Card, Classification, Exemption, File, Identifier, Kind, Mandate, Outgoing,
    OutgoingFormat, PaymentMeans, Period, Preceding, Vat, VatCategory,
};

const PEPPOL: OutgoingFormat = OutgoingFormat::PeppolUbl;
const XRECHNUNG: OutgoingFormat = OutgoingFormat::XRechnungUbl;

/// A change to the invoice, the format, and what the document then says.
type Row = (&'static str, OutgoingFormat, fn(&mut Outgoing), &'static [&'static str]);

const ROWS: [Row; 17] = [
    ("the profile of Peppol", PEPPOL, |_| {}, &["#urn:fdc:peppol.eu:2017:poacc:billing:3.0</cbc:CustomizationID>"]),
    ("the profile of XRechnung", XRECHNUNG, |_| {}, &["kosit:xrechnung_3.0</cbc:CustomizationID>", "billing:01:1.0<"]),
    ("signs of XML are written as text", PEPPOL, |_| {}, &["Stadt Köln &lt;Bauamt&gt;", "Werkzeug &amp; Söhne GmbH"]),
    ("a discount ends with a line break", XRECHNUNG, |_| {}, &["30 Tagen\n#SKONTO#TAGE=14#PROZENT=2.00#\n</cbc:Note>"]),
    ("a discount of a part", XRECHNUNG, part_discount, &["#PROZENT=2.50#BASISBETRAG=50.00#\n"]),
    ("an IBAN without spaces is of SEPA", PEPPOL, |_| {}, &["Code>58<", "<cbc:ID>DE89370400440532013000</cbc:ID>"]),
    ("another account is not", PEPPOL, other_account, &["Code>30<", "<cbc:ID>12-345 678</cbc:ID>"]),
    ("a direct debit", XRECHNUNG, debit, &["Code>59<", "schemeID=\"SEPA\">DE98ZZZ09999999999<", "<cbc:ID>M-7<"]),
    ("a card", PEPPOL, card, &["Code>48<", "NumberID>1234<", "<cbc:NetworkID>NA<", "HolderName>A. Kern<"]),
    (
        "a credit note",
        PEPPOL,
        credit,
        &[
            "<cbc:CreditNoteTypeCode>381<",
            "<cac:CreditNoteLine>",
            "<cbc:PaymentDueDate>",
            "<cbc:CreditedQuantity unitCode=\"C62\">12.5<",
            "<cbc:DocumentTypeCode>50<",
        ],
    ),
    ("a credit note to several accounts", PEPPOL, credit_to_accounts, &["<cbc:ID>12-345 678<", "<cbc:ID>COBADEFFXXX<"]),
    (
        "a corrected invoice",
        XRECHNUNG,
        corrected,
        &["TypeCode>384<", "<cbc:ID>R-1</cbc:ID>", "<cbc:IssueDate>2026-03-01<"],
    ),
    (
        "VAT in the seller's currency",
        PEPPOL,
        zloty,
        &["<cbc:TaxCurrencyCode>PLN<", "<cbc:TaxAmount currencyID=\"PLN\">104.01<"],
    ),
    (
        "a price for many and before its discount",
        PEPPOL,
        price,
        &[
            "PriceAmount currencyID=\"EUR\">1.955<",
            "BaseQuantity unitCode=\"C62\">1000<",
            "<cbc:Amount currencyID=\"EUR\">0.045<",
            "BaseAmount currencyID=\"EUR\">2<",
        ],
    ),
    (
        "a file goes along",
        XRECHNUNG,
        file,
        &["mimeCode=\"application/pdf\" filename=\"Zeiten.pdf\">JVBERi0=<", "<cbc:URI>https://example.org/1<"],
    ),
    (
        "an item",
        PEPPOL,
        item,
        &[
            "<cbc:ID schemeID=\"0160\">04012345000009<",
            "listID=\"STI\" listVersionID=\"2008\">44510000<",
            "IdentificationCode>CH<",
            "<cbc:Name>Farbe</cbc:Name>",
            "<cbc:Value>rot</cbc:Value>",
        ],
    ),
    (
        "supply within the Union",
        PEPPOL,
        intra,
        &[
            "<cbc:ID>K</cbc:ID>",
            "ReasonCode>VATEX-EU-IC<",
            "<cbc:TaxExemptionReason>Intra-Community supply<",
            "IdentificationCode>FR<",
        ],
    ),
];

#[test]
fn each_term_has_its_element() {
    for (case, format, change, expected) in ROWS {
        let mut invoice = german();
        change(&mut invoice);
        let text = written(&invoice, format);
        for part in expected {
            assert!(text.contains(part), "{case}: {part} is not in\n{text}");
        }
        assert_same(&invoice, format);
    }
}

fn part_discount(invoice: &mut Outgoing) {
    invoice.terms.discounts[0].percent = decimal("2.5");
    invoice.terms.discounts[0].base = Some(euro("50.00"));
}

fn other_account(invoice: &mut Outgoing) {
    if let Some(PaymentMeans::Transfer(accounts)) = &mut invoice.payment {
        accounts[0].number = " 12-345 678 ".to_owned();
    }
}

pub(super) fn accounts(invoice: &mut Outgoing) {
    if let Some(PaymentMeans::Transfer(accounts)) = &mut invoice.payment {
        accounts[0].bic = some("COBADEFFXXX");
        accounts.push(Account { number: "12-345 678".to_owned(), ..Account::default() });
    }
}

/// A credit note has its due date among the ways to pay, and there it may stand once (UBL-SR-45).
fn credit_to_accounts(invoice: &mut Outgoing) {
    accounts(invoice);
    credit(invoice);
}

pub(super) fn debit(invoice: &mut Outgoing) {
    invoice.payment = Some(PaymentMeans::DirectDebit(Mandate {
        reference: "M-7".to_owned(),
        creditor: some("DE98ZZZ09999999999"),
        account: some("DE75 5121 0800 1245 1261 99"),
    }));
}

pub(super) fn card(invoice: &mut Outgoing) {
    let card = Card { digits: "1234".to_owned(), holder: some("A. Kern"), network: None };
    invoice.payment = Some(PaymentMeans::Card(card));
}

fn credit(invoice: &mut Outgoing) {
    invoice.kind = Kind::CreditNote;
    invoice.references.project = some("Neubau");
    invoice.preceding = vec![Preceding { number: "R-1".to_owned(), issue_date: None }];
}

fn corrected(invoice: &mut Outgoing) {
    invoice.kind = Kind::Corrected;
    invoice.preceding = vec![Preceding { number: "R-1".to_owned(), issue_date: Some(date(2026, 3, 1)) }];
}

fn zloty(invoice: &mut Outgoing) {
    invoice.accounting_tax = Some(Amount::new(104_01, Currency::from_code("PLN").expect("a currency")));
}

fn price(invoice: &mut Outgoing) {
    let mut screws = line("3", "Schrauben", "2500", "1.955", Vat::standard(decimal("19")));
    screws.price.base_quantity = decimal("1000");
    screws.price.gross = Some(decimal("2.000"));
    invoice.lines.push(screws);
}

pub(super) fn file(invoice: &mut Outgoing) {
    let pdf =
        File { name: "Zeiten.pdf".to_owned(), media_type: "application/pdf".to_owned(), bytes: b"%PDF-".to_vec() };
    let file = Attachment { reference: "A-1".to_owned(), description: some("Zeiten"), location: None, file: Some(pdf) };
    let link = Attachment { file: None, location: some("https://example.org/1"), ..file.clone() };
    invoice.attachments = vec![file, link];
}

pub(super) fn item(invoice: &mut Outgoing) {
    let line = &mut invoice.lines[0];
    line.standard_item_id = Some(Identifier::of("0160", "04012345000009"));
    let class = Classification { list: "STI".to_owned(), version: some("2008"), code: "44510000".to_owned() };
    line.classifications = vec![class];
    line.origin = some("CH");
    line.attributes = vec![("Farbe".to_owned(), "rot".to_owned())];
    (line.note, line.description) = (some("nachgeliefert"), some("HSS, geschliffen"));
    (line.seller_item_id, line.buyer_item_id, line.order_line) = (some("B8"), some("4711"), some("3"));
    line.period = Some(Period { start: date(2026, 3, 1), end: date(2026, 3, 31) });
}

pub(super) fn intra(invoice: &mut Outgoing) {
    let category = Vat::untaxed(VatCategory::IntraCommunity);
    invoice.buyer.vat_id = some("FR83404833048");
    invoice.buyer.address.country = "FR".to_owned();
    invoice.delivery.address = Some(Address { country: "FR".to_owned(), ..Address::default() });
    invoice.delivery.period = Some(Period { start: date(2026, 3, 1), end: date(2026, 3, 31) });
    invoice.lines.iter_mut().for_each(|line| line.vat = category.clone());
    invoice.allowances.iter_mut().chain(&mut invoice.charges).for_each(|item| item.vat = category.clone());
}

#[test]
fn outside_germany_a_discount_is_a_sentence_and_notes_are_one() {
    let mut invoice = german();
    intra(&mut invoice);
    invoice.notes.push("Zweiter Absatz".to_owned());
    let text = written(&invoice, PEPPOL);
    assert!(text.contains("<cbc:Note>Zahlbar innerhalb von 30 Tagen\n2 % discount if paid within 14 days</cbc:Note>"));
    assert!(text.contains("<cbc:Note>Vielen Dank für Ihren Auftrag.\nZweiter Absatz</cbc:Note>"), "{text}");
}

#[test]
fn an_invoice_outside_the_scope_names_no_vat_numbers() {
    let mut invoice = german();
    invoice.seller.electronic_address = Some(Identifier::of("0204", "991-12345-67"));
    let category = Vat::untaxed(VatCategory::OutOfScope);
    invoice.lines.iter_mut().for_each(|line| line.vat = category.clone());
    invoice.allowances.iter_mut().chain(&mut invoice.charges).for_each(|item| item.vat = category.clone());
    for format in super::CORE {
        assert_same(&invoice, format);
        assert!(!written(&invoice, format).contains("DE136695976"));
    }
}

#[test]
fn nothing_is_empty_and_signs_that_xml_cannot_hold_are_left_out() {
    let mut invoice = german();
    invoice.exemptions = vec![Exemption { category: VatCategory::Exempt, reason: some(" "), code: None }];
    invoice.remittance = some("   ");
    invoice.buyer.trading_name = some("\u{1}");
    invoice.notes = vec![" ".to_owned(), "eins\u{0} \u{b}zwei\r\ndrei".to_owned()];
    let text = written(&invoice, PEPPOL);
    assert!(text.contains("<cbc:Note>eins zwei\ndrei</cbc:Note>"), "{text}");
    assert!(!text.contains("/>") && !text.contains("<cbc:PaymentID>"), "{text}");
}
