//! What FatturaPA asks for.

use super::{Obstacles, given};
use crate::write::outgoing::filled;
use crate::write::place::spoken;
use crate::write::{
    Draft, Italy, Kind, Outgoing, OutgoingFormat, Party, Recipient, VatCategory, Withholding, fatturapa,
};

/// RegimeFiscale; `RF03` was given up.
const REGIMES: [&str; 18] = [
    "RF01", "RF02", "RF04", "RF05", "RF06", "RF07", "RF08", "RF09", "RF10", "RF11", "RF12", "RF13", "RF14", "RF15",
    "RF16", "RF17", "RF18", "RF19",
];
/// TipoDocumento of invoices, and of credit notes.
const INVOICES: [&str; 18] = [
    "TD01", "TD02", "TD03", "TD05", "TD06", "TD16", "TD17", "TD18", "TD19", "TD20", "TD21", "TD22", "TD23", "TD24",
    "TD25", "TD26", "TD27", "TD28",
];
const CREDIT_NOTES: [&str; 1] = ["TD04"];
/// TipoRitenuta.
const WITHHOLDINGS: [&str; 6] = ["RT01", "RT02", "RT03", "RT04", "RT05", "RT06"];
/// CausalePagamento, as in form 770.
const REASONS: [&str; 29] = [
    "A", "B", "C", "D", "E", "G", "H", "I", "L", "L1", "M", "M1", "M2", "N", "O", "O1", "P", "Q", "R", "S", "T", "U",
    "V", "V1", "W", "X", "Y", "Z", "ZO",
];
/// Signs of the code of a business, and of a public office.
const PRIVATE_CODE: usize = 7;
const PUBLIC_CODE: usize = 6;

pub(super) fn check(outgoing: &Outgoing, format: OutgoingFormat, obstacles: &mut Obstacles) {
    let number = !given(&outgoing.number) || outgoing.number.chars().any(|c| c.is_ascii_digit());
    let message = "the number of an invoice in Italy needs a digit";
    obstacles.expect(number, "einvoice.write.number", "number", message);
    let message = "Italy has no corrected invoices: write a credit note and a new invoice";
    obstacles.expect(outgoing.kind != Kind::Corrected, "einvoice.write.corrected", "kind", message);
    seller(&outgoing.seller, obstacles);
    buyer(&outgoing.buyer, obstacles);
    files(outgoing, obstacles);
    let Some(italy) = &outgoing.italy else {
        let message = "Italy asks for more: the recipient's code or certified mail address, the seller's tax regime \
                       and the number of the transmission";
        obstacles.expect(false, "einvoice.write.italy", "italy", message);
        return;
    };
    let message = "the transmission needs a number of up to ten letters and digits (ProgressivoInvio)";
    obstacles.expect(given(&italy.transmission), "einvoice.write.transmission", "italy.transmission", message);
    let message = format!("`{}` is no tax regime of a seller, such as RF01 (RegimeFiscale)", italy.regime);
    obstacles.expect(REGIMES.contains(&italy.regime.trim()), "einvoice.write.regime", "italy.regime", message);
    recipient(&italy.recipient, format, obstacles);
    document_type(outgoing, italy, obstacles);
    tender(outgoing, italy, obstacles);
    for (index, item) in italy.withholdings.iter().enumerate() {
        withholding(item, index, obstacles);
    }
}

/// The VAT number of a seller in Italy is of Italy; both parties have a whole address.
fn seller(seller: &Party, obstacles: &mut Obstacles) {
    let numbered = filled(&seller.vat_id).is_some_and(|number| number.len() > 2);
    let message = "the seller needs its VAT number with its country (IdFiscaleIVA)";
    obstacles.expect(numbered, "einvoice.write.seller_vat_id", "seller.vat_id", message);
    address(seller, "seller", obstacles);
}

fn buyer(buyer: &Party, obstacles: &mut Obstacles) {
    let numbered = filled(&buyer.vat_id).is_some_and(|number| number.len() > 2) || filled(&buyer.tax_number).is_some();
    let message = "the buyer needs its VAT number or its codice fiscale";
    obstacles.expect(numbered, "einvoice.write.buyer_vat_id", "buyer.vat_id", message);
    address(buyer, "buyer", obstacles);
}

fn address(party: &Party, role: &str, obstacles: &mut Obstacles) {
    let address = &party.address;
    let italian = address.country.trim() == "IT";
    let fields = [
        (filled(&address.street).is_some(), "street", "street"),
        (filled(&address.city).is_some(), "city", "city"),
        (!italian || filled(&address.post_code).is_some(), "post_code", "post code"),
    ];
    for (holds, field, name) in fields {
        let message = format!("the address of the {role} needs a {name}");
        obstacles.expect(holds, "einvoice.write.address", format!("{role}.address.{field}"), message);
    }
}

fn files(outgoing: &Outgoing, obstacles: &mut Obstacles) {
    for (index, attachment) in outgoing.attachments.iter().enumerate() {
        let message = "only files can go along in FatturaPA: attach it, or leave it out";
        let place = format!("attachments[{index}].file");
        obstacles.expect(attachment.file.is_some(), "einvoice.write.attachment", place, message);
    }
}

fn recipient(recipient: &Recipient, format: OutgoingFormat, obstacles: &mut Obstacles) {
    let public = format == OutgoingFormat::FatturaPublic;
    let (holds, message) = match recipient {
        Recipient::Code(code) => {
            let signs = if public { PUBLIC_CODE } else { PRIVATE_CODE };
            let who = if public { "a public office" } else { "a business" };
            (code.trim().len() == signs, format!("the code of {who} has {signs} signs (CodiceDestinatario)"))
        }
        _ if public => (false, "a public office is reached by its code of six signs (CodiceDestinatario)".to_owned()),
        Recipient::Pec(mail) => (given(mail), "the recipient needs a certified mail address".to_owned()),
        Recipient::Drawer | Recipient::Abroad => (true, String::new()),
    };
    obstacles.expect(holds, "einvoice.write.recipient", "italy.recipient", message);
}

fn document_type(outgoing: &Outgoing, italy: &Italy, obstacles: &mut Obstacles) {
    let Some(code) = filled(&italy.document_type) else { return };
    let known = match outgoing.kind {
        Kind::CreditNote => CREDIT_NOTES.contains(&code),
        Kind::Invoice | Kind::Corrected => INVOICES.contains(&code),
    };
    let message = format!("`{code}` is no type of this kind of document, such as TD01 or TD04 (TipoDocumento)");
    obstacles.expect(known, "einvoice.write.document_type", "italy.document_type", message);
}

fn tender(outgoing: &Outgoing, italy: &Italy, obstacles: &mut Obstacles) {
    let coded = filled(&italy.cup).is_some() || filled(&italy.cig).is_some();
    let references = &outgoing.references;
    let referred = filled(&references.order).is_some() || filled(&references.contract).is_some();
    let message = "the codes CUP and CIG need the number of the order or the contract that they belong to";
    obstacles.expect(!coded || referred, "einvoice.write.order", "references.order", message);
}

fn withholding(withholding: &Withholding, index: usize, obstacles: &mut Obstacles) {
    let place = format!("italy.withholdings[{index}]");
    let kind = withholding.kind.trim();
    let message = format!("`{kind}` is no kind of withholding, such as RT01 (TipoRitenuta)");
    obstacles.expect(WITHHOLDINGS.contains(&kind), "einvoice.write.withholding", format!("{place}.kind"), message);
    let reason = withholding.reason.trim();
    let message = format!("`{reason}` is no reason of a withholding in form 770, such as A (CausalePagamento)");
    obstacles.expect(REASONS.contains(&reason), "einvoice.write.withholding", format!("{place}.reason"), message);
}

/// What can only be told when the totals are known.
pub(super) fn amounts(draft: &Draft<'_>, obstacles: &mut Obstacles) {
    let outgoing = draft.outgoing;
    for (place, vat) in outgoing.taxed_places() {
        let taxed = vat.category == VatCategory::Standard;
        let rate = vat.rate.normalize().scale() <= 2;
        let name = spoken(&place);
        let message = format!("{name}: a VAT rate in Italy has two decimals at most, not {}", vat.rate);
        obstacles.expect(rate, "einvoice.write.vat_rate", format!("{place}.vat.rate"), message);
        let nature = fatturapa::nature(draft, vat);
        let holds = if taxed { vat.nature.is_none() } else { nature.is_some_and(fatturapa::is_nature) };
        let message = match taxed {
            true => format!("{name} is taxed at a rate and has no nature: leave it out"),
            false => format!("{name} is {}: it needs its nature, such as N6.7 (Natura)", vat.category.label()),
        };
        obstacles.expect(holds, "einvoice.write.nature", format!("{place}.vat.nature"), message);
    }
    let paid = outgoing.payment.is_some() || outgoing.due_date.is_none();
    let message = "a due date needs how to pay beside it (ModalitaPagamento)";
    obstacles.expect(paid, "einvoice.write.payment", "payment", message);
}
