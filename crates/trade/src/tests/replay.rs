//! Whatever a bookkeeper does, in whatever order and on whatever days: on every day the items are what a replay of the
//! events says, and they make the balances of their accounts.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use ledger::ItemRef;
use money::{Amount, Currency};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, SeedableRng};

use super::{Desk, eur, usd};
use crate::{Allocated, NewMatch, NewPayment, Question, Side};

/// The first day of the story; it lasts this many.
const FIRST: Date = date(2026, 1, 5);
const DAYS: i32 = 150;
const STEPS: usize = 45;

/// What is known of an item: on which day by how much what is open of it changes, in its usual direction.
struct Known {
    item: ItemRef,
    side: Side,
    party: usize,
    currency: Currency,
    is_advance: bool,
    events: Vec<(Date, i64)>,
}

impl Known {
    fn open_on(&self, day: Date) -> i64 {
        self.events.iter().filter(|(on, _)| *on <= day).map(|(_, minor)| minor).sum()
    }

    fn last_day(&self) -> Date {
        self.events.iter().map(|(on, _)| *on).fold(FIRST, Ord::max)
    }
}

/// A part payment that can bounce, or a match that can be taken back.
enum Undoable {
    Payment { entry: books::EntryId, item: usize, minor: i64, on: Date },
    Match { id: uuid::Uuid, items: [usize; 2], minor: i64, on: Date },
}

struct Story {
    desk: Desk,
    rng: StdRng,
    parties: Vec<books::PartyId>,
    known: Vec<Known>,
    undoable: Vec<Undoable>,
}

impl Story {
    async fn begin(seed: u64) -> Self {
        let desk = Desk::new().await;
        let parties = vec![desk.contact("Adler").await, desk.contact("Brandt").await];
        // a rate every week, so that none is ever too old
        for week in 0..30 {
            let on = FIRST.saturating_add((week * 7 - 7).days());
            let rate = format!("0.{}", 85 + week % 12);
            desk.dollar(&on.to_string(), &rate).await;
        }
        Self { desk, rng: StdRng::seed_from_u64(seed), parties, known: Vec::new(), undoable: Vec::new() }
    }

    fn day_after(&mut self, earliest: Date) -> Date {
        earliest.saturating_add(self.rng.random_range(0..20_i32).days()).min(FIRST.saturating_add(DAYS.days()))
    }

    fn side(&mut self) -> Side {
        if self.rng.random() { Side::Receivable } else { Side::Payable }
    }

    async fn step(&mut self) {
        match self.rng.random_range(0..10) {
            0..=3 => self.books().await,
            4..=6 => self.pays().await,
            7 => self.pays_in_advance().await,
            8 => self.matches().await,
            _ => self.undoes().await,
        }
    }

    /// An invoice or a bill, in euros or dollars.
    async fn books(&mut self) {
        let (side, party) = (self.side(), self.rng.random_range(0..self.parties.len()));
        let on = FIRST.saturating_add(self.rng.random_range(0..DAYS).days());
        let minor = self.rng.random_range(1_00..500_00);
        let foreign = self.rng.random_ratio(2, 5);
        let value = if foreign { minor * self.rng.random_range(80..99) / 100 } else { minor };
        let amount = if foreign { usd(minor) } else { eur(minor) };
        let due = on.saturating_add(14.days());
        let dates = (on.to_string(), due.to_string());
        let dates = (dates.0.as_str(), dates.1.as_str());
        let item = self.desk.item(side, self.parties[party], "R", dates, amount, value).await;
        let currency = amount.currency();
        self.known.push(Known { item, side, party, currency, is_advance: false, events: vec![(on, minor)] });
    }

    /// A part of an item that is open, in its own currency or from the euro account.
    async fn pays(&mut self) {
        let open: Vec<usize> = (0..self.known.len())
            .filter(|i| !self.known[*i].is_advance && self.known[*i].open_on(Date::MAX) > 0)
            .collect();
        let Some(at) = open.choose(&mut self.rng).copied() else { return };
        let (whole, earliest) = (self.known[at].open_on(Date::MAX), self.known[at].last_day());
        let on = self.day_after(earliest);
        let part = if self.rng.random() { whole } else { self.rng.random_range(1..=whole) };
        let Known { item, side, currency, .. } = self.known[at];
        let taken = Amount::new(part, currency);
        let paid = if currency != Currency::EUR && self.rng.random() {
            eur((part * self.rng.random_range(80..99) / 100).max(1))
        } else {
            taken
        };
        let new = self.desk.payment(side, &on.to_string(), paid, &[(item, taken)]);
        // a cent of a dollar may be worth no cent of a euro, and then nothing can be booked
        let Ok(manual::Submitted::Posted(posted)) = self.desk.trade.pay(&self.desk.op, self.desk.entity, &new).await
        else {
            return;
        };
        self.known[at].events.push((on, -part));
        self.undoable.push(Undoable::Payment { entry: posted.entry, item: at, minor: part, on });
    }

    async fn pays_in_advance(&mut self) {
        let (side, party) = (self.side(), self.rng.random_range(0..self.parties.len()));
        let on = FIRST.saturating_add(self.rng.random_range(0..DAYS).days());
        let minor = self.rng.random_range(1_00..300_00);
        let amount = if self.rng.random_ratio(2, 5) { usd(minor) } else { eur(minor) };
        let new =
            NewPayment { party: Some(self.parties[party]), ..self.desk.payment(side, &on.to_string(), amount, &[]) };
        let item = ItemRef { entry: self.desk.pays(&new).await.entry, line: 2 };
        let currency = amount.currency();
        self.known.push(Known { item, side, party, currency, is_advance: true, events: vec![(on, -minor)] });
    }

    /// An advance against an invoice of the same party.
    async fn matches(&mut self) {
        let fits = |invoice: &Known, advance: &Known| {
            !invoice.is_advance
                && advance.is_advance
                && (invoice.side, invoice.party, invoice.currency) == (advance.side, advance.party, advance.currency)
                && invoice.open_on(Date::MAX) > 0
                && advance.open_on(Date::MAX) < 0
        };
        let pairs: Vec<(usize, usize)> = (0..self.known.len())
            .flat_map(|i| (0..self.known.len()).map(move |a| (i, a)))
            .filter(|(i, a)| fits(&self.known[*i], &self.known[*a]))
            .collect();
        let Some((invoice, advance)) = pairs.choose(&mut self.rng).copied() else { return };
        let most = self.known[invoice].open_on(Date::MAX).min(-self.known[advance].open_on(Date::MAX));
        let part = self.rng.random_range(1..=most);
        let earliest = self.known[invoice].last_day().max(self.known[advance].last_day());
        let on = self.day_after(earliest);
        let (one, other) = (self.known[invoice].item, self.known[advance].item);
        let (debit, credit) = if self.known[invoice].side == Side::Receivable { (one, other) } else { (other, one) };
        let amount = Amount::new(part, self.known[invoice].currency);
        let new = NewMatch { debit, credit, amount };
        let Ok(done) = self.desk.trade.allocate(&self.desk.op, self.desk.entity, &[new], on).await else { return };
        self.known[invoice].events.push((on, -part));
        self.known[advance].events.push((on, part));
        if let Allocated::Matched(ids) = done {
            self.undoable.push(Undoable::Match { id: ids[0], items: [invoice, advance], minor: part, on });
        }
    }

    /// A payment bounces, or a match is taken back.
    async fn undoes(&mut self) {
        if self.undoable.is_empty() {
            return;
        }
        let at = self.rng.random_range(0..self.undoable.len());
        let (desk, last) = (&self.desk, FIRST.saturating_add(DAYS.days()));
        match self.undoable.swap_remove(at) {
            Undoable::Payment { entry, item, minor, on } => {
                let back = on.saturating_add(3.days()).min(last);
                ledger::reverse(&desk.world.db, &desk.op, entry, back, "bounced").await.expect("reversed");
                self.known[item].events.push((back, minor));
            }
            Undoable::Match { id, items: [invoice, advance], minor, on } => {
                let back = on.saturating_add(2.days());
                ledger::undo_allocation(&desk.world.db, &desk.op, desk.entity, id, back, "wrong")
                    .await
                    .expect("undone");
                self.known[invoice].events.push((back, minor));
                self.known[advance].events.push((back, -minor));
            }
        }
    }

    /// The items of a day, as the replay has them and as the books have them.
    async fn assert_day(&self, day: Date, seed: u64) {
        let mut expected: BTreeMap<ItemRef, i64> = BTreeMap::new();
        for known in &self.known {
            let open = known.open_on(day);
            if open != 0 {
                expected.insert(known.item, open);
            }
        }
        let mut found = BTreeMap::new();
        for side in [Side::Receivable, Side::Payable] {
            let items = self.desk.items(Question::all(side, day)).await;
            found.extend(items.into_iter().map(|item| (item.item, item.open.minor())));
        }
        assert_eq!(found, expected, "seed {seed}, {day}");
        self.desk.assert_tied(&day.to_string()).await;
    }
}

#[tokio::test]
async fn on_every_day_the_items_are_the_replay_and_make_the_balances() {
    for seed in [7, 1494] {
        let mut story = Story::begin(seed).await;
        for _ in 0..STEPS {
            story.step().await;
        }
        assert!(story.known.len() > 10, "seed {seed}: the story has something to tell");
        for day in (0..=DAYS).step_by(10) {
            story.assert_day(FIRST.saturating_add(day.days()), seed).await;
        }
        let filter = ledger::EntryFilter::all(story.desk.entity);
        let entries = ledger::entries(&story.desk.world.db, &story.desk.op, &filter, None, 1).await.expect("entries");
        assert!(entries.total.is_some_and(|n| n > 20), "seed {seed}");
        let sound = ledger::verify(&story.desk.world.db, &story.desk.op, story.desk.entity).await.expect("verified");
        assert!(sound.is_sound(), "seed {seed}: {sound:?}");
    }
}
