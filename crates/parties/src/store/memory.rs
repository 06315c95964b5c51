use std::collections::{BTreeMap, BTreeSet};

use books::{AccountId, PartyId};
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use op::{Allowed, EntityId, Op, may};
use pg::TenantTx;
use road::classification::Direction;
use uuid::Uuid;

use crate::PartyError;
use crate::rules::history::{Booked, History};

/// Most bookings of one party that are looked at: its newest ones.
const NEWEST: i64 = 300;
/// Most bookings of others that are looked at: those that share most words.
const NEAREST: i64 = 200;

/// One confirmed line, ready to be counted.
pub(crate) struct Count {
    /// Sorted words joined by spaces.
    pub tokens: String,
    pub description: String,
    pub account: AccountId,
    pub tax_code: Option<String>,
    pub times: i64,
}

/// Counts confirmed lines. They must differ in (tokens, account, tax code) and be sorted by them: sorted rows keep two
/// transactions from waiting for each other.
pub(crate) async fn count(
    tx: &mut TenantTx,
    op: &Op,
    by: &Allowed<may::DocumentsApprove>,
    (party, direction): (PartyId, Direction),
    dated: Option<Date>,
    counts: &[Count],
) -> Result<(), PartyError> {
    let entity = by.entity();
    let ids: Vec<Uuid> = counts.iter().map(|_| op.new_id()).collect();
    let tokens: Vec<String> = counts.iter().map(|c| c.tokens.clone()).collect();
    let descriptions: Vec<String> = counts.iter().map(|c| c.description.clone()).collect();
    let accounts: Vec<Uuid> = counts.iter().map(|c| c.account.0).collect();
    let tax_codes: Vec<Option<String>> = counts.iter().map(|c| c.tax_code.clone()).collect();
    let times: Vec<i64> = counts.iter().map(|c| c.times).collect();
    let now = op.now().to_sqlx();
    let rows = sqlx::query!(
        r#"insert into party_booking (org_id, entity_id, party_id, direction, last_at, booking_id, tokens, description,
                                      account_id, tax_code, times, dated)
           select $1, $2, $3, $4, $5, t.id, t.tokens, t.description, t.account, t.tax_code, t.times, $12
             from unnest($6::uuid[], $7::text[], $8::text[], $9::uuid[], $10::text[], $11::int8[]) with ordinality
                  as t (id, tokens, description, account, tax_code, times, nth)
            order by t.nth
           on conflict on constraint party_booking_once do update
              set times = party_booking.times + excluded.times, last_at = excluded.last_at,
                  description = excluded.description, dated = greatest(party_booking.dated, excluded.dated)
           returning booking_id, tokens"#,
        tx.org().0,
        entity.0,
        party.0,
        direction.to_string(),
        now,
        &ids,
        &tokens,
        &descriptions,
        &accounts,
        &tax_codes as _,
        &times,
        dated.map(|day| day.to_sqlx()) as _,
    )
    .fetch_all(tx.conn())
    .await?;
    let pairs = rows.iter().flat_map(|row| row.tokens.split_whitespace().map(|t| (t.to_owned(), row.booking_id)));
    let (words, bookings): (Vec<String>, Vec<Uuid>) = pairs.unzip();
    sqlx::query!(
        r#"insert into party_booking_token (org_id, entity_id, token, booking_id)
           select $1, $2, t.* from unnest($3::text[], $4::uuid[]) as t on conflict do nothing"#,
        tx.org().0,
        entity.0,
        &words,
        &bookings,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What is remembered of a party, and of lines of others that share words with the question.
pub(crate) async fn history(
    tx: &mut TenantTx,
    by: &Allowed<may::DocumentsRead>,
    (party, direction): (Option<PartyId>, Direction),
    question: &BTreeSet<String>,
) -> Result<History, PartyError> {
    let entity = by.entity();
    let words: Vec<String> = question.iter().cloned().collect();
    let rows = sqlx::query!(
        r#"with own as (
               select booking_id from party_booking
                where org_id = $1 and entity_id = $2 and direction = $3 and party_id = $4
                order by last_at desc, booking_id limit $5
           ), near as (
               select t.booking_id from party_booking_token t
                 join party_booking b on b.org_id = t.org_id and b.entity_id = t.entity_id and b.booking_id = t.booking_id
                where t.org_id = $1 and t.entity_id = $2 and t.token = any ($6) and b.direction = $3
                  and ($4::uuid is null or b.party_id <> $4)
                group by t.booking_id order by count(*) desc, t.booking_id limit $7
           )
           select b.booking_id in (select booking_id from own) as "own!", b.tokens, b.description, b.account_id,
                  b.tax_code, b.times, b.last_at, b.dated
             from party_booking b
            where b.org_id = $1 and b.entity_id = $2
              and b.booking_id in (select booking_id from own union select booking_id from near)
            order by b.last_at desc, b.booking_id"#,
        tx.org().0,
        entity.0,
        direction.to_string(),
        party.map(|p| p.0),
        NEWEST,
        &words,
        NEAREST,
    )
    .fetch_all(tx.conn())
    .await?;
    let mut history = History::default();
    for row in rows {
        let booked = Booked {
            tokens: row.tokens.split_whitespace().map(str::to_owned).collect(),
            description: row.description,
            account: AccountId(row.account_id),
            tax_code: row.tax_code,
            times: row.times,
            last_at: row.last_at.to_jiff(),
            dated: row.dated.map(|day| day.to_jiff()),
        };
        if row.own { history.of_party.push(booked) } else { history.of_business.push(booked) }
    }
    (history.frequency, history.total) = frequency(tx, entity, question, &history).await?;
    Ok(history)
}

/// In how many bookings each word occurs, and how many bookings there are.
async fn frequency(
    tx: &mut TenantTx,
    entity: EntityId,
    question: &BTreeSet<String>,
    history: &History,
) -> Result<(BTreeMap<String, i64>, i64), PartyError> {
    let booked = history.of_party.iter().chain(&history.of_business).flat_map(|b| &b.tokens);
    let words: BTreeSet<&String> = question.iter().chain(booked).collect();
    let words: Vec<String> = words.into_iter().cloned().collect();
    let rows = sqlx::query!(
        r#"select token as "token?", count(*) as "bookings!" from party_booking_token
            where org_id = $1 and entity_id = $2 and token = any ($3) group by token
           union all
           select null, count(*) from party_booking where org_id = $1 and entity_id = $2"#,
        tx.org().0,
        entity.0,
        &words,
    )
    .fetch_all(tx.conn())
    .await?;
    let total = rows.iter().find(|row| row.token.is_none()).map_or(0, |row| row.bookings);
    Ok((rows.into_iter().filter_map(|row| Some((row.token?, row.bookings))).collect(), total))
}
