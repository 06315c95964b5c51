//! Payments: money that came or went, and what it settles.

use books::charts::topic_of;
use books::settlement::{self, Accounts, Fee, Moved, OnAccount, Taken};
use books::{Account, AccountId, AccountRole, EntryId, Header, Line, PartyId};
use jiff::civil::Date;
use ledger::{AccountRef, ItemRef, NewEntry, Preview, Settles};
use manual::Submitted;
use money::Amount;
use op::{EntityId, Op, may};
use pg::TenantTx;

use crate::items::Item;
use crate::{Side, Trade, TradeError, store};

/// What is taken from an item. Amounts in its currency, with the sign of what is open of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taking {
    /// The item.
    pub item: ItemRef,
    /// Everything that is taken off: paid, discount and write-off together.
    pub amount: Amount,
    /// The part of it that is not paid by agreement: it takes back its share of the document, tax included.
    pub discount: Option<Amount>,
    /// The part of it that is given up.
    pub write_off: Option<Amount>,
}

/// A payment to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPayment {
    /// The side of trade.
    pub side: Side,
    /// The day the money moved.
    pub date: Date,
    /// The account it moved on.
    pub account: AccountId,
    /// How much moved there, in the currency of that account: positive in the usual direction, negative for a refund.
    pub amount: Amount,
    /// What it settles.
    pub settles: Vec<Taking>,
    /// Whose payment on account it is, as far as something is left over.
    pub party: Option<PartyId>,
    /// The bank's fee, above zero: kept back from what came, or taken beside what went.
    pub fee: Option<Amount>,
    /// Where the fee goes; the account for fees of banks when absent.
    pub fee_account: Option<AccountId>,
    /// Where a write-off goes; the account for rounding differences when absent.
    pub write_off_account: Option<AccountId>,
    /// What the entry says; made from what is settled when absent.
    pub text: Option<String>,
    /// What the bank calls it.
    pub reference: Option<String>,
    /// The same key records once.
    pub idempotency_key: Option<String>,
}

/// What recording would do.
#[derive(Debug, Clone, PartialEq)]
pub struct Payment {
    /// The lines, each with its account.
    pub lines: Vec<(AccountRef, Line)>,
    /// The realised difference of exchange: positive is a gain.
    pub gain: Amount,
    /// What is left over on account, with the sign of the payment.
    pub left: Amount,
    /// The number it would have, and what it does to balances.
    pub preview: Preview,
    /// Whether somebody else must approve it first.
    pub waits: bool,
}

impl Trade {
    /// Records a payment with what it settles, or puts it before a second person when the policy says so.
    ///
    /// # Errors
    /// [`TradeError`]: of the payment ([`TradeError::Settlement`]), of the chart ([`TradeError::NoAccount`]), of the
    /// ledger. `ledger.over_settled` when somebody else settled an item in this very moment.
    pub async fn pay(&self, op: &Op, entity: EntityId, new: &NewPayment) -> Result<Submitted, TradeError> {
        if let Some(key) = &new.idempotency_key
            && let Some(earlier) = self.manual.earlier(op, entity, key).await?
        {
            return Ok(earlier);
        }
        let (entry, _) = self.draft(op, entity, new).await?;
        Ok(self.manual.submit(op, entry).await?)
    }

    /// What recording a payment would do.
    ///
    /// # Errors
    /// As [`pay`](Self::pay).
    pub async fn preview(&self, op: &Op, entity: EntityId, new: &NewPayment) -> Result<Payment, TradeError> {
        let (entry, drafted) = self.draft(op, entity, new).await?;
        let (preview, waits) = self.manual.preview(op, &entry).await?;
        let labels = |line: &Line| {
            let account = drafted.chart.iter().find(|a| a.id == line.account);
            account.map(|a| AccountRef { id: a.id, code: a.code.clone(), name: a.name.clone() })
        };
        let lines = entry.entry.lines().iter().filter_map(|line| Some((labels(line)?, line.clone()))).collect();
        Ok(Payment { lines, gain: drafted.gain, left: new.side.turn(drafted.left)?, preview, waits })
    }

    async fn draft(&self, op: &Op, entity: EntityId, new: &NewPayment) -> Result<(NewEntry, Drafted), TradeError> {
        let by = op.authorise(may::LedgerPost, entity)?;
        let mut tx = self.db.begin(op).await?;
        let base = ledger::entity_in(&mut tx, entity).await?.base_currency;
        let chart: Vec<Account> = ledger::accounts_in(&mut tx, entity).await?;
        let named: Vec<ItemRef> = new.settles.iter().map(|taking| taking.item).collect();
        let found = store::items::named(&mut tx, &by, &named, None).await?;
        let items = in_order(new, &found)?;
        let currency = new.amount.currency();
        let rate = if currency == base {
            None
        } else {
            let row = ledger::latest_rate_in(&mut tx, currency, base, new.date).await?;
            Some((row.rate, row.id))
        };
        let mut taken = Vec::with_capacity(items.len());
        for (item, taking) in &items {
            taken.push(take(&mut tx, &chart, item, taking).await?);
        }
        let text = new.text.clone().filter(|t| !t.trim().is_empty()).unwrap_or_else(|| text_of(new.side, &items));
        let header = Header::new(new.date, text).referring_to(new.reference.clone()).with_party(party_of(new, &items));
        let payment = settlement::Payment {
            header,
            base,
            moved: Moved { account: money_account(&chart, new)?, amount: new.side.turn(new.amount)?, rate },
            taken,
            fee: fee(&chart, new)?,
            on_account: on_account(&chart, new, &items)?,
            accounts: Accounts {
                write_off: new.write_off_account.or(accounts_of(&chart).write_off),
                ..accounts_of(&chart)
            },
        };
        let settled = settlement::settle(&payment)?;
        tx.rollback().await?;
        let settles = settled.lines.iter().zip(&payment.taken).zip(&items).map(|((line, taken), (item, _))| {
            Ok(Settles { line: *line, item: item.item, amount: taken.amount.checked_abs()? })
        });
        let entry = NewEntry::new(entity, "BNK", settled.entry)
            .shown_in(currency)
            .settling(settles.collect::<Result<_, TradeError>>()?);
        let entry = match &new.idempotency_key {
            Some(key) => entry.keyed(key),
            None => entry,
        };
        Ok((entry, Drafted { chart, gain: settled.gain, left: settled.left }))
    }
}

/// What is known of a payment beside its entry.
struct Drafted {
    chart: Vec<Account>,
    gain: Amount,
    left: Amount,
}

/// The items in the order they are named, each once and all on the side of the payment.
fn in_order<'a>(new: &'a NewPayment, found: &'a [Item]) -> Result<Vec<(&'a Item, &'a Taking)>, TradeError> {
    let mut items: Vec<(&Item, &Taking)> = Vec::with_capacity(new.settles.len());
    for (taking, place) in new.settles.iter().zip(1..) {
        let item = found.iter().find(|i| i.item == taking.item).ok_or(TradeError::UnknownItem(taking.item))?;
        if item.side != new.side {
            return Err(TradeError::OtherSide(place));
        }
        if items.iter().any(|(other, _)| other.item == item.item) {
            return Err(TradeError::Twice(place));
        }
        items.push((item, taking));
    }
    Ok(items)
}

/// An item as the pure decision takes it, debit positive; with the lines of its document where a discount needs them.
async fn take(tx: &mut TenantTx, chart: &[Account], item: &Item, taking: &Taking) -> Result<Taken, TradeError> {
    let currency = item.amount.currency();
    let part = |amount: Option<Amount>| {
        let amount = amount.unwrap_or(Amount::zero(currency));
        if amount.currency() != currency {
            return Err(TradeError::WrongCurrency { field: "settles.amount", currency });
        }
        Ok(item.side.turn(amount)?)
    };
    let discount = part(taking.discount)?;
    let document = if discount.is_zero() { Vec::new() } else { document_lines(tx, chart, item.item.entry).await? };
    Ok(Taken {
        account: item.account.0,
        party: item.party.as_ref().map(|(id, _)| *id),
        whole: item.booked,
        open: item.open_in_books()?,
        amount: part(Some(taking.amount))?,
        discount,
        write_off: part(taking.write_off)?,
        document,
        memo: item.reference.clone().unwrap_or_else(|| item.number.to_string()),
    })
}

/// The lines of an entry that stand against its items.
async fn document_lines(tx: &mut TenantTx, chart: &[Account], entry: EntryId) -> Result<Vec<Line>, TradeError> {
    let is_item =
        |account: AccountId| chart.iter().any(|a| a.id == account && a.role.is_some_and(AccountRole::is_control));
    let view = ledger::entry_in(tx, entry).await?;
    Ok(view.lines.iter().filter(|line| !is_item(line.account.id)).map(ledger::EntryLine::to_line).collect())
}

/// The account the money moved on.
fn money_account(chart: &[Account], new: &NewPayment) -> Result<AccountId, TradeError> {
    use AccountRole::{Bank, Card, Cash, Clearing, EmployeePayable, OwnerDrawings};
    let account = chart.iter().find(|a| a.id == new.account);
    let account = account.ok_or(TradeError::Invalid { field: "account_id", why: "there is no such account" })?;
    let moves = matches!(account.role, Some(Bank | Card | Cash | Clearing | EmployeePayable | OwnerDrawings));
    if !moves {
        return Err(TradeError::NotMoney(format!("{} {}", account.code, account.name)));
    }
    Ok(account.id)
}

fn fee(chart: &[Account], new: &NewPayment) -> Result<Option<Fee>, TradeError> {
    let Some(amount) = new.fee.filter(|fee| !fee.is_zero()) else { return Ok(None) };
    if amount.is_negative() {
        return Err(TradeError::Invalid { field: "fee", why: "write it positive: it is kept back or taken beside" });
    }
    if amount.currency() != new.amount.currency() {
        return Err(TradeError::WrongCurrency { field: "fee", currency: new.amount.currency() });
    }
    let usual = || chart.iter().find(|a| a.active && a.postable && topic_of(a) == Some("bank_fees")).map(|a| a.id);
    let account = new.fee_account.or_else(usual);
    let why = "the chart has no account for fees of banks: name one";
    Ok(Some(Fee { account: account.ok_or(TradeError::Invalid { field: "fee_account_id", why })?, amount }))
}

/// Where what is left over goes: the account of the first item, else the first one of the side.
fn on_account(
    chart: &[Account],
    new: &NewPayment,
    items: &[(&Item, &Taking)],
) -> Result<Option<OnAccount>, TradeError> {
    let Some(party) = party_of(new, items) else { return Ok(None) };
    let role = new.side.role();
    let first = items.first().map(|(item, _)| item.account.0);
    let usual = || {
        let fits =
            |a: &&Account| a.role == Some(role) && a.active && a.postable && a.refuses(new.amount.currency()).is_none();
        chart.iter().find(fits).map(|a| a.id)
    };
    let account = first.or_else(usual).ok_or(TradeError::NoAccount(role.into()))?;
    Ok(Some(OnAccount { account, party: Some(party) }))
}

/// Who is named, else whose all the items are.
fn party_of(new: &NewPayment, items: &[(&Item, &Taking)]) -> Option<PartyId> {
    let mut parties = items.iter().map(|(item, _)| item.party.as_ref().map(|(id, _)| *id));
    new.party.or_else(|| {
        let first = parties.next()??;
        parties.all(|party| party == Some(first)).then_some(first)
    })
}

fn text_of(side: Side, items: &[(&Item, &Taking)]) -> String {
    let mut names: Vec<&str> = items.iter().filter_map(|(item, _)| Some(item.party.as_ref()?.1.as_str())).collect();
    names.dedup();
    let what = if side == Side::Receivable { "Payment received" } else { "Payment made" };
    if let [name] = names[..] { format!("{what}: {name}") } else { what.to_owned() }
}

/// The accounts that a settlement may need.
pub(crate) fn accounts_of(chart: &[Account]) -> Accounts {
    let of = |role| chart.iter().find(|a| a.role == Some(role) && a.active).map(|a| a.id);
    Accounts {
        exchange: of(AccountRole::Exchange),
        gain: of(AccountRole::ExchangeGain),
        loss: of(AccountRole::ExchangeLoss),
        write_off: of(AccountRole::RoundingDifference),
    }
}
