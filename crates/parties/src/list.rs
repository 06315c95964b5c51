use std::fmt;
use std::str::FromStr;

use books::PartyId;
use op::{EntityId, Op, may};
use pg::{Db, TenantTx};
use uuid::Uuid;

use crate::party::Party;
use crate::{PartyError, store};

/// Most parties a page may hold.
const LARGEST_PAGE: u32 = 200;

/// Which parties to list; the empty filter lists all active ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Occurs in a name, in either case.
    pub text: Option<String>,
    /// Only suppliers.
    pub suppliers: bool,
    /// Only customers.
    pub customers: bool,
    /// Inactive ones too.
    pub inactive_too: bool,
}

/// Where the next page begins; its text form goes over the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    pub(crate) name: String,
    pub(crate) id: PartyId,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.id.0.simple(), self.name)
    }
}

impl FromStr for Cursor {
    type Err = PartyError;

    fn from_str(text: &str) -> Result<Self, PartyError> {
        let parse = || {
            let (id, name) = text.split_once('.')?;
            Some(Self { id: PartyId(Uuid::try_parse(id).ok()?), name: name.to_owned() })
        };
        parse().ok_or_else(|| PartyError::Cursor(text.to_owned()))
    }
}

/// One page, by name.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The parties.
    pub parties: Vec<Party>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<Cursor>,
}

/// Lists the counterparties of a business by name, `limit` (at most 200) a page.
///
/// # Errors
/// [`PartyError::Denied`] without `documents-read`.
pub async fn parties(
    db: &Db,
    op: &Op,
    entity: EntityId,
    filter: &Filter,
    after: Option<&Cursor>,
    limit: u32,
) -> Result<Page, PartyError> {
    let by = op.authorise(may::DocumentsRead, entity)?;
    let limit = limit.clamp(1, LARGEST_PAGE);
    let mut tx = db.begin(op).await?;
    let mut parties = store::page(&mut tx, &by, None, filter, after, i64::from(limit) + 1).await?;
    let more = parties.len() > limit as usize;
    parties.truncate(limit as usize);
    let next = parties.last().filter(|_| more).map(|p| Cursor { name: p.data.name.clone(), id: p.id });
    Ok(Page { parties, next })
}

/// What counterparties are called, in the transaction of a caller who has authorised the actor.
///
/// # Errors
/// The database's.
pub async fn names_in(tx: &mut TenantTx, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>, PartyError> {
    store::names(tx, ids).await
}

/// One counterparty.
///
/// # Errors
/// [`PartyError::Denied`] without `documents-read`; [`PartyError::Unknown`].
pub async fn party(db: &Db, op: &Op, entity: EntityId, id: PartyId) -> Result<Party, PartyError> {
    let mut tx = db.begin(op).await?;
    party_in(&mut tx, op, entity, id).await
}

/// The same in the caller's transaction.
///
/// # Errors
/// As [`party`].
pub async fn party_in(tx: &mut TenantTx, op: &Op, entity: EntityId, id: PartyId) -> Result<Party, PartyError> {
    let by = op.authorise(may::DocumentsRead, entity)?;
    store::party(tx, &by, id).await
}
