//! What a document is judged by: the business with its chart and tax codes, the customer, the rate, and the documents
//! it refers to.

use books::{Account, SaleId, TaxCode};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use ledger::{Entity, LedgerError, RateRow};
use money::Currency;
use op::{Action, Allowed, Op};
use parties::{Party, PartyError};
use pg::TenantTx;

use crate::document::{Content, Kind, Sale};
use crate::{Profile, SalesError, store};

/// The invoice a credit note takes back, and the credit notes of it that were issued.
#[derive(Debug, Clone, PartialEq)]
pub struct Credited {
    /// The invoice.
    pub invoice: Sale,
    /// Oldest first.
    pub earlier: Vec<Sale>,
}

/// Everything a document is judged by.
#[derive(Debug, Clone, PartialEq)]
pub struct Ground {
    /// The business.
    pub seller: Entity,
    /// What it says of itself on its papers.
    pub profile: Profile,
    /// Its chart.
    pub accounts: Vec<Account>,
    /// Its tax codes in all their versions.
    pub codes: Vec<TaxCode>,
    /// The customer; absent when none is named or there is no such one.
    pub customer: Option<Party>,
    /// The rate of the document's currency on the day it is valued; absent in the base currency and where none is
    /// known.
    pub rate: Option<RateRow>,
    /// Of a credit note.
    pub credited: Option<Credited>,
    /// The deposits that are there, in the order they are named.
    pub deposits: Vec<Sale>,
    /// Those that another invoice has taken off, or a credit note taken back: of the deposits, and of the deposit that
    /// is credited.
    pub deducted: Vec<SaleId>,
    /// The latest day of issue in the series this year.
    pub last_dated: Option<Date>,
    /// The day.
    pub today: Date,
}

/// The day in UTC, as the ledger counts it.
pub(crate) fn today(op: &Op) -> Date {
    op.now().to_zoned(TimeZone::UTC).date()
}

impl Ground {
    /// Loads it for a document; `own` is the document itself where it is kept.
    pub(crate) async fn of<A: Action>(
        tx: &mut TenantTx,
        op: &Op,
        by: &Allowed<A>,
        content: &Content,
        own: Option<SaleId>,
    ) -> Result<Self, SalesError> {
        let entity = by.entity();
        let today = today(op);
        let issue_date = content.issue_date.unwrap_or(today);
        let seller = ledger::entity_in(tx, entity).await?;
        let customer = match content.customer {
            Some(id) => known(parties::party_in(tx, op, entity, id).await)?,
            None => None,
        };
        let credited = match content.credits {
            Some(id) => credited(tx, by, id).await?,
            None => None,
        };
        let currency = content.currency.unwrap_or(seller.base_currency);
        // a credit note takes back at the rate of its invoice
        let rate = match &credited {
            Some(_) => None,
            None => rate(tx, currency, seller.base_currency, issue_date).await?,
        };
        let (deposits, deducted) = deposits(tx, by, content, credited.as_ref(), own).await?;
        let series = content.series.as_deref().unwrap_or(content.kind.usual_series());
        Ok(Self {
            profile: store::profile::get(tx, by).await?.0,
            accounts: ledger::accounts_in(tx, entity).await?,
            codes: ledger::tax_codes_in(tx, entity).await?,
            last_dated: store::numbers::last_dated(tx, by, series, i32::from(issue_date.year())).await?,
            seller,
            customer,
            rate,
            credited,
            deposits,
            deducted,
            today,
        })
    }
}

/// The deposits that a document takes off or, crediting the invoice that took them off, gives again; and those of them,
/// or the deposit it credits, that another document has spent.
async fn deposits<A: Action>(
    tx: &mut TenantTx,
    by: &Allowed<A>,
    content: &Content,
    credited: Option<&Credited>,
    own: Option<SaleId>,
) -> Result<(Vec<Sale>, Vec<SaleId>), SalesError> {
    let Some(credited) = credited else { return store::deposits::named(tx, by, &content.deposits, own).await };
    let invoice = &credited.invoice;
    let (deposits, _) = store::deposits::named(tx, by, &invoice.content.deposits, None).await?;
    let taken = store::deposits::taken_by(tx, by, invoice.id).await?.map(|_| invoice.id);
    Ok((deposits, taken.into_iter().collect()))
}

fn known(found: Result<Party, PartyError>) -> Result<Option<Party>, SalesError> {
    match found {
        Ok(party) => Ok(Some(party)),
        Err(PartyError::Unknown(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

async fn credited<A: Action>(tx: &mut TenantTx, by: &Allowed<A>, id: SaleId) -> Result<Option<Credited>, SalesError> {
    let Some(invoice) = store::get(tx, by, id).await? else { return Ok(None) };
    if invoice.content.kind != Kind::Invoice || !invoice.is_issued() {
        return Ok(None);
    }
    let earlier = store::credit_notes(tx, by, id).await?.into_iter().filter(Sale::is_issued).collect();
    Ok(Some(Credited { invoice, earlier }))
}

async fn rate(tx: &mut TenantTx, currency: Currency, base: Currency, day: Date) -> Result<Option<RateRow>, SalesError> {
    if currency == base {
        return Ok(None);
    }
    match ledger::latest_rate_in(tx, currency, base, day).await {
        Ok(rate) => Ok(Some(rate)),
        Err(LedgerError::NoRate { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
