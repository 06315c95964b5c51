//! The entry of a document that is issued, and what it settles.

use books::{Entry, EntryId, Header, Line};
use jiff::civil::Date;
use ledger::{ItemFilter, ItemRef, LedgerError, NewAllocation, NewEntry, Source};
use op::{Allowed, Op, may};
use pg::TenantTx;

use crate::computed::PostedLine;
use crate::document::Kind;
use crate::issue::Prepared;
use crate::{SalesError, rules};

/// The journal of sales.
const JOURNAL: &str = "SAL";

impl Prepared {
    /// Posts the entry, and settles a credit note against its invoice as far as that is open.
    pub(crate) async fn post(
        &self,
        tx: &mut TenantTx,
        op: &Op,
        by: &Allowed<may::LedgerPost>,
        number: &str,
    ) -> Result<EntryId, SalesError> {
        let posted = ledger::post_in(tx, op, &self.entry(number)?).await?.entry;
        let invoice = self.ground.credited.as_ref().and_then(|c| c.invoice.entry);
        if let Some(invoice) = invoice.filter(|_| self.sale.content.kind == Kind::CreditNote) {
            let allocations = self.settlements(tx, by, posted, invoice).await?;
            ledger::allocate_in(tx, op, by, &allocations).await?;
        }
        Ok(posted)
    }

    fn entry(&self, number: &str) -> Result<NewEntry, SalesError> {
        let (content, computed) = (&self.sale.content, &self.judged.computed);
        let customer = self.ground.customer.as_ref();
        let name = customer.map(|c| c.data.name.as_str()).unwrap_or_default();
        let text = format!("{} {number}, {name}", content.kind.word());
        let mut header = Header::new(computed.issue_date, text)
            .referring_to(Some(number.to_owned()))
            .with_party(customer.map(|c| c.id));
        header.terms.clone_from(&content.terms.text);
        let rate = rules::rate_of(&self.ground).and_then(|rate| rate.id);
        let base = self.ground.seller.base_currency;
        let lines = self.judged.posting.iter().map(|line| Line {
            base: line.base,
            rate: rate.filter(|_| computed.currency != base),
            tax: line.tax.clone(),
            party: customer.map(|c| c.id).filter(|_| line.is_receivable),
            due: line.due,
            memo: line.memo.clone(),
            ..Line::plain(line.account, line.amount)
        });
        let entry = Entry::new(header, base, lines.collect()).map_err(LedgerError::from)?;
        Ok(NewEntry::new(self.sale.entity, JOURNAL, entry)
            .from_source(Source::Sale(self.sale.id))
            .shown_in(computed.currency)
            .keyed(format!("sale {}", self.sale.id)))
    }

    /// The credit note against the open items of its invoice, the one that is due first before the others.
    async fn settlements(
        &self,
        tx: &mut TenantTx,
        by: &Allowed<may::LedgerPost>,
        posted: EntryId,
        invoice: EntryId,
    ) -> Result<Vec<NewAllocation>, SalesError> {
        let filter = ItemFilter { as_of: Date::MAX, party: self.sale.content.customer, account: None };
        let open = ledger::open_items_in(tx, by, filter).await?;
        let mut open: Vec<_> = open.into_iter().filter(|i| i.item.entry == invoice && i.open.minor() > 0).collect();
        open.sort_by_key(|item| (item.due, item.item.line));
        let on = self.judged.computed.issue_date;
        let mut allocations = Vec::new();
        for (credit, line) in self.judged.posting.iter().zip(1..).filter(|(line, _)| is_credit(line)) {
            let mut left = credit.amount.checked_neg()?;
            for item in &mut open {
                let amount = if item.open.minor() < left.minor() { item.open } else { left };
                if amount.minor() <= 0 {
                    continue;
                }
                left = left.checked_sub(amount)?;
                item.open = item.open.checked_sub(amount)?;
                allocations.push(NewAllocation {
                    debit: item.item,
                    credit: ItemRef { entry: posted, line },
                    debit_amount: amount,
                    credit_amount: amount,
                    on,
                    difference: None,
                });
            }
        }
        Ok(allocations)
    }
}

fn is_credit(line: &PostedLine) -> bool {
    line.is_receivable && line.amount.is_negative()
}
