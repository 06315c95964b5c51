//! Foreign items and money at the rate of a day (IAS 21.23): what they are worth, what the books say, and the entry that
//! makes up the difference until they are settled.

use std::collections::BTreeMap;

use books::{Account, AccountId, AccountRole, Entry, EntryId, EntryKind, Header, Line, PartyId};
use jiff::ToSpan;
use jiff::civil::Date;
use ledger::{EntryNumber, LedgerError, NewEntry, RateRow};
use manual::Submitted;
use money::{Amount, Currency};
use op::{EntityId, Op, may};
use pg::{Db, TenantTx};

use crate::items::{Item, Question};
use crate::{Side, Trade, TradeError, store};

/// Foreign items that are looked at in one revaluation.
const MOST: i64 = 200_000;

/// What is in a foreign currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PositionOf {
    /// An open item.
    Item(Box<Item>),
    /// The balance of an account through which money moves.
    Money,
}

/// Something in a foreign currency on a day. Debit positive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// What it is.
    pub of: PositionOf,
    /// Id, code and name of its account.
    pub account: (AccountId, String, String),
    /// In its currency.
    pub amount: Amount,
    /// What the books value it at, earlier revaluations of items apart.
    pub book: Amount,
    /// The rate of the day, and what it is worth by it; absent where no rate is recorded.
    pub worth: Option<(RateRow, Amount)>,
}

impl Position {
    /// What it is worth more than the books say.
    ///
    /// # Errors
    /// [`TradeError::Money`].
    pub fn difference(&self) -> Result<Option<Amount>, TradeError> {
        Ok(self.worth.as_ref().map(|(_, value)| value.checked_sub(self.book)).transpose()?)
    }
}

/// What stands in one currency. Debit positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exposure {
    /// What customers owe.
    pub receivable: Amount,
    /// What suppliers are owed.
    pub payable: Amount,
    /// Money.
    pub money: Amount,
    /// All of it.
    pub net: Amount,
    /// What the books value it at.
    pub book: Amount,
    /// What it is worth, where a rate is known.
    pub value: Option<Amount>,
}

impl Exposure {
    /// What it is worth more than the books say, where a rate is known.
    ///
    /// # Errors
    /// [`TradeError::Money`].
    pub fn difference(&self) -> Result<Option<Amount>, TradeError> {
        Ok(self.value.map(|value| value.checked_sub(self.book)).transpose()?)
    }
}

/// A revaluation of that day that was posted before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevaluationPosted {
    /// The entry.
    pub entry: EntryId,
    /// Its number.
    pub number: EntryNumber,
    /// The entry that takes it back, usually on the next day.
    pub reversed_by: Option<EntryId>,
}

/// Foreign positions on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revaluation {
    /// The day.
    pub as_of: Date,
    /// The base currency.
    pub base: Currency,
    /// Everything, items by due day before money.
    pub positions: Vec<Position>,
    /// By currency.
    pub exposures: Vec<Exposure>,
    /// What a revaluation would post now: account, counterparty and difference; its amount tells the currency.
    pub differences: Vec<(AccountId, Option<PartyId>, Currency, Amount)>,
    /// Posted for the day before.
    pub posted: Vec<RevaluationPosted>,
}

impl Revaluation {
    /// Currencies without a rate.
    pub fn missing(&self) -> Vec<Currency> {
        let mut codes: Vec<Currency> =
            self.positions.iter().filter(|p| p.worth.is_none()).map(|p| p.amount.currency()).collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }

    /// What would be gained, and what lost (negative).
    ///
    /// # Errors
    /// [`TradeError::Money`].
    pub fn result(&self) -> Result<(Amount, Amount), TradeError> {
        let (losses, gains): (Vec<Amount>, Vec<Amount>) =
            self.differences.iter().map(|(.., amount)| *amount).partition(|amount| amount.is_negative());
        Ok((Amount::sum(self.base, gains)?, Amount::sum(self.base, losses)?))
    }
}

/// What stands in foreign currencies on a day, and what a revaluation would post.
///
/// # Errors
/// [`TradeError::Denied`] without `ledger-read`.
pub async fn revaluation(db: &Db, op: &Op, entity: EntityId, as_of: Date) -> Result<Revaluation, TradeError> {
    let by = op.authorise(may::LedgerRead, entity)?;
    let mut tx = db.begin_report(op).await?;
    let base = ledger::entity_in(&mut tx, entity).await?.base_currency;
    let chart = ledger::accounts_in(&mut tx, entity).await?;
    let mut rates = Rates { base, as_of, known: BTreeMap::new() };
    let mut positions = Vec::new();
    let question = Question { side: None, ..Question::all(Side::Receivable, as_of) };
    for item in store::items::list(&mut tx, &by, &question, None, MOST).await? {
        if item.amount.currency() == base {
            continue;
        }
        let (amount, book) = (item.open_in_books()?, item.side.turn(item.open_base)?);
        let (account, worth) = (item.account.clone(), rates.worth(&mut tx, amount).await?);
        positions.push(Position { of: PositionOf::Item(Box::new(item)), account, amount, book, worth });
    }
    for balance in ledger::currency_balances_in(&mut tx, entity, as_of).await? {
        let account = chart.iter().find(|a| a.id == balance.account && holds_money(a));
        let Some(account) = account.filter(|_| balance.amount.currency() != base) else { continue };
        if balance.amount.is_zero() && balance.base.is_zero() {
            continue;
        }
        let worth = rates.worth(&mut tx, balance.amount).await?;
        let account = (account.id, account.code.clone(), account.name.clone());
        positions.push(Position { of: PositionOf::Money, account, amount: balance.amount, book: balance.base, worth });
    }
    let standing = store::revaluation::standing(&mut tx, &by, as_of).await?;
    let posted = store::revaluation::posted(&mut tx, &by, as_of).await?;
    let differences = differences(base, &positions, standing)?;
    Ok(Revaluation { as_of, base, exposures: exposures(base, &positions)?, positions, differences, posted })
}

impl Trade {
    /// Posts what [`revaluation`] finds, or puts it before a second person; `reverse`: taken back on the next day, so
    /// that a settlement starts from what was booked. Nothing is posted twice: what stands already is taken into account.
    ///
    /// # Errors
    /// [`TradeError::RateMissing`], [`TradeError::NothingToRevalue`], [`TradeError::NoAccount`], the ledger's refusals.
    pub async fn revalue(
        &self,
        op: &Op,
        entity: EntityId,
        as_of: Date,
        reverse: bool,
        key: Option<&str>,
    ) -> Result<Submitted, TradeError> {
        let by = op.authorise(may::LedgerPost, entity)?;
        if let Some(key) = key
            && let Some(earlier) = self.manual.earlier(op, entity, key).await?
        {
            return Ok(earlier);
        }
        let found = revaluation(&self.db, op, by.entity(), as_of).await?;
        let missing: Vec<&str> = found.missing().into_iter().map(|currency| currency.code()).collect();
        if !missing.is_empty() {
            return Err(TradeError::RateMissing(missing.join(", ")));
        }
        if found.differences.is_empty() {
            return Err(TradeError::NothingToRevalue);
        }
        let mut tx = self.db.begin(op).await?;
        let role = AccountRole::UnrealisedExchange;
        let result = ledger::account_with_role_in(&mut tx, entity, role).await?;
        let result = result.ok_or(TradeError::NoAccount(role.into()))?.id;
        tx.rollback().await?;
        let mut lines = Vec::with_capacity(found.differences.len() * 2);
        for (account, party, currency, difference) in &found.differences {
            let none = Amount::zero(*currency);
            lines.push(Line { base: *difference, party: *party, ..Line::plain(*account, none) });
            lines.push(Line { base: difference.checked_neg()?, ..Line::plain(result, none) });
        }
        let text = format!("Foreign items and money at the rates of {as_of}");
        let header = Header::new(as_of, text).of_kind(EntryKind::Revaluation);
        let mut entry = NewEntry::new(entity, "GEN", Entry::new(header, found.base, lines)?).shown_in(found.base);
        if reverse {
            entry = entry.reversed_on(as_of.checked_add(1.day()).map_err(|_| LedgerError::DateOutOfRange(as_of))?);
        }
        if let Some(key) = key {
            entry = entry.keyed(key);
        }
        Ok(self.manual.submit(op, entry).await?)
    }
}

/// Accounts whose balances are money, and not what was bought with it.
fn holds_money(account: &Account) -> bool {
    use AccountRole::{Bank, Card, Cash, Clearing};
    matches!(account.role, Some(Bank | Cash | Card | Clearing))
}

/// The rates of the day, each looked up once.
struct Rates {
    base: Currency,
    as_of: Date,
    known: BTreeMap<Currency, Option<RateRow>>,
}

impl Rates {
    async fn worth(&mut self, tx: &mut TenantTx, amount: Amount) -> Result<Option<(RateRow, Amount)>, TradeError> {
        let currency = amount.currency();
        if let std::collections::btree_map::Entry::Vacant(slot) = self.known.entry(currency) {
            slot.insert(match ledger::latest_rate_in(tx, currency, self.base, self.as_of).await {
                Ok(row) => Some(row),
                Err(LedgerError::NoRate { .. }) => None,
                Err(error) => return Err(error.into()),
            });
        }
        let Some(row) = self.known.get(&currency).cloned().flatten() else { return Ok(None) };
        let value = books::fx::convert(amount, self.base, row.rate)?;
        Ok(Some((row, value)))
    }
}

/// Account, counterparty and currency.
type Group = (AccountId, Option<PartyId>, Currency);

/// What each account lacks for each counterparty: worth less book value less what earlier revaluations added.
fn differences(
    base: Currency,
    positions: &[Position],
    standing: Vec<(Group, i64)>,
) -> Result<Vec<(AccountId, Option<PartyId>, Currency, Amount)>, TradeError> {
    let mut sums: BTreeMap<Group, Amount> = BTreeMap::new();
    let mut add = |group: Group, amount: Amount| -> Result<(), TradeError> {
        let sum = sums.entry(group).or_insert(Amount::zero(base));
        *sum = sum.checked_add(amount)?;
        Ok(())
    };
    for position in positions {
        let party = match &position.of {
            PositionOf::Item(item) => item.party.as_ref().map(|(id, _)| *id),
            PositionOf::Money => None,
        };
        let Some(difference) = position.difference()? else { continue };
        add((position.account.0, party, position.amount.currency()), difference)?;
    }
    for (group, minor) in standing {
        add(group, Amount::new(-minor, base))?;
    }
    let all = sums.into_iter().filter(|(_, amount)| !amount.is_zero());
    Ok(all.map(|((account, party, currency), amount)| (account, party, currency, amount)).collect())
}

fn exposures(base: Currency, positions: &[Position]) -> Result<Vec<Exposure>, TradeError> {
    let mut all: BTreeMap<Currency, Exposure> = BTreeMap::new();
    for position in positions {
        let none = Amount::zero(position.amount.currency());
        let zero = Amount::zero(base);
        let new =
            || Exposure { receivable: none, payable: none, money: none, net: none, book: zero, value: Some(zero) };
        let one = all.entry(position.amount.currency()).or_insert_with(new);
        let part = match &position.of {
            PositionOf::Item(item) if item.side == Side::Receivable => &mut one.receivable,
            PositionOf::Item(_) => &mut one.payable,
            PositionOf::Money => &mut one.money,
        };
        *part = part.checked_add(position.amount)?;
        one.net = one.net.checked_add(position.amount)?;
        one.book = one.book.checked_add(position.book)?;
        one.value = match (one.value, &position.worth) {
            (Some(sum), Some((_, value))) => Some(sum.checked_add(*value)?),
            _ => None,
        };
    }
    Ok(all.into_values().collect())
}
