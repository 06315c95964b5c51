//! The proposed entry on the wire.

use std::collections::BTreeMap;

use jiff::civil::Date;
use money::Amount;
use op::{EntityId, Op};
use road::Proposal;
use road::proposal::{Edits, ProposedLine};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::wire::Reason;
use crate::problem::ApiError;
use crate::state::State;
use crate::wire::{Money, Spot};

/// An account in few words.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AccountView {
    /// The account.
    pub id: Uuid,
    /// Its number.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// The accounts of a business by id, in few words.
pub(crate) async fn accounts_of(
    state: &State,
    op: &Op,
    entity: EntityId,
) -> Result<BTreeMap<Uuid, AccountView>, ApiError> {
    let mut tx = state.db.begin(op).await?;
    let all = ledger::accounts_in(&mut tx, entity).await?;
    let views = all.into_iter().map(|a| (a.id.0, AccountView { id: a.id.0, code: a.code, name: a.name }));
    Ok(views.collect())
}

/// A field and where it was read.
#[derive(Debug, Serialize, ToSchema)]
pub struct CiteView {
    /// Name of the field.
    pub field: String,
    /// The places.
    pub spots: Vec<Spot>,
}

/// A line of the proposed entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposedLineView {
    /// Position, from 0; corrections name it.
    pub id: usize,
    /// expense, input_tax, payable, …
    pub role: String,
    /// Where it goes; absent when unknown.
    pub account: Option<AccountView>,
    /// Debit in the document's currency.
    pub debit: Option<Money>,
    /// Credit in the document's currency.
    pub credit: Option<Money>,
    /// Debit in the base currency.
    pub base_debit: Option<Money>,
    /// Credit in the base currency.
    pub base_credit: Option<Money>,
    /// Tax code.
    pub tax_code: Option<String>,
    /// Note.
    pub memo: String,
    /// 0 to 1.
    pub confidence: f32,
    /// Why.
    pub reason: String,
    /// What it rests on.
    pub cites: Vec<CiteView>,
}

/// Sums of the proposed entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct Totals {
    /// Sum of debits.
    pub debit: Money,
    /// Sum of credits.
    pub credit: Money,
}

/// The proposed entry.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProposalView {
    /// bill, receipt, sales_invoice, …
    pub kind: String,
    /// Accounting date.
    #[schema(value_type = Option<String>, format = Date)]
    pub date: Option<Date>,
    /// Due.
    #[schema(value_type = Option<String>, format = Date)]
    pub due_date: Option<Date>,
    /// Currency of the document.
    pub currency: String,
    /// Base units for one of the document's.
    pub rate: Option<String>,
    /// Text of the entry where a person has given one; party and number otherwise.
    pub text: Option<String>,
    /// A person has changed the lines themselves: they no longer follow the facts.
    pub edited: bool,
    /// The lines.
    pub lines: Vec<ProposedLineView>,
    /// Sums.
    pub totals: Totals,
    /// Debits equal credits.
    pub balanced: bool,
    /// What a person must look at.
    pub issues: Vec<Reason>,
    /// How the figures were come by.
    pub reasons: Vec<String>,
    /// The weakest of all lines.
    pub confidence: f32,
}

impl ProposalView {
    /// The view, with accounts named by `accounts`.
    pub fn of(proposal: &Proposal, edits: &Edits, accounts: &BTreeMap<Uuid, AccountView>) -> Self {
        Self {
            kind: proposal.kind.to_string(),
            date: proposal.date,
            due_date: proposal.due,
            currency: proposal.currency.code().to_owned(),
            rate: proposal.rate.map(|r| r.to_string()),
            text: edits.text.clone(),
            edited: !edits.lines.is_empty(),
            lines: proposal.lines.iter().enumerate().map(|(id, line)| line_view(id, line, accounts)).collect(),
            totals: Totals {
                debit: proposal.sum_on(books::Side::Debit).into(),
                credit: proposal.sum_on(books::Side::Credit).into(),
            },
            balanced: proposal.balances(),
            issues: proposal.issues.iter().map(Reason::from).collect(),
            reasons: proposal.reasons.clone(),
            confidence: proposal.confidence,
        }
    }
}

fn line_view(id: usize, line: &ProposedLine, accounts: &BTreeMap<Uuid, AccountView>) -> ProposedLineView {
    let on = |side: books::Side, amount: Option<Amount>| amount.filter(|_| line.side == side).map(Money::from);
    let (debit, credit) = (books::Side::Debit, books::Side::Credit);
    ProposedLineView {
        id,
        role: line.role.to_string(),
        account: line.account.and_then(|a| accounts.get(&a.0).cloned()),
        debit: on(debit, Some(line.amount)),
        credit: on(credit, Some(line.amount)),
        base_debit: on(debit, line.base),
        base_credit: on(credit, line.base),
        tax_code: line.tax.as_ref().map(|t| t.code.clone()),
        memo: line.memo.clone(),
        confidence: line.confidence,
        reason: line.reason.clone(),
        cites: line
            .cites
            .iter()
            .map(|c| CiteView { field: c.field.clone(), spots: c.spots.iter().map(|s| Spot::from(*s)).collect() })
            .collect(),
    }
}
