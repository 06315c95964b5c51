//! Papers of what was issued: the PDF to print and to send, and the e-invoice in the format that a customer or a law
//! asks for. Nothing is computed here: the figures are those of the issue.

mod address;
mod e_invoice;
mod pdf;

use books::SaleId;
use einvoice::write::{Obstacle, OutgoingFormat, Refusal};
use op::{EntityId, Op, may};
use pg::Db;

use crate::document::{Issued, Kind, Sale};
use crate::{SalesError, store};

/// The format of an e-invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::Display, strum::EnumString, strum::EnumIter)]
#[strum(serialize_all = "kebab-case")]
pub enum EInvoiceFormat {
    /// Peppol BIS Billing 3.0 (UBL).
    Peppol,
    /// XRechnung 3.0 (UBL).
    Xrechnung,
    /// XRechnung 3.0 (CII).
    XrechnungCii,
    /// The XML of Factur-X and ZUGFeRD 2; the PDF carries it inside.
    FacturX,
    /// FatturaPA to businesses and persons.
    Fatturapa,
    /// FatturaPA to the public administration.
    FatturapaPublic,
}

impl From<EInvoiceFormat> for OutgoingFormat {
    fn from(format: EInvoiceFormat) -> Self {
        match format {
            EInvoiceFormat::Peppol => Self::PeppolUbl,
            EInvoiceFormat::Xrechnung => Self::XRechnungUbl,
            EInvoiceFormat::XrechnungCii => Self::XRechnungCii,
            EInvoiceFormat::FacturX => Self::FacturX,
            EInvoiceFormat::Fatturapa => Self::FatturaPrivate,
            EInvoiceFormat::FatturapaPublic => Self::FatturaPublic,
        }
    }
}

/// A file to hand out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, with its ending.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a paper is made of.
struct Paper<'a> {
    sale: &'a Sale,
    issued: &'a Issued,
    /// Of a credit note: the number and the day of its invoice.
    corrects: Option<(String, jiff::civil::Date)>,
}

/// The PDF of an issued document. An invoice or credit note that can leave as Factur-X carries that inside.
///
/// # Errors
/// [`SalesError::Denied`] without `ledger-read`, [`SalesError::NotFound`]; [`SalesError::NotPossible`] for what was not
/// issued; [`SalesError::Paper`] for a language without texts.
pub async fn pdf(db: &Db, op: &Op, entity: EntityId, id: SaleId) -> Result<File, SalesError> {
    let (sale, credited) = load(db, op, entity, id).await?;
    let paper = paper(&sale, credited.as_ref(), "to print it")?;
    let attachment = match sale.content.kind {
        Kind::Quote => None,
        Kind::Invoice | Kind::CreditNote => e_invoice::document(&paper, OutgoingFormat::FacturX).ok(),
    };
    let bytes = pdf::of(&paper, attachment)?;
    Ok(File { name: format!("{}.pdf", sale.name()), media_type: "application/pdf", bytes })
}

/// An issued invoice or credit note as an e-invoice.
///
/// # Errors
/// As [`pdf`]; [`SalesError::NotPossible`] for a quote; [`SalesError::EInvoice`] with everything that stands in its
/// way.
pub async fn e_invoice(
    db: &Db,
    op: &Op,
    entity: EntityId,
    id: SaleId,
    format: EInvoiceFormat,
) -> Result<File, SalesError> {
    let (sale, credited) = load(db, op, entity, id).await?;
    let paper = owed(&sale, credited.as_ref())?;
    let bytes = e_invoice::document(&paper, format.into())?;
    Ok(File { name: format!("{}.xml", sale.name()), media_type: "application/xml", bytes })
}

/// What must be filled in before an issued invoice or credit note can leave in a format.
///
/// # Errors
/// As [`e_invoice`], but for what stands in its way.
pub async fn missing(
    db: &Db,
    op: &Op,
    entity: EntityId,
    id: SaleId,
    format: EInvoiceFormat,
) -> Result<Vec<Obstacle>, SalesError> {
    let (sale, credited) = load(db, op, entity, id).await?;
    let paper = owed(&sale, credited.as_ref())?;
    Ok(e_invoice::document(&paper, format.into()).err().map(|Refusal { obstacles, .. }| obstacles).unwrap_or_default())
}

async fn load(db: &Db, op: &Op, entity: EntityId, id: SaleId) -> Result<(Sale, Option<Sale>), SalesError> {
    let by = op.authorise(may::LedgerRead, entity)?;
    let mut tx = db.begin(op).await?;
    let sale = store::get(&mut tx, &by, id).await?.ok_or(SalesError::NotFound)?;
    let credited = match sale.content.credits {
        Some(invoice) => store::get(&mut tx, &by, invoice).await?,
        None => None,
    };
    Ok((sale, credited))
}

fn paper<'a>(sale: &'a Sale, credited: Option<&Sale>, what: &'static str) -> Result<Paper<'a>, SalesError> {
    let (kind, state) = (sale.content.kind, sale.state);
    let issued = sale.issued.as_ref().ok_or(SalesError::NotPossible { what, kind, state })?;
    let corrects = credited.and_then(|of| Some((of.name(), of.issued.as_ref()?.computed.issue_date)));
    Ok(Paper { sale, issued, corrects })
}

fn owed<'a>(sale: &'a Sale, credited: Option<&Sale>) -> Result<Paper<'a>, SalesError> {
    let what = "to write an e-invoice of it";
    match sale.content.kind {
        Kind::Quote => Err(SalesError::NotPossible { what, kind: Kind::Quote, state: sale.state }),
        Kind::Invoice | Kind::CreditNote => paper(sale, credited, what),
    }
}

impl Paper<'_> {
    fn number(&self) -> String {
        self.sale.name()
    }

    /// The parts and days in which it is to be paid, where there are several, without words.
    fn parts(&self) -> Option<String> {
        let parts = &self.issued.computed.instalments;
        let part = |part: &crate::Due| match part.due {
            Some(day) => format!("{}: {}", day, part.amount),
            None => part.amount.to_string(),
        };
        (parts.len() > 1).then(|| parts.iter().map(part).collect::<Vec<_>>().join("; "))
    }

    /// The account to pay to.
    fn iban(&self) -> Option<&str> {
        let seller = &self.issued.seller;
        seller.profile.iban.as_deref().or_else(|| seller.ibans.first().map(String::as_str))
    }
}
