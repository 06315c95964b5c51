//! What a payment does to the items it settles: the entry with discount, write-off, the bank's fee and the realised
//! difference of exchange.
//!
//! Signs are those of the books: debit positive. An invoice to a customer is a positive item, a bill a negative one; what
//! comes in moves the account of the money by a positive amount, what goes out by a negative one.

use money::{Amount, Currency, MoneyError, allocate};

use crate::fx::{Position, released};
use crate::{AccountId, Entry, EntryError, Header, Line, PartyId, RateId};

mod mirror;

pub use mirror::share_of;

/// What is taken from one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The account of receivables or payables it stands on.
    pub account: AccountId,
    /// Whose item it is.
    pub party: Option<PartyId>,
    /// The item as it was booked.
    pub whole: Position,
    /// What is open of it before.
    pub open: Amount,
    /// What is taken off, with the sign of the item: paid, discount and write-off together.
    pub amount: Amount,
    /// The part of it that is not paid by agreement.
    pub discount: Amount,
    /// The part of it that is given up.
    pub write_off: Amount,
    /// The lines of the item's entry on other accounts than those of receivables and payables: a discount takes back its
    /// share of each, tax included.
    pub document: Vec<Line>,
    /// What the line says.
    pub memo: String,
}

/// The money that moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// The bank, till or card.
    pub account: AccountId,
    /// By how much, in the currency of that account.
    pub amount: Amount,
    /// One unit of that currency in the base currency, and the recorded rate it is; none in the base currency.
    pub rate: Option<(money::Rate, Option<RateId>)>,
}

/// The bank's fee, kept back from what came in or added to what went out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fee {
    /// The account of such costs.
    pub account: AccountId,
    /// Above zero, in the currency of the money.
    pub amount: Amount,
}

/// What is left over becomes a payment on account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnAccount {
    /// The account of receivables or payables.
    pub account: AccountId,
    /// Whose payment it is.
    pub party: Option<PartyId>,
}

/// Accounts that a settlement may need; one that is missing is asked for only where something goes to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Accounts {
    /// The trading account through which amounts change their currency.
    pub exchange: Option<AccountId>,
    /// Realised gains.
    pub gain: Option<AccountId>,
    /// Realised losses.
    pub loss: Option<AccountId>,
    /// What is written off.
    pub write_off: Option<AccountId>,
}

/// Money and what it settles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payment {
    /// Day, text, reference; the kind is set here.
    pub header: Header,
    /// The currency of the books.
    pub base: Currency,
    /// The money.
    pub moved: Moved,
    /// The items, all in one currency.
    pub taken: Vec<Taken>,
    /// The fee.
    pub fee: Option<Fee>,
    /// Where what is left over goes.
    pub on_account: Option<OnAccount>,
    /// Accounts for what differs.
    pub accounts: Accounts,
}

/// The entry of a payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Its lines.
    pub entry: Entry,
    /// For each item taken, in order: the line that settles it, counted from 1.
    pub lines: Vec<usize>,
    /// What is left over on account, in the currency of the money, with its sign; zero when nothing is.
    pub left: Amount,
    /// The realised difference of exchange: positive is a gain.
    pub gain: Amount,
}

/// Why a payment cannot be booked so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettlementError {
    /// Nothing moved.
    #[error("the amount is zero: enter what was paid")]
    NothingMoved,
    /// More is taken from an item than is open, or on its other side.
    #[error("item {item}: {amount} is taken and {open} is open: take at most what is open")]
    MoreThanOpen {
        /// Place of the item, counted from 1.
        item: usize,
        /// What is taken.
        amount: Amount,
        /// What is open.
        open: Amount,
    },
    /// Discount and write-off are no part of what is taken.
    #[error("item {item}: discount and write-off together must lie between zero and {amount}, what is taken")]
    NotAPart {
        /// Place of the item, counted from 1.
        item: usize,
        /// What is taken.
        amount: Amount,
    },
    /// The items are in several currencies.
    #[error("item {item} is in {found}, the first one in {first}: record a payment for each currency")]
    SeveralCurrencies {
        /// Place of the item, counted from 1.
        item: usize,
        /// Its currency.
        found: Currency,
        /// That of the first.
        first: Currency,
    },
    /// The items take more than was paid.
    #[error("the items take {missing} more than was paid: take less, or enter a discount or a write-off")]
    MoreThanPaid {
        /// By how much, in the currency of the money.
        missing: Amount,
    },
    /// Money is left over and nobody is named.
    #[error("{left} is left over: name the contact whose payment on account it is")]
    LeftOver {
        /// What is left over.
        left: Amount,
    },
    /// Money and items go in opposite directions.
    #[error("{paid} and items of {items} go in opposite directions: look at the sign of the amount")]
    OppositeDirections {
        /// The money.
        paid: Amount,
        /// The sum of the items.
        items: Amount,
    },
    /// The rate of the money is missing.
    #[error("no rate is given for {0}")]
    NoRate(Currency),
    /// The chart has no account for something.
    #[error("the chart has no account with the role `{0}`: give one of its accounts that role")]
    NoAccount(&'static str),
    /// The entry cannot be made.
    #[error(transparent)]
    Entry(#[from] EntryError),
    /// A figure does not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// Makes the entry of a payment.
///
/// Every item is settled by a line of its own, whose base value is what leaves the item; the rest of the base value of
/// the money is the realised difference of exchange (IAS 21.28). When items and money are in two currencies, the amounts
/// pass through the trading account.
///
/// # Errors
/// [`SettlementError`]; it says which item and what to do.
pub fn settle(payment: &Payment) -> Result<Settled, SettlementError> {
    let base = payment.base;
    let money = payment.moved.amount;
    if money.is_zero() {
        return Err(SettlementError::NothingMoved);
    }
    let currency = payment.taken.first().map_or(money.currency(), |taken| taken.whole.amount.currency());
    let mut draft = Draft::new(payment, currency)?;
    for (index, taken) in payment.taken.iter().enumerate() {
        draft.take(index + 1, taken)?;
    }
    let left = draft.leave()?;
    let gain = draft.value.checked_sub(draft.left_value)?.checked_sub(draft.paid.base)?;
    draft.change_currency(gain)?;
    draft.realise(gain)?;
    let kind = if payment.taken.is_empty() { payment.header.kind } else { crate::EntryKind::Settlement };
    let header = payment.header.clone().of_kind(kind);
    let entry = Entry::new(header, base, draft.lines)?;
    Ok(Settled { entry, lines: draft.settling, left, gain })
}

/// An entry that is being made.
struct Draft<'a> {
    payment: &'a Payment,
    /// The currency of the items.
    currency: Currency,
    /// What was paid for the items: money and fee.
    gross: Amount,
    /// Its value in the base currency.
    value: Amount,
    /// Of which is left over on account.
    left_value: Amount,
    /// What the items get of the money, and the base value that leaves with it.
    paid: Position,
    lines: Vec<Line>,
    settling: Vec<usize>,
}

impl<'a> Draft<'a> {
    fn new(payment: &'a Payment, currency: Currency) -> Result<Self, SettlementError> {
        let (base, moved) = (payment.base, payment.moved);
        let value_of = |amount: Amount| match (amount.currency() == base, moved.rate) {
            (true, _) => Ok(amount),
            (false, Some((rate, _))) => Ok(crate::fx::convert(amount, base, rate)?),
            (false, None) => Err(SettlementError::NoRate(amount.currency())),
        };
        let rate = moved.rate.filter(|_| moved.amount.currency() != base).and_then(|(_, id)| id);
        let line = |account, amount: Amount, base| Line { base, rate, ..Line::plain(account, amount) };
        let mut lines = vec![line(moved.account, moved.amount, value_of(moved.amount)?)];
        let (mut gross, mut value) = (moved.amount, lines[0].base);
        if let Some(fee) = payment.fee.filter(|fee| !fee.amount.is_zero()) {
            let worth = value_of(fee.amount)?;
            lines.push(line(fee.account, fee.amount, worth));
            (gross, value) = (gross.checked_add(fee.amount)?, value.checked_add(worth)?);
        }
        let paid = Position { amount: Amount::zero(currency), base: Amount::zero(base) };
        let left_value = Amount::zero(base);
        Ok(Self { payment, currency, gross, value, left_value, paid, lines, settling: Vec::new() })
    }

    fn take(&mut self, item: usize, taken: &Taken) -> Result<(), SettlementError> {
        check(item, taken, self.currency)?;
        let value = released(taken.whole, taken.open, taken.amount)?;
        let owed = Line {
            base: value.checked_neg()?,
            party: taken.party,
            memo: taken.memo.clone(),
            ..Line::plain(taken.account, taken.amount.checked_neg()?)
        };
        self.lines.push(owed);
        self.settling.push(self.lines.len());
        let mut paid = Position { amount: taken.amount, base: value };
        if !taken.discount.is_zero() {
            let off = Position { amount: taken.discount, base: part_of(taken, value, taken.discount)? };
            let day = self.payment.header.date;
            self.lines.extend(share_of(&taken.document, off, day)?);
            paid = less(paid, off)?;
        }
        if !taken.write_off.is_zero() {
            let off = Position { amount: taken.write_off, base: part_of(taken, value, taken.write_off)? };
            let account = self.payment.accounts.write_off.ok_or(SettlementError::NoAccount("rounding_difference"))?;
            self.lines.push(Line { base: off.base, memo: taken.memo.clone(), ..Line::plain(account, off.amount) });
            paid = less(paid, off)?;
        }
        let sum = Position {
            amount: self.paid.amount.checked_add(paid.amount)?,
            base: self.paid.base.checked_add(paid.base)?,
        };
        self.paid = sum;
        Ok(())
    }

    /// What the items leave of the money goes on account. Across currencies the money is taken for what the items are.
    fn leave(&mut self) -> Result<Amount, SettlementError> {
        let none = Amount::zero(self.gross.currency());
        if self.gross.minor().signum() * self.paid.amount.minor().signum() < 0 {
            return Err(SettlementError::OppositeDirections { paid: self.gross, items: self.paid.amount });
        }
        if self.gross.currency() != self.currency {
            return Ok(none);
        }
        let left = self.gross.checked_sub(self.paid.amount)?;
        if left.is_zero() {
            return Ok(none);
        }
        if left.is_negative() != self.gross.is_negative() {
            return Err(SettlementError::MoreThanPaid { missing: left.checked_abs()? });
        }
        let to = self.payment.on_account.ok_or(SettlementError::LeftOver { left: left.checked_abs()? })?;
        self.left_value = crate::fx::book_value(Position { amount: self.gross, base: self.value }, left)?;
        self.lines.push(Line {
            base: self.left_value.checked_neg()?,
            party: to.party,
            rate: self.lines[0].rate,
            ..Line::plain(to.account, left.checked_neg()?)
        });
        Ok(left)
    }

    /// Takes the money through the trading account into the currency of the items.
    fn change_currency(&mut self, gain: Amount) -> Result<(), SettlementError> {
        if self.gross.currency() == self.currency {
            return Ok(());
        }
        let account = self.payment.accounts.exchange.ok_or(SettlementError::NoAccount("exchange"))?;
        let rate = self.lines[0].rate;
        let out = Line { base: self.value.checked_neg()?, rate, ..Line::plain(account, self.gross.checked_neg()?) };
        // in the base currency amount and value are one, and the difference is an amount too
        let amount =
            if self.currency == self.payment.base { self.paid.amount.checked_add(gain)? } else { self.paid.amount };
        self.lines.push(out);
        self.lines.push(Line { base: self.value, ..Line::plain(account, amount) });
        Ok(())
    }

    fn realise(&mut self, gain: Amount) -> Result<(), SettlementError> {
        if gain.is_zero() {
            return Ok(());
        }
        let accounts = self.payment.accounts;
        let account = if gain.is_negative() {
            accounts.loss.ok_or(SettlementError::NoAccount("exchange_loss"))?
        } else {
            accounts.gain.ok_or(SettlementError::NoAccount("exchange_gain"))?
        };
        let value = gain.checked_neg()?;
        let amount = if self.currency == self.payment.base { value } else { Amount::zero(self.currency) };
        self.lines.push(Line { base: value, ..Line::plain(account, amount) });
        Ok(())
    }
}

fn check(item: usize, taken: &Taken, currency: Currency) -> Result<(), SettlementError> {
    let found = taken.whole.amount.currency();
    if found != currency {
        return Err(SettlementError::SeveralCurrencies { item, found, first: currency });
    }
    let sign = if taken.open.is_negative() { -1 } else { 1 };
    let within = |amount: Amount| amount.minor().checked_mul(sign).unwrap_or(i64::MIN);
    if within(taken.amount) <= 0 || within(taken.amount) > within(taken.open) {
        return Err(SettlementError::MoreThanOpen { item, amount: taken.amount, open: taken.open });
    }
    let unpaid = taken.discount.checked_add(taken.write_off)?;
    if within(taken.discount) < 0 || within(taken.write_off) < 0 || within(unpaid) > within(taken.amount) {
        return Err(SettlementError::NotAPart { item, amount: taken.amount });
    }
    Ok(())
}

/// The share of the value that leaves with a part of what is taken.
fn part_of(taken: &Taken, value: Amount, part: Amount) -> Result<Amount, MoneyError> {
    crate::fx::book_value(Position { amount: taken.amount, base: value }, part)
}

fn less(from: Position, part: Position) -> Result<Position, MoneyError> {
    Ok(Position { amount: from.amount.checked_sub(part.amount)?, base: from.base.checked_sub(part.base)? })
}

/// Splits a signed amount by weights that are amounts, so that the parts sum to it.
fn split(total: Amount, weights: &[Amount]) -> Result<Vec<Amount>, MoneyError> {
    let weights: Vec<u64> = weights.iter().map(|w| w.minor().unsigned_abs()).collect();
    allocate(total, &weights)
}
