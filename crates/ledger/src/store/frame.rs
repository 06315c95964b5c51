use std::collections::{HashMap, HashSet};

use books::{Account, AccountId, EntryId, PeriodStatus, TaxCode};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use op::EntityId;
use pg::TenantTx;
use serde::Deserialize;
use sqlx::types::Json;
use uuid::Uuid;

use crate::dimensions::{Known, Value};
use crate::rules::{Earlier, Frame};
use crate::{EntryNumber, LedgerError, NewEntry, Posted};

/// What to load: everything the entries name.
pub(crate) struct Question {
    pub accounts: Vec<Uuid>,
    pub tax_codes: Vec<String>,
    /// Codes of dimension and value.
    pub dimensions: Vec<(String, String)>,
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
        let named = |(d, v): (&str, &str)| (d.to_owned(), v.to_owned());
        let dimensions: HashSet<_> = lines().flat_map(|l| l.dimensions.iter().map(named)).collect();
        Some(Self {
            dimensions: dimensions.into_iter().collect(),
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
struct ValueRow {
    dimension: String,
    code: String,
    dimension_id: Uuid,
    open: bool,
    value_id: Option<Uuid>,
    valid_from: Option<Date>,
    valid_to: Option<Date>,
}

impl From<ValueRow> for ((String, String), Value) {
    fn from(row: ValueRow) -> Self {
        let ValueRow { dimension, code, dimension_id, open, value_id, valid_from, valid_to } = row;
        ((dimension, code), Value { dimension: dimension_id, open, value: value_id, valid_from, valid_to })
    }
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
    let (dimensions, values): (Vec<String>, Vec<String>) = question.dimensions.iter().cloned().unzip();
    let row = sqlx::query_file!(
        "src/store/frame.sql",
        tx.org().0,
        entity.0,
        &question.accounts,
        &question.tax_codes,
        question.first.to_sqlx(),
        question.last.to_sqlx(),
        &question.keys,
        &dimensions,
        &values,
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Frame {
        base: super::currency(&row.base_currency)?,
        calendar: super::calendar(row.fiscal_year_start)?,
        journals: row.journals.into_iter().collect(),
        tax_codes: by_code(row.tax_codes.0),
        dimensions: Known::new(row.dimensions.0.into_iter().map(Into::into)),
        accounts: row.accounts.0.into_iter().map(|a| (a.id, a)).collect::<HashMap<AccountId, Account>>(),
        periods: row.periods.0.into_iter().map(|p| ((p.year, p.number), p.status)).collect(),
        earlier: row.earlier.0.into_iter().map(EarlierRow::into_earlier).collect::<Result<_, _>>()?,
    }))
}

fn by_code(versions: Vec<TaxCode>) -> HashMap<String, Vec<TaxCode>> {
    let mut codes: HashMap<String, Vec<TaxCode>> = HashMap::new();
    for version in versions {
        codes.entry(version.code.clone()).or_default().push(version);
    }
    codes
}

impl EarlierRow {
    fn into_earlier(self) -> Result<(String, Earlier), LedgerError> {
        let number = EntryNumber { journal: self.journal, year: self.year, number: self.number };
        let posted = Posted { entry: self.entry, number, recorded_at: self.recorded_at, repeated: true, whole: None };
        let digest = hex::decode(&self.digest).map_err(|e| LedgerError::Corrupt(e.to_string()))?;
        Ok((self.key, Earlier { posted, digest }))
    }
}
