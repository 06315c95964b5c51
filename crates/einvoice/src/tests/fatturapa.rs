use road::facts::DocumentKind;

use super::{decimal, facts, failed};

fn document(kind: &str, general: &str, summaries: &str, payment: &str) -> String {
    format!(
        "<p:FatturaElettronica xmlns:p='http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2'>\
         <FatturaElettronicaHeader><CedentePrestatore><DatiAnagrafici><IdFiscaleIVA><IdPaese>IT</IdPaese>\
         <IdCodice>00743110157</IdCodice></IdFiscaleIVA><Anagrafica><Nome>Anna</Nome><Cognome>Bianchi</Cognome>\
         </Anagrafica></DatiAnagrafici></CedentePrestatore></FatturaElettronicaHeader><FatturaElettronicaBody>\
         <DatiGenerali><DatiGeneraliDocumento><TipoDocumento>{kind}</TipoDocumento><Divisa>EUR</Divisa>\
         <Data>2026-01-31</Data><Numero>1/A</Numero>{general}</DatiGeneraliDocumento></DatiGenerali>\
         <DatiBeniServizi><DettaglioLinee><Descrizione>x</Descrizione><PrezzoTotale>100.00000000</PrezzoTotale>\
         </DettaglioLinee>{summaries}</DatiBeniServizi>{payment}</FatturaElettronicaBody></p:FatturaElettronica>"
    )
}

const SUMMARY: &str = "<DatiRiepilogo><AliquotaIVA>22.00</AliquotaIVA><ImponibileImporto>104.00</ImponibileImporto>\
                       <Imposta>22.88</Imposta></DatiRiepilogo>";

#[test]
fn a_professional_with_fund_and_withheld_tax() {
    let general = "<DatiRitenuta><TipoRitenuta>RT01</TipoRitenuta><ImportoRitenuta>20.00</ImportoRitenuta>\
                   </DatiRitenuta><DatiCassaPrevidenziale><ImportoContributoCassa>4.00</ImportoContributoCassa>\
                   </DatiCassaPrevidenziale><ImportoTotaleDocumento>126.88</ImportoTotaleDocumento>";
    let payment = "<DatiPagamento><CondizioniPagamento>TP02</CondizioniPagamento><DettaglioPagamento>\
                   <DataScadenzaPagamento>2026-02-28</DataScadenzaPagamento>\
                   <ImportoPagamento>106.88</ImportoPagamento>\
                   </DettaglioPagamento></DatiPagamento>";
    let facts = facts(&document("TD06", general, SUMMARY, payment));
    assert_eq!(facts.vendor.as_ref().map(|f| f.value.as_str()), Some("Anna Bianchi"));
    assert_eq!(facts.vendor_tax_id.as_ref().map(|f| f.value.as_str()), Some("IT00743110157"));
    assert_eq!(facts.subtotal.as_ref().map(|f| f.value), Some(decimal("104.00")));
    assert_eq!(facts.amount_due.as_ref().map(|f| f.value), Some(decimal("106.88")));
    assert_eq!(facts.withheld.as_ref().map(|f| f.value), Some(decimal("20.00")));
    assert_eq!(failed(&facts), Vec::<&str>::new());
    let due = facts.checks.iter().find(|check| check.name == "amount_due").expect("checked");
    assert_eq!(due.detail, "total 126.88 - prepaid 0 - tax not paid to the issuer 20.00 = due 106.88");
}

#[test]
fn rounding_and_the_vat_of_a_split_payment_are_facts() {
    let general = "<ImportoTotaleDocumento>127.00</ImportoTotaleDocumento><Arrotondamento>0.12</Arrotondamento>";
    let plain = facts(&document("TD01", general, SUMMARY, ""));
    assert_eq!(plain.rounding.map(|f| f.value), Some(decimal("0.12")));
    assert_eq!(plain.withheld, None);
    let split = SUMMARY.replace("</Imposta>", "</Imposta><EsigibilitaIVA>S</EsigibilitaIVA>");
    let public = facts(&document("TD01", "", &split, ""));
    assert_eq!(public.withheld.map(|f| f.value), Some(decimal("22.88")));
    assert_eq!(public.rounding, None);
}

#[test]
fn a_missing_total_is_worked_out_and_a_credit_note_recognised() {
    let facts = facts(&document("TD04", "", SUMMARY, ""));
    assert_eq!(facts.kind.as_ref().map(|f| f.value), Some(DocumentKind::CreditNote));
    let total = facts.total.as_ref().expect("a total");
    assert_eq!((total.value, total.reason.is_empty()), (decimal("126.88"), false));
    assert_eq!(failed(&facts), ["line_sum"], "the line is 4.00 short of the taxable amount");
}

#[test]
fn a_lot_of_invoices_is_told() {
    let one = document("TD01", "", SUMMARY, "");
    let lot = one.replace("</p:FatturaElettronica>", "<FatturaElettronicaBody/></p:FatturaElettronica>");
    assert!(failed(&facts(&lot)).contains(&"single_document"));
}
