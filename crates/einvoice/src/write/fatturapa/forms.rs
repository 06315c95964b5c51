//! What the elements of FatturaPA can hold: the simple types of its schema.

use super::latin::is_latin;
use crate::write::Obstacle;
use crate::write::xml::Element;

/// What a text may be.
#[derive(Debug, Clone, Copy)]
enum Form {
    /// So many characters of ASCII at most.
    Basic(usize),
    /// So many characters of Latin-1 at most.
    Latin(usize),
    /// So many digits.
    Digits(usize),
    /// So many capitals.
    Capitals(usize),
    /// Capitals and digits, from so many to so many.
    Code(usize, usize),
    /// So many digits before the point at most.
    Whole(usize),
    /// A mail address.
    Mail,
    /// The BIC of a bank (ISO 9362).
    Bic,
    /// An IBAN (ISO 13616).
    Iban,
}

/// Element, what it holds in words, and its form.
const FORMS: [(&str, &str, Form); 37] = [
    ("ProgressivoInvio", "the number of the transmission", Form::Basic(10)),
    ("CodiceDestinatario", "the code of the recipient", Form::Code(6, 7)),
    ("PECDestinatario", "the certified mail address of the recipient", Form::Mail),
    ("IdPaese", "the country of a VAT number", Form::Capitals(2)),
    ("IdCodice", "a VAT number", Form::Basic(28)),
    ("CodiceFiscale", "a codice fiscale", Form::Code(11, 16)),
    ("Denominazione", "the name of a party", Form::Latin(80)),
    ("Indirizzo", "the street of an address", Form::Latin(60)),
    ("CAP", "the post code of an address in Italy", Form::Digits(5)),
    ("Comune", "the city of an address", Form::Latin(60)),
    ("Provincia", "the province of an address in Italy", Form::Capitals(2)),
    ("Nazione", "the country of an address", Form::Capitals(2)),
    ("Ufficio", "the province of the register of companies", Form::Capitals(2)),
    ("NumeroREA", "the number in the register of companies", Form::Basic(20)),
    ("Email", "the mail address of the seller's contact", Form::Mail),
    ("Numero", "the number of the invoice", Form::Basic(20)),
    ("Causale", "a note", Form::Latin(200)),
    ("IdDocumento", "the number of an order, a contract or an earlier invoice", Form::Basic(20)),
    ("CodiceCUP", "the code of a public project (CUP)", Form::Basic(15)),
    ("CodiceCIG", "the code of a public tender (CIG)", Form::Basic(15)),
    ("NumeroDDT", "the number of the delivery note", Form::Basic(20)),
    ("CodiceValore", "the number of an item", Form::Latin(35)),
    ("Descrizione", "name, description and note of a line together", Form::Latin(1000)),
    ("Quantita", "a quantity", Form::Whole(12)),
    ("UnitaMisura", "a unit", Form::Basic(10)),
    ("PrezzoUnitario", "a price", Form::Whole(11)),
    ("PrezzoTotale", "the amount of a line", Form::Whole(11)),
    ("ImportoTotaleDocumento", "the total", Form::Whole(11)),
    ("RiferimentoNormativo", "the reason why no VAT is charged", Form::Latin(100)),
    ("Beneficiario", "whose account it is", Form::Latin(200)),
    ("IBAN", "the account to pay to", Form::Iban),
    ("BIC", "the BIC of the bank", Form::Bic),
    ("CodicePagamento", "what the payer is to quote", Form::Basic(60)),
    ("NomeAttachment", "the name of an attached file", Form::Latin(60)),
    ("FormatoAttachment", "the ending of the name of an attached file", Form::Basic(10)),
    ("DescrizioneAttachment", "the description of an attached file", Form::Latin(100)),
    ("NumeroLinea", "the number of lines", Form::Whole(4)),
];

/// What the elements of a document hold and cannot. The places are paths of elements below the root.
pub(in crate::write) fn check(root: &Element) -> Vec<Obstacle> {
    let mut obstacles = Vec::new();
    root.walk(&mut Vec::new(), &mut |path, text| {
        let name = path.last().copied().unwrap_or_default();
        let Some((_, what, form)) = FORMS.iter().find(|row| row.0 == name) else { return };
        if let Some(wrong) = wrong(text, *form) {
            let message = format!("{what}, `{text}`, {wrong} (<{name}> of FatturaPA)");
            let code = "einvoice.write.fatturapa_form".into();
            obstacles.push(Obstacle { code, place: path[1..].join("/"), message });
        }
    });
    obstacles
}

/// What is wrong with a text.
fn wrong(text: &str, form: Form) -> Option<String> {
    let length = text.chars().count();
    let is_code = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    let too_long = |most: usize| (length > most).then(|| format!("has {length} characters; {most} are allowed"));
    let foreign = |allowed: fn(char) -> bool| {
        let found = text.chars().find(|c| !allowed(*c))?;
        Some(format!("has `{found}`, which the format cannot write"))
    };
    let unless = |holds: bool, wrong: String| (!holds).then_some(wrong);
    match form {
        Form::Basic(most) => too_long(most).or_else(|| foreign(|c| c.is_ascii())),
        Form::Latin(most) => too_long(most).or_else(|| foreign(is_latin)),
        Form::Digits(count) => {
            let holds = length == count && text.bytes().all(|b| b.is_ascii_digit());
            unless(holds, format!("must be {count} digits"))
        }
        Form::Capitals(count) => {
            let holds = length == count && text.bytes().all(|b| b.is_ascii_uppercase());
            unless(holds, format!("must be {count} capitals"))
        }
        Form::Code(least, most) => {
            let holds = (least..=most).contains(&length) && text.chars().all(is_code);
            unless(holds, format!("must be {least} to {most} capitals and digits"))
        }
        Form::Whole(most) => {
            let digits = text.trim_start_matches('-').split('.').next().unwrap_or_default().len();
            unless(digits <= most, format!("has more than {most} digits"))
        }
        Form::Mail => unless(is_mail(text), "is no mail address".to_owned()),
        Form::Bic => unless(is_bic(text), "is no BIC".to_owned()),
        Form::Iban => unless(crate::iban::looks_like(text), "is no IBAN".to_owned()),
    }
}

fn is_mail(text: &str) -> bool {
    let plain = text.is_ascii() && (7..=256).contains(&text.len()) && !text.contains(char::is_whitespace);
    let named = text.split_once('@').is_some_and(|(name, domain)| {
        let labels = domain.split('.').all(|label| !label.is_empty());
        !name.is_empty() && domain.contains('.') && labels && !domain.contains('@')
    });
    plain && named
}

fn is_bic(text: &str) -> bool {
    let bytes = text.as_bytes();
    matches!(bytes.len(), 8 | 11)
        && bytes[..6].iter().all(u8::is_ascii_uppercase)
        && bytes[6..].iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && !matches!(bytes[6], b'0' | b'1')
        && bytes[7] != b'O'
}
