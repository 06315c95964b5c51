use audit::Change;
use books::{Account, AccountId, AccountRole, AccountType, Statement, TaxCode};
use jiff::civil::Date;
use money::{Amount, Currency};
use op::{EntityId, Op, Permission, may};
use pg::{Db, TenantTx, stored_precision};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::entities::name_of;
use crate::{AccountBalance, Entity, LedgerError, balances_as_of_in, movements_in, store};

/// An account as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountView {
    /// The account.
    pub account: Account,
    /// Grows with every change.
    pub version: i32,
    /// Balance at the date asked for, base currency, debit positive; absent when none was asked for.
    pub balance: Option<Amount>,
    /// The first day the balance counts: of income and expense that of the fiscal year, of everything else none.
    pub since: Option<Date>,
}

/// An account to be added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAccount {
    /// Number or short code, unique in the books.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What it is about.
    pub account_type: AccountType,
    /// What the program uses it for.
    pub role: Option<AccountRole>,
    /// Whether lines may be posted to it.
    pub postable: bool,
    /// The heading it stands under.
    pub parent: Option<AccountId>,
    /// The only currency it takes.
    pub currency: Option<Currency>,
    /// Code of the tax usually applied.
    pub default_tax_code: Option<String>,
}

/// What may change about an account; `None` leaves it as it is, `Some(None)` removes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccountChange {
    /// Its code.
    pub code: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its type; only while it has no lines.
    pub account_type: Option<AccountType>,
    /// Its role.
    pub role: Option<Option<AccountRole>>,
    /// Whether it takes lines; only an account without lines becomes a heading.
    pub postable: Option<bool>,
    /// Its heading.
    pub parent: Option<Option<AccountId>>,
    /// Its only currency; only while it has no lines.
    pub currency: Option<Option<Currency>>,
    /// Whether it takes new lines.
    pub active: Option<bool>,
    /// Its usual tax code.
    pub default_tax_code: Option<Option<String>>,
}

/// The chart of a business by code, with balances at `as_of` when asked for: on the same basis as the trial balance,
/// income and expense since the fiscal year began, everything else since the beginning.
///
/// # Errors
/// [`LedgerError::Denied`] without `ledger-read`, [`LedgerError::UnknownEntity`].
pub async fn accounts(
    db: &Db,
    op: &Op,
    entity: EntityId,
    as_of: Option<Date>,
) -> Result<Vec<AccountView>, LedgerError> {
    op.require(Permission::LedgerRead, entity)?;
    let mut tx = db.begin_report(op).await?;
    let business = crate::entity_in(&mut tx, entity).await?;
    let standing = match as_of {
        Some(day) => Some(standing(&mut tx, &business, day).await?),
        None => None,
    };
    let mut views = Vec::new();
    for (account, version) in store::chart::accounts(&mut tx, entity, None, None).await? {
        let mut view = AccountView { account, version, balance: None, since: None };
        if let Some(standing) = &standing {
            let earns = view.account.account_type.statement() == Statement::ProfitAndLoss;
            let (balances, since) = if earns { (&standing.year, Some(standing.since)) } else { (&standing.all, None) };
            let found = balances.iter().find(|b| b.account == view.account.id);
            let balance = found.map_or(Ok(Amount::zero(business.base_currency)), AccountBalance::net);
            view.balance = Some(balance.map_err(books::EntryError::from)?);
            view.since = since;
        }
        views.push(view);
    }
    Ok(views)
}

/// Balances of a day, and what moved in its fiscal year until then.
struct Standing {
    all: Vec<AccountBalance>,
    year: Vec<AccountBalance>,
    since: Date,
}

async fn standing(tx: &mut TenantTx, business: &Entity, day: Date) -> Result<Standing, LedgerError> {
    let (since, _) = business.calendar.span(business.calendar.year_of(day))?;
    Ok(Standing {
        all: balances_as_of_in(tx, business.id, day, None).await?,
        year: movements_in(tx, business.id, (since, day), None).await?,
        since,
    })
}

/// The chart of a business by code, in the transaction of a caller who has authorised the actor.
///
/// # Errors
/// The database's.
pub async fn accounts_in(tx: &mut TenantTx, entity: EntityId) -> Result<Vec<Account>, LedgerError> {
    Ok(store::chart::accounts(tx, entity, None, None).await?.into_iter().map(|(account, _)| account).collect())
}

/// The active account that carries a role; the first by code where there may be several.
///
/// # Errors
/// The database's.
pub async fn account_with_role_in(
    tx: &mut TenantTx,
    entity: EntityId,
    role: AccountRole,
) -> Result<Option<Account>, LedgerError> {
    let found = store::chart::accounts(tx, entity, None, Some(role)).await?;
    Ok(found.into_iter().map(|(account, _)| account).find(|a| a.active))
}

/// One account.
///
/// # Errors
/// [`LedgerError::Denied`] without `ledger-read`, [`LedgerError::UnknownAccount`].
pub async fn account(db: &Db, op: &Op, entity: EntityId, id: AccountId) -> Result<AccountView, LedgerError> {
    op.require(Permission::LedgerRead, entity)?;
    let mut tx = db.begin(op).await?;
    let (account, version) = find(&mut tx, entity, id).await?;
    Ok(AccountView { account, version, balance: None, since: None })
}

async fn find(tx: &mut TenantTx, entity: EntityId, id: AccountId) -> Result<store::chart::Versioned, LedgerError> {
    let found = store::chart::accounts(tx, entity, Some(id), None).await?.pop();
    found.ok_or(LedgerError::UnknownAccount { line: 0, account: id.0 })
}

/// Adds an account.
///
/// # Errors
/// [`LedgerError::Denied`] without `chart-manage`, [`LedgerError::AccountCodeTaken`],
/// [`LedgerError::AccountRoleTaken`], [`LedgerError::BadParent`], [`LedgerError::UnknownTaxCode`].
pub async fn add_account(db: &Db, op: &Op, entity: EntityId, new: NewAccount) -> Result<AccountView, LedgerError> {
    let by = op.authorise(may::ChartManage, entity)?;
    let account = Account {
        id: AccountId(op.new_id()),
        code: code_of(&new.code)?,
        name: name_of(&new.name)?,
        account_type: new.account_type,
        role: new.role,
        postable: new.postable,
        parent: new.parent,
        currency: new.currency,
        active: true,
        default_tax_code: new.default_tax_code,
    };
    let mut tx = db.begin(op).await?;
    store::chart::lock(&mut tx, &by).await?;
    let chart = accounts_in(&mut tx, entity).await?;
    check_place(&account, &chart)?;
    store::chart::insert_accounts(&mut tx, &by, entity, std::slice::from_ref(&account), stored_precision(op.now()))
        .await?;
    let change = Change::of("account.added", "account", account.id.0).in_entity(entity).after(json!(account));
    audit::record(&mut tx, op, change).await?;
    tx.commit().await?;
    Ok(AccountView { account, version: 1, balance: None, since: None })
}

/// Changes an account; `seen` is the version the caller saw.
///
/// # Errors
/// As [`add_account`], and [`LedgerError::StaleVersion`], [`LedgerError::AccountInUse`].
pub async fn change_account(
    db: &Db,
    op: &Op,
    entity: EntityId,
    id: AccountId,
    seen: i32,
    change: AccountChange,
) -> Result<AccountView, LedgerError> {
    let by = op.authorise(may::ChartManage, entity)?;
    let mut tx = db.begin(op).await?;
    // two crossed changes of parents would make a ring that neither of them sees
    store::chart::lock(&mut tx, &by).await?;
    let (before, found) = find(&mut tx, entity, id).await?;
    if found != seen {
        return Err(LedgerError::StaleVersion { seen, found });
    }
    let after = changed(&before, change)?;
    let nature = |a: &Account| (a.account_type, a.currency, a.postable);
    if nature(&before) != nature(&after) {
        // postings under way end first, and the look for lines is a statement after the lock and sees theirs
        store::periods::lock_all(&mut tx, entity).await?;
    }
    if nature(&before) != nature(&after) && store::chart::has_lines(&mut tx, entity, id).await? {
        return Err(LedgerError::AccountInUse(before.code));
    }
    let chart = accounts_in(&mut tx, entity).await?;
    check_place(&after, &chart)?;
    if !store::chart::update_account(&mut tx, &by, &after, seen).await? {
        return Err(LedgerError::TryAgain);
    }
    let image =
        Change::of("account.changed", "account", id.0).in_entity(entity).before(json!(before)).after(json!(after));
    audit::record(&mut tx, op, image).await?;
    tx.commit().await?;
    Ok(AccountView { account: after, version: seen + 1, balance: None, since: None })
}

fn changed(before: &Account, change: AccountChange) -> Result<Account, LedgerError> {
    let kept = before.clone();
    Ok(Account {
        id: kept.id,
        code: change.code.map_or(Ok(kept.code), |code| code_of(&code))?,
        name: change.name.map_or(Ok(kept.name), |name| name_of(&name))?,
        account_type: change.account_type.unwrap_or(kept.account_type),
        role: change.role.unwrap_or(kept.role),
        postable: change.postable.unwrap_or(kept.postable),
        parent: change.parent.unwrap_or(kept.parent),
        currency: change.currency.unwrap_or(kept.currency),
        active: change.active.unwrap_or(kept.active),
        default_tax_code: change.default_tax_code.unwrap_or(kept.default_tax_code),
    })
}

fn code_of(code: &str) -> Result<String, LedgerError> {
    let code = code.trim();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    let starts_well = code.starts_with(|c: char| c.is_ascii_alphanumeric());
    if !starts_well || code.len() > 32 || !code.chars().all(plain) {
        let reason = format!("`{code}` is not an account code: use up to 32 letters, digits, dots and dashes");
        return Err(LedgerError::Invalid { field: "code", reason });
    }
    Ok(code.to_owned())
}

/// The heading must exist, be of the same type, take no lines itself and not stand under the account.
fn check_place(account: &Account, chart: &[Account]) -> Result<(), LedgerError> {
    let bad = |why: String| Err(LedgerError::BadParent(why));
    let Some(mut above) = account.parent else { return Ok(()) };
    let Some(parent) = chart.iter().find(|a| a.id == above) else {
        return bad(format!("there is no account {above} to stand under"));
    };
    if parent.account_type != account.account_type {
        return bad(format!(
            "account {} is of type {}: choose a heading of the same type",
            parent.code, parent.account_type
        ));
    }
    for _ in 0..chart.len() {
        if above == account.id {
            return bad(format!("account {} stands under itself: choose another heading", account.code));
        }
        match chart.iter().find(|a| a.id == above).and_then(|a| a.parent) {
            Some(next) => above = next,
            None => return Ok(()),
        }
    }
    bad(format!("the headings above account {} form a ring", account.code))
}

/// The active tax codes of a business in all their versions, by code, the newest version first.
///
/// # Errors
/// [`LedgerError::Denied`] without `ledger-read`.
pub async fn tax_codes(db: &Db, op: &Op, entity: EntityId) -> Result<Vec<TaxCode>, LedgerError> {
    op.require(Permission::LedgerRead, entity)?;
    let mut tx = db.begin(op).await?;
    tax_codes_in(&mut tx, entity).await
}

/// As [`tax_codes`], in the transaction of a caller who has authorised the actor.
///
/// # Errors
/// The database's.
pub async fn tax_codes_in(tx: &mut TenantTx, entity: EntityId) -> Result<Vec<TaxCode>, LedgerError> {
    store::tax_codes::list(tx, entity).await
}
