use money::Currency;
use road::facts::{DocumentKind, Facts};

use super::{change, decimal, euro, italian, line, some, written};
use crate::parse;
use crate::write::{
    Attachment, Collectability, Discount, DocumentAllowanceCharge, Exemption, File, Identifier, Italy, Kind, Outgoing,
    OutgoingFormat, Preceding, Rea, Recipient, Vat, VatCategory, Withholding,
};

const PRIVATE: OutgoingFormat = OutgoingFormat::FatturaPrivate;
const PUBLIC: OutgoingFormat = OutgoingFormat::FatturaPublic;

fn italy(invoice: &mut Outgoing) -> &mut Italy {
    invoice.italy.as_mut().expect("an invoice within Italy")
}

/// What is read back, with no cross-check that fails.
fn read(invoice: &Outgoing, format: OutgoingFormat) -> (String, Facts) {
    let text = written(invoice, format);
    let facts = parse(text.as_bytes()).expect("it is read");
    let failed: Vec<_> = facts.checks.iter().filter(|check| !check.holds).collect();
    assert!(failed.is_empty(), "{failed:?}\n{text}");
    (text, facts)
}

#[test]
fn an_invoice_comes_back_as_the_same_facts() {
    let (text, facts) = read(&italian(), PRIVATE);
    assert!(text.contains("versione=\"FPR12\"") && text.contains("<TipoDocumento>TD01<"), "{text}");
    let value =
        |field: &Option<road::facts::Field<String>>| field.as_ref().map(|f| f.value.clone()).unwrap_or_default();
    assert_eq!(value(&facts.vendor), "Officina Rossi S.r.l.");
    assert_eq!(value(&facts.vendor_tax_id), "IT00743110157");
    assert_eq!(value(&facts.vendor_address), "Via Dante 1, 20121 Milano MI, IT");
    assert_eq!(value(&facts.customer_tax_id), "IT01234567897");
    assert_eq!(value(&facts.vendor_iban), "IT60X0542811101000000123456");
    assert_eq!(value(&facts.invoice_number), "2026/17");
    assert_eq!(facts.due_date.map(|field| field.value), italian().due_date);
    let amounts = [facts.subtotal, facts.tax, facts.total, facts.amount_due];
    let amounts = amounts.map(|field| field.map(|f| f.value.to_string()).unwrap_or_default());
    assert_eq!(amounts, ["100.00", "22.00", "122.00", "122.00"]);
    assert_eq!((facts.lines.len(), facts.lines[0].quantity), (1, Some(decimal("2"))));
}

/// A change to the invoice, and what the document then says.
type Row = (&'static str, fn(&mut Outgoing), &'static [&'static str]);

const ROWS: [Row; 14] = [
    (
        "certified mail",
        |i| italy(i).recipient = Recipient::Pec("b@pec.example.it".to_owned()),
        &["<CodiceDestinatario>0000000<", "<PECDestinatario>b@pec.example.it<"],
    ),
    (
        "a buyer abroad",
        abroad,
        &["<CodiceDestinatario>XXXXXXX<", "<IdPaese>FR</IdPaese>", "<CAP>00000<", "Rue 1, 75001<", "<Natura>N3.2<"],
    ),
    (
        "stamp duty",
        stamp,
        &[
            "<BolloVirtuale>SI<",
            "<ImportoBollo>2.00<",
            "<Natura>N1<",
            "Esclusa art. 15 DPR 633/1972<",
            "<UnitaMisura>pz<",
            "<Natura>N4<",
            "Esente art. 10, n. 18<",
        ],
    ),
    (
        "what is withheld",
        withheld,
        &["<TipoRitenuta>RT01<", "<AliquotaRitenuta>20.00<", "<Ritenuta>SI<", "<ImportoPagamento>102.00<"],
    ),
    (
        "split payment",
        |i| italy(i).collectability = Collectability::SplitPayment,
        &["<EsigibilitaIVA>S<", "<ImportoPagamento>100.00<"],
    ),
    (
        "a register",
        register,
        &["<Ufficio>MI<", "<CapitaleSociale>10000.00<", "<SocioUnico>SU<", "<StatoLiquidazione>LN<"],
    ),
    ("a tender", tender, &["<DatiOrdineAcquisto>", "<CodiceCUP>J11B21000010001<", "<CodiceCIG>9876543210<"]),
    ("a credit note", credit, &["<TipoDocumento>TD04<", "<DatiFattureCollegate>", "<IdDocumento>2026/9<"]),
    (
        "allowance and charge on the whole",
        changes,
        &[
            "<TipoCessionePrestazione>SC<",
            "<PrezzoTotale>-10.00<",
            "<TipoCessionePrestazione>AC<",
            "<ImponibileImporto>95.00<",
        ],
    ),
    (
        "an allowance on a line is one on a unit",
        per_unit,
        &["<Tipo>SC</Tipo>", "<Importo>3.33333333<", "<PrezzoTotale>140.00<"],
    ),
    (
        "what is taken back",
        |i| i.lines[0].quantity = decimal("-2"),
        &["<Quantita>2.00<", "<PrezzoUnitario>-50.00<", "<PrezzoTotale>-100.00<"],
    ),
    (
        "a discount for paying early",
        early,
        &["<ScontoPagamentoAnticipato>2.44<", "<DataLimitePagamentoAnticipato>2026-04-10<"],
    ),
    (
        "signs that Latin-1 lacks",
        |i| i.lines[0].name = "Café – 5 € “Łódź” ½ ﬁne".to_owned(),
        &["<Descrizione>Café - 5 EUR &quot;Lódz&quot; ½ fine<"],
    ),
    ("a file", file, &["<NomeAttachment>Ore.pdf<", "<FormatoAttachment>PDF<", "<Attachment>JVBERi0=<"]),
];

#[test]
fn each_field_of_the_format_has_its_element() {
    for (case, change, expected) in ROWS {
        let mut invoice = italian();
        change(&mut invoice);
        let (text, _) = read(&invoice, PRIVATE);
        for part in expected {
            assert!(text.contains(part), "{case}: {part} is not in\n{text}");
        }
    }
}

fn abroad(invoice: &mut Outgoing) {
    italy(invoice).recipient = Recipient::Abroad;
    invoice.buyer.vat_id = some("FR83404833048");
    invoice.buyer.address = super::address("Rue 1", "75001", "Paris", "FR");
    invoice.lines[0].vat = Vat::untaxed(VatCategory::IntraCommunity);
}

fn stamp(invoice: &mut Outgoing) {
    italy(invoice).stamp_duty = Some(euro("2.00"));
    let excluded = Vat { nature: some("N1"), ..Vat::untaxed(VatCategory::OutOfScope) };
    invoice.lines[0].vat = Vat::untaxed(VatCategory::Exempt);
    invoice.lines.push(line("2", "Bollo", "1", "2.00", excluded));
    let reason = Exemption { category: VatCategory::Exempt, reason: some("Esente art. 10, n. 18"), code: None };
    invoice.exemptions = vec![reason];
}

fn withheld(invoice: &mut Outgoing) {
    let (kind, reason) = ("RT01".to_owned(), "A".to_owned());
    italy(invoice).withholdings = vec![Withholding { kind, amount: euro("20.00"), rate: decimal("20"), reason }];
}

fn register(invoice: &mut Outgoing) {
    italy(invoice).rea = Some(Rea {
        office: "mi".to_owned(),
        number: "1234567".to_owned(),
        capital: Some(euro("10000.00")),
        sole_shareholder: Some(true),
        in_liquidation: false,
    });
}

fn tender(invoice: &mut Outgoing) {
    invoice.references.order = some("ODA-1");
    (italy(invoice).cup, italy(invoice).cig) = (some("J11B21000010001"), some("9876543210"));
}

fn credit(invoice: &mut Outgoing) {
    invoice.kind = Kind::CreditNote;
    invoice.preceding = vec![Preceding { number: "2026/9".to_owned(), issue_date: None }];
}

fn changes(invoice: &mut Outgoing) {
    let vat = Vat::standard(decimal("22"));
    invoice.allowances = vec![DocumentAllowanceCharge { item: change("10.00", "Sconto fedeltà"), vat: vat.clone() }];
    invoice.charges = vec![DocumentAllowanceCharge { item: change("5.00", "Trasporto"), vat }];
}

fn per_unit(invoice: &mut Outgoing) {
    invoice.lines[0].quantity = decimal("3");
    invoice.lines[0].allowances = vec![change("10.00", "Sconto")];
}

fn early(invoice: &mut Outgoing) {
    invoice.terms.discounts = vec![Discount { days: 10, percent: decimal("2"), base: None }];
}

fn file(invoice: &mut Outgoing) {
    let pdf = File { name: "Ore.pdf".to_owned(), media_type: "application/pdf".to_owned(), bytes: b"%PDF-".to_vec() };
    invoice.attachments =
        vec![Attachment { reference: "1".to_owned(), description: None, location: None, file: Some(pdf) }];
}

#[test]
fn tax_is_withheld_from_income_and_not_from_what_is_passed_on() {
    let mut invoice = italian();
    withheld(&mut invoice);
    let passed_on = Vat { nature: some("N1"), ..Vat::untaxed(VatCategory::OutOfScope) };
    invoice.lines.push(line("2", "Marca da bollo", "1", "16.00", passed_on));
    assert_eq!(written(&invoice, PRIVATE).matches("<Ritenuta>SI<").count(), 1);
}

#[test]
fn an_office_is_reached_by_its_code() {
    let mut invoice = italian();
    italy(&mut invoice).recipient = Recipient::Code("UFABC1".to_owned());
    let (text, facts) = read(&invoice, PUBLIC);
    assert!(text.contains("<FormatoTrasmissione>FPA12<") && text.contains("<CodiceDestinatario>UFABC1<"), "{text}");
    assert_eq!(facts.kind.map(|field| field.value), Some(DocumentKind::Invoice));
}

#[test]
fn long_notes_are_cut_into_pieces_and_amounts_have_two_decimals_in_every_currency() {
    let mut invoice = italian();
    invoice.notes = vec!["à".repeat(450)];
    invoice.terms.text = some("Pagamento\na 30 giorni");
    let text = written(&invoice, PRIVATE);
    assert_eq!(text.matches("<Causale>").count(), 4, "{text}");
    assert!(text.contains("<Causale>Pagamento a 30 giorni<"));
    let yen = |amount: i64| money::Amount::new(amount, Currency::JPY);
    let mut invoice = italian();
    (invoice.currency, invoice.payment, invoice.due_date) = (Currency::JPY, None, None);
    invoice.rounding = Some(yen(1));
    let text = written(&invoice, PRIVATE);
    assert!(text.contains("<ImportoTotaleDocumento>123.00<") && text.contains("<Arrotondamento>1.00<"), "{text}");
    invoice.lines[0].standard_item_id = Some(Identifier::of("0160", "04012345000009"));
    assert!(written(&invoice, PRIVATE).contains("<CodiceTipo>EAN<"));
}
