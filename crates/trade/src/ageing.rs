//! How old what is owed is, by counterparty and currency, on any day.

use std::collections::BTreeMap;

use books::PartyId;
use jiff::civil::Date;
use money::{Amount, Currency};
use op::{EntityId, Op, may};
use pg::Db;

use crate::store::ageing::AgeSum;
use crate::{Side, TradeError, store};

/// From which day the age is counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, strum::Display, strum::EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum By {
    /// The day it is to be paid; its date where nothing is said.
    #[default]
    Due,
    /// The accounting date.
    Date,
}

/// What to age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgeingOf {
    /// The side of trade.
    pub side: Side,
    /// Items booked on or before this day, less what was allocated until then.
    pub as_of: Date,
    /// From which day the age is counted.
    pub by: By,
}

/// Sums by age: not due yet, 1 to 30 days, 31 to 60, 61 to 90, older.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Buckets(pub [Amount; Buckets::COUNT]);

impl Buckets {
    /// How many there are.
    pub const COUNT: usize = 5;
    /// Their stable names.
    pub const NAMES: [&'static str; Self::COUNT] = ["not_due", "d1_30", "d31_60", "d61_90", "over_90"];

    fn none(currency: Currency) -> Self {
        Self([Amount::zero(currency); Self::COUNT])
    }

    fn add(&mut self, bucket: usize, amount: Amount) -> Result<(), TradeError> {
        let sum = self
            .0
            .get_mut(bucket)
            .ok_or_else(|| TradeError::Inconsistent { what: "age of an item", detail: bucket.to_string() })?;
        *sum = sum.checked_add(amount)?;
        Ok(())
    }

    /// All of them.
    ///
    /// # Errors
    /// [`TradeError::Money`].
    pub fn total(&self) -> Result<Amount, TradeError> {
        Ok(Amount::sum(self.0[0].currency(), self.0)?)
    }

    /// All but what is not due yet.
    ///
    /// # Errors
    /// [`TradeError::Money`].
    pub fn overdue(&self) -> Result<Amount, TradeError> {
        Ok(self.total()?.checked_sub(self.0[0])?)
    }
}

/// What a counterparty has open in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrencyAgeing {
    /// In that currency.
    pub buckets: Buckets,
}

/// What a counterparty has open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartyAgeing {
    /// Who; nobody for lines that name nobody.
    pub party: Option<(PartyId, String)>,
    /// How many items.
    pub items: i64,
    /// In the base currency, at book value.
    pub buckets: Buckets,
    /// In the currencies of the items.
    pub currencies: Vec<CurrencyAgeing>,
}

/// What the accounts say beside the items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Control {
    /// Balance of the accounts on the day.
    pub balance: Amount,
    /// What it holds beyond the items and the valuation; zero when all is well.
    pub difference: Amount,
}

/// What is owed on a day by its age.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ageing {
    /// What was asked for.
    pub of: AgeingOf,
    /// All of it, in the base currency.
    pub buckets: Buckets,
    /// The largest first.
    pub parties: Vec<PartyAgeing>,
    /// Of the balance, what a revaluation that stands on the day added.
    pub valuation: Amount,
    /// The accounts beside it.
    pub control: Control,
}

/// What is owed on a day by its age.
///
/// # Errors
/// [`TradeError::Denied`] without `ledger-read`.
pub async fn ageing(db: &Db, op: &Op, entity: EntityId, of: AgeingOf) -> Result<Ageing, TradeError> {
    let by = op.authorise(may::LedgerRead, entity)?;
    let mut tx = db.begin_report(op).await?;
    let business = ledger::entity_in(&mut tx, entity).await?;
    let base = business.base_currency;
    let sums = store::ageing::sums(&mut tx, &by, of).await?;
    let valuation = store::ageing::valuation(&mut tx, &by, of).await?;
    let accounts = store::ageing::accounts(&mut tx, &by, of.side).await?;
    let balances = ledger::balances_as_of_in(&mut tx, entity, of.as_of, None).await?;
    let ours = balances.iter().filter(|b| accounts.contains(&b.account));
    let balance = ours.map(ledger::AccountBalance::net).collect::<Result<Vec<_>, _>>()?;
    let balance = of.side.turn(Amount::sum(base, balance)?)?;
    let valuation = of.side.turn(Amount::new(valuation, base))?;
    let mut buckets = Buckets::none(base);
    for sum in &sums {
        buckets.add(sum.bucket, of.side.turn(Amount::new(sum.base, base))?)?;
    }
    let difference = balance.checked_sub(buckets.total()?)?.checked_sub(valuation)?;
    let parties = by_party(of.side, base, sums)?;
    Ok(Ageing { of, buckets, parties, valuation, control: Control { balance, difference } })
}

fn by_party(side: Side, base: Currency, sums: Vec<AgeSum>) -> Result<Vec<PartyAgeing>, TradeError> {
    let mut parties: BTreeMap<Option<PartyId>, (PartyAgeing, BTreeMap<Currency, Buckets>)> = BTreeMap::new();
    for sum in sums {
        let id = sum.party.as_ref().map(|(id, _)| *id);
        let (party, currencies) = parties.entry(id).or_insert_with(|| {
            let new = PartyAgeing { party: sum.party, items: 0, buckets: Buckets::none(base), currencies: Vec::new() };
            (new, BTreeMap::new())
        });
        party.items += sum.items;
        party.buckets.add(sum.bucket, side.turn(Amount::new(sum.base, base))?)?;
        let currency = sum.open.currency();
        currencies.entry(currency).or_insert_with(|| Buckets::none(currency)).add(sum.bucket, side.turn(sum.open)?)?;
    }
    let mut all = Vec::with_capacity(parties.len());
    for (mut party, currencies) in parties.into_values() {
        party.currencies = currencies.into_values().map(|buckets| CurrencyAgeing { buckets }).collect();
        all.push((party.buckets.total()?, party));
    }
    all.sort_by_key(|(total, _)| std::cmp::Reverse(total.minor().abs()));
    Ok(all.into_iter().map(|(_, party)| party).collect())
}
