//! Drafts made from what is there: a copy, the invoice of a quote, the credit note of an invoice.

use books::SaleId;
use op::{Allowed, EntityId, Op, may};
use pg::{Db, TenantTx};
use rust_decimal::Decimal;

use crate::document::{Content, ContentLine, Kind, Sale, State, Terms};
use crate::draft::draft_in;
use crate::ground::{Credited, today};
use crate::rules::left_of_line;
use crate::{SalesError, store};

/// Keeps a draft with the same content, without its days and its number.
///
/// # Errors
/// [`SalesError::Denied`] without `ledger-post`, [`SalesError::NotFound`].
pub async fn copy(db: &Db, op: &Op, entity: EntityId, id: SaleId) -> Result<SaleId, SalesError> {
    let by = op.authorise(may::LedgerPost, entity)?;
    let mut tx = db.begin(op).await?;
    let like = store::get(&mut tx, &by, id).await?.ok_or(SalesError::NotFound)?;
    let content = Content { deposits: Vec::new(), ..undated(like.content) };
    let sale = draft_in(&mut tx, op, &by, content, None).await?;
    tx.commit().await?;
    Ok(sale.id)
}

/// Keeps a draft invoice with the lines of a quote that the customer has, or has said yes to.
///
/// # Errors
/// [`SalesError::NotPossible`] for anything else.
pub async fn invoice_of(db: &Db, op: &Op, entity: EntityId, quote: SaleId) -> Result<SaleId, SalesError> {
    let by = op.authorise(may::LedgerPost, entity)?;
    let mut tx = db.begin(op).await?;
    let quote = store::lock(&mut tx, &by, quote).await?.ok_or(SalesError::NotFound)?;
    let (kind, state) = (quote.content.kind, quote.state_on(today(op)));
    if kind != Kind::Quote || !matches!(state, State::Issued | State::Accepted) {
        return Err(SalesError::NotPossible { what: "to make an invoice of it", kind, state });
    }
    let content = Content { kind: Kind::Invoice, series: None, ..undated(quote.content) };
    let sale = draft_in(&mut tx, op, &by, content, Some(quote.id)).await?;
    tx.commit().await?;
    Ok(sale.id)
}

fn undated(content: Content) -> Content {
    let terms = Terms {
        due: None,
        instalments: content.terms.instalments.iter().filter(|part| part.due.is_none()).copied().collect(),
        ..content.terms.clone()
    };
    // instalments on fixed days cannot be kept without their days
    let kept = terms.instalments.len() == content.terms.instalments.len();
    let terms = if kept { terms } else { Terms { instalments: Vec::new(), ..terms } };
    Content { issue_date: None, tax_point: None, valid_until: None, terms, ..content }
}

/// How much of a line of an invoice is to be credited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TakenBack {
    /// The line, counted from 1.
    pub line: u32,
    /// How many units; all that are left when absent.
    pub quantity: Option<Decimal>,
}

/// Keeps a draft credit note of what is left of an invoice: of all its lines, or of those that are named.
///
/// # Errors
/// [`SalesError::NotPossible`] for anything but an issued invoice; [`SalesError::NothingToCredit`];
/// [`SalesError::Invalid`] for a line the invoice does not have.
pub async fn credit_note_of(
    db: &Db,
    op: &Op,
    entity: EntityId,
    invoice: SaleId,
    wanted: &[TakenBack],
) -> Result<SaleId, SalesError> {
    let by = op.authorise(may::LedgerPost, entity)?;
    let mut tx = db.begin(op).await?;
    let credited = credited(&mut tx, &by, invoice).await?;
    let invoice = &credited.invoice;
    let all: Vec<TakenBack> =
        (1..).zip(&invoice.content.lines).map(|(line, _)| TakenBack { line, quantity: None }).collect();
    let wanted = if wanted.is_empty() { &all } else { wanted };
    let mut lines = Vec::new();
    for (index, wish) in wanted.iter().enumerate() {
        lines.extend(credit_line(&credited, index, *wish)?);
    }
    if lines.is_empty() {
        return Err(SalesError::NothingToCredit);
    }
    let content = Content {
        kind: Kind::CreditNote,
        series: None,
        terms: Terms::default(),
        title: None,
        notes: None,
        lines,
        credits: Some(invoice.id),
        is_deposit: false,
        deposits: Vec::new(),
        ..undated(invoice.content.clone())
    };
    let sale = draft_in(&mut tx, op, &by, content, None).await?;
    tx.commit().await?;
    Ok(sale.id)
}

async fn credited(tx: &mut TenantTx, by: &Allowed<may::LedgerPost>, invoice: SaleId) -> Result<Credited, SalesError> {
    let invoice = store::lock(tx, by, invoice).await?.ok_or(SalesError::NotFound)?;
    let (kind, state) = (invoice.content.kind, invoice.state);
    if state == State::Cancelled {
        return Err(SalesError::NothingToCredit);
    }
    if kind != Kind::Invoice || state != State::Issued {
        return Err(SalesError::NotPossible { what: "to credit it", kind, state });
    }
    let notes = store::credit_notes(tx, by, invoice.id).await?;
    Ok(Credited { invoice, earlier: notes.into_iter().filter(Sale::is_issued).collect() })
}

/// The line that takes it back; none when nothing is left of it.
fn credit_line(credited: &Credited, index: usize, wish: TakenBack) -> Result<Option<ContentLine>, SalesError> {
    let invoice = &credited.invoice;
    let place = usize::try_from(wish.line).unwrap_or_default().wrapping_sub(1);
    let computed = invoice.issued.as_ref().and_then(|issued| issued.computed.lines.get(place));
    let Some((line, computed)) = invoice.content.lines.get(place).zip(computed) else {
        let why = format!("{} has no line {}", invoice.name(), wish.line);
        return Err(SalesError::Invalid { field: format!("lines[{index}].line"), why });
    };
    let left = left_of_line(credited, wish.line)?.map_or(Decimal::ZERO, |(quantity, _)| quantity);
    let quantity = wish.quantity.unwrap_or(left);
    let taken = ContentLine {
        quantity,
        account: computed.account,
        tax_code: computed.tax_code.clone(),
        of_line: Some(wish.line),
        ..line.clone()
    };
    Ok(Some(taken).filter(|_| !quantity.is_zero()))
}
