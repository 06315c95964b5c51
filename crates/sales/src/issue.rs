//! Issue: the number, the entry, and what hangs on them, by a decision.

use approvals::{Ballot, Digest, Outcome, Subject};
use books::SaleId;
use op::{Actor, Allowed, EntityId, Op, Permission, may};
use pg::{Db, TenantTx, stored_precision};
use serde_json::json;

use crate::computed::{Customer, Seller};
use crate::document::{Issued, Kind, Number, Sale, State};
use crate::draft::{announce, change_of, image, seen, shown};
use crate::ground::Ground;
use crate::rules::{self, Judged, judge};
use crate::{SUBJECT, SalesError, store};

/// What became of a document that was to be issued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssueOutcome {
    /// It has its number, and is in the books unless it is a quote.
    Issued,
    /// It waits for others.
    Waits,
}

/// A document with what it is judged by, held.
pub(crate) struct Prepared {
    pub sale: Sale,
    pub ground: Ground,
    pub judged: Judged,
}

/// Issues a draft, or puts it before others when the policy does not let its author decide alone. What is issued
/// already stays as it is, and what waits goes on waiting.
///
/// # Errors
/// [`SalesError::Denied`] without `ledger-post`; [`SalesError::Approvals`] for agents; [`SalesError::Incomplete`] with
/// what stands against it; [`SalesError::Stale`]; the ledger's refusals, as when the period is closed, also for a
/// document that would wait.
pub async fn issue(db: &Db, op: &Op, entity: EntityId, id: SaleId, version: i32) -> Result<IssueOutcome, SalesError> {
    let by = op.authorise(may::LedgerPost, entity)?;
    if let Actor::Agent { .. } = op.actor {
        return Err(approvals::ApprovalError::NotAPerson { actor: op.actor.name() }.into());
    }
    let mut tx = db.begin(op).await?;
    let prepared = match begin(&mut tx, op, &by, id, version).await? {
        Ok(prepared) => prepared,
        Err(outcome) => return Ok(outcome),
    };
    if prepared.may_be_issued_now(&mut tx, op).await? {
        prepared.finish(&mut tx, op, &by).await?;
        tx.commit().await?;
        return Ok(IssueOutcome::Issued);
    }
    // what the ledger would refuse is refused now and not when others have looked at it
    prepared.post(&mut tx, op, &by, "-").await?;
    tx.rollback().await?;
    let mut tx = db.begin(op).await?;
    let prepared = match begin(&mut tx, op, &by, id, version).await? {
        Ok(prepared) => prepared,
        Err(outcome) => return Ok(outcome),
    };
    if prepared.may_be_issued_now(&mut tx, op).await? {
        // the policy was relaxed in this very moment
        prepared.finish(&mut tx, op, &by).await?;
        tx.commit().await?;
        return Ok(IssueOutcome::Issued);
    }
    let sale = Sale { submitted_by: op.actor.person(), ..moved(op, &prepared.sale, State::Waiting) };
    store::save(&mut tx, &by, &sale, &shown(&prepared.ground, &prepared.judged.computed)).await?;
    let change = change_of("sales.submitted", &sale).after(image(&sale, &prepared.judged.computed));
    announce(&mut tx, op, change).await?;
    tx.commit().await?;
    Ok(IssueOutcome::Waits)
}

/// The draft, ready to be decided about; or what became of it before.
async fn begin(
    tx: &mut TenantTx,
    op: &Op,
    by: &Allowed<may::LedgerPost>,
    id: SaleId,
    version: i32,
) -> Result<Result<Prepared, IssueOutcome>, SalesError> {
    let sale = store::lock(tx, by, id).await?.ok_or(SalesError::NotFound)?;
    match sale.state {
        State::Draft => seen(&sale, version)?,
        State::Waiting => return Ok(Err(IssueOutcome::Waits)),
        _ => return Ok(Err(IssueOutcome::Issued)),
    }
    Ok(Ok(Prepared::of(tx, op, by, sale).await?.whole()?))
}

/// The document in another state, changed now.
pub(crate) fn moved(op: &Op, sale: &Sale, state: State) -> Sale {
    Sale { state, version: sale.version + 1, changed_at: stored_precision(op.now()), ..sale.clone() }
}

impl Prepared {
    /// Judges a held document, whatever stands against issuing it; whoever credits the same invoice waits.
    pub(crate) async fn of(
        tx: &mut TenantTx,
        op: &Op,
        by: &Allowed<may::LedgerPost>,
        sale: Sale,
    ) -> Result<Self, SalesError> {
        if let Some(invoice) = sale.content.credits {
            store::lock(tx, by, invoice).await?;
        }
        let ground = Ground::of(tx, op, by, &sale.content, Some(sale.id)).await?;
        let judged = judge(&ground, &sale.content)?;
        Ok(Self { sale, ground, judged })
    }

    /// Refuses what something stands against.
    pub(crate) fn whole(self) -> Result<Self, SalesError> {
        let problems = &self.judged.computed.problems;
        if problems.is_empty() { Ok(self) } else { Err(SalesError::Incomplete(problems.clone())) }
    }

    /// Nothing is owed by a quote; for everything else the policy is asked with its author's own yes.
    async fn may_be_issued_now(&self, tx: &mut TenantTx, op: &Op) -> Result<bool, SalesError> {
        if self.sale.content.kind == Kind::Quote {
            return Ok(true);
        }
        let outcome = approvals::decide_in(tx, op, &self.subject()?, &Ballot::approve()).await?;
        Ok(matches!(outcome, Outcome::Approved { .. }))
    }

    /// What the policy is asked about, and what votes are cast on: the content with the accounts and tax codes that it
    /// leads to, and what it comes to. The number and the day it is issued on are given later.
    pub(crate) fn subject(&self) -> Result<Subject, SalesError> {
        subject(&self.sale, &self.judged)
    }

    /// Gives the number, posts, and keeps what was issued.
    pub(crate) async fn finish(
        &self,
        tx: &mut TenantTx,
        op: &Op,
        by: &Allowed<may::LedgerPost>,
    ) -> Result<Sale, SalesError> {
        let computed = &self.judged.computed;
        let mut sale = moved(op, &self.sale, State::Issued);
        let series = sale.content.series.clone().unwrap_or_else(|| sale.content.kind.usual_series().to_owned());
        let year = i32::from(computed.issue_date.year());
        let number = store::numbers::next(tx, by, &series, year).await?;
        let number = Number { series, year, number };
        if sale.content.kind != Kind::Quote {
            sale.entry = Some(self.post(tx, op, by, &number.to_string()).await?);
        }
        sale.content.series = Some(number.series.clone());
        sale.content.issue_date = Some(computed.issue_date);
        sale.content.currency = Some(computed.currency);
        sale.number = Some(number);
        sale.submitted_by = None;
        sale.issued = Some(Issued {
            computed: computed.clone(),
            customer: self.customer()?,
            seller: Seller::of(&self.ground),
            posting: self.judged.posting.clone(),
        });
        store::issue(tx, by, &sale, &shown(&self.ground, computed)).await?;
        if sale.content.kind == Kind::Invoice && !computed.deposits.is_empty() {
            let deposits: Vec<SaleId> = computed.deposits.iter().map(|d| d.id).collect();
            store::deposits::take(tx, by, sale.id, &deposits).await?;
        }
        approvals::end_round_in(tx, op, (SUBJECT, sale.id.0), sale.entity, "sales.issued").await?;
        announce(tx, op, change_of("sales.issued", &sale).after(image(&sale, computed))).await?;
        self.cancel_invoice(tx, op, by).await?;
        Ok(sale)
    }

    fn customer(&self) -> Result<Customer, SalesError> {
        let party = self.ground.customer.as_ref();
        let party = party.ok_or_else(|| SalesError::Corrupt("it is issued to nobody".to_owned()))?;
        let data = party.data.clone();
        Ok(Customer {
            id: party.id,
            name: data.name,
            address: data.address,
            country: data.country,
            email: data.email,
            tax_ids: data.tax_ids,
        })
    }

    /// An invoice of which credit notes have taken everything is cancelled, and the deposits it took off stand again.
    async fn cancel_invoice(
        &self,
        tx: &mut TenantTx,
        op: &Op,
        by: &Allowed<may::LedgerPost>,
    ) -> Result<(), SalesError> {
        let credited = self.ground.credited.as_ref().filter(|_| self.sale.content.kind == Kind::CreditNote);
        let Some(credited) = credited else { return Ok(()) };
        if !rules::completes(credited, self.judged.computed.gross)? {
            return Ok(());
        }
        let invoice = moved(op, &credited.invoice, State::Cancelled);
        store::set_state(tx, by, &invoice).await?;
        store::deposits::give_back(tx, by, invoice.id).await?;
        let change = change_of("sales.cancelled", &invoice).before(json!({ "state": credited.invoice.state }));
        announce(tx, op, change.after(json!({ "state": invoice.state, "by": self.sale.id }))).await
    }
}

/// What votes on a document are cast on.
pub(crate) fn subject(sale: &Sale, judged: &Judged) -> Result<Subject, SalesError> {
    let computed = &judged.computed;
    let content = json!({
        "content": sale.content,
        "lines": computed.lines,
        "taxes": computed.taxes,
        "deposits": computed.deposits,
        "payable": computed.payable,
    });
    let digest = Digest::of(&content).map_err(|error| SalesError::Corrupt(error.to_string()))?;
    let mut accounts: Vec<uuid::Uuid> = judged.posting.iter().map(|line| line.account.0).collect();
    accounts.sort_unstable();
    accounts.dedup();
    Ok(Subject {
        kind: SUBJECT,
        id: sale.id.0,
        entity: sale.entity,
        permission: Permission::LedgerPost,
        digest,
        document_kind: format!("sales_{}", sale.content.kind),
        amount: computed.base.as_ref().map_or(computed.gross, |base| base.gross),
        confidence: 1.0,
        party_known: true,
        accounts,
        entered_by: sale.authors.clone(),
        brought_by: None,
        stands_out: !computed.warnings.is_empty(),
    })
}
