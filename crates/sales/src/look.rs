use approvals::{Decision, Review};
use audit::Event;
use books::SaleId;
use ledger::EntryNumber;
use money::Amount;
use op::{Allowed, EntityId, Op, may};
use pg::{Db, TenantTx};

use crate::computed::{Computed, Customer, Seller};
use crate::document::{Number, Sale, State};
use crate::ground::{Ground, today};
use crate::issue::subject;
use crate::list::{Filter, Row};
use crate::rules::judge;
use crate::{SUBJECT, SalesError, store};

/// A document that another one is tied to.
#[derive(Debug, Clone, PartialEq)]
pub struct Linked {
    /// Its id.
    pub id: SaleId,
    /// Its number.
    pub number: Option<Number>,
    /// Where it stands.
    pub state: State,
    /// What it comes to, where it was issued.
    pub gross: Option<Amount>,
}

impl From<&Sale> for Linked {
    fn from(sale: &Sale) -> Self {
        let gross = sale.issued.as_ref().map(|issued| issued.computed.gross);
        Self { id: sale.id, number: sale.number.clone(), state: sale.state, gross }
    }
}

/// A document with everything known about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Looked {
    /// What is kept.
    pub sale: Sale,
    /// What lists show.
    pub row: Row,
    /// What it comes to: as it was issued, or as it would be issued now.
    pub computed: Computed,
    /// The customer as issued.
    pub customer: Option<Customer>,
    /// The business as issued.
    pub seller: Seller,
    /// The number of its entry.
    pub entry_number: Option<EntryNumber>,
    /// The invoice it takes back.
    pub credits: Option<Linked>,
    /// Of an invoice, drafts included.
    pub credit_notes: Vec<Linked>,
    /// The quote it was made from.
    pub from_quote: Option<Linked>,
    /// Of a quote.
    pub invoices: Vec<Linked>,
    /// Of a deposit: the invoice that took it off.
    pub deducted_by: Option<Linked>,
    /// Whose yes counts and is missing, while it waits.
    pub review: Option<Review>,
    /// Votes on it, oldest first.
    pub decisions: Vec<Decision>,
    /// What was done to it, oldest first.
    pub history: Vec<Event>,
}

/// A document with everything known about it.
///
/// # Errors
/// [`SalesError::Denied`] without `ledger-read`, [`SalesError::NotFound`].
pub async fn look(db: &Db, op: &Op, entity: EntityId, id: SaleId) -> Result<Looked, SalesError> {
    let by = op.authorise(may::LedgerRead, entity)?;
    let mut tx = db.begin(op).await?;
    let sale = store::get(&mut tx, &by, id).await?.ok_or(SalesError::NotFound)?;
    let mut rows = store::list::page(&mut tx, &by, &Filter::default(), Some(id), today(op), 1).await?;
    let row = rows.pop().ok_or(SalesError::NotFound)?;
    let ground = Ground::of(&mut tx, op, &by, &sale.content, Some(id)).await?;
    let (computed, customer, seller, review) = match &sale.issued {
        Some(issued) => {
            let issued = issued.clone();
            (issued.computed, Some(issued.customer), issued.seller, None)
        }
        None => {
            let judged = judge(&ground, &sale.content)?;
            let review = match sale.state {
                State::Waiting => Some(approvals::review_in(&mut tx, op, &subject(&sale, &judged)?).await?),
                _ => None,
            };
            (judged.computed, None, Seller::of(&ground), review)
        }
    };
    let entry_number = match sale.entry {
        Some(entry) => Some(ledger::entry_in(&mut tx, entry).await?.number),
        None => None,
    };
    let credit_notes = store::credit_notes(&mut tx, &by, id).await?;
    let invoices = store::invoices_of(&mut tx, &by, id).await?;
    let taken_by = store::deposits::taken_by(&mut tx, &by, id).await?;
    Ok(Looked {
        row,
        computed,
        customer,
        seller,
        entry_number,
        credits: linked(&mut tx, &by, sale.content.credits).await?,
        credit_notes: credit_notes.iter().map(Linked::from).collect(),
        from_quote: linked(&mut tx, &by, sale.from_quote).await?,
        invoices: invoices.iter().map(Linked::from).collect(),
        deducted_by: linked(&mut tx, &by, taken_by).await?,
        review,
        decisions: approvals::decisions_in(&mut tx, SUBJECT, id.0).await?,
        history: audit::history(&mut tx, id.0).await?,
        sale,
    })
}

async fn linked(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerRead>,
    id: Option<SaleId>,
) -> Result<Option<Linked>, SalesError> {
    let Some(id) = id else { return Ok(None) };
    Ok(store::get(tx, by, id).await?.as_ref().map(Linked::from))
}
