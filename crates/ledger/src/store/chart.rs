use books::{Account, AccountId, AccountRole};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use op::{Action, Allowed, EntityId, Place, may};
use pg::TenantTx;
use uuid::Uuid;

use super::parse;
use crate::LedgerError;

struct Row {
    account_id: Uuid,
    code: String,
    name: String,
    account_type: String,
    role: Option<String>,
    postable: bool,
    parent_id: Option<Uuid>,
    currency: Option<String>,
    active: bool,
    default_tax_code: Option<String>,
    version: i32,
}

/// An account and its version.
pub(crate) type Versioned = (Account, i32);

impl Row {
    fn into_account(self) -> Result<Versioned, LedgerError> {
        let account = Account {
            id: AccountId(self.account_id),
            code: self.code,
            name: self.name,
            account_type: parse("account type", &self.account_type)?,
            role: self.role.map(|r| parse("account role", &r)).transpose()?,
            postable: self.postable,
            parent: self.parent_id.map(AccountId),
            currency: self.currency.map(|c| super::currency(&c)).transpose()?,
            active: self.active,
            default_tax_code: self.default_tax_code,
        };
        Ok((account, self.version))
    }
}

/// One change of a business's chart at a time.
pub(crate) async fn lock(tx: &mut TenantTx, by: &Allowed<may::ChartManage>) -> Result<(), LedgerError> {
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended('ledger.chart ' || $1::text, 0))",
        by.entity().0.to_string()
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The chart by code; one account when `only` is given, those with a role when `role` is.
pub(crate) async fn accounts(
    tx: &mut TenantTx,
    entity: EntityId,
    only: Option<AccountId>,
    role: Option<AccountRole>,
) -> Result<Vec<Versioned>, LedgerError> {
    let rows = sqlx::query_as!(
        Row,
        "select account_id, code, name, account_type, role, postable, parent_id, currency, active, default_tax_code,
                version
           from account
          where org_id = $1 and entity_id = $2 and ($3::uuid is null or account_id = $3)
            and ($4::text is null or role = $4)
          order by code",
        tx.org().0,
        entity.0,
        only.map(|a| a.0),
        role.map(|r| r.to_string()),
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Row::into_account).collect()
}

/// Inserts accounts, parents before children or in one call: into the chart of a business that is founded, or into one
/// that is there.
pub(crate) async fn insert_accounts<A: Action, P: Place>(
    tx: &mut TenantTx,
    _by: &Allowed<A, P>,
    entity: EntityId,
    accounts: &[Account],
    at: Timestamp,
) -> Result<(), LedgerError> {
    let ids: Vec<Uuid> = accounts.iter().map(|a| a.id.0).collect();
    let codes: Vec<String> = accounts.iter().map(|a| a.code.clone()).collect();
    let names: Vec<String> = accounts.iter().map(|a| a.name.clone()).collect();
    let types: Vec<String> = accounts.iter().map(|a| a.account_type.to_string()).collect();
    let roles: Vec<Option<String>> = accounts.iter().map(|a| a.role.map(|r| r.to_string())).collect();
    let postable: Vec<bool> = accounts.iter().map(|a| a.postable).collect();
    let parents: Vec<Option<Uuid>> = accounts.iter().map(|a| a.parent.map(|p| p.0)).collect();
    let currencies: Vec<Option<String>> = accounts.iter().map(|a| a.currency.map(|c| c.code().to_owned())).collect();
    let active: Vec<bool> = accounts.iter().map(|a| a.active).collect();
    let tax_codes: Vec<Option<String>> = accounts.iter().map(|a| a.default_tax_code.clone()).collect();
    sqlx::query!(
        "insert into account (org_id, entity_id, account_id, code, name, account_type, role, postable, parent_id,
                              currency, active, default_tax_code, created_at)
         select $1, $2, t.*, $3
           from unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::boolean[], $10::uuid[],
                       $11::text[], $12::boolean[], $13::text[])
                as t (account_id, code, name, account_type, role, postable, parent_id, currency, active, tax_code)",
        tx.org().0,
        entity.0,
        at.to_sqlx(),
        &ids,
        &codes,
        &names,
        &types,
        &roles as _,
        &postable,
        &parents as _,
        &currencies as _,
        &active,
        &tax_codes as _,
    )
    .execute(tx.conn())
    .await
    .map_err(|e| refusal(e, accounts))?;
    Ok(())
}

/// Saves an account; false when the version is another one by now.
pub(crate) async fn update_account(
    tx: &mut TenantTx,
    by: &Allowed<may::ChartManage>,
    account: &Account,
    version: i32,
) -> Result<bool, LedgerError> {
    let done = sqlx::query!(
        "update account set code = $5, name = $6, account_type = $7, role = $8, postable = $9, parent_id = $10,
                            currency = $11, active = $12, default_tax_code = $13, version = version + 1
          where org_id = $1 and entity_id = $2 and account_id = $3 and version = $4",
        tx.org().0,
        by.entity().0,
        account.id.0,
        version,
        account.code,
        account.name,
        account.account_type.to_string(),
        account.role.map(|r| r.to_string()),
        account.postable,
        account.parent.map(|p| p.0),
        account.currency.map(|c| c.code().to_owned()),
        account.active,
        account.default_tax_code,
    )
    .execute(tx.conn())
    .await
    .map_err(|e| refusal(e, std::slice::from_ref(account)))?;
    Ok(done.rows_affected() == 1)
}

fn refusal(error: sqlx::Error, accounts: &[Account]) -> LedgerError {
    let one = accounts.first().filter(|_| accounts.len() == 1);
    match (pg::constraint_of(&error), one) {
        // what is budgeted as income or expense stays that (migration 0050)
        (Some("budget_line_account"), Some(a)) => LedgerError::AccountInUse(a.code.clone()),
        (Some("account_code_taken"), Some(a)) => LedgerError::AccountCodeTaken(a.code.clone()),
        (Some("account_role_once"), Some(Account { role: Some(role), .. })) => LedgerError::AccountRoleTaken(*role),
        (Some("account_tax_code"), Some(a)) => {
            LedgerError::UnknownTaxCode { line: 0, code: a.default_tax_code.clone().unwrap_or_default() }
        }
        _ => error.into(),
    }
}

pub(crate) async fn has_lines(tx: &mut TenantTx, entity: EntityId, account: AccountId) -> Result<bool, LedgerError> {
    let found = sqlx::query_scalar!(
        r#"select exists (select from line where org_id = $1 and entity_id = $2 and account_id = $3) as "found!""#,
        tx.org().0,
        entity.0,
        account.0,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(found)
}
