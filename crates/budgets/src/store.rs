use books::{AccountId, AccountType};
use jiff_sqlx::ToSqlx;
use money::{Amount, Currency};
use op::{Action, Allowed, UserId, may};
use pg::TenantTx;
use uuid::Uuid;

use crate::rules::CheckedRow;
use crate::{BudgetError, BudgetId, BudgetVersion};

/// Versions of one budget are written one after the other.
pub(crate) async fn lock(tx: &mut TenantTx, by: &Allowed<may::BudgetsManage>, year: i32) -> Result<(), BudgetError> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 50))", format!("{} {year}", by.entity().0))
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// All versions of all years, newest years and versions first.
pub(crate) async fn versions(
    tx: &mut TenantTx,
    by: &Allowed<may::ReportsRead>,
) -> Result<Vec<BudgetVersion>, BudgetError> {
    let rows = sqlx::query!(
        r#"select budget_id, fiscal_year, version, created_at, created_by, created_by_name, reason
             from budget where org_id = $1 and entity_id = $2
            order by fiscal_year desc, version desc"#,
        tx.org().0,
        by.entity().0,
    )
    .fetch_all(tx.conn())
    .await?;
    let version = rows.into_iter().map(|row| BudgetVersion {
        id: BudgetId(row.budget_id),
        year: row.fiscal_year,
        version: row.version,
        created_at: row.created_at.to_jiff(),
        created_by: row.created_by.map(UserId),
        created_by_name: row.created_by_name,
        reason: row.reason,
    });
    Ok(version.collect())
}

/// A version of the budget of a year, the newest when none is named, and the number of its lines.
pub(crate) async fn version<A: Action>(
    tx: &mut TenantTx,
    by: &Allowed<A>,
    year: i32,
    version: Option<i32>,
) -> Result<Option<(BudgetVersion, i32)>, BudgetError> {
    let row = sqlx::query!(
        r#"select budget_id, version, line_count, created_at, created_by, created_by_name, reason
             from budget
            where org_id = $1 and entity_id = $2 and fiscal_year = $3 and ($4::integer is null or version = $4)
            order by version desc
            limit 1"#,
        tx.org().0,
        by.entity().0,
        year,
        version,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| {
        let version = BudgetVersion {
            id: BudgetId(row.budget_id),
            year,
            version: row.version,
            created_at: row.created_at.to_jiff(),
            created_by: row.created_by.map(UserId),
            created_by_name: row.created_by_name,
            reason: row.reason,
        };
        (version, row.line_count)
    }))
}

/// The rows of a version; `lines` is how many lines it says it has.
pub(crate) async fn rows(
    tx: &mut TenantTx,
    by: &Allowed<may::ReportsRead>,
    budget: BudgetId,
    lines: i32,
    base: Currency,
) -> Result<Vec<CheckedRow>, BudgetError> {
    let found = sqlx::query!(
        r#"select account_id, account_type, department, month, amount_minor
             from budget_line where org_id = $1 and entity_id = $2 and budget_id = $3
            order by line_no"#,
        tx.org().0,
        by.entity().0,
        budget.0,
    )
    .fetch_all(tx.conn())
    .await?;
    if usize::try_from(lines) != Ok(found.len()) {
        return Err(broken("budget", format!("{budget} has {} lines and should have {lines}", found.len())));
    }
    let mut rows: Vec<CheckedRow> = Vec::new();
    for line in found {
        let account = AccountId(line.account_id);
        let same = |row: &&mut CheckedRow| row.account == account && row.department == line.department;
        let month = usize::try_from(line.month).unwrap_or(0).checked_sub(1);
        let amount = Amount::new(line.amount_minor, base);
        if rows.last_mut().filter(same).is_none() {
            let account_type: AccountType = line.account_type.parse().map_err(|e| broken("account type", e))?;
            let months = [Amount::zero(base); 12];
            rows.push(CheckedRow { account, account_type, department: line.department, months });
        }
        let place = rows.last_mut().zip(month).and_then(|(row, month)| row.months.get_mut(month));
        *place.ok_or_else(|| broken("budget line", "it lies in no month of the year"))? = amount;
    }
    Ok(rows)
}

/// Writes a version and its lines: twelve for each row, so that what was planned as nothing stays planned.
pub(crate) async fn insert(
    tx: &mut TenantTx,
    by: &Allowed<may::BudgetsManage>,
    version: &BudgetVersion,
    rows: &[CheckedRow],
) -> Result<(), BudgetError> {
    let lines: Vec<(&CheckedRow, i16, Amount)> =
        rows.iter().flat_map(|row| (1..).zip(row.months).map(move |(month, amount)| (row, month, amount))).collect();
    let count = i32::try_from(lines.len()).map_err(|_| BudgetError::TooManyRows { found: rows.len() })?;
    sqlx::query!(
        r#"insert into budget (org_id, entity_id, budget_id, fiscal_year, version, line_count, created_at, created_by,
                               created_by_name, reason)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"#,
        tx.org().0,
        by.entity().0,
        version.id.0,
        version.year,
        version.version,
        count,
        version.created_at.to_sqlx(),
        version.created_by.map(|person| person.0),
        version.created_by_name,
        version.reason,
    )
    .execute(tx.conn())
    .await?;
    let accounts: Vec<Uuid> = lines.iter().map(|(row, ..)| row.account.0).collect();
    let types: Vec<String> = lines.iter().map(|(row, ..)| row.account_type.to_string()).collect();
    let departments: Vec<Option<String>> = lines.iter().map(|(row, ..)| row.department.clone()).collect();
    let months: Vec<i16> = lines.iter().map(|(_, month, _)| *month).collect();
    let amounts: Vec<i64> = lines.iter().map(|(.., amount)| amount.minor()).collect();
    sqlx::query!(
        r#"insert into budget_line (org_id, entity_id, budget_id, line_no, account_id, account_type, department, month,
                                    amount_minor)
           select $1, $2, $3, t.line_no, t.account_id, t.account_type, t.department, t.month, t.amount_minor
             from unnest($4::uuid[], $5::text[], $6::text[], $7::smallint[], $8::bigint[]) with ordinality
                  as t (account_id, account_type, department, month, amount_minor, line_no)"#,
        tx.org().0,
        by.entity().0,
        version.id.0,
        &accounts,
        &types,
        &departments as _,
        &months,
        &amounts,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

fn broken(what: &'static str, detail: impl ToString) -> BudgetError {
    BudgetError::Inconsistent { what, detail: detail.to_string() }
}
