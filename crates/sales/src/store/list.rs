use books::{EntryId, PartyId, SaleId};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use money::{Amount, Currency};
use op::{Allowed, may};
use pg::TenantTx;
use uuid::Uuid;

use crate::SalesError;
use crate::document::Number;
use crate::list::{Cursor, Filter, Row};

struct Stored {
    document_id: Uuid,
    kind: String,
    state: String,
    party_id: Option<Uuid>,
    customer_name: Option<String>,
    currency: String,
    title: Option<String>,
    order_number: Option<String>,
    dated: jiff_sqlx::Date,
    due: Option<jiff_sqlx::Date>,
    valid_until: Option<jiff_sqlx::Date>,
    net_minor: i64,
    tax_minor: i64,
    gross_minor: i64,
    payable_minor: i64,
    is_deposit: bool,
    series: Option<String>,
    year: Option<i32>,
    number: Option<i32>,
    entry_id: Option<Uuid>,
    changed_at: jiff_sqlx::Timestamp,
    version: i32,
    open_minor: Option<i64>,
    credited_minor: i64,
}

/// A page, newest first; with `only`, one document.
pub(crate) async fn page(
    tx: &mut TenantTx,
    by: &Allowed<may::LedgerRead>,
    filter: &Filter,
    only: Option<SaleId>,
    today: Date,
    limit: i64,
) -> Result<Vec<Row>, SalesError> {
    let looks_for = filter.text.as_deref().map(|text| format!("%{}%", escaped(&text.trim().to_lowercase())));
    let after: Option<&Cursor> = filter.after.as_ref();
    let rows = sqlx::query_as!(
        Stored,
        r#"with shown as (
               select d.*, case when d.kind = 'quote' and d.state = 'issued' and d.valid_until < $3 then 'expired'
                                else d.state end as shown_state,
                      entry_open(d.entity_id, d.entry_id) as open
                 from sales_document d
                where d.org_id = $1 and d.entity_id = $2
                  and ($4::uuid is null or d.document_id = $4)
                  and ($5::text is null or d.kind = $5)
                  and ($6::uuid is null or d.party_id = $6)
                  and ($7::text is null or d.currency = $7)
                  and ($8::date is null or d.dated >= $8) and ($9::date is null or d.dated <= $9)
                  and ($10::text is null or d.search like $10)
                  and ($11::date is null or (d.dated, d.document_id) < ($11, $12::uuid))
           )
           select document_id as "document_id!", kind as "kind!", shown_state as "state!", party_id, customer_name,
                  currency as "currency!", title, order_number, dated as "dated!", due, valid_until,
                  net_minor as "net_minor!", tax_minor as "tax_minor!", gross_minor as "gross_minor!",
                  payable_minor as "payable_minor!", is_deposit as "is_deposit!", series, year, number, entry_id,
                  changed_at as "changed_at!", version as "version!",
                  case when entry_id is not null then coalesce(open, 0) end as open_minor,
                  (select coalesce(sum(c.gross_minor), 0)::bigint from sales_document c
                    where c.org_id = $1 and c.entity_id = $2 and c.credits_id = shown.document_id
                      and c.number is not null) as "credited_minor!"
             from shown
            where ($13::text is null or shown_state = $13)
              and case $14::text when 'open' then entry_id is not null and coalesce(open, 0) <> 0
                                 when 'overdue' then coalesce(open, 0) > 0 and due < $3
                                 when 'paid' then entry_id is not null and coalesce(open, 0) = 0
                                 else true end
            order by dated desc, document_id desc
            limit $15"#,
        tx.org().0,
        by.entity().0,
        today.to_sqlx() as _,
        only.map(|id| id.0),
        filter.kind.map(|kind| kind.to_string()),
        filter.party.map(|party| party.0),
        filter.currency.map(|currency| currency.code()),
        filter.from.map(|day| day.to_sqlx()) as _,
        filter.to.map(|day| day.to_sqlx()) as _,
        looks_for,
        after.map(|cursor| cursor.dated.to_sqlx()) as _,
        after.map(|cursor| cursor.id.0),
        filter.state.map(|state| state.to_string()),
        filter.only.map(|only| only.to_string()),
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(|row| row.read(today)).collect()
}

/// A text in which the signs of patterns stand for themselves.
fn escaped(text: &str) -> String {
    text.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_")
}

impl Stored {
    fn read(self, today: Date) -> Result<Row, SalesError> {
        let corrupt = |what: &str| SalesError::Corrupt(what.to_owned());
        let currency = Currency::from_code(&self.currency).map_err(|_| corrupt("currency"))?;
        let amount = |minor: i64| Amount::new(minor, currency);
        let due = self.due.map(|day| day.to_jiff());
        let open = self.open_minor.map(amount);
        let number = self.series.zip(self.year).zip(self.number);
        Ok(Row {
            id: SaleId(self.document_id),
            kind: self.kind.parse().map_err(|_| corrupt("kind"))?,
            state: self.state.parse().map_err(|_| corrupt("state"))?,
            number: number.map(|((series, year), number)| Number { series, year, number }),
            customer: self.party_id.map(PartyId),
            customer_name: self.customer_name,
            dated: self.dated.to_jiff(),
            due,
            valid_until: self.valid_until.map(|day| day.to_jiff()),
            net: amount(self.net_minor),
            tax: amount(self.tax_minor),
            gross: amount(self.gross_minor),
            payable: amount(self.payable_minor),
            open,
            credited: amount(self.credited_minor),
            is_overdue: open.is_some_and(|open| open.minor() > 0) && due.is_some_and(|due| due < today),
            title: self.title,
            order_number: self.order_number,
            entry: self.entry_id.map(EntryId),
            is_deposit: self.is_deposit,
            version: self.version,
            changed_at: self.changed_at.to_jiff(),
        })
    }
}
