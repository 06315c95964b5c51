//! Matching what is open: a payment on account or a credit note against an invoice.

use books::fx;
use books::{Account, Entry, EntryKind, Header, Line};
use jiff::civil::Date;
use ledger::{ItemRef, NewAllocation, NewEntry, Settles};
use manual::Submitted;
use money::Amount;
use op::{EntityId, Op, may};
use uuid::Uuid;

use crate::items::Item;
use crate::pay::accounts_of;
use crate::{Trade, TradeError, store};

/// Two open items of one currency and side of trade that settle each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewMatch {
    /// The item on the debit side: an invoice to a customer, a payment to a supplier.
    pub debit: ItemRef,
    /// The item on the credit side.
    pub credit: ItemRef,
    /// How much of both, above zero.
    pub amount: Amount,
}

/// What became of matches.
#[derive(Debug, Clone, PartialEq)]
pub enum Allocated {
    /// They settle each other without a difference.
    Matched(Vec<Uuid>),
    /// They were booked at different rates: an entry clears them with the realised difference.
    Cleared(Submitted),
}

impl Trade {
    /// Lets open items settle each other from a day on. Items that were booked at different rates are cleared by an entry
    /// with the realised difference of exchange, which goes the way of all entries by hand.
    ///
    /// # Errors
    /// [`TradeError::UnknownItem`], [`TradeError::NoMatch`], `ledger.over_settled`.
    pub async fn allocate(
        &self,
        op: &Op,
        entity: EntityId,
        matches: &[NewMatch],
        on: Date,
    ) -> Result<Allocated, TradeError> {
        let by = op.authorise(may::LedgerPost, entity)?;
        if matches.is_empty() {
            return Err(TradeError::Invalid { field: "allocations", why: "name at least one pair of items" });
        }
        let mut tx = self.db.begin(op).await?;
        let named: Vec<ItemRef> = matches.iter().flat_map(|m| [m.debit, m.credit]).collect();
        let items = store::items::named(&mut tx, &by, &named, None).await?;
        let base = ledger::entity_in(&mut tx, entity).await?.base_currency;
        let chart = ledger::accounts_in(&mut tx, entity).await?;
        tx.rollback().await?;
        let mut draft =
            Draft { items, taken: Vec::new(), lines: Vec::new(), settles: Vec::new(), gain: Amount::zero(base) };
        for (one, place) in matches.iter().zip(1..) {
            draft.add(place, one)?;
        }
        if draft.is_even() {
            let rows: Vec<NewAllocation> = matches.iter().map(|m| allocation(m, on)).collect();
            return Ok(Allocated::Matched(ledger::allocate(&self.db, op, entity, &rows).await?));
        }
        let entry = draft.entry(entity, &chart, on)?;
        Ok(Allocated::Cleared(self.manual.submit(op, entry).await?))
    }
}

fn allocation(one: &NewMatch, on: Date) -> NewAllocation {
    let NewMatch { debit, credit, amount } = *one;
    NewAllocation { debit, credit, debit_amount: amount, credit_amount: amount, on, difference: None }
}

/// The entry that would clear the items.
struct Draft {
    items: Vec<Item>,
    /// What earlier matches of the same request took from an item, debit positive.
    taken: Vec<(ItemRef, Amount)>,
    lines: Vec<Line>,
    settles: Vec<Settles>,
    gain: Amount,
}

impl Draft {
    fn add(&mut self, place: usize, one: &NewMatch) -> Result<(), TradeError> {
        let refuse = |why| Err(TradeError::NoMatch { place, why });
        let find = |wanted| self.items.iter().find(|i| i.item == wanted).ok_or(TradeError::UnknownItem(wanted));
        let (debit, credit) = (find(one.debit)?.clone(), find(one.credit)?.clone());
        if debit.side != credit.side {
            return refuse("the items are on two sides of trade: what a customer owes settles no bill");
        }
        if debit.booked.amount.currency() != credit.booked.amount.currency() {
            return refuse("the items are in two currencies: record a payment in one of them");
        }
        if debit.booked.amount.is_negative() || !credit.booked.amount.is_negative() {
            return refuse("an item on the debit side and one on the credit side settle each other");
        }
        if one.amount.currency() != debit.booked.amount.currency() {
            return Err(TradeError::WrongCurrency { field: "amount", currency: debit.booked.amount.currency() });
        }
        if one.amount.minor() <= 0 {
            return refuse("the amount must be above zero");
        }
        for (item, amount) in [(debit, one.amount), (credit, one.amount.checked_neg()?)] {
            self.clear(place, &item, amount)?;
        }
        Ok(())
    }

    fn clear(&mut self, place: usize, item: &Item, amount: Amount) -> Result<(), TradeError> {
        let earlier = self.taken.iter().filter(|(of, _)| *of == item.item).map(|(_, amount)| *amount);
        let open = item.open_in_books()?.checked_sub(Amount::sum(amount.currency(), earlier)?)?;
        if amount.minor().abs() > open.minor().abs() || amount.is_negative() != open.is_negative() {
            return Err(TradeError::NoMatch { place, why: "less is open of the item than that" });
        }
        let value = fx::released(item.booked, open, amount)?;
        self.taken.push((item.item, amount));
        self.gain = self.gain.checked_sub(value)?;
        self.lines.push(Line {
            base: value.checked_neg()?,
            party: item.party.as_ref().map(|(id, _)| *id),
            memo: item.reference.clone().unwrap_or_else(|| item.number.to_string()),
            ..Line::plain(item.account.0, amount.checked_neg()?)
        });
        self.settles.push(Settles { line: self.lines.len(), item: item.item, amount: amount.checked_abs()? });
        Ok(())
    }

    /// Whether each pair was booked at one rate.
    fn is_even(&self) -> bool {
        self.lines.chunks(2).all(|pair| pair.iter().map(|line| line.base.minor()).sum::<i64>() == 0)
    }

    fn entry(mut self, entity: EntityId, chart: &[Account], on: Date) -> Result<NewEntry, TradeError> {
        let base = self.gain.currency();
        let accounts = accounts_of(chart);
        let currency = self.lines.first().map_or(base, |line| line.amount.currency());
        if !self.gain.is_zero() {
            let account = if self.gain.is_negative() { accounts.loss } else { accounts.gain };
            let missing = if self.gain.is_negative() { "exchange_loss" } else { "exchange_gain" };
            let account = account.ok_or(TradeError::NoAccount(missing))?;
            self.lines.push(Line { base: self.gain.checked_neg()?, ..Line::plain(account, Amount::zero(currency)) });
        }
        let header = Header::new(on, "Items matched, with the difference of exchange").of_kind(EntryKind::Settlement);
        let entry = Entry::new(header, base, self.lines)?;
        Ok(NewEntry::new(entity, "GEN", entry).shown_in(currency).settling(self.settles))
    }
}
