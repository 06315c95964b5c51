//! FatturaElettronicaBody: the document, what it refers to, and attached files.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::{amount, date, latin, lines, payment, text};
use crate::write::outgoing::filled;
use crate::write::xml::{Element, group, leaf};
use crate::write::{Attachment, Draft, Italy, Kind, Withholding};

/// Most characters of one Causale.
const CAUSALE: usize = 200;

pub(super) fn body(draft: &Draft<'_>, italy: &Italy) -> Element {
    group("FatturaElettronicaBody")
        .with(general(draft, italy))
        .with(lines::goods(draft, italy))
        .with(payment::payment(draft, italy))
        .all(draft.outgoing.attachments.iter().filter_map(attachment))
}

fn general(draft: &Draft<'_>, italy: &Italy) -> Element {
    let outgoing = draft.outgoing;
    let references = &outgoing.references;
    let order = filled(&references.order);
    let contract = filled(&references.contract);
    let preceding = outgoing.preceding.iter().map(|earlier| {
        let document = group("DatiFattureCollegate").with(leaf("IdDocumento", earlier.number.as_str()));
        document.with(date("Data", earlier.issue_date))
    });
    // The codes of a public tender go with the order, or with the contract where there is no order.
    let ordered = with_codes(related("DatiOrdineAcquisto", order), italy, order.is_some());
    let contracted = with_codes(related("DatiContratto", contract), italy, order.is_none() && contract.is_some());
    let despatch = filled(&references.despatch)
        .zip(outgoing.delivery.date)
        .map(|(number, day)| group("DatiDDT").with(leaf("NumeroDDT", number)).with(date("DataDDT", Some(day))));
    let delivered = outgoing.delivery.date.map(|day| format!("{day}T00:00:00"));
    group("DatiGenerali")
        .with(document(draft, italy))
        .with(ordered)
        .with(contracted)
        .all(preceding)
        .option(despatch)
        .with(group("DatiTrasporto").with(leaf("DataOraConsegna", delivered.as_deref())))
}

fn related(name: &'static str, id: Option<&str>) -> Element {
    group(name).with(leaf("IdDocumento", id))
}

fn with_codes(element: Element, italy: &Italy, here: bool) -> Element {
    if !here {
        return element;
    }
    element.with(leaf("CodiceCUP", filled(&italy.cup))).with(leaf("CodiceCIG", filled(&italy.cig)))
}

fn document(draft: &Draft<'_>, italy: &Italy) -> Element {
    let (outgoing, totals) = (draft.outgoing, &draft.totals);
    let usual = if outgoing.kind == Kind::CreditNote { "TD04" } else { "TD01" };
    let stamp = italy
        .stamp_duty
        .map(|duty| group("DatiBollo").with(leaf("BolloVirtuale", "SI")).with(amount("ImportoBollo", duty)));
    let rounding = (!totals.rounding.is_zero()).then_some(totals.rounding);
    // Nothing overflows that was added up before.
    let total = totals.gross.checked_add(totals.rounding).unwrap_or(totals.gross);
    group("DatiGeneraliDocumento")
        .with(leaf("TipoDocumento", filled(&italy.document_type).unwrap_or(usual)))
        .with(leaf("Divisa", outgoing.currency.code()))
        .with(date("Data", Some(outgoing.issue_date)))
        .with(leaf("Numero", outgoing.number.as_str()))
        .all(italy.withholdings.iter().map(withholding))
        .option(stamp)
        .with(amount("ImportoTotaleDocumento", total))
        .option(rounding.map(|rounding| amount("Arrotondamento", rounding)))
        .all(reasons(draft))
}

fn withholding(withholding: &Withholding) -> Element {
    group("DatiRitenuta")
        .with(leaf("TipoRitenuta", withholding.kind.as_str()))
        .with(amount("ImportoRitenuta", withholding.amount))
        .with(super::decimal("AliquotaRitenuta", withholding.rate, 2))
        .with(leaf("CausalePagamento", withholding.reason.as_str()))
}

/// Notes and terms of payment, in pieces that the format has room for.
fn reasons(draft: &Draft<'_>) -> Vec<Element> {
    let outgoing = draft.outgoing;
    let texts = outgoing.notes.iter().map(String::as_str).chain(filled(&outgoing.terms.text));
    let mut pieces = Vec::new();
    for text in texts {
        let characters: Vec<char> = latin::latin(text).chars().collect();
        pieces
            .extend(characters.chunks(CAUSALE).map(|piece| leaf("Causale", piece.iter().collect::<String>().as_str())));
    }
    pieces
}

/// Only files can go along.
fn attachment(attachment: &Attachment) -> Option<Element> {
    let file = attachment.file.as_ref()?;
    let ending = file.name.rsplit_once('.').map(|(_, ending)| ending.trim().to_uppercase());
    let element = group("Allegati")
        .with(text("NomeAttachment", file.name.as_str()))
        .with(leaf("FormatoAttachment", ending.as_deref()))
        .with(text("DescrizioneAttachment", filled(&attachment.description)))
        .with(leaf("Attachment", STANDARD.encode(&file.bytes).as_str()));
    Some(element)
}
