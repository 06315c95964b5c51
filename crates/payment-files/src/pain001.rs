//! The customer credit transfer initiation of ISO 20022, in the dialects of SEPA (EPC132-08), of Switzerland (SPS 2025)
//! and of payments abroad.

use jiff::civil::Date;
use money::Currency;

use crate::account::{plain, swiss_bank};
use crate::charset::Charset;
use crate::reference::{ReferenceKind, reference_kind};
use crate::terms::{Way, groups};
use crate::xml::Xml;
use crate::{Account, Address, Batch, Booking, Charges, Format, Pain001, Payer, Payment, Purpose, check, purpose};

/// Most characters of the name of a group.
const GROUP_ID: usize = 35;

/// Writes a batch that was checked.
pub(crate) fn write(batch: &Batch, format: &Format) -> Vec<u8> {
    let version = match format {
        Format::Sepa { version, .. } => *version,
        _ => Pain001::V09,
    };
    let writer = Writer { batch, format, version, charset: format.charset() };
    let mut xml = Xml::new();
    let name = match version {
        Pain001::V03 => "pain.001.001.03",
        Pain001::V09 => "pain.001.001.09",
    };
    xml.element(&format!("Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:{name}\""), |xml| {
        xml.element("CstmrCdtTrfInitn", |xml| writer.message(xml));
    });
    xml.into_bytes()
}

struct Writer<'a> {
    batch: &'a Batch,
    format: &'a Format,
    version: Pain001,
    charset: Charset,
}

impl Writer<'_> {
    fn message(&self, xml: &mut Xml) {
        xml.element("GrpHdr", |xml| {
            xml.leaf("MsgId", &self.batch.message);
            xml.leaf("CreDtTm", &self.batch.created.strftime("%Y-%m-%dT%H:%M:%S").to_string());
            totals(xml, self.batch.payments.iter());
            xml.element("InitgPty", |xml| self.initiator(xml, &self.batch.payer));
        });
        let key = |payment| (self.batch.day_of(payment), self.format.way(payment), payment.amount.currency());
        for (index, ((day, way, _), payments)) in groups(self.batch, key).into_iter().enumerate() {
            xml.element("PmtInf", |xml| self.group(xml, index + 1, day, way, &payments));
        }
    }

    fn initiator(&self, xml: &mut Xml, payer: &Payer) {
        xml.leaf("Nm", &self.charset.fit(&payer.name));
        if let Some(id) = &payer.identification {
            xml.element("Id", |xml| xml.element("OrgId", |xml| xml.element("Othr", |xml| xml.leaf("Id", id))));
        }
    }

    /// Payments of one day, one way and one currency, which the bank may book together.
    fn group(&self, xml: &mut Xml, number: usize, day: Date, way: Way, payments: &[&Payment]) {
        let payer = &self.batch.payer;
        xml.leaf("PmtInfId", &group_id(&self.batch.message, number));
        xml.leaf("PmtMtd", "TRF");
        xml.leaf("BtchBookg", if self.batch.booking == Booking::Together { "true" } else { "false" });
        totals(xml, payments.iter().copied());
        self.kind(xml, way);
        match self.version {
            Pain001::V03 => xml.leaf("ReqdExctnDt", &day.to_string()),
            Pain001::V09 => xml.element("ReqdExctnDt", |xml| xml.leaf("Dt", &day.to_string())),
        }
        xml.element("Dbtr", |xml| self.party(xml, &payer.name, payer.address.as_ref()));
        xml.element("DbtrAcct", |xml| account(xml, &payer.account));
        xml.element("DbtrAgt", |xml| self.bank(xml, &payer.account));
        if way == Way::Sepa {
            xml.leaf("ChrgBr", "SLEV");
        }
        for payment in payments {
            xml.element("CdtTrfTxInf", |xml| self.payment(xml, way, payment));
        }
    }

    /// What the payments of a group are, where that must be said.
    fn kind(&self, xml: &mut Xml, way: Way) {
        let instant = self.format.is_instant();
        if way != Way::Sepa && !instant {
            return;
        }
        xml.element("PmtTpInf", |xml| {
            if way == Way::Sepa {
                xml.element("SvcLvl", |xml| xml.leaf("Cd", "SEPA"));
            }
            if instant {
                xml.element("LclInstrm", |xml| xml.leaf("Cd", "INST"));
            }
        });
    }

    fn payment(&self, xml: &mut Xml, way: Way, payment: &Payment) {
        let (amount, payee) = (payment.amount, &payment.payee);
        xml.element("PmtId", |xml| {
            xml.leaf("InstrId", &payment.end_to_end);
            xml.leaf("EndToEndId", &payment.end_to_end);
        });
        let head = format!("InstdAmt Ccy=\"{}\"", amount.currency());
        xml.element("Amt", |xml| xml.leaf(&head, &amount.to_decimal().to_string()));
        // at home banks share the charges, unless they are told otherwise
        if way == Way::Foreign || (way == Way::SwissDomestic && payment.charges != Charges::Shared) {
            xml.leaf("ChrgBr", charges(payment.charges));
        }
        if has_bank(&payee.account, way) {
            xml.element("CdtrAgt", |xml| self.bank(xml, &payee.account));
        }
        xml.element("Cdtr", |xml| self.party(xml, &payee.name, payee.address.as_ref()));
        xml.element("CdtrAcct", |xml| account(xml, &payee.account));
        let text = purpose::text(payment, self.charset, self.format.terms(payment).text);
        if !text.is_empty() {
            xml.element("RmtInf", |xml| remittance(xml, payment, &text));
        }
    }

    fn party(&self, xml: &mut Xml, name: &str, address: Option<&Address>) {
        xml.leaf("Nm", &self.charset.fit(name));
        if let Some(address) = address {
            xml.element("PstlAdr", |xml| {
                xml.some("StrtNm", &self.charset.fit(&address.street));
                xml.some("BldgNb", &self.charset.fit(&address.building));
                xml.some("PstCd", &self.charset.fit(&address.post_code));
                xml.leaf("TwnNm", &self.charset.fit(&address.town));
                xml.leaf("Ctry", &address.country);
            });
        }
    }

    /// A bank by its BIC, or by its Swiss number where the account tells it, or as one not given.
    fn bank(&self, xml: &mut Xml, account: &Account) {
        let bic = match account {
            Account::Iban { bic, .. } => bic.as_deref(),
            Account::Other { bic, .. } => Some(bic.as_str()),
            Account::Us { .. } | Account::Uk { .. } => None,
        };
        let number = match account {
            Account::Iban { iban, .. } => swiss_bank(&plain(iban)),
            _ => None,
        };
        let name = if self.version == Pain001::V03 { "BIC" } else { "BICFI" };
        xml.element("FinInstnId", |xml| match (bic, number) {
            (Some(bic), _) => xml.leaf(name, &plain(bic)),
            (None, Some(number)) => xml.element("ClrSysMmbId", |xml| {
                xml.element("ClrSysId", |xml| xml.leaf("Cd", "CHBCC"));
                xml.leaf("MmbId", &number.to_string());
            }),
            (None, None) => xml.element("Othr", |xml| xml.leaf("Id", "NOTPROVIDED")),
        });
    }
}

fn totals<'a>(xml: &mut Xml, payments: impl Iterator<Item = &'a Payment> + Clone) {
    xml.leaf("NbOfTxs", &payments.clone().count().to_string());
    xml.leaf("CtrlSum", &check::sum(payments).unwrap_or_default().to_string());
}

/// The name of the message with a number behind it, shortened where it would be too long.
fn group_id(message: &str, number: usize) -> String {
    let number = format!("-{number}");
    let room = GROUP_ID - number.len();
    message.chars().take(room).collect::<String>() + &number
}

/// Whether the payee's bank is named: not where an IBAN says it all.
fn has_bank(account: &Account, way: Way) -> bool {
    match account {
        Account::Iban { bic, .. } => bic.is_some() || way == Way::Foreign,
        _ => true,
    }
}

fn account(xml: &mut Xml, account: &Account) {
    xml.element("Id", |xml| match account {
        Account::Iban { iban, .. } => xml.leaf("IBAN", &plain(iban)),
        Account::Us { number, .. } | Account::Uk { number, .. } | Account::Other { number, .. } => {
            xml.element("Othr", |xml| xml.leaf("Id", &plain(number)));
        }
    });
}

fn charges(charges: Charges) -> &'static str {
    match charges {
        Charges::Shared => "SHAR",
        Charges::Payer => "DEBT",
        Charges::Payee => "CRED",
    }
}

fn remittance(xml: &mut Xml, payment: &Payment, text: &str) {
    let kind = match &payment.purpose {
        Purpose::Reference(reference) => reference_kind(reference).ok(),
        _ => None,
    };
    let Some(kind) = kind else { return xml.leaf("Ustrd", text) };
    xml.element("Strd", |xml| {
        xml.element("CdtrRefInf", |xml| {
            xml.element("Tp", |xml| match kind {
                ReferenceKind::Creditor => {
                    xml.element("CdOrPrtry", |xml| xml.leaf("Cd", "SCOR"));
                    xml.leaf("Issr", "ISO");
                }
                ReferenceKind::Qr => xml.element("CdOrPrtry", |xml| xml.leaf("Prtry", "QRR")),
            });
            xml.leaf("Ref", text);
        });
    });
}

/// The sums of a batch, one for each currency, in the order of their codes.
pub(crate) fn sums(batch: &Batch) -> Vec<money::Amount> {
    let by_currency = groups(batch, |payment| payment.amount.currency());
    let sum = |(currency, payments): (Currency, Vec<&Payment>)| {
        money::Amount::sum(currency, payments.into_iter().map(|payment| payment.amount)).ok()
    };
    by_currency.into_iter().filter_map(sum).collect()
}
