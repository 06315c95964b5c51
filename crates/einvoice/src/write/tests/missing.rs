use jiff::civil::date;
use money::{Amount, Currency};

use super::{codes, decimal, german, italian, some};
use crate::write::{
    Contact, Discount, Identifier, Kind, Outgoing, OutgoingFormat, Period, Recipient, Vat, VatCategory, document,
    missing,
};

const PEPPOL: OutgoingFormat = OutgoingFormat::PeppolUbl;
const XRECHNUNG: OutgoingFormat = OutgoingFormat::XRechnungUbl;
const XRECHNUNG_CII: OutgoingFormat = OutgoingFormat::XRechnungCii;
const FACTUR_X: OutgoingFormat = OutgoingFormat::FacturX;
const PRIVATE: OutgoingFormat = OutgoingFormat::FatturaPrivate;
const PUBLIC: OutgoingFormat = OutgoingFormat::FatturaPublic;

/// What is done to a whole invoice, the format, and the codes and places of what then stands in the way.
type Row = (&'static str, OutgoingFormat, fn(&mut Outgoing), &'static [(&'static str, &'static str)]);

fn assert_rows(whole: &Outgoing, rows: &[Row]) {
    for (case, format, change, expected) in rows {
        let mut invoice = whole.clone();
        change(&mut invoice);
        let found = missing(&invoice, *format);
        let told: Vec<_> = found.iter().map(|obstacle| (&*obstacle.code, obstacle.place.as_str())).collect();
        let expected: Vec<_> =
            expected.iter().map(|(code, place)| (format!("einvoice.write.{code}"), *place)).collect();
        let expected: Vec<_> = expected.iter().map(|(code, place)| (code.as_str(), *place)).collect();
        assert_eq!(told, expected, "{case}: {found:?}");
        assert_eq!(document(&invoice, *format).is_ok(), found.is_empty(), "{case}");
    }
}

#[test]
fn what_every_invoice_needs() {
    let rows: [Row; 20] = [
        ("whole", FACTUR_X, |_| {}, &[]),
        ("no number", FACTUR_X, |i| i.number = " ".to_owned(), &[("number", "number")]),
        ("a buyer without a name", FACTUR_X, |i| i.buyer.name.clear(), &[("name", "buyer.name")]),
        (
            "a country in words",
            FACTUR_X,
            |i| i.buyer.address.country = "Germany".to_owned(),
            &[("country", "buyer.address.country")],
        ),
        ("nothing sold", FACTUR_X, nothing, &[("lines", "lines")]),
        ("a unit in words", FACTUR_X, |i| i.lines[1].unit = "Stück".to_owned(), &[("unit", "lines[1].unit")]),
        ("an item without a name", FACTUR_X, |i| i.lines[0].name.clear(), &[("item_name", "lines[0].name")]),
        ("a price below zero", FACTUR_X, |i| i.lines[1].price.net = decimal("-1"), &[("price", "lines[1].price.net")]),
        (
            "taxed at no rate",
            FACTUR_X,
            |i| i.lines[0].vat = Vat::standard(decimal("0")),
            &[("vat_rate", "lines[0].vat.rate")],
        ),
        (
            "an allowance without a reason",
            FACTUR_X,
            |i| i.allowances[0].item = unexplained(i),
            &[("reason", "allowances[0].item.reason")],
        ),
        ("corrected, but what?", FACTUR_X, |i| i.kind = Kind::Corrected, &[("preceding", "preceding")]),
        (
            "a period that ends first",
            FACTUR_X,
            |i| i.delivery.period = Some(backwards()),
            &[("period", "delivery.period")],
        ),
        (
            "an IBAN with a slip",
            FACTUR_X,
            |i| account(i, "DE89370400440532013001"),
            &[("iban", "payment.accounts[0].number")],
        ),
        ("no account", FACTUR_X, |i| account(i, ""), &[("account", "payment.accounts[0].number")]),
        ("nothing said of when to pay", FACTUR_X, no_terms, &[("due_date", "due_date")]),
        ("no tax number of the seller", FACTUR_X, no_number, &[("seller_tax_number", "seller.vat_id")]),
        ("no identifier of the seller", FACTUR_X, no_identifier, &[("seller_identifier", "seller.vat_id")]),
        (
            "a VAT number without a country",
            FACTUR_X,
            |i| i.seller.vat_id = some("136695976"),
            &[("vat_id", "seller.vat_id")],
        ),
        (
            "a scheme on no list",
            FACTUR_X,
            |i| i.buyer.electronic_address = Some(Identifier::plain("a@b.c")),
            &[("scheme", "buyer.electronic_address.scheme")],
        ),
        (
            "a discount with three decimals",
            FACTUR_X,
            |i| i.terms.discounts = vec![fine()],
            &[("discount", "terms.discounts[0].percent")],
        ),
    ];
    assert_rows(&german(), &rows);
}

fn nothing(invoice: &mut Outgoing) {
    (invoice.lines, invoice.allowances, invoice.charges) = (Vec::new(), Vec::new(), Vec::new());
}

fn unexplained(invoice: &Outgoing) -> crate::write::AllowanceCharge {
    crate::write::AllowanceCharge { reason: None, code: None, ..invoice.allowances[0].item.clone() }
}

fn backwards() -> Period {
    Period { start: date(2026, 3, 31), end: date(2026, 3, 1) }
}

fn account(invoice: &mut Outgoing, number: &str) {
    if let Some(crate::write::PaymentMeans::Transfer(accounts)) = &mut invoice.payment {
        accounts[0].number = number.to_owned();
    }
}

fn no_terms(invoice: &mut Outgoing) {
    invoice.due_date = None;
    invoice.terms = crate::write::PaymentTerms::default();
}

fn no_number(invoice: &mut Outgoing) {
    (invoice.seller.vat_id, invoice.seller.tax_number) = (None, None);
}

fn no_identifier(invoice: &mut Outgoing) {
    (invoice.seller.vat_id, invoice.seller.registration) = (None, None);
}

fn fine() -> Discount {
    Discount { days: 8, percent: decimal("1.005"), base: None }
}

#[test]
fn what_the_categories_of_vat_need() {
    let rows: [Row; 6] = [
        ("exempt without a reason", FACTUR_X, |i| all(i, VatCategory::Exempt), &[("exemption", "exemptions")]),
        ("export without a VAT number", FACTUR_X, export, &[("seller_vat_id", "seller.vat_id")]),
        (
            "within the Union, nowhere and never",
            FACTUR_X,
            nowhere,
            &[("delivery_date", "delivery.date"), ("delivery_address", "delivery.address")],
        ),
        (
            "within the Union to nobody",
            FACTUR_X,
            nobody,
            &[("buyer_vat_id", "buyer.vat_id"), ("delivery_address", "delivery.address")],
        ),
        ("reverse charge on nobody", FACTUR_X, reverse, &[("buyer_vat_id", "buyer.vat_id")]),
        ("outside the scope and inside", FACTUR_X, mixed, &[("out_of_scope", "lines")]),
    ];
    assert_rows(&german(), &rows);
}

fn all(invoice: &mut Outgoing, category: VatCategory) {
    let vat = Vat::untaxed(category);
    invoice.lines.iter_mut().for_each(|line| line.vat = vat.clone());
    invoice.allowances.iter_mut().chain(&mut invoice.charges).for_each(|item| item.vat = vat.clone());
}

fn export(invoice: &mut Outgoing) {
    all(invoice, VatCategory::Export);
    invoice.seller.vat_id = None;
}

fn nowhere(invoice: &mut Outgoing) {
    all(invoice, VatCategory::IntraCommunity);
    invoice.delivery.date = None;
}

fn nobody(invoice: &mut Outgoing) {
    all(invoice, VatCategory::IntraCommunity);
    invoice.buyer.vat_id = None;
}

fn reverse(invoice: &mut Outgoing) {
    all(invoice, VatCategory::ReverseCharge);
    invoice.buyer.vat_id = None;
}

/// Outside the scope no VAT number is named, so that of the seller's two numbers only the other one is left.
fn mixed(invoice: &mut Outgoing) {
    invoice.lines[1].vat = Vat::untaxed(VatCategory::OutOfScope);
}

#[test]
fn what_germany_and_peppol_need() {
    let reference: &[(&str, &str)] = &[("buyer_reference", "references.buyer")];
    let rows: [Row; 14] = [
        ("whole, in CII", XRECHNUNG_CII, |_| {}, &[]),
        ("no Leitweg-ID", XRECHNUNG, |i| i.references.buyer = None, reference),
        ("no Leitweg-ID in CII", XRECHNUNG_CII, |i| i.references.buyer = None, reference),
        ("none of the references of Peppol", PEPPOL, abroad_without_reference, reference),
        ("an order is enough for Peppol", PEPPOL, abroad_with_order, &[]),
        (
            "no electronic address",
            PEPPOL,
            |i| i.buyer.electronic_address = None,
            &[("electronic_address", "buyer.electronic_address")],
        ),
        (
            "a mail address on the network",
            PEPPOL,
            |i| i.seller.electronic_address = Some(Identifier::of("EM", "a@b.c")),
            &[("scheme", "seller.electronic_address.scheme")],
        ),
        ("no contact", XRECHNUNG, |i| i.seller.contact = None, &[("contact", "seller.contact")]),
        (
            "half a contact",
            XRECHNUNG,
            |i| i.seller.contact = Some(Contact { name: some("A"), ..Contact::default() }),
            &[("contact", "seller.contact.phone"), ("contact", "seller.contact.mail")],
        ),
        ("no way to pay", XRECHNUNG, |i| i.payment = None, &[("payment", "payment")]),
        ("no city", XRECHNUNG, |i| i.buyer.address.city = None, &[("address", "buyer.address.city")]),
        (
            "terms that look like a program's",
            XRECHNUNG,
            |i| i.terms.text = some("gut\n#SKONTO#viel#"),
            &[("terms", "terms.text")],
        ),
        ("corrected outside Germany", PEPPOL, corrected_abroad, &[("corrected", "kind")]),
        ("none of this for Factur-X", FACTUR_X, bare, &[]),
    ];
    assert_rows(&german(), &rows);
}

fn abroad(invoice: &mut Outgoing) {
    invoice.buyer.vat_id = some("ATU12345675");
    invoice.buyer.address.country = "AT".to_owned();
}

fn abroad_without_reference(invoice: &mut Outgoing) {
    abroad(invoice);
    invoice.references = crate::write::References::default();
}

fn abroad_with_order(invoice: &mut Outgoing) {
    abroad(invoice);
    (invoice.references.buyer, invoice.payment, invoice.seller.contact) = (None, None, None);
}

fn corrected_abroad(invoice: &mut Outgoing) {
    abroad(invoice);
    invoice.kind = Kind::Corrected;
    invoice.preceding = vec![crate::write::Preceding { number: "R-1".to_owned(), issue_date: None }];
}

fn bare(invoice: &mut Outgoing) {
    (invoice.references.buyer, invoice.payment, invoice.seller.contact) = (None, None, None);
    (invoice.seller.electronic_address, invoice.buyer.electronic_address) = (None, None);
}

#[test]
fn what_italy_needs() {
    let rows: [Row; 15] = [
        ("whole", PRIVATE, |_| {}, &[]),
        ("nothing said for Italy", PRIVATE, |i| i.italy = None, &[("italy", "italy")]),
        ("a business's code for an office", PUBLIC, |_| {}, &[("recipient", "italy.recipient")]),
        (
            "certified mail to an office",
            PUBLIC,
            |i| recipient(i, Recipient::Pec("a@pec.it".to_owned())),
            &[("recipient", "italy.recipient")],
        ),
        ("no regime", PRIVATE, |i| regime(i, "RF03"), &[("regime", "italy.regime")]),
        ("a buyer without a number", PRIVATE, |i| i.buyer.vat_id = None, &[("buyer_vat_id", "buyer.vat_id")]),
        ("a private buyer", PRIVATE, person, &[]),
        ("no street", PRIVATE, |i| i.seller.address.street = None, &[("address", "seller.address.street")]),
        (
            "a post code of four digits",
            PRIVATE,
            |i| i.seller.address.post_code = some("2012"),
            &[("fatturapa_form", CAP)],
        ),
        (
            "a number that is too long",
            PRIVATE,
            |i| i.number = "2026/000000000000000017".to_owned(),
            &[("fatturapa_form", NUMBER)],
        ),
        ("a name in Greek", PRIVATE, |i| i.buyer.name = "Αθήνα".to_owned(), &[("fatturapa_form", NAME)]),
        (
            "a corrected invoice",
            PRIVATE,
            |i| i.kind = Kind::Corrected,
            &[("preceding", "preceding"), ("corrected", "kind")],
        ),
        (
            "reverse charge of some kind",
            PRIVATE,
            |i| i.lines[0].vat = Vat::untaxed(VatCategory::ReverseCharge),
            &[("nature", "lines[0].vat.nature")],
        ),
        ("a credit note called an invoice", PRIVATE, miscalled, &[("document_type", "italy.document_type")]),
        ("due, but how?", PRIVATE, |i| i.payment = None, &[("payment", "payment")]),
    ];
    assert_rows(&italian(), &rows);
}

const CAP: &str = "FatturaElettronicaHeader/CedentePrestatore/Sede/CAP";
const NUMBER: &str = "FatturaElettronicaBody/DatiGenerali/DatiGeneraliDocumento/Numero";
const NAME: &str = "FatturaElettronicaHeader/CessionarioCommittente/DatiAnagrafici/Anagrafica/Denominazione";

fn recipient(invoice: &mut Outgoing, recipient: Recipient) {
    if let Some(italy) = &mut invoice.italy {
        italy.recipient = recipient;
    }
}

fn regime(invoice: &mut Outgoing, regime: &str) {
    if let Some(italy) = &mut invoice.italy {
        italy.regime = regime.to_owned();
    }
}

fn person(invoice: &mut Outgoing) {
    (invoice.buyer.vat_id, invoice.buyer.tax_number) = (None, some("RSSMRA80A01F205X"));
    recipient(invoice, Recipient::Drawer);
}

fn miscalled(invoice: &mut Outgoing) {
    invoice.kind = Kind::CreditNote;
    if let Some(italy) = &mut invoice.italy {
        italy.document_type = some("TD01");
    }
}

#[test]
fn rules_of_single_countries_are_told_by_their_names() {
    let mut invoice = german();
    invoice.seller.address.country = "DK".to_owned();
    invoice.seller.vat_id = some("DK13585628");
    invoice.seller.registration = None;
    let found = codes(&invoice, PEPPOL);
    assert!(!found.is_empty() && found.iter().all(|code| code.starts_with("einvoice.rule.DK-R-")), "{found:?}");
}

#[test]
fn amounts_that_do_not_fit_are_told_with_the_rest_and_the_refusal_says_everything() {
    let mut invoice = german();
    invoice.number.clear();
    invoice.prepaid = Some(Amount::new(1, Currency::USD));
    assert_eq!(codes(&invoice, FACTUR_X), ["einvoice.write.number", "einvoice.write.currency"]);
    let refusal = document(&invoice, FACTUR_X).expect_err("it cannot leave");
    assert_eq!(
        refusal.to_string(),
        "the invoice cannot leave as Factur-X: the invoice needs a number (BT-1); the prepaid amount is 0.01 USD, \
         the invoice is in EUR: convert it first"
    );
}
