use std::collections::{HashMap, HashSet};

use books::{Account, AccountId, EntryId, PeriodStatus};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use op::EntityId;
use pg::TenantTx;
use serde::Deserialize;
use sqlx::types::Json;
use uuid::Uuid;

use crate::rules::{Earlier, Frame};
use crate::{EntryNumber, LedgerError, NewEntry, Posted};

/// What to load: everything the entries name.
pub(crate) struct Question {
    pub accounts: Vec<Uuid>,
    pub tax_codes: Vec<String>,
    pub keys: Vec<String>,
    pub first: Date,
    pub last: Date,
}

impl Question {
    /// All that `entries` name; `None` when there are none.
    pub(crate) fn of<'a>(entries: impl Iterator<Item = &'a NewEntry> + Clone) -> Option<Self> {
        let dates = entries.clone().map(|e| e.entry.header().date);
        let (first, last) = (dates.clone().min()?, dates.max()?);
        let lines = || entries.clone().flat_map(|e| e.entry.lines());
        let accounts: HashSet<Uuid> = lines().map(|l| l.account.0).collect();
        let codes: HashSet<&String> = lines().filter_map(|l| l.tax.as_ref()).map(|t| &t.code).collect();
        Some(Self {
            accounts: accounts.into_iter().collect(),
            tax_codes: codes.into_iter().cloned().collect(),
            keys: entries.filter_map(|e| e.idempotency_key.clone()).collect(),
            first,
            last,
        })
    }
}

#[derive(Debug, Deserialize)]
struct PeriodRow {
    year: i32,
    number: u8,
    status: PeriodStatus,
}

#[derive(Debug, Deserialize)]
struct EarlierRow {
    key: String,
    entry: EntryId,
    journal: String,
    year: i32,
    number: i64,
    recorded_at: jiff::Timestamp,
    digest: String,
}

/// Loads what the books say about the entries, by one statement; `None` when there is no such business.
pub(crate) async fn load(
    tx: &mut TenantTx,
    entity: EntityId,
    question: &Question,
) -> Result<Option<Frame>, LedgerError> {
    let row = sqlx::query!(
        r#"select e.base_currency, e.fiscal_year_start,
                  array(select j.journal from journal j
                         where j.org_id = e.org_id and j.entity_id = e.entity_id) as "journals!",
                  array(select t.code from tax_code t
                         where t.org_id = e.org_id and t.entity_id = e.entity_id and t.active
                           and t.code = any($4)) as "tax_codes!",
                  coalesce((select jsonb_agg(jsonb_build_object(
                                'id', a.account_id, 'code', a.code, 'name', a.name, 'account_type', a.account_type,
                                'role', a.role, 'postable', a.postable, 'parent', a.parent_id,
                                'currency', a.currency, 'active', a.active, 'default_tax_code', a.default_tax_code))
                              from account a
                             where a.org_id = e.org_id and a.entity_id = e.entity_id and a.account_id = any($3)), '[]')
                      as "accounts!: Json<Vec<Account>>",
                  coalesce((select jsonb_agg(jsonb_build_object(
                                'year', p.fiscal_year, 'number', p.number, 'status', p.status))
                              from fiscal_period p
                             where p.org_id = e.org_id and p.entity_id = e.entity_id
                               and p.first_day <= $6 and p.last_day >= $5), '[]')
                      as "periods!: Json<Vec<PeriodRow>>",
                  coalesce((select jsonb_agg(jsonb_build_object(
                                'key', x.idempotency_key, 'entry', x.entry_id, 'journal', x.journal,
                                'year', x.fiscal_year, 'number', x.number, 'recorded_at', x.recorded_at,
                                'digest', encode(x.request_digest, 'hex')))
                              from entry x
                             where x.org_id = e.org_id and x.entity_id = e.entity_id
                               and x.idempotency_key = any($7)), '[]')
                      as "earlier!: Json<Vec<EarlierRow>>"
             from entity e where e.org_id = $1 and e.entity_id = $2"#,
        tx.org().0,
        entity.0,
        &question.accounts,
        &question.tax_codes,
        question.first.to_sqlx(),
        question.last.to_sqlx(),
        &question.keys,
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Frame {
        base: super::currency(&row.base_currency)?,
        calendar: super::calendar(row.fiscal_year_start)?,
        journals: row.journals.into_iter().collect(),
        tax_codes: row.tax_codes.into_iter().collect(),
        accounts: row.accounts.0.into_iter().map(|a| (a.id, a)).collect::<HashMap<AccountId, Account>>(),
        periods: row.periods.0.into_iter().map(|p| ((p.year, p.number), p.status)).collect(),
        earlier: row.earlier.0.into_iter().map(EarlierRow::into_earlier).collect::<Result<_, _>>()?,
    }))
}

impl EarlierRow {
    fn into_earlier(self) -> Result<(String, Earlier), LedgerError> {
        let number = EntryNumber { journal: self.journal, year: self.year, number: self.number };
        let posted = Posted { entry: self.entry, number, recorded_at: self.recorded_at, repeated: true };
        let digest = hex::decode(&self.digest).map_err(|e| LedgerError::Corrupt(e.to_string()))?;
        Ok((self.key, Earlier { posted, digest }))
    }
}
